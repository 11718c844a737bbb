package stable

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
	"patchpilot/series"
)

// Bounds of a search, in work: the same input gives the same answer on any machine.
const (
	maxSet  = 8  // prerequisites of one fix
	maxRuns = 64 // sets of them tried for one fix
)

// pick is a commit to be laid on a branch, or a patch that is none.
type pick struct {
	commit history.N // history.None = a patch that is no commit; it comes last
	on     history.N // what it was made on
	patch  *diff.Patch
	merge  bool // as git cherry-pick does, where it does not apply
}

// empty tells that it changes nothing.
func (p pick) empty() bool {
	return p.patch != nil && len(p.patch.Files) == 0 && len(p.patch.Damage) == 0
}

func (p pick) same(q pick) bool { return p.commit == q.commit }

func (p pick) compare(q pick) int { return cmp.Compare(uint32(p.commit), uint32(q.commit)) } // None comes last

// seeker finds what picks need on a branch.
type seeker struct {
	*look
	branch int
	tip    apply.Tree
	picks  []pick // in order of numbers, which is upstream's
	aside  []pick // laid too, but no file of theirs is one of the others'
	needs  map[history.N]Prerequisite
	runs   int
	more   bool
	merges bool        // what is picked is merged where it does not apply
	ends   []history.N // where history was cut off before what keeps a pick from applying was found
}

func (k *Keeper) seek(branch int) (*seeker, error) {
	tip, err := k.in.Source.Tree(k.in.Index.ID(k.branches[branch].Tip))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", k.branches[branch].Name, err)
	}
	return &seeker{look: k.look(), branch: branch, tip: tip, needs: map[history.N]Prerequisite{}}, nil
}

// taken tells whether a commit is on the branch or among the picks.
func (s *seeker) taken(n history.N) bool {
	is := func(p pick) bool { return p.commit == n }
	return s.has(n) || slices.ContainsFunc(s.picks, is) || slices.ContainsFunc(s.aside, is)
}

// has tells whether the branch has a commit in force, or all that it changes.
func (s *seeker) has(n history.N) bool { return s.there(n, s.branch) }

// pickOf is a commit with its patch.
func (k *Keeper) pickOf(n history.N) (pick, error) {
	p, err := k.in.Source.Patch(k.in.Index.ID(n))
	on := history.None
	if parents := k.in.Index.Parents(n); len(parents) > 0 {
		on = parents[0]
	}
	return pick{commit: n, on: on, patch: p}, err
}

// require puts commits among the picks, as many as may be: of too many those that are hard first.
func (s *seeker) require(needs []Prerequisite) (ok bool, err error) {
	room := maxSet - len(s.needs)
	if ok = len(needs) <= room; !ok {
		s.more = true
		needs = slices.Clone(needs)
		slices.SortStableFunc(needs, func(a, b Prerequisite) int { return b.hardness() - a.hardness() })
		needs = needs[:room]
	}
	for _, n := range needs {
		p, err := s.pickOf(n.Commit)
		if err != nil {
			return false, err
		}
		if !slices.ContainsFunc(s.picks, p.same) && !slices.ContainsFunc(s.aside, p.same) {
			s.pick(p)
			s.needs[n.Commit] = n
		}
	}
	return ok, nil
}

// pick puts one among the picks, and with it those aside that share a file with it or with one another.
func (s *seeker) pick(p pick) {
	near := []pick{p}
	for i := 0; i < len(near); i++ {
		var apart []pick
		for _, q := range s.aside {
			if near[i].meets(q) {
				near = append(near, q)
			} else {
				apart = append(apart, q)
			}
		}
		s.aside = apart
	}
	for i := range near {
		near[i].merge = near[i].merge || s.merges
	}
	s.picks = inNumbers(append(slices.Clip(s.picks), near...))
}

func inNumbers(picks []pick) []pick {
	slices.SortFunc(picks, pick.compare)
	return picks
}

