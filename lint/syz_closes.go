package lint

import "strings"

// syzbot reported the bug, and no Closes or Link leads to its report.
//
// The report holds the program that shows the bug and the trees it was seen in; who backports the fix
// needs both.
//
// Add the address of the report: `https://syzkaller.appspot.com/bug?extid=HASH`, with the hash from the
// Reported-by line, or the report's mail on lore.kernel.org.
//
//	bad:  Reported-by: syzbot+84a4f02e1ac6d79c9a7b@syzkaller.appspotmail.com
//	good: Reported-by: syzbot+84a4f02e1ac6d79c9a7b@syzkaller.appspotmail.com
//	      Closes: https://syzkaller.appspot.com/bug?extid=84a4f02e1ac6d79c9a7b
//
// See Documentation/process/submitting-patches.rst, "Using Reported-by:, Tested-by:, Reviewed-by:,
// Suggested-by: and Fixes:".
var syzCloses = &Rule{
	Name:     "syz-closes",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			if p.full() {
				return
			}
			hash := syzHash(t.Value)
			if !fromSyzbot(t) || hash == "" || !t.Is("Reported-by") && !t.Is("Reported-and-tested-by") {
				continue
			}
			other, found := syzLink(p, hash)
			if found {
				continue
			}
			f := Finding{Line: t.Line, Fix: "Closes: https://syzkaller.appspot.com/bug?extid=" + hash,
				Text: "the syzbot report " + hash + " has no Closes or Link"}
			if other == "" && len(hash) == 20 {
				below := t.Line + t.Lines
				f.Edit = &Edit{First: below, Last: below - 1, Lines: []string{f.Fix}}
			}
			if p.Mail.Date.Year() < 2023 {
				f.Severity = min(p.rule.severity, Info) // there was no Closes then
			}
			if other != "" {
				f.Text = "the syzbot report is " + hash + ", and the link leads to another: " + quote(other)
			}
			p.Report(f)
		}
	},
}

// syzLink looks for a link to the report; other is a link to another report of syzbot.
func syzLink(p *Pass, hash string) (other string, found bool) {
	for _, t := range p.Mail.Trailers {
		switch {
		case !isLink(t):
		case strings.Contains(t.Value, hash), strings.Contains(t.Value, "syzkaller.appspot.com/bug?id="):
			return "", true
		case strings.Contains(t.Value, "syzkaller.appspot.com/bug?extid="):
			other = t.Value
		default:
			found = true // the report's mail, on whatever archive
		}
	}
	return other, found
}
