package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A Cc of the stable list has a name before the address, or a remark behind it without "#".
//
// The documents write the address alone, and instructions to the stable team behind a "#". People read the
// other forms as well; scripts may take the name for a part of the remark, or miss the remark.
//
// Write the address, and the remark behind " # ".
//
//	bad:  Cc: Stable Team <stable@vger.kernel.org> [needs the queue]
//	good: Cc: stable@vger.kernel.org # needs the queue
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1", and Documentation/dev-tools/checkpatch.rst,
// BAD_STABLE_ADDRESS_STYLE.
var stableName = &Rule{
	Name:     "stable-name",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		eachStable(p, func(t trailers.Trailer, s trailers.Stable) {
			if !s.Good {
				return // stable-addr
			}
			name, bare := nameBefore(t, s), s.Comment != "" && t.Comment == ""
			switch {
			case name != "":
				p.Report(Finding{Line: t.Line, Edit: withoutName(t, s, name), Text: "the stable list's address has " + quote(name) + " before it"})
			case bare && !namesRelease(s.Comment): // stable-version-syntax
				p.Report(Finding{Line: t.Line, Edit: withRemark(t, s, bareRemark(s.Comment)), Text: "the remark " + quote(s.Comment) + " stands behind the stable list's address without \"#\""})
			}
		})
	},
}

// withoutName is the edit that leaves the address alone. A name that tells of a release is a remark.
func withoutName(t trailers.Trailer, s trailers.Stable, name string) *Edit {
	switch bare := bareRemark(name); {
	case namesRelease(name) && (s.Comment != "" || !reads(bare)):
		return nil
	case namesRelease(name):
		t.Comment = bare
	}
	_, behind, _ := strings.Cut(t.Value, s.Address)
	behind = strings.TrimPrefix(behind, ">")
	if t.Comment == "" && !namesRelease(behind) {
		t.Comment, behind = bareRemark(behind), ""
	}
	return rewritten(t, withValue(t, s.Address+behind))
}
