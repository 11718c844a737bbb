package stable_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
	"patchpilot/stable"
)

// stepBranch draws what happens next on a branch.
func (w *world) stepBranch(b *line) {
	switch w.one("branch", 9) {
	case 0, 1, 2, 3:
		w.backport(b)
	case 4, 5:
		w.takeBack(b)
	case 6:
		w.takeOver(b)
	case 7:
		w.alone(b)
	case 8:
		m := mark{fmt.Sprintf("v5.%d.%d", b.minor, len(b.tags)+1), b.tip, w.now}
		if len(b.pending) == 0 {
			return
		}
		b.tags = append(b.tags, m)
		for _, id := range b.pending {
			b.release[id] = m.name
		}
		b.pending = nil
	}
}

// wanted draws a change of upstream that a branch could take.
func (w *world) wanted(b *line) int {
	return w.some(w.upstream, func(n int) bool {
		return !b.force[n] && !slices.ContainsFunc(w.changes[n].undoes, func(u int) bool { return !w.is(b, u, true) && !w.neither(b, u) })
	})
}

// neither tells whether a revert never came to a branch, and what it undoes is not in force there.
func (w *world) neither(b *line, n int) bool {
	_, came := b.came[n]
	return !came && len(w.changes[n].undoes) > 0 && !slices.ContainsFunc(w.changes[n].undoes, func(u int) bool { return !w.is(b, u, false) })
}

// is tells whether a change is in force on a branch, and what it undoes is not, and so on: nothing came in between.
func (w *world) is(b *line, n int, in bool) bool {
	return b.force[n] == in && !slices.ContainsFunc(w.changes[n].undoes, func(u int) bool { return !w.is(b, u, !in) })
}

var spellings = []string{
	"commit %s upstream.\n\n", "[ Upstream commit %s ]\n\n", "[ commit %s upstream ]\n\n", "commit %s\n\n", "commit commit %s upstream\n\n",
	"(cherry picked from commit %s)\n\n", "(cherry-picked from commit %s)\n\n", "[cherry picked from commit %s]\n\n",
	"(backported from commit %s)\n\n", "Upstream-commit: %s\n\n", "Git-commit: %s\n\n",
}

// backport takes a change of upstream, and says so in one way or another.
func (w *world) backport(b *line) {
	n := w.wanted(b)
	if n < 0 {
		return
	}
	c, changes := w.changes[n], []int{n}
	spell := func(id string) string { return fmt.Sprintf(spellings[w.one("spelling", len(spellings))], id) }
	title, author, origin := c.title, c.author, spell(c.id.String())
	plain := len(c.undoes) == 0 && !w.spoilt[c.title]
	switch how := w.one("taking", 11); {
	case how == 0: // by hand
		author.When = time.Time{}
		if plain && w.chance("another title", 3) {
			title = fmt.Sprintf("lib: rework of %d", len(w.commits))
			w.wrong[commitOn{n, b}] = true
		}
	case how == 1:
		origin = fmt.Sprintf("[ Upstream commit %s ]\n\n", c.id.String()[:12])
	case how == 2 && !w.spoilt[c.title]:
		origin = ""
	case how == 3 && plain:
		origin, author.When = "", time.Time{}
	case how == 4 && plain:
		if other := w.some(w.upstream, func(o int) bool { return o != n && !w.like(o, n) }); other >= 0 {
			origin = spell(w.changes[other].id.String())
			w.wrong[commitOn{other, b}], w.wrong[commitOn{n, b}] = true, true
		}
	case how == 5 && plain:
		origin = spell(strings.Repeat("8", 40))
		w.wrong[commitOn{n, b}] = true
	case how == 10 && plain:
		short, clear := w.cut(c.id)
		origin = fmt.Sprintf("[ Upstream commit %s ]\n\n", short)
		if !clear {
			w.wrong[commitOn{n, b}] = true
		}
	case how == 6:
		if m := w.wanted(b); m >= 0 && m != n && len(w.changes[m].undoes) == 0 && len(c.undoes) == 0 {
			changes = append(changes, m)
			origin += spell(w.changes[m].id.String())
		}
	case how == 7:
		w.pickCopy(b)
		return
	case how == 8:
		title = "BACKPORT: " + title
	case how == 9:
		origin += "Commit " + w.otherID(n) + " was applied before it, and\ncommit " + w.otherID(n) + " upstream is something else.\n\n"
	}
	w.take(b, changes, author, title+"\n\n"+origin+"It was wrong.\n")
}

// like tells whether two changes could be taken for each other.
func (w *world) like(a, b int) bool {
	x, y := w.changes[a], w.changes[b]
	return x.title == y.title || x.author == y.author
}

// take commits changes to a branch.
func (w *world) take(b *line, changes []int, author history.Person, message string) {
	id := w.commit(b, author, message)
	for _, n := range changes {
		b.came[n] = id
		w.set(b, n, true, n)
	}
	b.copies = append(b.copies, copied{id, changes, message, author})
}

// pickCopy takes a commit of another branch, naming that alone.
func (w *world) pickCopy(b *line) {
	from := w.branches[w.one("from", len(w.branches))]
	if from == b || len(from.copies) == 0 {
		return
	}
	c := from.copies[w.one("copy", len(from.copies))]
	for _, n := range c.changes {
		if b.force[n] || w.changes[n].id.IsZero() || len(w.changes[n].undoes) > 0 || w.wrong[commitOn{n, from}] {
			return
		}
	}
	title, _, _ := strings.Cut(c.message, "\n")
	w.take(b, c.changes, c.author, title+"\n\n(cherry picked from commit "+c.id.String()+")\n")
}

