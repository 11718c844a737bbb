package flow

import (
	"fmt"
	"slices"

	"patchpilot/formatpatch"
	"patchpilot/history"
	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/stable"
)

// Check holds the newest posting of each series that is a stable submission against upstream and the branches: those
// its subject names, or those named here. It leaves what it found in the postings, and drops the items without any.
func (s *Stable) Check(items []*report.Item, branches []string) ([]*report.Item, error) {
	onto, err := s.branchesNamed(branches)
	if err != nil {
		return nil, err
	}
	var kept []*report.Item
	for _, it := range items {
		p := it.Latest()
		found, err := s.Keeper.Check(p.Patches, onto, s.mailed)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			continue
		}
		for _, one := range found {
			p.Submissions = append(p.Submissions, s.submission(one))
			for _, r := range one.Remarks {
				p.Findings = append(p.Findings, finding(p.Revision, one.Patch.Mail, r))
			}
		}
		kept = append(kept, &report.Item{Series: it.Series, Postings: []*report.Posting{p}})
	}
	return kept, nil
}

// branchesNamed are the places of branches among those looked at.
func (s *Stable) branchesNamed(names []string) (at []int, err error) {
	all := s.Branches()
	for _, name := range names {
		i := slices.IndexFunc(all, func(b stable.Branch) bool { return b.Is(name) })
		if i < 0 {
			return nil, fmt.Errorf("%s is not among the branches looked at", name)
		}
		at = append(at, i)
	}
	return at, nil
}

func (s *Stable) submission(one stable.Submission) report.Submission {
	r := report.Submission{Submission: one}
	for _, l := range one.Laid {
		r.On = append(r.On, s.Branches()[l.Branch].Name)
	}
	for _, o := range one.Origins {
		id, title := "", ""
		if o.Commit != history.None {
			id = s.Index.ID(o.Commit).String()
			title, _ = s.source.Title(s.Index.ID(o.Commit)) // it was read before
		}
		r.Commits, r.Titles = append(r.Commits, id), append(r.Titles, title)
	}
	return r
}

// finding is a remark in the form in which findings are told everywhere.
func finding(rev *series.Revision, m *series.Mail, r stable.Remark) lint.Finding {
	weight := report.SeverityOf(r.Weight)
	return lint.Finding{
		Rule: &lint.Rule{Name: r.Name, Severity: weight}, Severity: weight, Revision: rev, Mail: m,
		Line: r.Line, Path: r.Path, PathLine: r.PathLine, Text: r.Text, Fix: r.Fix,
	}
}

// mailed is a commit as the mail that git format-patch makes of it. It is sent by nobody, for its author to stand in the
// body: a log that begins with a line "From:" of its own would be read for that.
func (s *Stable) mailed(id history.ID) (*series.Mail, error) {
	c, err := s.source.Commit(id)
	if err != nil {
		return nil, err
	}
	raw, err := commitMail(s.Git, c, formatpatch.Options{N: 1, MessageID: commitID(c.Hash), Sender: formatpatch.Person{Name: "nobody", Email: "nobody"}})
	if err != nil {
		return nil, err
	}
	return series.NewMail(mbox.Parse(raw)), nil
}
