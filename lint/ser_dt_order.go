package lint

import (
	"bytes"
	"fmt"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// A driver uses a compatible string that a later patch documents.
//
// Bindings are agreed on first: between the two patches the driver claims devices that nothing describes, and
// checks complain of every commit there.
//
// Put the binding patch before the driver's.
//
//	bad:  1/2 demo: add the ring driver, 2/2 dt-bindings: demo: add the ring
//	good: 1/2 dt-bindings: demo: add the ring, 2/2 demo: add the ring driver
//
// See Documentation/devicetree/bindings/submitting-patches.rst, "For patch submitters".
var serDTOrder = &Rule{
	Name:     "ser-dt-order",
	Severity: Warning,
	Scope:    OnSeries,
	See: func(p *Pass) {
		if p.Mail.Kind != series.PatchMail || p.Mail.Diff == nil || p.Mail.Subject.Total < 2 {
			return
		}
		for _, f := range p.Mail.Diff.Files {
			if compatiblesIn(f.Path()) != "" {
				markCompatibles(p)
				return
			}
		}
	},
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Backport || r.Partial {
				continue
			}
			first := map[string]use{}
			told := map[*series.Patch]bool{}
			for _, n := range posted(r) {
				for _, k := range p.Marks(n.Mail) {
					before, ok := first[k.Text]
					if !ok {
						first[k.Text] = use{n, k.Kind}
						continue
					}
					if k.Kind == bindingUse && before.kind == driverUse && before.patch != n && !told[n] {
						told[n] = true
						p.Report(Finding{Revision: r, Mail: n.Mail, Line: k.Line, Path: k.Path,
							Text: fmt.Sprintf("%q is documented here, and used before in %s", k.Text, ofSeries(r, before.patch))})
					}
				}
			}
		}
	},
}

// use is where a compatible string is first seen in a series.
type use struct {
	patch *series.Patch
	kind  string
}

const (
	bindingUse = "binding"
	driverUse  = "driver"
)

// compatiblesIn tells what compatible strings in such a file are: a driver's, a binding's, or "" nothing of note.
func compatiblesIn(path string) string {
	switch {
	case strings.HasPrefix(path, "Documentation/devicetree/bindings/"):
		return bindingUse
	case strings.HasSuffix(path, ".c"):
		return driverUse
	}
	return ""
}

var (
	ofMatch   = lazyregexp.New(`\.compatible\s*=\s*"([a-z0-9]+,[\w.+-]+)"`)
	ofBinding = lazyregexp.New(`^\s*(?:- (?:const: |enum: )?|const: |\* )?["']?([a-z0-9]+,[\w.+-]+)["']?\s*(?:#.*)?$`)
)

func markCompatibles(p *Pass) {
	for _, a := range p.Added() {
		kind := compatiblesIn(a.file.Path())
		if kind == "" || bytes.IndexByte(a.text, ',') < 0 {
			continue
		}
		pattern := ofMatch
		if kind == bindingUse {
			pattern = ofBinding
		}
		if m := pattern.FindSubmatch(a.text); m != nil {
			p.Mark(Mark{Kind: kind, Line: a.line, Path: a.file.Path(), Text: string(m[1])})
		}
	}
}
