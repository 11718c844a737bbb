package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"patchpilot/history"
	"patchpilot/stable"
)

const (
	widestGrid = 4  // branches side by side where there is no terminal
	leastTitle = 30 // columns for the title of a fix, below which branches stand under it
)

// PrintBackports prints the table, what blocks and what contradicts, and what it comes to for each branch.
func PrintBackports(w io.Writer, look Look, b *Backports) error {
	p := newPrinter(w, look)
	switch t := b.grid(true); {
	case len(b.Rows) == 0:
	case t.fits(look.Width, len(b.Branches)):
		t.print(p)
	default:
		if t = b.grid(false); look.Width > 0 && t.fits(look.Width, len(b.Branches)) {
			t.print(p)
		} else {
			b.printGroups(p)
		}
	}
	b.printDetails(p)
	b.printTotals(p)
	return p.flush()
}

// grid is the table, a branch a column; in full with the commits that are on branches.
func (b *Backports) grid(full bool) *table {
	t := &table{columns: []column{{}, {give: true, limit: 72}}}
	head := []cell{{"", plain}, {"", plain}}
	for _, branch := range b.Branches {
		t.columns = append(t.columns, column{})
		head = append(head, cell{branch.Name, bold})
	}
	t.add(head...)
	for _, row := range b.Rows {
		line := []cell{{b.short(row.Commit), blue}, {b.Commit(row.Commit).Title, plain}}
		for i := range row.Cells {
			c := &row.Cells[i]
			words, style := b.words(c, full)
			if !c.Shown {
				style = faint
			}
			line = append(line, cell{words, style})
		}
		t.add(line...)
	}
	return t
}

// fits tells whether branches can stand side by side.
func (t *table) fits(terminal, branches int) bool {
	if terminal <= 0 {
		return branches <= widestGrid
	}
	total := gap*(len(t.columns)-1) + leastTitle
	for i, w := range t.widths(0) {
		if i != 1 {
			total += w
		}
	}
	return total <= terminal
}

// printGroups prints the fixes one below the other, and under each the branches that are in one state of it.
func (b *Backports) printGroups(p *printer) {
	for _, row := range b.Rows {
		p.put(blue, b.short(row.Commit))
		p.text("  ")
		p.line(plain, cut(b.Commit(row.Commit).Title, p.look.Width-16))
		t := table{columns: []column{{}, {}, {wrap: true, give: true}}}
		for _, g := range row.grouped(func(c *Backport) (string, lipgloss.Style) { return b.words(c, false) }) {
			t.add(cell{"  ", plain}, cell{g.words, g.style}, cell{b.names(g.branches), plain})
		}
		t.print(p)
	}
}

// sameWords are the branches that one can say the same of.
type sameWords struct {
	words    string
	style    lipgloss.Style
	branches []int
}

// grouped puts the branches shown of a fix together of which one can say the same; those of which nothing is said are out.
func (row *Fix) grouped(say func(*Backport) (string, lipgloss.Style)) (groups []sameWords) {
	for i := range row.Cells {
		if !row.Cells[i].Shown {
			continue
		}
		words, style := say(&row.Cells[i])
		if words == "" {
			continue
		}
		at := slices.IndexFunc(groups, func(g sameWords) bool { return g.words == words })
		if at < 0 {
			at = len(groups)
			groups = append(groups, sameWords{words: words, style: style})
		}
		groups[at].branches = append(groups[at].branches, i)
	}
	return groups
}

// names are those of branches in order, "linux-5.4.y … linux-6.1.y" where three or more follow each other.
func (b *Backports) names(branches []int) string {
	var words []string
	for i := 0; i < len(branches); {
		end := i
		for end+1 < len(branches) && branches[end+1] == branches[end]+1 {
			end++
		}
		words = append(words, b.Branches[branches[i]].Name)
		if end > i+1 {
			words = append(words, "…")
		}
		if end > i {
			words = append(words, b.Branches[branches[end]].Name)
		}
		i = end + 1
	}
	return strings.Join(words, " ")
}

// words say a cell; in full with the commit on the branch.
func (b *Backports) words(c *Backport, full bool) (string, lipgloss.Style) {
	words, style := statusWords[c.Status].text, statusWords[c.Status].style
	switch c.Status {
	case stable.Done, stable.Reverted:
		if c.Cell.Commit == history.None {
			words += ", already there"
		} else if full || c.Release == "" {
			words += " " + b.short(c.Commit)
		}
		if c.Release != "" {
			words += " " + c.Release
		}
	case stable.Unknown:
		if c.Asked {
			words += ", asked for"
		}
	case stable.NotAffected:
		if c.Needed {
			words, style = "not affected yet", amber
		}
	}
	if c.Against != history.None {
		words += ", reverted upstream"
	} else if c.Trial != nil {
		if c.Status != stable.Missing {
			words += ","
		}
		if words += " " + trialWords(c.Trial); c.Trial.Applies == stable.Conflict {
			style = red
		}
	}
	if len(c.Maybe) > 0 {
		words += " ?"
	}
	if len(c.Conflicts) > 0 {
		words += " !"
	}
	return words, style
}

