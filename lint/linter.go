package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"patchpilot/maintainers"
	"patchpilot/series"
	"patchpilot/trailers"
)

// Config changes what a Linter runs and how loudly.
type Config struct {
	Settings []Setting // the last that names a rule holds
	Only     []string  // run these rules alone, as Names knows them; empty = all
	Repo     Repo      // nil = there is none
	NoRepo   string    // why there is none; "" = nobody named one
	// Maintainers says who looks after what, and Mailmap by what names they go; nil = there is none.
	Maintainers *maintainers.File
	Mailmap     *maintainers.Mailmap
	// MaintainersAt is of when that MAINTAINERS is; zero = not known.
	MaintainersAt time.Time
	// Excuses are honoured: what the author excuses weighs nothing. Else it is told all the same.
	Excuses bool
	// Alone: what is handed over may be one patch of a series, with purpose.
	Alone bool
}

// Linter runs rules. It is safe to use from several goroutines.
type Linter struct {
	onPatch, onMail, onSeries, seers, last []armed

	repo     Repo
	owners   *maintainers.File
	ownersAt time.Time
	mailmap  *maintainers.Mailmap
	aliases  map[string]string
	excuses  bool
	alone    bool
	skipped  skips
	heard    heard

	bindings bindings
}

// armed is a rule as one linter runs it.
type armed struct {
	*Rule
	severity Severity
	cap      Severity // the loudest a finding that lowered itself may get; Error unless configured
}

// New makes a linter; the error names an unknown rule and the nearest known one, if one is near.
func New(c Config) (*Linter, error) {
	all, err := c.arm()
	if err != nil {
		return nil, err
	}
	l := &Linter{repo: c.Repo, owners: c.Maintainers, ownersAt: c.MaintainersAt, mailmap: c.Mailmap, aliases: c.Mailmap.Addresses(), excuses: c.Excuses, alone: c.Alone}
	for _, a := range all {
		switch why := c.lacks(a.Rule); {
		case a.severity == Off:
		case why != "":
			l.skipped.add(a.Name, why)
		default:
			l.add(a)
		}
	}
	return l, nil
}

// Severities is what each rule weighs, Off where it does not run.
func (c *Config) Severities() (map[string]Severity, error) {
	all, err := c.arm()
	if err != nil {
		return nil, err
	}
	weighs := make(map[string]Severity, len(all))
	for _, a := range all {
		weighs[a.Name] = a.severity
	}
	return weighs, nil
}

// arm gives every rule its severity.
func (c *Config) arm() ([]armed, error) {
	only, err := names(c.Only)
	if err != nil {
		return nil, err
	}
	set, err := severities(c.Settings)
	if err != nil {
		return nil, err
	}
	all := make([]armed, len(rules))
	for i, r := range rules {
		a := armed{Rule: r, severity: r.Severity, cap: Error}
		if s, ok := set[r.Name]; ok {
			a.severity, a.cap = s, s
		} else if a.severity == Off && slices.Contains(c.Only, r.Name) {
			a.severity = Info // asked for by name
		}
		if len(only) > 0 && !only[r.Name] {
			a.severity = Off
		}
		all[i] = a
	}
	return all, nil
}

// severities is what settings come to, by rule.
func severities(settings []Setting) (map[string]Severity, error) {
	set := map[string]Severity{}
	for _, s := range settings {
		found, err := Names(s.Rules)
		if err != nil {
			return nil, err
		}
		for _, name := range found {
			if name != s.Rules && s.Severity != Off && byName(name).Severity == Off {
				continue // a family wakes no rule that sleeps by nature
			}
			set[name] = s.Severity
		}
	}
	return set, nil
}

// lacks says what a rule needs that is not there, "" for nothing.
func (c *Config) lacks(r *Rule) string {
	switch {
	case r.Needs&NeedsRepo != 0 && c.Repo == nil:
		return cmp.Or(c.NoRepo, noRepo)
	case r.Needs&NeedsMaintainers != 0 && c.Maintainers == nil:
		return noMaintainers
	}
	return ""
}

func (l *Linter) add(a armed) {
	if a.See != nil {
		l.seers = append(l.seers, a)
	}
	switch {
	case a.last:
		l.last = append(l.last, a)
	case a.Scope == OnPatch:
		l.onPatch = append(l.onPatch, a)
	case a.Scope == OnMail:
		l.onMail = append(l.onMail, a)
	case a.Scope == OnSeries:
		l.onSeries = append(l.onSeries, a)
	}
}

