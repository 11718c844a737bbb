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
	s.compare(func() []*report.Backport {
		w.OnBranch = s.chains(n)
		return linked(w.OnBranch)
	}, !noApply)
	s.failing(len(w.OnBranch), nil, func(b int) (err error) {
		for i := range w.OnBranch[b] {
			link := &w.OnBranch[b][i]
			if link.Role == stable.TheFix && mayTake(link.Needed, link.Cell.Status) && !noApply {
				link.Cell.Trial, err = s.try(&link.Cell)
			}
		}
		return err
	})
	w.Backports = s.report()
	return w, nil
}

// chains are those of a fix on every branch, with what is needed of them.
func (s *Stable) chains(fix history.N) [][]report.Link {
	all := make([][]report.Link, len(s.Branches()))
	inParallel(len(all), func(b int) {
		chain := s.Why(fix, b)
		var commits []history.N
		for i := range chain {
			commits = append(commits, chain[i].Commit)
		}
		needs := s.Needs(commits, b)
		for _, link := range chain {
			needed := s.Tell(&link.Cell, needs)
			all[b] = append(all[b], report.Link{Link: link, Needed: needed})
		}
	})
	return all
}

// linked are the cells of all commits in chains.
func linked(chains [][]report.Link) (cells []*report.Backport) {
	for _, chain := range chains {
		for i := range chain {
			cells = append(cells, chain[i].Backport())
		}
	}
	return cells
}
