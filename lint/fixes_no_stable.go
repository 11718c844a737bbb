package lint

import (
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// A patch fixes a commit that was released, and does not ask for the stable trees.
//
// A Fixes tag alone promises nothing: whether the fix is taken is then up to scripts and to luck. It is a
// warning where the log shows that people ran into the fault (a trace, a report); else information. xfs,
// bcachefs, mm and KVM pick for stable by hand: there it stays information. Nothing is said where the log or
// the notes speak of stable, where no code that ships is touched, or of a draft.
//
// Add `Cc: stable@vger.kernel.org` to the trailers. If it is not for stable, say so below the `---`, or use
// `Cc: stable+noautosel@kernel.org # why`.
//
//	bad:  Fixes: 54a4f0239f2e ("demo: add the ring"), which is in v6.6
//	good: Fixes: 54a4f0239f2e ("demo: add the ring")
//	      Cc: stable@vger.kernel.org
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1".
var fixesNoStable = &Rule{
	Name:     "fixes-no-stable",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		var last *series.Patch // one finding a patch
		eachTarget(p, func(t target) {
			if t.err != nil || t.patch == last || draft(t.patch.Mail) || thinksOfStable(t.patch.Mail) || !ships(t.patch.Mail) {
				return
			}
			rel, err := p.repo.FirstRelease(t.commit.Hash)
			if err != nil || rel.Name == "" || !t.patch.Date.IsZero() && rel.When.After(t.patch.Date) {
				return
			}
			last = t.patch
			f := Finding{Fix: "Cc: stable@vger.kernel.org",
				Text: "commit " + t.commit.short() + " was released with " + rel.Name + ", and no \"Cc: stable@vger.kernel.org\" stands among the trailers"}
			if why := metBy(t.patch.Mail); why != "" && !pickedByHand(t.patch.Mail) {
				f.Severity, f.Text = Warning, f.Text+", though the log has "+why
			}
			t.report(p, f)
		})
	},
}

// thinksOfStable tells whether the patch speaks of stable: by tag, by recipient, or in a word.
func thinksOfStable(m *series.Mail) bool {
	for _, text := range [...]string{m.Log, m.Notes} {
		text = strings.ToLower(text[:min(len(text), logProse)])
		if strings.Contains(text, "stable") || strings.Contains(text, "backport") {
			return true
		}
	}
	return writtenToStable(m.To) || writtenToStable(m.Cc)
}

// ships tells whether a patch touches more than documents and what runs beside the kernel.
func ships(m *series.Mail) bool {
	return touchesAny(m, func(path string) bool {
		for _, aside := range [...]string{"Documentation/", "MAINTAINERS", "samples/", "scripts/", "tools/", "CREDITS"} {
			if strings.HasPrefix(path, aside) {
				return false
			}
		}
		return !strings.HasSuffix(path, ".rst") && !strings.HasSuffix(path, ".txt")
	})
}

// pickedByHand tells whether all that a patch touches belongs to people who choose for stable themselves.
func pickedByHand(m *series.Mail) bool {
	return !touchesAny(m, func(path string) bool {
		for _, theirs := range [...]string{"arch/x86/kvm/", "fs/bcachefs/", "fs/xfs/", "mm/", "virt/kvm/"} {
			if strings.HasPrefix(path, theirs) {
				return false
			}
		}
		return true
	})
}

// touchesAny tells whether a patch touches a path that passes.
func touchesAny(m *series.Mail, passes func(path string) bool) bool {
	if m.Diff == nil {
		return false
	}
	for _, f := range m.Diff.Files {
		if passes(f.Path()) {
			return true
		}
	}
	return false
}

// traces begin what the kernel prints when something went badly wrong.
var traces = [...]string{"Call Trace:", "Call trace:", "KASAN: ", "UBSAN: ", "BUG: ", "kernel BUG at ", "general protection fault", "Unable to handle kernel"}

// metBy says by what the log shows that people ran into the fault; "" = it does not. Robots that only build
// run into nothing.
func metBy(m *series.Mail) string {
	log := m.Log[:min(len(m.Log), logProse)]
	for _, t := range traces {
		if strings.Contains(log, t) {
			return quote(strings.TrimSpace(t))
		}
	}
	if !(&facts{mail: m}).HasTag("Closes") {
		return "" // who reported without a report may have read the code
	}
	for _, t := range m.Trailers {
		if who, ok := t.Person(); ok && t.Is("Reported-by") && !buildsOnly(who) {
			return "a report by " + show(who)
		}
	}
	return ""
}

// buildsOnly tells the robots that compile and analyse.
func buildsOnly(who trailers.Person) bool {
	email := strings.ToLower(who.Email)
	for _, robot := range [...]string{"lkp@", "abaci@", "hulkci@", "coverity", "smatch"} {
		if strings.Contains(email, robot) {
			return true
		}
	}
	return false
}
