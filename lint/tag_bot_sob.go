package lint

// A Signed-off-by is given by a program.
//
// The line certifies the origin of the work before the law. Only a person can do that: programs that write
// code must not add it.
//
// Delete the line; the person who sends the patch signs it, and names the program in Assisted-by.
//
//	bad:  Signed-off-by: Claude <noreply@anthropic.com>
//	good: Assisted-by: Claude:claude-opus-4-5
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/coding-assistants.rst, "Signed-off-by and Developer Certificate of Origin".
var tagBotSob = &Rule{
	Name:     "tag-bot-sob",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, s := range p.Signers() {
			if s.ok && assistant(s.person) {
				p.Report(Finding{Line: s.Line, Fix: "delete the line", Text: "a program has signed off: " + quote(s.Value)})
			}
		}
	},
}
