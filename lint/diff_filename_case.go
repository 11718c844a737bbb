package lint

import (
	"strings"

	"patchpilot/apply"
	"patchpilot/diff"
)

// A patch adds a file whose name differs from another's in letter case alone.
//
// On file systems that do not tell capitals from small letters the tree cannot be checked out, and nobody
// can tell the two apart by ear.
//
// Choose another name.
//
//	bad:  drivers/demo/Ring.c beside drivers/demo/ring.c
//	good: drivers/demo/ring_core.c
//
// See git-config(1), core.ignoreCase.
var diffFilenameCase = &Rule{
	Name:     "diff-filename-case",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		_, onto := p.repo.Onto()
		var tree apply.Tree
		gone, added := map[string]bool{}, map[string]string{}
		for _, patch := range r.Patches {
			if patch.Diff == nil {
				continue
			}
			for _, f := range patch.Diff.Files {
				if f.Status == diff.Renamed || f.Status == diff.Deleted {
					gone[f.OldPath] = true
				}
			}
			for _, f := range patch.Diff.Files {
				if f.Status != diff.Added && f.Status != diff.Renamed && f.Status != diff.Copied {
					continue
				}
				if tree == nil {
					var err error
					if tree, err = p.repo.Tree(onto.Hash); err != nil {
						return
					}
				}
				low := strings.ToLower(f.NewPath)
				twin := twinOf(tree, f.NewPath)
				if first := added[low]; twin == "" && first != f.NewPath {
					twin = first
				}
				added[low] = f.NewPath
				if twin != "" && !gone[twin] {
					p.Report(Finding{Revision: r, Mail: patch.Mail, Line: f.Line, Path: f.NewPath,
						Text: quote(f.NewPath) + " differs from " + quote(twin) + " in letter case alone"})
				}
			}
		}
	},
}

// twinOf finds the path in a tree, of a file or of one of its folders, that differs from a path in letter case alone.
func twinOf(t apply.Tree, path string) string {
	dir := ""
	for path != "" {
		var name string
		name, path, _ = strings.Cut(path, "/")
		entries, err := t.Entries(dir)
		if err != nil {
			return ""
		}
		twin := ""
		for _, e := range entries {
			if e.Name == name {
				twin = ""
				break
			}
			if strings.EqualFold(e.Name, name) {
				twin = strings.TrimPrefix(dir+"/"+e.Name, "/")
			}
		}
		if twin != "" {
			return twin
		}
		dir = strings.TrimPrefix(dir+"/"+name, "/")
	}
	return ""
}
