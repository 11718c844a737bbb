package lint

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// Config changes what a Linter runs and how loudly.
type Config struct {
	Severity map[string]Severity // by rule name; Off silences
	Only     []string            // run these rules alone; empty = all
	Repo     Repo                // nil = there is none
}

// Linter runs rules. It is safe to use from several goroutines.
type Linter struct {
	onPatch, onMail, onSeries []armed
	repo                      Repo
	skipped                   skips
}

// armed is a rule as one linter runs it.
type armed struct {
	*Rule
	severity Severity
	cap      Severity // the loudest a finding that lowered itself may get; Error unless configured
}

// New makes a linter; the error names an unknown rule and the nearest known one, if one is near.
func New(c Config) (*Linter, error) {
	for name := range c.Severity {
		if err := known(name); err != nil {
			return nil, err
		}
	}
	for _, name := range c.Only {
		if err := known(name); err != nil {
			return nil, err
		}
	}
	l := &Linter{repo: c.Repo}
	for _, r := range rules {
		if len(c.Only) > 0 && !slices.Contains(c.Only, r.Name) {
			continue
		}
		a := armed{Rule: r, severity: r.Severity, cap: Error}
		if s, set := c.Severity[r.Name]; set {
			a.severity, a.cap = s, s
		} else if a.severity == Off && len(c.Only) > 0 {
			a.severity = Info // asked for by name
		}
		switch {
		case a.severity == Off:
		case a.Repo && c.Repo == nil:
			l.skipped.add(a.Name, noRepo)
		default:
			l.add(a)
		}
	}
	return l, nil
}

func (l *Linter) add(a armed) {
	switch a.Scope {
	case OnPatch:
		l.onPatch = append(l.onPatch, a)
	case OnMail:
		l.onMail = append(l.onMail, a)
	case OnSeries:
		l.onSeries = append(l.onSeries, a)
	}
}

// Mail runs the rules that need a mail's text, on a patch or a cover; for any other mail there is
// nothing to find. Call it before Light. The findings keep nothing of m: their Mail is nil until
// Series sets it.
func (l *Linter) Mail(m *series.Mail) []Finding {
	var found []Finding
	pass := &Pass{Mail: m, facts: &facts{mail: m}, findings: &found}
	backport := isBackport(m)
	run := func(as []armed) {
		for i := range as {
			if as[i].judges(m, backport) {
				pass.rule, pass.reported = &as[i], 0
				as[i].Check(pass)
			}
		}
	}
	switch m.Kind {
	case series.PatchMail:
		if !meant(m) {
			break
		}
		if m.Diff != nil {
			run(l.onPatch)
		}
		run(l.onMail)
	case series.CoverMail:
		run(l.onMail)
	}
	sortFindings(found, nil)
	return found
}

// judges tells whether the rule is meant for such a mail.
func (a *armed) judges(m *series.Mail, backport bool) bool {
	switch {
	case a.Headers && (m.Dump || m.Quilt.Series != ""):
		return false
	case backport:
		return a.Backports
	}
	return true
}

// meant tells whether a mail with a diff asks to be applied: it says [PATCH], or somebody signed it.
// Others show a diff in passing, and owe nothing.
func meant(m *series.Mail) bool {
	if m.Subject.Patch || m.Dump {
		return true
	}
	if strings.HasPrefix(m.Subject.Title, "Applied \"") {
		return false // a maintainer's script says thanks and shows the commit
	}
	return slices.ContainsFunc(m.Trailers, func(t trailers.Trailer) bool { return t.Is("Signed-off-by") })
}

// isBackport tells whether the mail takes a commit to a stable branch. One that names its upstream
// commit as the stable rules want it, without a branch in the subject, is one as well.
func isBackport(m *series.Mail) bool { return toStable(m) || namesUpstream(m) }

// Series runs the rules that need a whole series and adds what was found on the mails of its postings.
// The order is fixed: revision, patch, line, rule.
func (l *Linter) Series(s *series.Series, found func(*series.Mail) []Finding) []Finding {
	places := placesOf(s)
	var all []Finding
	for _, r := range s.Revisions {
		for _, m := range r.Mails() {
			for _, f := range found(m) {
				f.Mail, f.Revision = m, r
				all = append(all, f)
			}
		}
	}
	trial := &trial{series: s, repo: l.repo}
	for r := range l.onSeries {
		a := &l.onSeries[r]
		from := len(all)
		a.Check(&Pass{Series: s, facts: &facts{}, trial: trial, rule: a, findings: &all, skipped: &l.skipped})
		for i := range all[from:] {
			places.complete(&all[from+i])
		}
	}
	sortFindings(all, places)
	return all
}

// Skipped tells which rules did not run, or not everywhere, and why. Ask when all series are done.
func (l *Linter) Skipped() []Skipped { return l.skipped.list() }

// Rules lists the catalogue by name.
func Rules() []*Rule { return slices.Clone(rules) }

// byName finds a rule, nil if there is none.
func byName(name string) *Rule {
	for _, r := range rules {
		if r.Name == name {
			return r
		}
	}
	return nil
}

func known(name string) error {
	if byName(name) != nil {
		return nil
	}
	if near := nearest(name); near != "" {
		return fmt.Errorf("unknown rule %q: did you mean %q?", name, near)
	}
	return fmt.Errorf("unknown rule %q: patchpilot rules lists them", name)
}

// nearest is the rule whose name takes the fewest edits, "" where that would be more than half of it.
func nearest(name string) string {
	best, least := "", max(2, len(name)/2)+1
	for _, r := range rules {
		if d := distance(name, r.Name); d < least {
			best, least = r.Name, d
		}
	}
	return best
}

// distance is Levenshtein's, over bytes: rule names are ASCII.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
