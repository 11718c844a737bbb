package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A Signed-off-by names nobody: no name, `root`, or an address on a machine of one's own.
//
// The certificate is given by a known identity; there are no anonymous contributions. An address that
// reaches nobody cannot be asked later.
//
// Set `user.name` and `user.email` in git, and sign again. A pseudonym by which you are known is fine.
//
//	bad:  Signed-off-by: root <root@localhost.localdomain>
//	good: Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/submitting-patches.rst, "Sign your work": using a known identity.
var sobAnon = &Rule{
	Name:     "sob-anon",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		for _, s := range p.Signers() {
			if why := anonymous(s.person); s.ok && why != "" {
				p.Reportf(s.Line, "the sign-off %s names nobody: %s", quote(s.Value), why)
			}
		}
	},
}

func anonymous(who trailers.Person) string {
	name := strings.ToLower(strings.Trim(who.Name, ` "'`))
	local, domain, _ := strings.Cut(strings.ToLower(who.Email), "@")
	switch {
	case name == "" || name == strings.ToLower(who.Email):
		return "there is no name"
	case name == "root" || local == "root":
		return "root is not a person"
	case name == "your name" || name == "unknown" || name == "user" || name == "anonymous":
		return "the name is a placeholder"
	case domain == "localhost" || strings.HasSuffix(domain, ".local") || strings.HasSuffix(domain, ".localdomain") || strings.HasSuffix(domain, ".(none)"):
		return "the address is on a private machine"
	}
	return ""
}