// takeBack reverts something on a branch that upstream did not.
func (w *world) takeBack(b *line) {
	r := &act{since: -1, author: history.Person{Name: "Keeper", Email: "keeper@example.org"}}
	var id history.ID
	var title string
	if len(b.copies) > 0 && !w.chance("from the base", 4) {
		c := b.copies[w.one("copy", len(b.copies))]
		title, _, _ = strings.Cut(c.message, "\n")
		r.undoes, id = c.changes, c.id
	} else if n := w.some(b, func(n int) bool { return b.began[n] }); n >= 0 {
		title, r.undoes, id = w.changes[n].title, []int{n}, w.changes[n].id
	}
	if len(r.undoes) == 0 || slices.ContainsFunc(r.undoes, func(n int) bool { return !w.is(b, n, true) || b.came[n] != id }) {
		return
	}
	r.title = `Revert "` + title + `"`
	w.claim(r)
	first := w.changes[r.undoes[0]]
	body := "This reverts commit " + id.String() + ".\n"
	switch how := w.one("taking back", 6); {
	case first.id.IsZero() || len(r.undoes) > 1 || w.wrong[commitOn{r.undoes[0], b}]:
	case how == 0:
		body = "This reverts commit " + id.String() + " which is commit " + first.id.String() + " upstream.\n"
	case how == 1:
		body = "This reverts commit " + first.id.String() + ".\n"
	case how == 2:
		body = "This reverts commit " + id.String() + " which is\ncommit " + first.id.String()[:12] + " upstream.\n"
	case how == 3 && !w.spoilt[strings.TrimPrefix(title, "BACKPORT: ")]:
		body = "It does not work here.\n"
	case how == 4 && !w.spoilt[strings.TrimPrefix(title, "BACKPORT: ")]: // as it was called before a rebase
		body = "This reverts commit " + strings.Repeat("6", 40) + ".\n"
	}
	w.changes = append(w.changes, r)
	w.take(b, []int{len(w.changes) - 1}, r.author, r.title+"\n\n"+body)
}

// takeOver reverts the last revert of a branch's own.
func (w *world) takeOver(b *line) {
	for _, c := range slices.Backward(b.copies) {
		n := c.changes[0]
		if r := w.changes[n]; r.id.IsZero() && len(r.undoes) > 0 && w.is(b, n, true) {
			back := &act{since: -1, undoes: []int{n}, title: `Revert "` + r.title + `"`, author: r.author}
			w.claim(back)
			w.changes = append(w.changes, back)
			w.take(b, []int{len(w.changes) - 1}, r.author, back.title+"\n\nThis reverts commit "+c.id.String()+".\n")
			return
		}
	}
}

// alone makes a commit that came from nowhere: a fix of the branch's own, or one with a title of upstream's.
func (w *world) alone(b *line) {
	author := history.Person{Name: "Keeper", Email: "keeper@example.org"}
	n := w.some(w.upstream, func(n int) bool { return len(w.changes[n].undoes) == 0 })
	switch {
	case n >= 0 && w.chance("title alone", 2):
		w.spoilt[w.changes[n].title] = true
		w.commit(b, author, w.changes[n].title+"\n\nAnother change.\n")
	case n >= 0 && w.chance("weak twin", 3): // one author and title, or one author and second; another file
		twin, title := w.changes[n].author, fmt.Sprintf("own change %d", len(w.commits))
		if w.chance("title kept", 2) {
			title, twin.When = w.changes[n].title, time.Time{}
			w.spoilt[title] = true
		}
		w.stray[w.commit(b, twin, title+"\n\nAnother change.\n")] = true
	case n >= 0:
		w.commit(b, author, fmt.Sprintf("own fix %d\n\nFixes: %s (\"%s\")\n", len(w.commits), w.changes[n].id.String()[:12], w.changes[n].title))
	default:
		w.commit(b, author, "own change\n\nThis reverts commit "+strings.Repeat("7", 40)+".\n")
	}
}

// mail draws what mail says of a backport.
func (w *world) mail(b *line) {
	n := w.some(w.upstream, func(int) bool { return true })
	if n < 0 {
		return
	}
	w.now = w.now.Add(time.Hour)
	kinds := []stable.FactKind{stable.FactQueued, stable.FactPosted, stable.FactFailed, stable.FactDropped}
	f := stable.Fact{
		Kind: kinds[w.one("fact", len(kinds))], Upstream: w.changes[n].id.String(), Title: w.changes[n].title,
		Version: fmt.Sprintf("5.%d", b.minor), MessageID: fmt.Sprintf("%d@example.org", len(w.facts)), Date: w.now, Text: "so it is",
	}
	switch w.one("fact's form", 4) {
	case 0:
		f.Upstream = f.Upstream[:12]
	case 1:
		if !w.spoilt[f.Title] {
			f.Upstream = ""
		}
	case 2:
		f.Title = ""
	}
	w.facts, w.told = append(w.facts, f), append(w.told, n)
}

// Paths implements [stable.Source], and nothing else can be read.
func (w *world) Paths(id history.ID) ([]string, error) {
	if w.stray[id] {
		return []string{"stray.c"}, nil
	}
	return []string{"lib.c"}, nil
}

func (w *world) Tree(history.ID) (apply.Tree, error)   { return nil, errors.ErrUnsupported }
func (w *world) Title(history.ID) (string, error)      { return "", errors.ErrUnsupported }
func (w *world) Patch(history.ID) (*diff.Patch, error) { return nil, errors.ErrUnsupported }
