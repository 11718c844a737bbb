package report

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/mbox"
)

// printSummary ends a text output: what was read, what was made of it, and what was found, in words.
func printSummary(p *printer, s Summary, found string) {
	if s.Unread {
		return
	}
	var words []string
	switch {
	case s.Commits > 0:
		words = localWords(s)
	case s.Revisions == 0 && s.Unwanted > 0:
		words = append(mailWords(s), fmt.Sprintf("none of %d series", s.Unwanted))
	case s.Revisions == 0:
		words = append(mailWords(s), "no patches")
	default:
		words = append(mailWords(s), seriesWord(s),
			plural(s.Revisions, "revision", "revisions"), plural(s.Patches, "patch", "patches"))
	}
	if s.Pulls > 0 {
		words = append(words, plural(s.Pulls, "pull request", "pull requests"))
	}
	if s.Problems > 0 {
		words = append(words, plural(s.Problems, "problem", "problems")+" reading them")
	}
	line := strings.Join(words, ", ")
	if found != "" {
		line += "; " + found
	}
	p.line(faint, line)
}

// seriesWord is "3 series", or "3 of 7 series".
func seriesWord(s Summary) string {
	if s.Unwanted > 0 {
		return fmt.Sprintf("%d of %d series", s.Series, s.Series+s.Unwanted)
	}
	return fmt.Sprintf("%d series", s.Series)
}

func mailWords(s Summary) []string {
	words := []string{plural(s.Messages, "message", "messages")}
	if s.Duplicates > 0 {
		words = append(words, plural(s.Duplicates, "duplicate", "duplicates"))
	}
	return words
}

// localWords tell of commits that were judged before they are sent.
func localWords(s Summary) []string {
	words := []string{plural(s.Commits, "commit", "commits")}
	if s.LeftOut != "" {
		words = append(words, s.LeftOut)
	}
	if s.Cover != "" {
		words = append(words, "cover letter from "+shortCommit(s.Cover))
	}
	return words
}

func (c Counts) minus(d Counts) Counts {
	return Counts{c.Error - d.Error, c.Warning - d.Warning, c.Info - d.Info}
}

// CountWords tells counts of findings in words, "" for none.
func CountWords(c Counts) string {
	var words []string
	for _, w := range []struct {
		n         int
		one, many string
	}{{c.Error, "error", "errors"}, {c.Warning, "warning", "warnings"}, {c.Info, "info", "infos"}} {
		if w.n > 0 {
			words = append(words, plural(w.n, w.one, w.many))
		}
	}
	return strings.Join(words, ", ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// problems are held until the series are printed.
type problems struct {
	all   []mbox.Problem
	kinds []problemKind // of those of mails
	more  int           // further ones of mails
}

// problemKind is what is wrong with mails, and with how many.
type problemKind struct {
	text string
	n    int
}

func (ps *problems) add(p mbox.Problem) error {
	ps.all = append(ps.all, p)
	return nil
}

// addSource keeps a problem that hangs on no mail: a file that is none, an archive cut short. Nothing else
// would tell of it. Those of mails are told by their kinds.
func (ps *problems) addSource(p mbox.Problem) error {
	if p.MessageID == "" {
		return ps.add(p)
	}
	i := slices.IndexFunc(ps.kinds, func(k problemKind) bool { return k.text == p.Text })
	switch {
	case i >= 0:
		ps.kinds[i].n++
	case len(ps.kinds) < mostKinds:
		ps.kinds = append(ps.kinds, problemKind{p.Text, 1})
	default:
		ps.more++
	}
	return nil
}

// mostKinds of problems are told in one line; many quote what they are about.
const mostKinds = 5

func (ps problems) print(p *printer) {
	if len(ps.all) > 0 {
		p.line(bold, plural(len(ps.all), "problem", "problems"), " reading this mail")
		for _, problem := range ps.all {
			p.put(faint, place(problem)+": ")
			p.text(problem.Text)
			p.newline()
		}
		p.newline()
	}
	if len(ps.kinds) == 0 {
		return
	}
	var words []string
	for _, k := range ps.kinds {
		if words = append(words, k.text); k.n > 1 {
			words[len(words)-1] += fmt.Sprintf(", %d times", k.n)
		}
	}
	if ps.more > 0 {
		words = append(words, plural(ps.more, "other", "others"))
	}
	p.line(faint, "problems in mails (show says in which): ", strings.Join(words, "; "))
}

// place is where a problem stands: message and line, or source and line.
func place(p mbox.Problem) string {
	at := p.Source
	if p.MessageID != "" {
		at = p.MessageID
	}
	if p.MessageID == "" && p.Line == 0 {
		return at
	}
	return fmt.Sprintf("%s:%d", at, p.Line)
}
