package lint

import "strings"

// syzbot is named without the hash of its report in the address.
//
// syzbot finds out by that address, `syzbot+HASH@syzkaller.appspotmail.com`, which of its reports a commit
// settles. Without the hash, or with a broken one, the report stays open.
//
// Copy the whole line from the report.
//
//	bad:  Reported-by: syzbot <syzbot@syzkaller.appspotmail.com>
//	good: Reported-by: syzbot+84a4f02e1ac6d79c9a7b@syzkaller.appspotmail.com
//
// See https://github.com/google/syzkaller/blob/master/docs/syzbot.md, "Communication with syzbot".
var syzFormat = &Rule{
	Name:     "syz-format",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			if !fromSyzbot(t) || !t.Is("Reported-by") && !t.Is("Reported-and-tested-by") {
				continue
			}
			switch hash := syzHash(t.Value); {
			case hash == "":
				p.Reportf(t.Line, "%s has no \"syzbot+HASH@\": syzbot cannot tell which report is meant", quote(t.Value))
			case len(hash) != 20:
				p.Report(Finding{Line: t.Line, Severity: Info, Text: "the hash " + quote(hash) + " of the syzbot report has " + plural(len(hash), "digit") + "; 20 are usual"})
			}
		}
	},
}

// syzHash is the hex hash of syzbot+HASH@…, "" if there is none.
func syzHash(value string) string {
	_, rest, found := strings.Cut(value, "syzbot+")
	if !found {
		return ""
	}
	hash, _, found := strings.Cut(rest, "@"+syzkaller)
	if !found {
		return ""
	}
	for i := range len(hash) {
		if !hex(hash[i]) {
			return ""
		}
	}
	return hash
}
