package lint

// The diffstat lists other files than the diff changes.
//
// A file was dropped from the mail, or the diffstat belongs to another version of the patch. One of the
// two is not what the author tested.
//
// Make the mail again with `git format-patch`.
//
//	bad:   drivers/demo/ring.c  | 3 ++-
//	       drivers/demo/queue.c | 2 +-     (over a diff of ring.c alone)
//	good:  drivers/demo/ring.c  | 3 ++-
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format": use diffstat.
var statFileList = &Rule{
	Name:     "stat-file-list",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		s, d, ok := stated(p)
		if !ok {
			return
		}
		switch line, file := sameFiles(s, d); {
		case line != nil:
			p.Report(Finding{Line: line.Line, Text: "the diffstat lists " + quote(line.Name) + ", which the diff does not change"})
		case file != nil:
			p.Report(Finding{Line: file.Line, Path: file.Path(), Text: "the diff changes " + quote(file.Path()) + ", which the diffstat does not list"})
		}
	},
}
