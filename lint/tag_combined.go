package lint

import "strings"

// One trailer says two things: "Reported-and-tested-by".
//
// Tools look for each name alone, and the form multiplies the names they must know. Some trees refuse it.
//
// Write two lines.
//
//	bad:  Reported-and-tested-by: Max Reader <max@example.org>
//	good: Reported-by: Max Reader <max@example.org>
//	      Tested-by: Max Reader <max@example.org>
//
// See Documentation/process/maintainer-tip.rst, "Ordering of commit tags".
var tagCombined = &Rule{
	Name:     "tag-combined",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			key := strings.ToLower(t.Key)
			first, second, found := strings.Cut(strings.ReplaceAll(key, "-by-and-", "-and-"), "-and-")
			if !found || !strings.HasSuffix(second, "-by") {
				continue
			}
			p.Report(Finding{Line: t.Line, Text: quote(t.Key) + " says two things in one trailer",
				Fix: capital(first) + "-by: " + t.Value + " / " + capital(second) + ": " + t.Value})
		}
	},
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
