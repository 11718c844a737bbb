package said

import (
	"strings"

	"patchpilot/mbox"
	"patchpilot/series"
)

// Auth is what a mail's receiver says of its signature; zero where it says nothing.
type Auth struct {
	Domain string // whose DKIM signature held
	Failed bool
}

// ReadAuth reads the first Authentication-Results, the receiver's own.
func ReadAuth(m *series.Mail) Auth {
	if m.Message == nil {
		return Auth{}
	}
	value := strings.Join(strings.Fields(strings.ToLower(m.Message.Header("Authentication-Results"))), " ")
	var a Auth
	for _, part := range strings.Split(value, ";") {
		how, rest, _ := strings.Cut(strings.TrimSpace(part), " ")
		switch how {
		case "dkim=pass":
			for _, f := range strings.Fields(rest) {
				for _, key := range []string{"header.d=", "header.i=@"} {
					if d, ok := strings.CutPrefix(f, key); ok && a.Domain == "" {
						a.Domain = strings.Clone(d)
					}
				}
			}
		case "dkim=fail":
			a.Failed = true
		}
	}
	return a
}

// Holds tells that the signature of the sender's domain held.
func (a Auth) Holds(from mbox.Address) bool {
	host := hostOf(from)
	return a.Domain != "" && (host == a.Domain || strings.HasSuffix(host, "."+a.Domain))
}

// Word is what evidence says of it: "dkim" where the sender's own signature held.
func (a Auth) Word(from mbox.Address) string {
	if a.Holds(from) {
		return "dkim"
	}
	return ""
}

// Denies tells that the receiver found the signature wrong, or somebody else's on mail of kernel.org.
func (a Auth) Denies(from mbox.Address) bool {
	if a.Holds(from) {
		return false
	}
	return a.Failed || a.Domain != "" && strings.HasSuffix(hostOf(from), "kernel.org") && !relay(a.Domain)
}

func hostOf(a mbox.Address) string {
	_, host, _ := strings.Cut(strings.ToLower(a.Email), "@")
	return host
}

// relay tells the domains under which lists and providers sign in passing.
func relay(domain string) bool {
	return strings.Contains(domain, "kernel.org") || strings.Contains(domain, "lists.") || strings.Contains(domain, "google") || strings.HasSuffix(domain, "freedesktop.org") || strings.HasSuffix(domain, "onmicrosoft.com")
}
