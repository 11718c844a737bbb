package lint

import (
	"net/url"
	"strings"
)

// A Closes or Link holds no public web address.
//
// It is there for everybody to follow, years later. A number means nothing without its tracker, and a
// private tracker is closed to most.
//
// Give a whole https address that everybody can open, best lore.kernel.org.
//
//	bad:  Closes: JIRA-1234
//	good: Closes: https://bugzilla.kernel.org/show_bug.cgi?id=199003
//
// See Documentation/process/submitting-patches.rst, "Describe your changes": private bug trackers and
// invalid URLs are forbidden.
var repClosesURL = &Rule{
	Name:     "rep-closes-url",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			if !t.Is("Closes") && !t.Is("Link") || t.Value == "" {
				continue
			}
			f := Finding{Line: t.Line}
			switch fault := linkFault(t.Value); {
			case fault == "":
				continue
			case strings.HasPrefix(t.Value, "lore.kernel.org/"):
				f.Edit = rewritten(t, withValue(t, "https://"+t.Value))
				fallthrough
			default:
				f.Text = quote(t.Key+": "+t.Value) + " " + fault
			}
			p.Report(f)
		}
	},
}

// linkFault says why nobody can follow the value, "" where they can.
func linkFault(value string) string {
	at := strings.Index(value, "http")
	if at < 0 || !strings.Contains(value[at:], "://") {
		if strings.Contains(value, "@") {
			return "" // a message id is an address too
		}
		return "is not a web address"
	}
	u, err := url.Parse(strings.Fields(value[at:])[0])
	if err != nil || u.Host == "" {
		return "is not a web address"
	}
	host := strings.ToLower(u.Hostname())
	for _, private := range [...]string{"localhost", "127.0.0.1", "drive.google.com", "docs.google.com", "partnerissuetracker.corp.google.com"} {
		if host == private {
			return "is not open to the public"
		}
	}
	if !strings.Contains(host, ".") || strings.Contains(host, ".corp.") || strings.HasSuffix(host, ".local") ||
		strings.HasPrefix(host, "192.168.") || strings.HasPrefix(host, "10.") && strings.Count(host, ".") == 3 {
		return "is not open to the public"
	}
	return ""
}
