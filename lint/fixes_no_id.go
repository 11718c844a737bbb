package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A Fixes tag names no commit: its value is a link, a CVE number or prose.
//
// Fixes is read by scripts that look for the commit that brought the bug in. Without an id the tag
// says nothing to them, and the fix is not carried to the branches that have the bug.
//
// Name the commit that brought the bug in. A link to a report belongs into Closes (when the patch
// settles it) or Link.
//
//	bad:  Fixes: https://bugzilla.kernel.org/show_bug.cgi?id=199003
//	good: Closes: https://bugzilla.kernel.org/show_bug.cgi?id=199003
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesNoID = &Rule{
	Name:     "fixes-no-id",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		eachFix(p, func(t trailers.Trailer, f trailers.Fixes) {
			switch {
			case f.ID != "":
			case f.URL:
				p.Report(linkForCommit(t))
			default:
				p.Reportf(t.Line, "the Fixes tag names no commit: %s", quote(t.Value))
			}
		})
	},
}

// linkForCommit is the finding about a link in a Fixes tag: what it leads to tells what it should be. Only a
// tracker's is sure to be a report.
func linkForCommit(t trailers.Trailer) Finding {
	f := Finding{Line: t.Line, Text: "the Fixes tag holds a link, " + quote(t.Value) + ", where a commit id belongs"}
	link := strings.Trim(t.Value, "<> \t")
	switch where := strings.ToLower(link); {
	case strings.Contains(where, "commit"):
	case hasAny(where, "bug", "/issues/", "/ticket") && linkFault(link) == "":
		t.Key = "Closes"
		f.Edit = rewritten(t, withValue(t, link))
	default:
		f.Fix = "Closes: " + link
	}
	return f
}
