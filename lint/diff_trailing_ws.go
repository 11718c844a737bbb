package lint

import (
	"path"
	"strings"
)

// Added lines end with blanks or tabs.
//
// Nobody sees them, every diff that takes them out again shows lines nobody changed, and `git am` warns.
//
// Take them out: `git rebase --whitespace=fix`, or let the editor strip them.
//
//	bad:  "+	demo_ring_free(d); "
//	good: "+	demo_ring_free(d);"
//
// See Documentation/process/coding-style.rst, "Indentation": don't leave whitespace at the end of lines.
var diffTrailingWS = &Rule{
	Name:     "diff-trailing-ws",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		var first addedLine
		n := 0
		for _, l := range p.Added() {
			if end := len(l.text) - 1; end < 0 || l.text[end] > ' ' || !trailingBlank(l.text) || blanksMatter(l.file.Path()) {
				continue
			}
			if n++; n == 1 {
				first = l
			}
		}
		if n > 0 {
			p.Report(Finding{Line: first.line, Path: first.file.Path(), PathLine: first.pathLine,
				Text: plural(n, "added line") + " ending with blanks or tabs, the first " + quote(string(first.text))})
		}
	},
}

// trailingBlank looks before the CR of a file that has them.
func trailingBlank(b []byte) bool {
	if b[len(b)-1] == '\r' {
		b = b[:len(b)-1]
	}
	return len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\t')
}

// blanksMatter tells files where a blank at the end is data or means something.
func blanksMatter(name string) bool {
	switch path.Ext(name) {
	case ".md", ".patch", ".diff", ".svg", ".csv", ".expected", ".log", ".out":
		return true
	}
	return strings.HasPrefix(name, "tools/testing/") || strings.Contains(name, "/testdata/")
}
