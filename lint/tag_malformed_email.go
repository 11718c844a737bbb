package lint

import (
	"cmp"
	"strings"

	"patchpilot/trailers"
)

// A trailer that names a person has an address nobody can write to.
//
// `git send-email` takes recipients from these lines, and scripts count by them. A broken address makes
// the sending fail, or drops the person silently.
//
// Write `Name <local@domain>`, nothing behind it but a `# remark` or `(remark)`; put a name with a comma
// or a dot between quotes.
//
//	bad:  Reviewed-by: Max Reader <max at example.org>
//	good: Reviewed-by: Max Reader <max@example.org>
//
// See Documentation/dev-tools/checkpatch.rst, BAD_SIGN_OFF.
var tagMalformedEmail = &Rule{
	Name:     "tag-malformed-email",
	Severity: Error,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			if !namesPerson(t) {
				continue
			}
			fault := addressFault(t.Value)
			switch {
			case fault == "":
			case fault == noAddress && t.Is("Signed-off-by"): // sob-no-angle
			case fault == noAddress:
				p.Report(Finding{Line: t.Line, Severity: Info, Text: t.Key + " " + quote(t.Value) + " names a person without an address"})
			default:
				p.Report(Finding{Line: t.Line, Edit: mendedAddress(t), Text: "the address in " + quote(t.Key+": "+t.Value) + " " + fault})
			}
		}
	},
}

// namesPerson tells the keys whose value is a person. Assisted-by names a program.
func namesPerson(t trailers.Trailer) bool {
	if t.Is("Cc") {
		return true
	}
	return len(t.Key) > 3 && strings.EqualFold(t.Key[len(t.Key)-3:], "-by") &&
		!t.Is("Assisted-by") && !t.Is("Generated-by")
}

const noAddress = "is missing"

// addressFault says what is wrong with `Name <local@domain>`, "" where nothing is.
func addressFault(value string) string {
	v := strings.TrimSpace(value)
	open, shut := strings.Count(v, "<"), strings.Count(v, ">")
	switch {
	case open > 1 && strings.Count(v, "@") < open:
		return "has two \"<\""
	case open == 1 && shut == 0:
		return "lacks its closing \">\""
	case open == 0 && shut == 1:
		return "lacks its opening \"<\""
	}
	inside, after, found := "", "", false
	if _, rest, ok := strings.Cut(v, "<"); ok {
		inside, after, found = strings.Cut(rest, ">")
	}
	if !found {
		return bareFault(v)
	}
	if strings.Contains(inside, "http") {
		return ""
	}
	local, domain, at := strings.Cut(inside, "@")
	switch {
	case obfuscated(inside):
		return "is written in words"
	case !at:
		return "has no \"@\""
	case strings.Contains(domain, "@"):
		return "has two \"@\""
	case strings.TrimSpace(local) == "" || strings.TrimSpace(domain) == "":
		return "is not whole"
	case strings.ContainsAny(strings.TrimSpace(inside), " \t,;"):
		return "has a blank, comma or semicolon inside"
	case strings.Contains(after, "@"): // a second address: Cc takes a list
	case strings.HasPrefix(after, ",") || strings.HasPrefix(after, ";") || strings.HasSuffix(strings.TrimSpace(after), ","):
		return "is followed by " + quote(strings.TrimSpace(after))
	}
	return ""
}

// mendedAddress is the edit that closes an open bracket, or takes a comma off the end. A sign-off is for its
// owner to write.
func mendedAddress(t trailers.Trailer) *Edit {
	value := strings.TrimRight(t.Value, " ,;")
	if strings.Count(value, "<") == 1 && !strings.Contains(value, ">") {
		value += ">"
	}
	_, addr, _ := strings.Cut(strings.TrimSuffix(value, ">"), "<")
	if t.Is("Signed-off-by") || value == t.Value || !plainAddress(cmp.Or(addr, value)) {
		return nil
	}
	return rewritten(t, withValue(t, value))
}

// bareFault is for a value without angle brackets.
func bareFault(v string) string {
	switch {
	case obfuscated(v):
		return "is written in words"
	case !strings.Contains(v, "@"):
		return noAddress
	case strings.HasSuffix(v, ",") || strings.HasSuffix(v, ";"):
		return "is followed by " + quote(v[len(v)-1:])
	}
	return ""
}

// obfuscated finds "user at host.org", "user(a)host.org", "user [at] host [dot] org".
func obfuscated(s string) bool {
	s = strings.ToLower(s)
	for _, mark := range [...]string{"(a)", "(at)", "[at]", "[dot]", "(dot)"} {
		if strings.Contains(s, mark) {
			return true
		}
	}
	words := strings.Fields(strings.Trim(s, "<>"))
	return len(words) == 3 && words[1] == "at" && strings.Contains(words[2], ".") && !strings.Contains(s, "@")
}
