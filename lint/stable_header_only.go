package lint

// The mail is sent to the stable list, and the log does not ask for the stable trees.
//
// A copy of the mail asks for nothing: the stable scripts read the tag in the commit. Robots answer such
// mail with the rules.
//
// Add `Cc: stable@vger.kernel.org` to the trailers, or take the list out of the recipients. For a commit
// that is in mainline already, name it: `commit <40 digits> upstream.`
//
//	bad:  Cc: stable@vger.kernel.org        (in the mail's header alone)
//	good: Cc: stable@vger.kernel.org        (among the trailers)
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1".
var stableHeaderOnly = &Rule{
	Name:     "stable-header-only",
	Severity: Error,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		m := p.Mail
		if !m.Subject.Patch || m.Upstream != "" || !writtenToStable(m.To) && !writtenToStable(m.Cc) || stableBelow(p) {
			return
		}
		for _, t := range p.Tags("Cc") {
			if isCcStable("Cc: " + t.Value) {
				return
			}
		}
		f := Finding{Text: "the mail is sent to the stable list, and no \"Cc: stable@vger.kernel.org\" stands among the trailers", Fix: "Cc: stable@vger.kernel.org"}
		if m.Subject.Total > 1 {
			f.Severity = Info // its siblings may have the tag, and the list a copy of all
		}
		p.Report(f)
	},
}

// stableBelow tells whether stable-wrong-place has the matter.
func stableBelow(p *Pass) bool {
	for _, ls := range [...][]line{p.Notes(), p.Prose()} {
		for _, l := range ls {
			if isCcStable(l.text) {
				return true
			}
		}
	}
	return false
}
