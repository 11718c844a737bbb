package lint

import (
	"slices"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// excuse is the author's word, below the `---`, that a finding is known and meant:
// "patchpilot: excuse RULE -- reason".
type excuse struct {
	line   int
	word   string   // the rule as written
	rules  []string // the rules it means; none where there is no such rule
	reason string
	used   bool
}

var excuseLine = lazyregexp.New(`^\s*patchpilot:\s*excuse\s+(\S+)(?:\s+--\s*(.*?))?\s*$`)

// excuses reads them off a mail of a posting: below the cut of a patch, anywhere in a cover.
func readExcuses(f *facts) []excuse {
	m := f.mail
	if !strings.Contains(m.Notes, "patchpilot:") && !strings.Contains(m.Log, "patchpilot:") {
		return nil
	}
	lines := f.Notes()
	if m.Kind == series.CoverMail {
		lines = append(slices.Clone(f.Log()), lines...)
	}
	var all []excuse
	for _, l := range lines {
		if found := excuseLine.FindStringSubmatch(l.text); found != nil && len(all) < most {
			rules, _ := Names(found[1])
			all = append(all, excuse{line: l.n, word: strings.Clone(found[1]), rules: rules, reason: strings.Clone(found[2])})
		}
	}
	return all
}

// excusing holds the excuses of one series, by mail.
type excusing map[*series.Mail][]excuse

// gather takes the excuses of all mails of the series' postings.
func gatherExcuses(s *series.Series, seen func(*series.Mail) *Seen) excusing {
	var all excusing
	for _, r := range s.Revisions {
		for _, m := range r.Mails() {
			if found := seen(m); found != nil && len(found.excuses) > 0 {
				if all == nil {
					all = excusing{}
				}
				all[m] = slices.Clone(found.excuses)
			}
		}
	}
	return all
}

// apply gives each finding the reason that its mail, or the cover of its posting, has for it.
func (e excusing) apply(found []Finding) {
	if len(e) == 0 {
		return
	}
	for i := range found {
		f := &found[i]
		if f.Excuse = e.reason(f.Mail, f.Rule); f.Excuse == "" && f.Revision != nil {
			f.Excuse = e.reason(f.Revision.Cover, f.Rule)
		}
	}
}

func (e excusing) reason(m *series.Mail, r *Rule) string {
	for i := range e[m] {
		x := &e[m][i]
		if slices.Contains(x.rules, r.Name) && x.reason != "" {
			x.used = true
			return x.reason
		}
	}
	return ""
}