var statusWords = map[stable.Status]struct {
	text  string
	style lipgloss.Style
}{
	stable.InBase:      {"in base", faint},
	stable.Done:        {"done", green},
	stable.NotAffected: {"not affected", faint},
	stable.Missing:     {"MISSING", amber},
	stable.Reverted:    {"reverted", amber},
	stable.OptOut:      {"opt-out", faint},
	stable.BelowFloor:  {"below floor", faint},
	stable.NotBefore:   {"wait", amber},
	stable.Queued:      {"queued", green},
	stable.Pending:     {"posted", green},
	stable.Failed:      {"failed", red},
	stable.Dropped:     {"dropped", red},
	stable.Unknown:     {"unknown", faint},
}

// StatusNamed is the status that a word names: the status itself, as records have it, or the word that tables show for it.
func StatusNamed(word string) (stable.Status, bool) {
	for _, s := range Statuses {
		if word == string(s) || word == ShownAs(s) {
			return s, true
		}
	}
	return "", false
}

// ShownAs is the word that tables show for a status, as one can type it.
func ShownAs(s stable.Status) string {
	return strings.ReplaceAll(strings.ToLower(statusWords[s].text), " ", "-")
}

// trialWords say how a fix applies.
func trialWords(t *stable.Trial) string {
	words := string(t.Applies)
	switch t.Applies {
	case stable.Already:
		words = "already there"
	case stable.Empty:
		words = "changes nothing"
	}
	n := len(t.Prerequisites)
	switch {
	case t.More, len(t.Ends) > 0 && n > 0:
		words += fmt.Sprintf(" (%d or more prerequisites)", max(n, 1))
	case len(t.Ends) > 0:
		words += " (history ends)"
	case t.Blocked != nil && t.Context > 0:
		words = "blocked (context)"
	case t.Blocked != nil:
		words = "blocked"
	case len(t.Merged) > 0 && n == 0:
		words += " (merges)"
	case n > 0:
		words += " (" + plural(n, "prerequisite", "prerequisites") + ")"
	}
	return words
}

// printDetails tells what blocks fixes, and what contradicts; once for all branches of which it is the same.
func (b *Backports) printDetails(p *printer) {
	for _, row := range b.Rows {
		for _, g := range row.grouped(func(c *Backport) (string, lipgloss.Style) { return b.details(c), plain }) {
			p.newline()
			p.put(blue, b.short(row.Commit))
			p.line(bold, " on ", b.names(g.branches), ": ", b.Commit(row.Commit).Title)
			b.printDetail(p, &row.Cells[g.branches[0]])
		}
	}
}

// details are a cell's, "" where there are none.
func (b *Backports) details(c *Backport) string {
	if len(c.Conflicts) == 0 && len(c.worthKnowing()) == 0 && !blocked(c.Trial) {
		return ""
	}
	var text strings.Builder
	p := newPrinter(&text, Look{})
	b.printDetail(p, c)
	p.flush()
	return text.String()
}

func (b *Backports) printDetail(p *printer, c *Backport) {
	if blocked(c.Trial) {
		b.printTrial(p, "  ", c.Fix, c.Trial)
	}
	for _, e := range c.Conflicts {
		p.put(amber, "  ! ")
		p.line(plain, b.evidence(e))
	}
	b.printNotes(p, "  note ", c.worthKnowing())
}

// worthKnowing are the notes of a fix that may be taken, or may be there.
func (c *Backport) worthKnowing() []stable.Evidence {
	if c.Needed || c.Trial != nil || len(c.Maybe) > 0 {
		return c.Notes
	}
	return nil
}

// printNotes prints what a person should know before taking a fix.
func (b *Backports) printNotes(p *printer, lead string, notes []stable.Evidence) {
	for _, e := range notes {
		p.put(blue, lead)
		p.line(plain, b.evidence(e))
	}
}

func (b *Backports) shorts(all []history.N) string {
	words := make([]string, len(all))
	for i, n := range all {
		words[i] = b.short(n)
	}
	return strings.Join(words, ", ")
}

func blocked(t *stable.Trial) bool {
	return t != nil && (t.Applies == stable.Conflict || len(t.Prerequisites) > 0)
}

