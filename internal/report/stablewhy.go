package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"patchpilot/history"
	"patchpilot/stable"
)

// Chains tell of a fix, of what it fixes and of what fixes it, on every branch.
type Chains struct {
	*Backports
	Fix      history.N
	OnBranch [][]Link
}

// Link is a commit in the chain of a fix.
type Link struct {
	stable.Link
	Needed bool // the branch needs it, now or with what it fixes
}

// Backport is the commit on the branch, as tables tell of it.
func (l *Link) Backport() *Backport { return &Backport{Cell: l.Cell, Needed: l.Needed} }

// PrintChains prints the chain of each branch: where every commit of it is, how one knows, and what contradicts.
func PrintChains(w io.Writer, look Look, c *Chains) error {
	p := newPrinter(w, look)
	fix := c.Commit(c.Fix)
	p.put(bold, c.short(c.Fix)+" "+fix.Title)
	p.line(faint, ", ", fix.Author, ", ", day(fix.Date))
	for b, chain := range c.OnBranch {
		p.newline()
		p.put(bold, c.Branches[b].Name)
		p.line(faint, c.origin(c.Branches[b]))
		role := stable.Role("")
		for i := range chain {
			if chain[i].Role != role {
				role = chain[i].Role
				p.line(blue, string(role))
			}
			c.printLink(p, &chain[i])
		}
	}
	if len(c.Notes) > 0 {
		p.newline()
	}
	for _, n := range c.Notes {
		p.line(amber, n)
	}
	return p.flush()
}

// origin says where a branch began, and its newest release.
func (b *Backports) origin(branch stable.Branch) string {
	var words string
	if branch.Base != history.None {
		words = " from " + b.Name(branch.Base)
	}
	if n := len(branch.Releases); n > 0 {
		words += ", last released as " + branch.Releases[n-1].Name
	}
	return words
}

func (c *Chains) printLink(p *printer, l *Link) {
	mark, style := "- ", amber
	switch l.Cell.Status {
	case stable.InBase, stable.Done:
		mark, style = "+ ", green
	case stable.NotAffected, stable.Unknown:
		style = faint
	}
	commit := c.Commit(l.Commit)
	p.put(style, mark)
	p.put(blue, c.short(l.Commit)+"  ")
	p.text(commit.Title)
	p.line(faint, ", ", day(commit.Date))
	for _, t := range l.Ties {
		c.printTie(p, l.Commit, t)
	}
	if l.Role == stable.Fault && l.Cell.Status == stable.Unknown {
		p.line(plain, "      not there") // what it fixes in turn is of no matter here
	} else {
		words, style := c.words(l.Backport(), true)
		p.put(style, "      "+strings.TrimSuffix(strings.TrimSuffix(words, " !"), " ?"))
		p.line(plain, ": ", l.Cell.Reason)
	}
	for _, e := range l.Cell.Evidence {
		quoted := func(t stable.Tie) bool { return e.Commit == l.Commit && e.Line == t.Line }
		if !slices.ContainsFunc(l.Ties, quoted) {
			c.printEvidence(p, "        ", e)
		}
	}
	for _, x := range l.Cell.Copies {
		switch {
		case x.TakenOut == history.None || x.TakenOut == l.Cell.Commit:
		case x.Rank == stable.Ancestor:
			p.line(plain, "        ", c.short(x.TakenOut), " took out the one that the branch began with")
		default:
			p.line(plain, "        ", c.short(x.TakenOut), " took back ", c.short(x.Commit), ", a copy of it by ", x.Rank.String())
		}
	}
	for _, e := range l.Cell.Conflicts {
		c.printEvidence(p, "      ! ", e)
	}
	c.printNotes(p, "      note ", l.Cell.Notes)
	if blocked(l.Cell.Trial) {
		c.printTrial(p, "      ", l.Commit, l.Cell.Trial)
	}
}

// printTie prints a line of a commit that speaks of another.
func (c *Chains) printTie(p *printer, by history.N, t stable.Tie) {
	p.put(faint, fmt.Sprintf("      line %d ", t.Line))
	p.text(`"` + c.line(by, t.Line) + `"`)
	switch {
	case t.To == history.None:
		p.put(amber, " "+t.How.String())
	case t.Of == t.To:
		p.put(faint, " "+c.short(t.To)+", "+t.How.String())
	default:
		p.put(faint, " "+c.short(t.Of)+", "+t.How.String()+", a copy of "+c.short(t.To))
	}
	p.newline()
}

// printEvidence prints what something rests on, with the line quoted.
func (c *Chains) printEvidence(p *printer, lead string, e stable.Evidence) {
	style := faint
	if strings.Contains(lead, "!") {
		style = amber
	}
	p.put(style, lead)
	p.text(c.evidence(e))
	if words := c.line(e.Commit, e.Line); e.Commit != history.None && words != "" {
		p.text(`: "` + words + `"`)
	}
	p.newline()
}

// line is one of a commit's message.
func (b *Backports) line(n history.N, line int) string {
	if n == history.None {
		return ""
	}
	lines := b.Commit(n).Lines
	if line < 1 || line > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[line-1])
}

// linkRecord is a commit in the chain of a fix on a branch.
type linkRecord struct {
	backportRecord
	Asked string      `json:"asked"`
	Role  stable.Role `json:"role"`
	Ties  []tieRecord `json:"ties,omitempty"`
}

type tieRecord struct {
	Kind   string `json:"kind"`
	ID     string `json:"id,omitempty"` // as written
	Commit string `json:"commit,omitempty"`
	Line   int    `json:"line"`
	How    string `json:"how"`
	Text   string `json:"text"`
}

// JSONChains writes a record a branch, and one a commit and branch.
func JSONChains(w io.Writer, c *Chains) error {
	j := &JSON{w: bufio.NewWriter(w)}
	if err := c.begin(j); err != nil {
		return err
	}
	for _, chain := range c.OnBranch {
		for i := range chain {
			if err := j.record(c.newLinkRecord(&chain[i])); err != nil {
				return err
			}
		}
	}
	if err := c.end(j); err != nil {
		return err
	}
	return j.w.Flush()
}

func (c *Chains) newLinkRecord(l *Link) linkRecord {
	r := linkRecord{backportRecord: c.newRecord(l.Backport()), Asked: c.id(c.Fix), Role: l.Role}
	r.Type = "link"
	for _, t := range l.Ties {
		r.Ties = append(r.Ties, tieRecord{t.Kind.String(), t.ID, c.id(t.To), t.Line, t.How.String(), c.line(l.Commit, t.Line)})
	}
	return r
}
