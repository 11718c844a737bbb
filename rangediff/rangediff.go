// Package rangediff tells what changed between two revisions of a series, patch by patch, as
// git-range-diff(1) does.
//
// In: two revisions whose mails still have their texts and hunks. Out: pairs: a patch and what became
// of it, in the order of the newer revision, with dropped ones where they stood; for a changed one the
// difference of log and diff.
//
// Its law: patches are paired by what they do. Equal diffs are one patch; the rest is assigned so that
// the differences of differences are as small as they can be all together, and no pair is made that
// would be longer to tell than a patch dropped and another added. Titles only settle ties.
package rangediff

import (
	"cmp"
	"slices"
	"strings"

	"patchpilot/internal/linediff"
	"patchpilot/series"
)

// Kind is what became of a patch.
type Kind string

// Kinds of pairs, in brackets git's sign.
const (
	Same    Kind = "same"    // [=] author, log and diff are equal
	Changed Kind = "changed" // [!]
	Dropped Kind = "dropped" // [<]
	Added   Kind = "added"   // [>]
)

// creation is what a patch dropped or added costs, in percent of its lines; git's default.
const creation = 60

// Pair is a patch of either revision, or one of both.
type Pair struct {
	Kind                   Kind
	Old, New               *series.Patch // nil where there is none
	AuthorToo, Log, Change bool          // what differs in a Changed one: author, log or title, diff
	// Hunks tell the difference of a Changed one; Text prints them.
	Hunks []Hunk
}

// Hunk is a run of differing lines of a patch's text with three lines of context.
type Hunk struct {
	Section string // where in the patch: "Commit message", "drm/msm.c: int f(void)"
	Lines   []Line
}

// Line is one of a hunk. Mark is ' ', '-' (in the old patch) or '+'; Text itself begins with the mark
// the line has in its patch, where it is one of a diff.
type Line struct {
	Mark byte
	Text string
}

// Compare pairs the patches of an older revision with those of a newer one.
func Compare(older, newer *series.Revision) []Pair {
	a, b := read(older), read(newer)
	match(a, b)
	var pairs []Pair
	shown := 0 // of the old ones, all before
	dropped := func() {
		for ; shown < len(a) && (a[shown].match == nil || a[shown].done); shown++ {
			if a[shown].match == nil {
				pairs = append(pairs, Pair{Kind: Dropped, Old: a[shown].Patch})
			}
		}
	}
	for _, p := range b {
		dropped()
		if p.match == nil {
			pairs = append(pairs, Pair{Kind: Added, New: p.Patch})
			continue
		}
		p.match.done = true
		pairs = append(pairs, tell(p.match, p))
	}
	dropped()
	return pairs
}

// tell makes the pair of two patches that are one.
func tell(old, new *patch) Pair {
	p := Pair{Kind: Changed, Old: old.Patch, New: new.Patch}
	p.AuthorToo = old.author != new.author
	p.Log = !slices.Equal(old.log, new.log)
	p.Change = !slices.Equal(old.diff, new.diff)
	if !p.AuthorToo && !p.Log && !p.Change {
		p.Kind = Same
		return p
	}
	p.Hunks = hunks(old.text(), new.text())
	return p
}

// Changes is how the diffs of two mails differ, whatever their logs say.
// What a hunk's head says of where it is tells nothing of a change, and not every program writes it.
func Changes(old, new *series.Mail) []Hunk {
	a, b := diffLines(old), diffLines(new)
	for _, lines := range [][]string{a, b} {
		for i, l := range lines {
			if strings.HasPrefix(l, "@@") {
				lines[i] = "@@"
			}
		}
	}
	return hunks(a, b)
}

func hunks(a, b []string) (all []Hunk) {
	for _, h := range linediff.Hunks(linediff.Edits(a, b), len(a), 3) {
		hunk := Hunk{Section: section(a, h.A0)}
		h.Walk(a, b, func(mark byte, line string) { hunk.Lines = append(hunk.Lines, Line{mark, line}) })
		all = append(all, hunk)
	}
	return all
}

// match finds for every patch the one it became: equal diffs first, in order, then equal patch ids, then
// the cheapest assignment of the others.
func match(a, b []*patch) {
	matchEqual(a, b, func(p *patch) string { return p.key })
	matchEqual(a, b, func(p *patch) string { return p.PatchID })
	left := func(ps []*patch) []*patch {
		return slices.DeleteFunc(slices.Clone(ps), func(p *patch) bool { return p.match != nil })
	}
	assign(left(a), left(b))
}

