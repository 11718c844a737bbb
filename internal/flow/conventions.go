package flow

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/history"
	"patchpilot/trailers"
)

// longestGuess is how many commits of branches are looked at to tell what is usual there.
const longestGuess = 500

// conventions are those named, or those that the branches follow: by their names where these are clear, by the lines that
// name upstream commits otherwise.
func (s *Stable) conventions(named string, up landing, refs []landing) (*history.Conventions, error) {
	if named != "" {
		return conventionsNamed(named)
	}
	conv, told := tellConventions(refs, func() (map[trailers.Form]int, int) { return s.countForms(up, refs) })
	s.Told = told
	return conv, nil
}

// tellConventions tells them by the names of branches, and by how often upstream commits are named in each form there.
func tellConventions(refs []landing, count func() (map[trailers.Form]int, int)) (conv *history.Conventions, told string) {
	fits := func(c *history.Conventions) bool {
		return !slices.ContainsFunc(refs, func(r landing) bool { return !c.Branch.MatchString(r.name) })
	}
	if fits(history.Kernel) {
		return history.Kernel, "by the names of branches"
	}
	lines, of := count()
	picked, said := lines[trailers.CherryPicked], lines[trailers.UpstreamCommit]+lines[trailers.CommitUpstream]
	told = fmt.Sprintf("by the lines that name upstream commits (%d; commits looked at, newest first: %d)", max(picked, said), of)
	switch {
	case picked == 0 && said == 0 && fits(history.DPDK):
		return history.DPDK, "by the names of branches"
	case picked == 0 && said == 0:
		return history.CherryPick, "as no line on the branches names an upstream commit"
	case picked >= said:
		return history.CherryPick, told
	case fits(history.DPDK):
		return history.DPDK, told
	}
	return history.Kernel, told // both forms are written there
}

func conventionsNamed(name string) (*history.Conventions, error) {
	for _, c := range history.Known {
		if c.Name == name {
			return c, nil
		}
	}
	return nil, fmt.Errorf("--conventions %q: there is %s", name, strings.Join(ConventionNames(), ", "))
}

// ConventionNames are the names of all conventions known.
func ConventionNames() (names []string) {
	for _, c := range history.Known {
		names = append(names, c.Name)
	}
	return names
}

// countForms counts in which forms the newest commits of branches name what they were taken from; of is how many these
// are.
func (s *Stable) countForms(up landing, refs []landing) (lines map[trailers.Form]int, of int) {
	lines = map[trailers.Form]int{}
	for _, ref := range refs {
		seen := 0
		for c, err := range s.Git.Log(up.tip, ref.tip) {
			if seen++; err != nil || seen > longestGuess/len(refs)+1 { // what cannot be read is told by the index
				break
			}
			of++
			for _, o := range trailers.Origins(logOf(c), 1) {
				lines[o.Form]++
			}
		}
	}
	return lines, of
}
