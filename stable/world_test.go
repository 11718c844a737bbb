package stable_test

import (
	"crypto/sha1"
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"patchpilot/history"
	"patchpilot/stable"
)

// world is a history drawn at random, and what is true of it: kept as it is made, and never read out of messages.
type world struct {
	*rapid.T
	now      time.Time
	commits  []history.Commit
	changes  []*act
	upstream *line
	topic    *line // commits that upstream has not merged yet; nil = none
	waiting  []int // its changes
	branches []*line
	releases []mark
	facts    []stable.Fact
	told     []int               // what each is about
	wrong    map[commitOn]bool   // copies under a wrong id, by what they name and what they are
	spoilt   map[string]bool     // titles that mean no one commit
	stray    map[history.ID]bool // commits that change a file of no other
}

type commitOn struct {
	change int
	line   *line
}

type mark struct {
	name   string
	commit history.ID
	when   time.Time
}

// act is something done to the code, be it upstream or on one branch alone.
type act struct {
	title  string
	author history.Person
	id     history.ID // upstream's commit; zero for a change of one branch alone
	fixes  []int      // what it is about
	undoes []int
	lost   bool // it names something that cannot be found
	since  int  // the release that it came with; -1 = none yet

	asks, optOut bool
	floor        int // minor version; 0 = none
	weeks        int
}

// line is upstream or a branch.
type line struct {
	name    string
	tip     history.ID
	minor   int
	base    history.ID
	began   map[int]bool // the changes in it from the start
	came    map[int]history.ID
	force   map[int]bool
	by      map[int]int        // what took a change out last
	since   map[int]history.ID // what brought it in last
	copies  []copied
	tags    []mark
	release map[history.ID]string
	pending []history.ID
}

// copied is a commit of a branch, and the changes that it brought.
type copied struct {
	id      history.ID
	changes []int
	message string
	author  history.Person
}

var people = []history.Person{{Name: "Ada", Email: "ada@example.org"}, {Name: "Bob", Email: "bob@example.org"}, {Name: "Cy", Email: "cy@example.org"}}

func newLine(name string) *line {
	return &line{name: name, came: map[int]history.ID{}, force: map[int]bool{}, by: map[int]int{}, since: map[int]history.ID{}, began: map[int]bool{}, release: map[history.ID]string{}}
}

// set brings a change to a line or takes it out, and what it undoes with it. Where that never came, it is as what that
// undoes: who reapplies applies.
func (w *world) set(l *line, c int, in bool, by int) {
	if l.force[c] == in {
		return
	}
	l.force[c] = in
	if in {
		l.since[c] = l.came[by]
	} else {
		l.by[c] = by
	}
	for _, u := range w.changes[c].undoes {
		if _, ever := l.came[u]; ever {
			w.set(l, u, !in, by)
			continue
		}
		for _, again := range w.changes[u].undoes {
			if _, ever := l.came[again]; !ever && in {
				l.came[again] = l.came[by]
			}
			if _, ever := l.came[again]; ever {
				w.set(l, again, in, by)
			}
		}
	}
}

func (w *world) one(what string, n int) int      { return rapid.IntRange(0, n-1).Draw(w.T, what) }
func (w *world) chance(what string, of int) bool { return w.one(what, of) == 0 }

// commit makes one on a line; an author's time is kept where it is set.
func (w *world) commit(l *line, author history.Person, message string) history.ID {
	w.now = w.now.Add(time.Hour)
	if author.When.IsZero() {
		author.When = w.now
	}
	c := history.Commit{Author: author, Message: message, Committer: history.Person{When: w.now}}
	c.ID = history.ID(sha1.Sum(fmt.Appendf(nil, "%d", len(w.commits))))
	if len(w.commits) < 2 || l.minor == 0 && w.chance("unlucky id", 8) {
		copy(c.ID[:], []byte{0xab, 0xcd, 0xef, 0x01, byte(len(w.commits))}) // what is cut short means several
	}
	if !l.tip.IsZero() {
		c.Parents = []history.ID{l.tip}
	}
	w.commits = append(w.commits, c)
	l.tip = c.ID
	l.pending = append(l.pending, c.ID)
	return c.ID
}