func matchEqual(a, b []*patch, key func(*patch) string) {
	free := make(map[string][]*patch)
	for _, p := range a {
		if k := key(p); k != "" && p.match == nil {
			free[k] = append(free[k], p)
		}
	}
	for _, q := range b {
		ps := free[key(q)]
		if q.match != nil || len(ps) == 0 {
			continue
		}
		i := max(slices.IndexFunc(ps, func(p *patch) bool { return q.Previous == p.Patch }), 0)
		tie(ps[i], q)
		free[key(q)] = slices.Delete(ps, i, i+1)
	}
}

func tie(p, q *patch) { p.match, q.match = q, p }

// edge is a pair that could be made, for no more than dropping one patch and adding the other.
type edge struct{ i, j, cost int }

// assign ties patches so that all together costs the least. Patches without a common edge do not bear
// on each other, so each group is settled by itself.
func assign(a, b []*patch) {
	var edges []edge
	for i, p := range a {
		for j, q := range b {
			if limit := p.creation() + q.creation(); p.atLeast(q) <= limit {
				if c := distance(p.diff, q.diff); c <= limit {
					edges = append(edges, edge{i, j, c})
				}
			}
		}
	}
	for _, g := range groups(edges, len(a), len(b)) {
		g.settle(a, b)
	}
}

// distance is the length of the difference of two diffs, context and hunk headers counted, as git
// counts it.
func distance(a, b []string) int {
	n := 0
	for _, h := range linediff.Hunks(linediff.Edits(a, b), len(a), 3) {
		n += 1 + h.A1 - h.A0
		for _, e := range h.Edits {
			n += e.B1 - e.B0
		}
	}
	return n
}

// group is a set of patches of both sides that could be each other.
type group struct {
	rows, columns []int
	edges         []edge
}

// groups cuts the edges into connected components.
func groups(edges []edge, rows, columns int) []*group {
	root := make([]int, rows+columns)
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, e := range edges {
		root[find(e.i)] = find(rows + e.j)
	}
	byRoot := make(map[int]*group)
	var out []*group
	for _, e := range edges {
		r := find(e.i)
		g := byRoot[r]
		if g == nil {
			g = &group{}
			byRoot[r] = g
			out = append(out, g)
		}
		g.edges = append(g.edges, e)
		g.rows, g.columns = append(g.rows, e.i), append(g.columns, e.j)
	}
	for _, g := range out {
		slices.Sort(g.rows)
		slices.Sort(g.columns)
		g.rows, g.columns = slices.Compact(g.rows), slices.Compact(g.columns)
	}
	return out
}

// maxSettled bounds the patches of a group that is settled for the best; cubic time.
const maxSettled = 400

// settle ties the patches of a group.
func (g *group) settle(a, b []*patch) {
	if len(g.rows)+len(g.columns) > maxSettled {
		g.greedy(a, b)
		return
	}
	n := len(g.rows) + len(g.columns)
	const scale = 4 // room for ties: rather a pair than none, and rather the one the series knows of
	costs := make([][]int, n)
	for i := range costs {
		costs[i] = make([]int, n)
		for j := range costs[i] {
			switch {
			case i < len(g.rows) && j < len(g.columns):
				costs[i][j] = impossible
			case i < len(g.rows):
				costs[i][j] = scale*a[g.rows[i]].creation() + 1
			case j < len(g.columns):
				costs[i][j] = scale*b[g.columns[j]].creation() + 1
			}
		}
	}
	for _, e := range g.edges {
		i, _ := slices.BinarySearch(g.rows, e.i)
		j, _ := slices.BinarySearch(g.columns, e.j)
		costs[i][j] = scale*e.cost + 1
		if b[e.j].Previous == a[e.i].Patch {
			costs[i][j]--
		}
	}
	for i, j := range cheapest(costs)[:len(g.rows)] {
		if j < len(g.columns) && costs[i][j] < impossible {
			tie(a[g.rows[i]], b[g.columns[j]])
		}
	}
}

// greedy ties the nearest first.
func (g *group) greedy(a, b []*patch) {
	slices.SortStableFunc(g.edges, func(e, f edge) int { return cmp.Compare(e.cost, f.cost) })
	for _, e := range g.edges {
		if a[e.i].match == nil && b[e.j].match == nil {
			tie(a[e.i], b[e.j])
		}
	}
}
