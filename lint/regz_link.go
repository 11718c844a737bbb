package lint

import (
	"slices"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/said"
	"patchpilot/series"
)

// A word to regzbot is not understood, or the fix of a regression it tracks has no link to the report.
//
// regzbot closes a regression when a commit that links to its report lands; a command it cannot read does
// nothing, and nobody is told.
//
// Write `#regzbot COMMAND: ARGUMENTS` at the start of a line, and give the fix `Closes: URL-OF-THE-REPORT`.
//
//	bad:  #regzbot introduced
//	good: #regzbot introduced: 1f2c3d4e5f60..54a4f0239f2e
//
// See Documentation/process/handling-regressions.rst, "Tell regzbot about your fix", and
// https://gitlab.com/knurd42/regzbot/-/blob/main/docs/reference.md.
var regzLink = &Rule{
	Name:     "regz-link",
	Severity: Info,
	Scope:    OnSeries,
	See: func(p *Pass) {
		if !strings.Contains(p.Mail.Text, "#regzbot") {
			return
		}
		if !p.Mail.IsPosting() {
			hear(said.ToRegzbot)(p)
			return
		}
		for _, l := range slices.Concat(p.Log(), p.Notes()) {
			if strings.HasPrefix(l.text, "#regzbot") {
				p.Mark(Mark{Line: l.n, Text: l.text})
			}
		}
	},
	Check: func(p *Pass) {
		r := p.Series.Latest()
		var tracked *Mark
		visit := func(m *series.Mail) {
			for _, k := range p.Marks(m) {
				if why := regzbotFault(k.Text); why != "" {
					p.Report(Finding{Revision: r, Mail: m, Line: k.Line, Text: quote(k.Text) + " " + why})
				} else if regzbotTies.MatchString(k.Text) {
					tracked = &k
				}
			}
		}
		for _, m := range r.Mails() {
			visit(m)
		}
		for _, f := range r.FollowUps {
			visit(f.Mail)
		}
		if tracked != nil && !linksOut(r) {
			p.Report(Finding{Revision: r, Text: "regzbot is told that this belongs to a regression (" + quote(tracked.Text) + "), and no patch has a Closes or Link to its report"})
		}
	},
}

var (
	regzbotLine = lazyregexp.New(`^#regzbot:?\s+\^?([a-z-]+)\s*(:?)\s*(.*)$`)
	// regzbotTies are commands by which a posting says that it fixes a regression.
	regzbotTies = lazyregexp.New(`^#regzbot\s+\^?(?:monitor|fix|fixed-by|link|introduced)\b`)
)

// regzbotFault says why regzbot will not understand a line, "" where it will.
func regzbotFault(l string) string {
	m := regzbotLine.FindStringSubmatch(strings.TrimSpace(l))
	switch {
	case m == nil:
		return "holds no command that regzbot could read"
	case !slices.Contains(regzbotCommands, m[1]):
		return "is none of regzbot's commands"
	case m[1] == "introduced" && m[3] == "":
		return "does not name the commit or range that introduced the regression"
	}
	return ""
}

// linksOut tells whether a patch of the posting holds a link to a report.
func linksOut(r *series.Revision) bool {
	for _, p := range r.Patches {
		if slices.ContainsFunc(p.Mail.Trailers, isLink) {
			return true
		}
	}
	return false
}
