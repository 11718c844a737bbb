package lint

import "patchpilot/trailers"

// The remark behind a Cc of the stable list names versions in no form that scripts read.
//
// The remark says from which release on the fix is wanted. Those who pick patches read `# 5.4.x`,
// `# v5.4`, `# v5.4+` and `# 5.4.x: ID: subject`; from `>= 5.4` or `5.4-` they cannot tell
// whether the named release has the bug, and later ones.
//
// Write the oldest release that needs the fix, as `# v5.4+`. Remarks without versions are free text; one of these
// forms in brackets, `[5.4+]`, is told as info.
//
//	bad:  Cc: stable@vger.kernel.org # >= 5.4
//	good: Cc: stable@vger.kernel.org # v5.4+
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1".
var stableVersionSyntax = &Rule{
	Name:     "stable-version-syntax",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		eachStable(p, func(t trailers.Trailer, s trailers.Stable) {
			if s.Odd && !s.NoAuto && namesRelease(s.Comment) {
				severity := p.rule.severity
				if reads(bareRemark(s.Comment)) {
					severity = min(severity, Info)
				}
				p.Report(Finding{Line: t.Line, Severity: severity, Edit: withRemark(t, s, documented(s.Comment)),
					Text: "the remark " + quote(s.Comment) + " names releases in no documented form; \"# v" + firstRelease(s.Comment) + "+\" is that release and all after it"})
			}
		})
	},
}

// namesRelease finds a digit, a dot and a digit: a release number.
func namesRelease(s string) bool { return firstRelease(s) != "" }

// firstRelease is the first release number of a remark that names one: "5.4".
func firstRelease(s string) string {
	for i := 1; i+1 < len(s); i++ {
		if s[i] == '.' && digit(s[i-1]) && digit(s[i+1]) {
			from, to := i-1, i+1
			for from > 0 && digit(s[from-1]) {
				from--
			}
			for to < len(s) && digit(s[to]) {
				to++
			}
			return s[from:to]
		}
	}
	return ""
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