// meets tells whether two picks change the same file.
func (p pick) meets(q pick) bool {
	if p.patch == nil || q.patch == nil {
		return false
	}
	for _, f := range p.patch.Files {
		for _, g := range q.patch.Files {
			if f.NewPath == g.NewPath || f.NewPath == g.OldPath || f.OldPath == g.NewPath || f.OldPath == g.OldPath {
				return true
			}
		}
	}
	return false
}

// laid is a branch with picks laid on it, up to the first that conflicts.
type laid struct {
	tree  *apply.Overlay
	outs  []apply.Outcome
	stuck bool // the last of outs conflicts
}

func (s *seeker) lay(picks []pick) (laid, error) {
	s.runs++
	l := laid{tree: apply.NewOverlay(s.tip)}
	for _, p := range picks {
		out, err := p.layOn(l.tree)
		if err != nil {
			return l, err
		}
		l.outs = append(l.outs, out)
		if l.stuck = appliesAs(out) == Conflict; l.stuck {
			break
		}
	}
	return l, nil
}

// solve adds what the picks lack until all of them apply, or what is stuck has nothing more to be found.
func (s *seeker) solve() (laid, error) {
	for {
		l, err := s.lay(s.picks)
		if err != nil || !l.stuck {
			return l, err
		}
		at := len(l.outs) - 1
		needs, _, err := s.explain(s.picks[at], l.outs[at].Clashes, l.tree)
		if err != nil || len(needs) == 0 {
			return l, err
		}
		if s.runs > maxRuns {
			s.more = true
			return l, nil
		}
		if ok, err := s.require(needs); !ok {
			return l, err
		}
	}
}

// smallest leaves out of what was found all that need not be there for the picks to apply, and the fix to do something.
func (s *seeker) smallest(fix pick) error {
	var spare []pick // all the others apply without it
	for _, p := range s.picks {
		if _, ok := s.needs[p.commit]; !ok || s.runs > maxRuns {
			continue
		}
		if ok, err := s.works(fix, []pick{p}); err != nil {
			return err
		} else if ok {
			spare = append(spare, p)
		}
	}
	slices.SortStableFunc(spare, func(p, q pick) int { return s.needs[p.commit].hardness() - s.needs[q.commit].hardness() })
	for n := len(spare); n > 1 && s.runs <= maxRuns; n-- {
		for out := range subsets(spare, n) {
			ok, err := s.works(fix, out)
			if err != nil {
				return err
			}
			if ok {
				s.leave(out)
				return nil
			}
			if s.runs > maxRuns {
				break
			}
		}
	}
	if len(spare) > 0 {
		s.leave(spare[:1])
	}
	return nil
}

// why says again what each prerequisite left is needed for, now that all the others are there: the search stopped at what it
// met first, a line beside the change, say, where another file had not even its name yet.
func (s *seeker) why() error {
	all := s.picks
	defer func() { s.picks = all }()
	for n, need := range s.needs {
		s.picks = without(all, []pick{{commit: n}})
		needs, err := s.wants(need.For)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(needs, func(found Prerequisite) bool { return found.Commit == n }); i >= 0 {
			s.needs[n] = needs[i]
		}
	}
	return nil
}

// wants lays the picks up to one of them, passing over those that do not apply, and says what that one needs then.
func (s *seeker) wants(who history.N) ([]Prerequisite, error) {
	tree := apply.NewOverlay(s.tip)
	for _, p := range s.picks {
		out, err := p.layOn(tree)
		if err != nil {
			return nil, err
		}
		if p.commit == who {
			needs, _, err := s.explain(p, out.Clashes, tree)
			return needs, err
		}
	}
	return nil, nil
}

// hardness orders what is soft before what is hard.
func (n Prerequisite) hardness() int {
	if n.Hard {
		return 1
	}
	return 0
}

// works tells whether the picks apply without some of them.
func (s *seeker) works(fix pick, out []pick) (bool, error) {
	picks := without(s.picks, out)
	l, err := s.lay(picks)
	return err == nil && !l.stuck && appliesAs(l.outs[slices.IndexFunc(picks, fix.same)]) != Already, err
}