// printTrial tells what to take before a fix, or what it meets.
func (b *Backports) printTrial(p *printer, lead string, fix history.N, t *stable.Trial) {
	for _, n := range t.Prerequisites {
		p.text(lead + "first ")
		p.put(blue, b.short(n.Commit))
		p.line(plain, "  ", b.Commit(n.Commit).Title)
		p.line(faint, lead, "      ", hardness(n.Hard), ": ", n.Why)
		if n.But != "" {
			p.line(amber, lead, "      but ", n.But)
		}
	}
	switch {
	case t.Blocked != nil && t.Blocked.Commit != fix && len(t.Prerequisites) == 0:
		p.line(plain, lead, "it is about ", b.short(t.Blocked.Commit), ", which does not apply")
	case t.Blocked != nil:
		if by := t.Blocked.Commit; len(t.Prerequisites) > 0 {
			p.line(plain, lead, "and still ", b.short(by), " does not apply")
		}
		printClashes(p, lead, t.Blocked.Clashes)
		for _, by := range t.Blocked.By {
			p.text(lead + "the branch has it so since ")
			p.put(blue, b.short(by))
			p.line(plain, "  ", b.Commit(by).Title)
		}
	case t.Applies == stable.Conflict && len(t.Prerequisites) == 0:
		printClashes(p, lead, t.Outcome.Clashes)
	}
	for _, m := range t.Moved {
		p.line(plain, lead, m.From, " is called ", m.To, " there since ", b.short(m.By))
	}
	for _, n := range t.Ends {
		p.text(lead + "history ends at ")
		p.put(blue, b.short(n))
		p.line(plain, ": the reason may lie before that, and cannot be told")
	}
	if t.ThreeWay {
		p.line(faint, lead, "or with git cherry-pick: it merges")
	} else if len(t.Merged) > 0 {
		p.line(faint, lead, "with git cherry-pick: it merges ", b.shorts(t.Merged))
	} else if t.Context > 0 {
		p.line(faint, lead, "or by hand: only ", plural(t.Context, "line of context differs", "lines of context differ"))
	}
}

// hardness is the word for how much a prerequisite is needed.
func hardness(hard bool) string {
	if hard {
		return "hard"
	}
	return "soft"
}

// evidence is "123456789abc line 3: says …", or the mail's.
func (b *Backports) evidence(e stable.Evidence) string {
	at := "<" + e.Mail + ">"
	if e.Commit != history.None {
		at = b.short(e.Commit)
	}
	if e.Line > 0 {
		at += fmt.Sprintf(" line %d", e.Line)
	}
	return at + ": " + e.Text
}

// Statuses are all there are, in the order in which they are counted.
var Statuses = []stable.Status{
	stable.Missing, stable.Reverted, stable.Failed, stable.Dropped, stable.Pending, stable.Queued, stable.NotBefore, stable.Done,
	stable.InBase, stable.NotAffected, stable.BelowFloor, stable.OptOut, stable.Unknown,
}

// printTotals prints what each branch came to, then what was looked at.
func (b *Backports) printTotals(p *printer) {
	if len(b.Rows) > 0 {
		p.newline()
	}
	t := table{columns: []column{{}, {wrap: true, give: true}}}
	for i, branch := range b.Branches {
		var words []string
		for _, s := range Statuses {
			if n := b.Counts[i][s]; n > 0 {
				words = append(words, fmt.Sprintf("%d %s", n, statusWords[s].text))
			}
		}
		t.add(cell{branch.Name, bold}, cell{strings.Join(words, ", "), plain})
	}
	if len(b.Rows) > 0 {
		t.print(p)
	}
	if n := len(b.Astray); n > 0 {
		what := " no commit here: "
		if slices.ContainsFunc(b.Astray, func(a Astray) bool { return a.How == history.Ambiguous }) {
			what = " no one commit here: "
		}
		p.line(amber, plural(n, "tag names", "tags name"), what, b.astray())
	}
	for _, n := range b.Notes {
		p.line(amber, n)
	}
	p.line(faint, b.looked())
}

// mostAstray are told in text.
const mostAstray = 3

func (b *Backports) astray() string {
	var words []string
	for _, a := range b.Astray[:min(len(b.Astray), mostAstray)] {
		words = append(words, fmt.Sprintf("%s line %d: %s, %s", b.short(a.Fix), a.Line, cmp.Or(a.ID, "a title alone"), a.How))
	}
	if n := len(b.Astray) - mostAstray; n > 0 {
		words = append(words, fmt.Sprintf("%d more", n))
	}
	return strings.Join(words, "; ")
}

// looked says what was looked at, and by what.
func (b *Backports) looked() string {
	words := plural(b.Fixes, "fix", "fixes") + " on " + b.Upstream
	if b.From != "" {
		words += " since " + b.From
	}
	words += "; conventions: " + b.Conventions
	if b.Told != "" {
		words += ", " + b.Told
	}
	if n := len(b.Failed); n > 0 {
		words += "; " + plural(n, "problem", "problems")
	}
	return words
}