// land makes a change upstream.
func (w *world) land(c *act, body string) {
	if c.title == "" {
		c.title = fmt.Sprintf("lib/part%d: change %d", w.one("part", 5), len(w.changes))
	}
	c.author = people[w.one("author", len(people))]
	if w.chance("same second", 6) && len(w.changes) > 0 { // as one who rebases makes them
		if last := w.changes[len(w.changes)-1]; !last.id.IsZero() {
			c.author = last.author
		}
	}
	c.since = -1
	if c.author.When.IsZero() {
		c.author.When = w.now.Add(time.Minute)
	}
	n := len(w.changes)
	w.changes = append(w.changes, c)
	message := c.title + "\n\n" + body + w.asking(c) + "Signed-off-by: Ada <ada@example.org>\n"
	if w.topic != nil && len(c.undoes) == 0 && w.chance("on the topic", 2) {
		c.id = w.commit(w.topic, c.author, message)
		w.waiting = append(w.waiting, n)
		return
	}
	c.id = w.commit(w.upstream, c.author, message)
	w.upstream.came[n] = c.id
	w.set(w.upstream, n, true, n)
}

// merge begins a topic, or merges the one there is.
func (w *world) merge() {
	if w.topic == nil {
		w.topic = newLine("topic")
		w.topic.tip = w.upstream.tip
		return
	}
	topic := w.topic.tip
	w.topic = nil
	w.commit(w.upstream, people[0], "Merge topic\n")
	merge := &w.commits[len(w.commits)-1]
	merge.Parents = append(merge.Parents, topic)
	for _, n := range w.waiting {
		w.upstream.came[n] = w.changes[n].id
		w.set(w.upstream, n, true, n)
	}
	w.waiting = nil
}

// cut shortens an id, so far that it may mean several.
func (w *world) cut(id history.ID) (short string, clear bool) {
	short = id.String()[:8]
	return short, !strings.HasPrefix(short, "abcdef01")
}

// asking draws Ccs of stable.
func (w *world) asking(c *act) string {
	const list = "Cc: stable@vger.kernel.org"
	switch w.one("asking", 8) {
	case 0:
		c.asks = true
		return list + "\n"
	case 1, 2:
		c.asks, c.floor = true, 1+w.one("floor", 8)
		return fmt.Sprintf(list+" # "+[]string{"v5.%d+", "5.%d", "5.%d.x", "v5.%d"}[w.one("floor's form", 4)]+"\n", c.floor)
	case 3:
		c.optOut = true
		return "Cc: <stable+noautosel@kernel.org> # needs a new firmware\n"
	case 4:
		c.asks, c.weeks = true, 1+w.one("weeks", 6)
		return fmt.Sprintf(list+" # after %d weeks in mainline\n", c.weeks)
	case 5:
		c.asks, c.floor = true, 2+w.one("floor", 5)
		return fmt.Sprintf(list+" # 5.%d+\n"+list+" # 5.%d+\n", c.floor+1, c.floor)
	}
	return ""
}

// some draws a change of upstream that a line has had.
func (w *world) some(l *line, ok func(int) bool) int {
	var all []int
	for n, c := range w.changes {
		if _, came := l.came[n]; came && !c.id.IsZero() && ok(n) {
			all = append(all, n)
		}
	}
	if len(all) == 0 {
		return -1
	}
	return all[w.one("which", len(all))]
}

// stepUpstream draws what happens next upstream.
func (w *world) stepUpstream() {
	switch w.one("upstream", 9) {
	case 0:
		w.land(&act{}, "")
	case 1:
		c := &act{}
		c.title = "lib: update tables"
		w.spoilt[c.title] = true
		w.land(c, "")
	case 2, 3, 4:
		w.fix()
	case 5, 6:
		w.revert()
	case 8:
		w.merge()
	case 7:
		minor := len(w.releases) + 1
		w.releases = append(w.releases, mark{fmt.Sprintf("v5.%d", minor), w.upstream.tip, w.now})
		for i, c := range w.changes {
			if _, came := w.upstream.came[i]; came && c.since < 0 {
				c.since = len(w.releases) - 1
			}
		}
		w.branch(minor)
	}
}