// Mail runs the rules that need a mail's text: on a patch or a cover those that judge it, on any mail those
// that look for what bears on a series. Call it before Light. What it returns keeps nothing of m, and is nil
// where there is nothing to keep; the Mail of its findings is nil until Series sets it.
func (l *Linter) Mail(m *series.Mail) *Seen {
	seen := &Seen{}
	pass := &Pass{Mail: m, facts: &facts{mail: m}, owners: l.owners, mailmap: l.mailmap, aliases: l.aliases, findings: &seen.Findings, reading: seen, heard: &l.heard}
	if m.Kind == series.PatchMail && m.Diff != nil {
		l.heard.post(m)
	}
	if m.Kind != series.PatchMail || meant(m) {
		for i := range l.seers {
			pass.rule, pass.reported = &l.seers[i], 0
			pass.run(pass.rule.See)
		}
		if m.IsPosting() {
			l.judge(pass)
			seen.excuses = readExcuses(pass.facts)
		}
	}
	if seen.empty() {
		return nil
	}
	sortFindings(seen.Findings, nil)
	return seen
}

// judge runs the rules of one mail.
func (l *Linter) judge(pass *Pass) {
	m, backport := pass.Mail, isBackport(pass.Mail)
	run := func(as []armed) {
		for i := range as {
			if as[i].judges(m, backport) {
				pass.rule, pass.reported = &as[i], 0
				pass.run(as[i].Check)
			}
		}
	}
	if m.Kind == series.PatchMail && m.Diff != nil {
		run(l.onPatch)
	}
	run(l.onMail)
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
	if m.Subject.Patch || m.Dump || m.Commit != "" {
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

// Series runs the rules that need a whole series and adds what was found on the mails of its postings; now is
// the moment that ages are reckoned from, and seen what Mail returned for each mail. The order is fixed:
// revision, patch, line, rule.
func (l *Linter) Series(s *series.Series, now time.Time, seen func(*series.Mail) *Seen) []Finding {
	places := placesOf(s)
	var all []Finding
	for _, r := range s.Revisions {
		for _, m := range r.Mails() {
			if of := seen(m); of != nil {
				for _, f := range of.Findings {
					f.Mail, f.Revision = m, r
					if f.Rule.Mend != nil && l.repo != nil {
						f.Rule.Mend(l.repo, &f)
					}
					all = append(all, f)
				}
			}
		}
	}
	pass := &Pass{Series: s, Now: now, facts: &facts{}, owners: l.owners, ownersAt: l.ownersAt, mailmap: l.mailmap, aliases: l.aliases, trial: &trial{series: s, repo: l.repo}, findings: &all,
		skipped: &l.skipped, heard: &l.heard, seen: seen, excuses: gatherExcuses(s, seen), bindings: &l.bindings, alone: l.alone}
	run := func(as []armed) {
		for r := range as {
			from := len(all)
			pass.rule, pass.ofMail = &as[r], nil
			if pass.rule.Needs&NeedsPrevious != 0 && lacksPrevious(s) {
				pass.Skip(noPrevious)
			}
			pass.run(pass.rule.Check)
			for i := range all[from:] {
				places.complete(&all[from+i])
			}
		}
	}
	run(l.onSeries)
	pass.excuses.apply(all)
	run(l.last)
	if l.excuses {
		for i := range all {
			if all[i].Excuse != "" {
				all[i].Severity = Off
			}
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

// fault is the rule of findings about this program.
var fault = &Rule{Name: internalFault, Severity: Warning, Scope: OnMail}

const internalFault = "internal-fault"

// run calls a part of the rule; one that panics is told as a fault of this program, and the run goes on.
func (p *Pass) run(part func(*Pass)) {
	defer func() {
		if why := recover(); why != nil {
			name := p.rule.Name
			p.rule, p.reported = &armed{Rule: fault, severity: Warning, cap: Error}, 0
			f := Finding{Text: fmt.Sprintf("rule %s failed here, which is a fault of patchpilot: %v", name, why)}
			if p.Series != nil {
				f.Revision = p.Series.Latest()
			}
			p.Report(f)
		}
	}()
	part(p)
}
