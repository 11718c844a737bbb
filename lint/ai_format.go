package lint

import "strings"

// An Assisted-by does not name a program and its version.
//
// The line is there to tell later which programs, in which versions, had a part in what. A name alone, or
// an address, does not say that.
//
// Write `NAME:VERSION`, and behind it the analysis tools that were used.
//
//	bad:  Assisted-by: Claude <noreply@anthropic.com>
//	good: Assisted-by: Claude:claude-opus-4-5 sparse
//
// See Documentation/process/coding-assistants.rst, "Attribution".
var aiFormat = &Rule{
	Name:     "ai-format",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Tags("Assisted-by") {
			name, version, found := strings.Cut(t.Value, ":")
			if !found || strings.TrimSpace(name) == "" || strings.TrimSpace(version) == "" || strings.ContainsRune(t.Value, '<') {
				p.Reportf(t.Line, "%s does not read NAME:VERSION", quote(t.Key+": "+t.Value))
			}
		}
	},
}