func (s *seeker) leave(out []pick) {
	s.picks = without(s.picks, out)
	for _, p := range out {
		delete(s.needs, p.commit)
	}
}

func without(picks, out []pick) []pick {
	return slices.DeleteFunc(slices.Clone(picks), func(p pick) bool { return slices.ContainsFunc(out, p.same) })
}

// subsets are those of n, in order of their first members.
func subsets(all []pick, n int) iter.Seq[[]pick] {
	return func(yield func([]pick) bool) {
		var choose func(from int, chosen []pick) bool
		choose = func(from int, chosen []pick) bool {
			if len(chosen) == n {
				return yield(chosen)
			}
			for i := from; i <= len(all)-(n-len(chosen)); i++ {
				if !choose(i+1, append(slices.Clip(chosen), all[i])) {
					return false
				}
			}
			return true
		}
		choose(0, nil)
	}
}

// explain finds the commits that made the lines on which a pick conflicts with a tree, oldest first, and those lines.
func (s *seeker) explain(p pick, clashes []apply.Clash, onto apply.Tree) ([]Prerequisite, []spot, error) {
	if p.patch == nil || p.on == history.None {
		return nil, nil, nil
	}
	var all []spot
	needs := map[history.N]Prerequisite{}
	files := map[history.N]int{}
	for _, f := range p.patch.Files {
		spots, from, err := s.spots(p, f, clashes, onto)
		if err != nil {
			return nil, nil, err
		}
		makers, err := s.makers(from, spots)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, spots...)
		for _, m := range makers {
			need := s.needOf(m, p)
			if known, ok := needs[m.commit]; !ok || need.Hard && !known.Hard {
				needs[m.commit] = need
			}
			files[m.commit]++
		}
	}
	for n, need := range needs {
		if files[n] > 1 {
			need.Why += fmt.Sprintf("; the like in %s more", plural(files[n]-1, "file"))
			needs[n] = need
		}
	}
	return inOrder(slices.Collect(maps.Values(needs))), all, nil
}

// needOf says what a commit did to what keeps a pick from applying.
func (s *seeker) needOf(m maker, p pick) Prerequisite {
	need := Prerequisite{Commit: m.commit, For: p.commit, Hard: slices.ContainsFunc(m.spots, func(s spot) bool { return s.hard })}
	who := "the patch"
	if p.commit != history.None {
		who = s.short(p.commit)
	}
	need.Why = fmt.Sprintf("%s, which %s changes", m.what(), who)
	if !need.Hard {
		need.Why = fmt.Sprintf("%s, beside what %s changes", m.what(), who)
	}
	return need
}

// what is what a commit did, in the line numbers of the file that the patch was made on.
func (m maker) what() string {
	var made, out []int
	for _, spot := range m.spots {
		switch spot.kind {
		case aLine:
			made = append(made, spot.line)
		case aGap:
			out = append(out, spot.line)
		case every:
			return "changes " + m.path
		case presence:
			switch {
			case m.was != "":
				return fmt.Sprintf("renames %s to %s", m.was, m.path)
			case m.gone:
				return "takes away " + m.path
			}
			return "adds " + m.path
		}
	}
	switch {
	case len(out) == 0:
		return fmt.Sprintf("made %s of %s", ranges(made), m.path)
	case len(made) == 0:
		return fmt.Sprintf("took out lines before %s of %s", ranges(out), m.path)
	}
	return fmt.Sprintf("made %s of %s, and took out lines before %s", ranges(made), m.path, ranges(out))
}

// maxRanges is how many are said of one file.
const maxRanges = 4

// ranges says numbers of lines: "line 4", "lines 4-6, 9".
func ranges(lines []int) string {
	slices.Sort(lines)
	lines = slices.Compact(lines)
	parts := strings.Split(series.Ranges(lines), ", ")
	if len(parts) > maxRanges {
		parts = append(parts[:maxRanges], "…")
	}
	if len(lines) == 1 {
		return "line " + parts[0]
	}
	return "lines " + strings.Join(parts, ", ")
}

func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