func (w *world) branch(minor int) {
	if len(w.branches) == 4 {
		return
	}
	b := newLine(fmt.Sprintf("linux-5.%d.y", minor))
	b.minor, b.tip, b.base = minor, w.upstream.tip, w.upstream.tip
	for n, id := range w.upstream.came {
		b.began[n], b.came[n], b.force[n] = true, id, w.upstream.force[n]
		if by, ok := w.upstream.by[n]; ok {
			b.by[n] = by
		}
		b.since[n] = w.upstream.since[n]
	}
	w.branches = append(w.branches, b)
}

// fix lands a fix of something, which it names in one way or another.
func (w *world) fix() {
	of := w.some(w.upstream, func(int) bool { return true })
	if of < 0 {
		return
	}
	c, target := &act{fixes: []int{of}}, w.changes[of]
	ref := target.id.String()[:12]
	switch how := w.one("naming", 11); {
	case how == 0:
		ref = target.id.String()
	case how == 1:
		ref = target.id.String()[:10]
	case how == 7 && !w.spoilt[target.title] && len(target.undoes) == 0:
		ref, _ = w.cut(target.id)
		ref = fmt.Sprintf("%s (\"%s\")", ref, target.title)
	case how == 8:
		var clear bool
		if ref, clear = w.cut(target.id); !clear {
			c.fixes, c.lost = nil, true
		}
	case how == 2: // cut, as by a mailer
		ref = fmt.Sprintf("%s (\"%s\n %s\")", ref, target.title[:5], target.title[5:])
	case how == 3 && !w.spoilt[target.title]: // the id of another one, or of none
		ref = fmt.Sprintf("%s (\"%s\")", w.otherID(of), target.title)
	case how == 4: // of nothing
		c.fixes, c.lost = nil, true
		ref = "0123456789ab (\"never seen\")"
	case how == 5: // of two things
		if other := w.some(w.upstream, func(n int) bool { return n != of }); other >= 0 {
			c.fixes = append(c.fixes, other)
			ref = fmt.Sprintf("%s (\"%s\")\nFixes: %s (\"%s\")", ref, target.title, w.changes[other].id.String()[:12], w.changes[other].title)
		}
	case how == 6:
		ref = fmt.Sprintf("%s (\"another title\")", target.id.String()[:12])
	default:
		ref = fmt.Sprintf("%s (\"%s\")", ref, target.title)
	}
	w.land(c, "Fixes: "+ref+"\n")
}

// otherID is that of another commit of upstream, or of none.
func (w *world) otherID(but int) string {
	if other := w.some(w.upstream, func(n int) bool { return n != but }); other >= 0 && w.chance("of another", 2) {
		return w.changes[other].id.String()
	}
	return strings.Repeat("9", 40)
}

// revert takes something back upstream, or a revert.
func (w *world) revert() {
	of := w.some(w.upstream, func(n int) bool { return w.is(w.upstream, n, true) })
	if of < 0 {
		return
	}
	target := w.changes[of]
	c := &act{undoes: []int{of}, title: `Revert "` + target.title + `"`}
	if inner, ok := strings.CutPrefix(target.title, `Revert "`); ok && w.chance("reapply", 2) {
		c.title = `Reapply "` + inner
	}
	w.claim(c)
	body := "This reverts commit " + target.id.String() + ".\n\n"
	switch how := w.one("reverting", 4); {
	case how == 0:
		body = "This reverts commit\n" + target.id.String()[:12] + ", which did harm.\n\n"
	case how == 1 && !w.spoilt[target.title]:
		body = "It did harm.\n\n"
	case how == 2 && !w.spoilt[target.title]:
		body = "This reverts commit " + strings.Repeat("6", 40) + ".\n\n"
	}
	w.land(c, body)
}

// claim notes a title as used; a second use spoils it.
func (w *world) claim(c *act) {
	if slices.ContainsFunc(w.changes, func(o *act) bool { return o.title == c.title }) {
		w.spoilt[c.title] = true
	}
}
