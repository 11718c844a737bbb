package flow

import (
	"patchpilot/internal/report"
	"patchpilot/stable"
)

// WhyChains are the chains of a fix on every branch.
func (s *Stable) WhyChains(fix string, noApply bool) (*report.Chains, error) {
	n, err := s.FindFix(fix)
	if err != nil {
		return nil, err
	}
	w := &report.Chains{Fix: n}
	branches := len(s.Branches())
	w.OnBranch = make([][]stable.Link, branches)
	s.failing(branches, nil, func(b int) (err error) {
		w.OnBranch[b] = s.Why(n, b)
		for i := range w.OnBranch[b] {
			if link := &w.OnBranch[b][i]; link.Role == stable.TheFix && toTry[link.Cell.Status] && !noApply {
				link.Cell.Trial, err = s.try(&link.Cell)
			}
		}
		return err
	})
	w.Backports = s.report()
	return w, nil
}
