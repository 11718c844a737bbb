package lint

import (
	"strings"

	"patchpilot/diff"
	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// A new parameter of a module or of the kernel is described nowhere.
//
// Parameters are found by modinfo and by Documentation/admin-guide/kernel-parameters.txt. One that is in
// neither can be used by its author alone.
//
// Add MODULE_PARM_DESC for the one of a module, and an entry in kernel-parameters.txt for the one of the boot
// line, in the same series.
//
//	bad:  module_param(depth, int, 0444);
//	good: module_param(depth, int, 0444);
//	      MODULE_PARM_DESC(depth, "entries in the ring (default 16)");
//
// See Documentation/process/submit-checklist.rst, and Documentation/admin-guide/kernel-parameters.rst.
var docParam = &Rule{
	Name:     "doc-param",
	Severity: Info,
	Scope:    OnSeries,
	See: func(p *Pass) {
		if p.Mail.Kind != series.PatchMail || isBackport(p.Mail) || p.Damaged() || !hasAny(p.Mail.Text, "_param", "__setup(") {
			return
		}
		known := describedParams(p.Mail.Diff)
		for _, l := range p.Added() {
			name := paramName(string(l.text))
			if name == "" || known[name] || !strings.HasSuffix(l.file.Path(), ".c") {
				continue
			}
			p.Mark(Mark{Line: l.line, Path: l.file.Path(), PathLine: l.pathLine, Text: name})
		}
	},
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Backport || touches(r, "Documentation/admin-guide/kernel-parameters.txt") {
				continue
			}
			for _, n := range posted(r) {
				for _, k := range p.Marks(n.Mail) {
					p.Report(docFinding(r, n, k))
				}
			}
		}
	},
}

func docFinding(r *series.Revision, n *series.Patch, k Mark) Finding {
	f := Finding{Revision: r, Mail: n.Mail, Line: k.Line, Path: k.Path, PathLine: k.PathLine}
	if boot, ok := strings.CutPrefix(k.Text, `"`); ok {
		f.Text = "the new boot parameter " + quote(strings.TrimSuffix(boot, "=")) + " has no entry in kernel-parameters.txt"
	} else {
		f.Text = "the new module parameter " + quote(k.Text) + " has no MODULE_PARM_DESC"
	}
	return f
}

// newParam is the declaration of a parameter: of a module by its name, or of the boot line by its string.
var newParam = lazyregexp.New(`^(?:module_param(?:_named|_array|_string|_cb|_hw)?\((\w+),|(?:early_param|__setup)\(("[\w.-]+=?)",)`)

// paramName is what a line of code declares: the name of a module's parameter, or `"name=` for the boot line.
func paramName(code string) string {
	if m := newParam.FindStringSubmatch(code); m != nil {
		return m[1] + m[2]
	}
	return ""
}

// describedParams are the parameters that a diff describes, or whose declaration it moves from elsewhere.
func describedParams(d *diff.Patch) map[string]bool {
	known := map[string]bool{}
	for _, f := range d.Files {
		for i, h := range f.Hunks {
			eachHunkLine(h, f.HunkLines[i]+1, func(_ int, l []byte) {
				if len(l) == 0 {
					return
				}
				code := strings.TrimSpace(string(l[1:]))
				if desc, ok := strings.CutPrefix(code, "MODULE_PARM_DESC("); ok && l[0] != '-' {
					name, _, _ := strings.Cut(desc, ",")
					known[name] = true
				} else if l[0] == '-' {
					known[paramName(code)] = true
				}
			})
		}
	}
	return known
}
