package lint

import "strings"

// An Assisted-by still holds the words of the document it was copied from.
//
// The line should say which program helped, in which version. The placeholder says only that nobody read
// the log before sending.
//
// Put in the program's name and version, or delete the line.
//
//	bad:  Assisted-by: AGENT_NAME:MODEL_VERSION
//	good: Assisted-by: Claude:claude-opus-4-5
//
// See Documentation/process/coding-assistants.rst, "Attribution".
var aiPlaceholder = &Rule{
	Name:     "ai-placeholder",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			if strings.Contains(t.Value, "AGENT_NAME") || strings.Contains(t.Value, "MODEL_VERSION") {
				p.Report(Finding{Line: t.Line, Text: quote(t.Key+": "+t.Value) + " is the document's placeholder, not a program's name"})
			}
		}
	},
}
