package lint

import "strings"

// A Signed-off-by has no address in angle brackets.
//
// The line is a signature: name and address, in the form every tool reads. Without the brackets the
// address is taken for a part of the name, and without an address nobody knows who signed.
//
// Write `Name <address>`; `git commit -s` does.
//
//	bad:  Signed-off-by: Ada Writer ada@example.org
//	good: Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/submitting-patches.rst, "Sign your work".
var sobNoAngle = &Rule{
	Name:     "sob-no-angle",
	Severity: Error,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		for _, s := range p.Signers() {
			if strings.ContainsRune(s.Value, '<') {
				continue // tag-malformed-email
			}
			p.Report(Finding{Line: s.Line, Fix: withAngles(s.Value),
				Text: "the sign-off " + quote(s.Value) + " has no address in angle brackets"})
		}
	},
}

// withAngles puts the brackets where the value ends with a plain address; "" where it does not.
func withAngles(value string) string {
	name, addr := "", value
	if i := strings.LastIndexByte(value, ' '); i >= 0 {
		name, addr = strings.TrimSpace(value[:i]), value[i+1:]
	}
	if name == "" || !plainAddress(addr) {
		return ""
	}
	return signedOffBy + " " + name + " <" + addr + ">"
}

// plainAddress is a local part, one "@" and a domain with a dot.
func plainAddress(s string) bool {
	local, domain, found := strings.Cut(s, "@")
	return found && local != "" && strings.Contains(domain, ".") && !strings.ContainsAny(s, " \t<>(),;:\"") &&
		!strings.Contains(domain, "@") && !strings.HasSuffix(domain, ".")
}
