package lint

// The file the patch leaves behind does not end with a newline.
//
// Tools that join files, and shells that read line by line, lose or glue the last line. The next patch at
// the file's end shows a line nobody changed.
//
// End the last line. Most editors do it by themselves; tell yours to.
//
//	bad:  +}
//	      \ No newline at end of file
//	good: +}
//
// See Documentation/dev-tools/checkpatch.rst, MISSING_EOF_NEWLINE.
var diffEOFNewline = &Rule{
	Name:     "diff-eof-newline",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			if len(f.Hunks) == 0 || blanksMatter(f.Path()) {
				continue
			}
			last := len(f.Hunks) - 1
			if h := f.Hunks[last]; len(h.Body) > 0 && h.Body[len(h.Body)-1] != '\n' {
				line, added := 0, false
				eachHunkLine(h, f.HunkLines[last]+1, func(n int, l []byte) { line, added = n, len(l) > 0 && l[0] == '+' })
				if added { // under a line of context it was so before
					p.Report(Finding{Line: line, Path: f.Path(), Text: "the patch leaves " + quote(f.Path()) + " without a newline at its end"})
				}
			}
		}
	},
}
