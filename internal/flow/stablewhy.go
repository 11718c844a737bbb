package flow

import (
	"patchpilot/history"
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
	w.OnBranch = make([][]report.Link, branches)
	s.failing(branches, nil, func(b int) (err error) {
		chain := s.Why(n, b)
		var commits []history.N
		for i := range chain {
			commits = append(commits, chain[i].Commit)
		}
		needs := s.Needs(commits, b)
		for _, link := range chain {
			needed := s.Tell(&link.Cell, needs)
			if link.Role == stable.TheFix && mayTake(needed, link.Cell.Status) && !noApply {
				link.Cell.Trial, err = s.try(&link.Cell)
			}
			w.OnBranch[b] = append(w.OnBranch[b], report.Link{Link: link, Needed: needed})
		}
		return err
	})
	w.Backports = s.report()
	return w, nil
}
