package lint

import (
	"slices"
	"strings"

	"patchpilot/diff"
	"patchpilot/series"
	"patchpilot/uapi"
)

// The changelog between versions stands in the log, above the `---`.
//
// What changed since v1 helps the reviewers of v2. In the history it is noise: v1 is not there.
//
// Move it below the `---`. The graphics trees keep it in the log by custom: there it is no fault, and the profile
// drm turns the rule off.
//
//	bad:  v2: fix the error path
//	      Signed-off-by: Ada Writer <ada@example.org>
//	      ---
//	good: Signed-off-by: Ada Writer <ada@example.org>
//	      ---
//	      v2: fix the error path
//
// See Documentation/process/submitting-patches.rst, "Commentary".
var msgVersionText = &Rule{
	Name:     "msg-version-text",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if ofGraphics(p.Mail) {
			return
		}
		for _, l := range p.Prose() {
			if mayBeVersion(l.text) && versionLine.MatchString(l.text) {
				p.Report(Finding{Line: l.n, Text: "the changelog stands in the log, above the ---: " + quote(strings.TrimSpace(l.text))})
				return
			}
		}
	},
}

// ofGraphics tells whether a patch changes something of the graphics trees, and so goes through them.
func ofGraphics(m *series.Mail) bool {
	return m.Diff != nil && slices.ContainsFunc(m.Diff.Files, func(f *diff.File) bool {
		name := f.Path()
		return strings.HasPrefix(name, "include/drm/") || strings.HasPrefix(name, "include/linux/dma-fence") ||
			strings.HasPrefix(name, "include/linux/dma-buf") || strings.HasPrefix(name, "Documentation/gpu/") ||
			strings.HasPrefix(name, "Documentation/driver-api/dma-buf") ||
			strings.HasPrefix(name, "Documentation/devicetree/bindings/display/") || uapi.AreaOf(name).DRM
	})
}

// mayBeVersion looks at the first letter, for speed.
func mayBeVersion(s string) bool {
	s = strings.TrimLeft(s, " \t-*#(")
	if len(s) < 3 {
		return false
	}
	switch s[0] {
	case 'v', 'V':
		return digit(s[1])
	case 'C', 'c', 'D', 'd', 'R', 'r', 'H', 'h':
		return true
	}
	return false
}
