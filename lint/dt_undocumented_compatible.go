package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// A patch brings a compatible string that no devicetree binding describes.
//
// The binding is the contract between firmware and kernel: it is reviewed before code or devicetrees may use
// its names.
//
// Describe it below Documentation/devicetree/bindings, in a patch before. The tree that patches go on is looked
// at, and the series. Where patches of it are missing, or it needs others first, this is information.
//
//	bad:  compatible = "demo,ring-v2"; which no binding has
//	good: a first patch that adds demo,ring-v2 to Documentation/devicetree/bindings/dma/demo,ring.yaml
//
// See Documentation/devicetree/bindings/submitting-patches.rst.
var dtUndocumentedCompatible = &Rule{
	Name:     "dt-undocumented-compatible",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		fresh := newCompatibles(p, r)
		if len(fresh) == 0 {
			return
		}
		if p.bindings.read(p.repo); !p.bindings.found {
			return // no kernel tree
		}
		brought := bindingsIn(r)
		told := map[string]bool{}
		for _, c := range fresh {
			if told[c.name] || p.bindings.knows(c.name) || brought.knows(c.name) {
				continue
			}
			told[c.name] = true
			f := Finding{Revision: r, Mail: c.patch.Mail, Line: c.at.line, Path: c.at.file.Path(), PathLine: c.at.pathLine,
				Text: quote(c.name) + " is described by no binding, neither below " + bindingsDir + " nor in this series"}
			if !r.Whole() || len(r.Prerequisites()) > 0 {
				f.Severity = Info
			}
			p.Report(f)
		}
	},
}

// compatible is a compatible string that a patch adds.
type compatible struct {
	patch *series.Patch
	at    addedLine
	name  string
}

var (
	assigned  = lazyregexp.New(`\bcompatible\s*=\s*"`)
	devNames  = lazyregexp.New(`"([A-Za-z0-9._+-]+,[A-Za-z0-9._+-]+)"`)
	devEnding = [...]string{".dts", ".dtsi", ".dtso", ".c", ".h"}
)

// newCompatibles finds the strings that a posting adds in devicetrees and in tables of drivers, but for those
// that it moves.
func newCompatibles(p *Pass, r *series.Revision) (fresh []compatible) {
	moved := map[string]bool{}
	for _, patch := range r.Patches {
		if patch.Diff == nil || !touchesAny(patch.Mail, hasCompatibles) {
			continue
		}
		if withoutText(patch.Mail) {
			p.Skip(noText)
			return nil
		}
		open := 0 // the line a list of strings goes on to
		for _, a := range (&facts{mail: patch.Mail}).Added() {
			if !hasCompatibles(a.file.Path()) {
				continue
			}
			text := string(a.text)
			if a.line != open && !(strings.Contains(text, "compatible") && assigned.MatchString(text)) {
				continue
			}
			if code := strings.HasSuffix(a.file.Path(), ".c") || strings.HasSuffix(a.file.Path(), ".h"); !code && !strings.Contains(text, ";") {
				open = a.line + 1
			}
			for _, m := range devNames.FindAllStringSubmatch(text, -1) {
				fresh = append(fresh, compatible{patch, a, m[1]})
			}
		}
		eachRemoved(patch.Mail, func(l []byte) {
			for _, m := range devNames.FindAllSubmatch(l, -1) {
				moved[string(m[1])] = true
			}
		})
	}
	var kept []compatible
	for _, c := range fresh {
		if !moved[c.name] {
			kept = append(kept, c)
		}
	}
	return kept
}

func hasCompatibles(path string) bool {
	for _, end := range devEnding {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// eachRemoved gives the lines that a patch takes away.
func eachRemoved(m *series.Mail, do func(l []byte)) {
	for _, f := range m.Diff.Files {
		for _, h := range f.Hunks {
			eachHunkLine(h, 0, func(_ int, l []byte) {
				if len(l) > 0 && l[0] == '-' {
					do(l[1:])
				}
			})
		}
	}
}

// bindingsIn are the strings that a posting itself describes.
func bindingsIn(r *series.Revision) *bindings {
	b := &bindings{words: map[string]bool{}}
	for _, patch := range r.Patches {
		for _, a := range (&facts{mail: patch.Mail}).Added() {
			if strings.HasPrefix(a.file.Path(), bindingsDir) {
				b.addLine(string(a.text))
			}
		}
	}
	return b
}
