package lint

import "strings"

// An added line holds a character nobody can see: of no width, or a blank that is none.
//
// Compilers, grep and device-tree tools take it for a part of the word beside it. Names that look the same
// are not.
//
// Delete it, or put a plain blank.
//
//	bad:  +	size = 64;    (with U+00A0 before the 64)
//	good: +	size = 64;
//
// See Documentation/process/coding-style.rst.
var diffInvisible = &Rule{
	Name:     "diff-invisible",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if t := p.Mail.Text; strings.IndexByte(t, 0xE2) < 0 && strings.IndexByte(t, 0xC2) < 0 && strings.IndexByte(t, 0xEF) < 0 {
			return
		}
		for _, l := range p.Added() {
			if asciiBytes(l.text) || translated(l.file.NewPath) {
				continue
			}
			if r, at := firstRune(string(l.text), invisible); at >= 0 {
				p.Report(Finding{Line: l.line, Path: l.file.Path(), PathLine: l.pathLine,
					Text: "the line added holds " + codepoint(r) + ", which nobody can see: " + quote(string(l.text))})
				return // they come in crowds
			}
		}
	},
}
