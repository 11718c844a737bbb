package report

import (
	"fmt"

	"patchpilot/series"
)

// Need is something a posting says must be there before it, and the revision that brings it; nil where that
// was not read.
type Need struct {
	series.Prerequisite
	Provider *series.Revision
}

type needRecord struct {
	Kind     string `json:"kind"`
	Value    string `json:"value"`
	Revision string `json:"revision,omitempty"` // the id of the one that brings it
}

func needRecords(needs []Need) (rs []needRecord) {
	for _, n := range needs {
		r := needRecord{Kind: n.Kind, Value: n.Value}
		if n.Provider != nil {
			r.Revision = n.Provider.ID
		}
		rs = append(rs, r)
	}
	return rs
}

// needs prints what a posting needs: each revision once, and what was not read.
func (s *show) needs(needs []Need) {
	told := make(map[*series.Revision]bool)
	for _, n := range needs {
		if n.Provider == nil {
			s.p.line(amber, "  needs      ", n.Kind, " ", n.Value, " (not read)")
		} else if r := n.Provider; !told[r] {
			told[r] = true
			s.fact("needs", fmt.Sprintf("v%d of %s (%s)", r.Version, titleOf(r.Series), r.ID))
		}
	}
}
