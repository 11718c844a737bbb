package report

import (
	"strings"
	"time"

	"patchpilot/series"
)

// pullRecord is a pull request: no series, but something to take all the same.
type pullRecord struct {
	Type  string     `json:"type"`
	ID    string     `json:"id"`
	Title string     `json:"title"`
	URL   string     `json:"url,omitempty"`
	Ref   string     `json:"ref,omitempty"` // as written: "tags/foo-for-6.8"
	Tag   string     `json:"tag,omitempty"` // its name, where the ref is a tag
	Base  string     `json:"base,omitempty"`
	Head  string     `json:"head,omitempty"`
	From  person     `json:"from"`
	Date  *time.Time `json:"date,omitempty"`
}

// Pull prints a pull request.
func (j *JSON) Pull(m *series.Mail) error {
	p := m.Pull
	return j.record(pullRecord{
		"pull", m.ID, m.Subject.Title, p.URL, p.Ref, p.Tag(), p.Base, p.Head, person(m.From), moment(m.Date),
	})
}

// pulledFrom is repository and ref as they are given to git pull.
func pulledFrom(p *series.PullRequest) string {
	if p.URL == "" {
		return "(no repository named)"
	}
	return strings.TrimSpace(p.URL + " " + p.Ref)
}

// newPullTable lays pull requests out below a list of series.
func newPullTable() table {
	return table{columns: []column{{}, {give: true, limit: 72}, {limit: 28}, {}, {}}}
}

func (l *list) Pull(m *series.Mail) error {
	l.pulls.add(
		cell{"pull", bold},
		cell{cut(m.Subject.Title, longestTitle), plain},
		cell{who(m.From.Name, m.From.Email), plain},
		cell{day(m.Date), faint},
		cell{pulledFrom(m.Pull), blue},
	)
	return nil
}

func (s *show) Pull(m *series.Mail) error {
	if s.begun {
		s.p.newline()
	}
	s.begun = true
	s.p.line(bold, m.Subject.Title)
	s.p.line(plain, address(m.From), ", ", day(m.Date))
	s.p.line(faint, "pull request ", m.ID)
	s.fact("pull", pulledFrom(m.Pull))
	s.fact("base", m.Pull.Base)
	s.fact("head", m.Pull.Head)
	return nil
}

// Pull prints nothing: there is no text to look at.
func (l *findings) Pull(*series.Mail) error { return nil }
