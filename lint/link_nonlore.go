package lint

import (
	"net/url"
	"strings"
)

// A Link or Closes leads to an archive other than lore.kernel.org.
//
// Archives come and go, and links into them by number break. lore.kernel.org finds a mail by its
// Message-ID, which is the same everywhere and for good.
//
// Write `https://lore.kernel.org/r/MESSAGE-ID`. For lists that lore does not hold, leave the link.
//
//	bad:  Link: https://lkml.org/lkml/2026/3/2/123
//	good: Link: https://lore.kernel.org/r/20260302-ring@example.org
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var linkNonlore = &Rule{
	Name:     "link-nonlore",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			if !isLink(t) || !strings.HasPrefix(t.Value, "http") {
				continue
			}
			u, err := url.Parse(strings.Fields(t.Value)[0])
			if err == nil && oldArchive(u) {
				f := Finding{Line: t.Line, Text: quote(t.Key+": "+t.Value) + " leads to " + quote(u.Host) + "; lore.kernel.org links by Message-ID last"}
				if id := messageIn(u); id != "" {
					f.Edit = rewritten(t, withValue(t, strings.Replace(t.Value, strings.Fields(t.Value)[0], "https://lore.kernel.org/r/"+id, 1)))
				}
				p.Report(f)
			}
		}
	},
}

func oldArchive(u *url.URL) bool {
	switch strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") {
	case "lkml.org", "marc.info", "spinics.net", "mail-archive.com", "lkml.iu.edu", "lkml.kernel.org", "patchwork.kernel.org":
		return !strings.HasPrefix(u.Path, "/r/") // lkml.kernel.org/r/ is lore's door
	case "groups.google.com":
		return strings.Contains(u.Path, "syzkaller") || strings.Contains(u.Path, "linux")
	}
	return false
}

// messageIn is the Message-ID that a link of the kernel's patchwork holds, "" where there is none: its lists
// are all on lore.
func messageIn(u *url.URL) string {
	_, id, _ := strings.Cut(u.EscapedPath(), "/patch/")
	if id, _, _ = strings.Cut(id, "/"); u.Hostname() == "patchwork.kernel.org" && strings.Contains(id, "@") {
		return id
	}
	return ""
}
