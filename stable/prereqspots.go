package stable

import (
	"slices"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
	"patchpilot/internal/linediff"
)

// conflict is where a file's change does not fit.
type conflict struct {
	path  string // of what is to be followed
	kind  spotKind
	hunks []int // for aLine
}

// conflictOf gathers the clashes of one file; false where there is none to follow.
func conflictOf(f *diff.File, clashes []apply.Clash) (c conflict, ok bool) {
	c.path = f.OldPath
	for _, clash := range clashes {
		if clash.Path != f.NewPath && clash.Path != f.OldPath {
			continue
		}
		switch clash.Reason {
		case apply.Context:
			c.hunks = append(c.hunks, clash.Hunk)
		case apply.MissingFile:
			return conflict{f.OldPath, presence, nil}, true
		case apply.Exists:
			return conflict{f.NewPath, presence, nil}, true
		case apply.BadMode, apply.BinaryBase:
			return conflict{f.OldPath, every, nil}, true
		}
	}
	if slices.Contains(c.hunks, 0) { // of a file to be deleted something would be left
		c.hunks = c.hunks[:0]
		for i := range f.Hunks {
			c.hunks = append(c.hunks, i+1)
		}
	}
	return c, len(c.hunks) > 0
}

// spots are those of one file of a patch, and where they are.
func (s *seeker) spots(p pick, f *diff.File, clashes []apply.Clash, onto apply.Tree) ([]spot, place, error) {
	c, ok := conflictOf(f, clashes)
	from := place{p.on, c.path}
	if !ok || c.kind != aLine {
		return c.whole(ok), from, nil
	}
	was, err := s.file(from)
	if err != nil {
		return nil, from, err
	}
	e, err := entryOf(onto, c.path)
	if err != nil || !exists(e) {
		return nil, from, err
	}
	data, err := onto.Blob(e.Hash)
	return spotsOf(f, c.hunks, was, linesOf(data)), from, err
}

// whole is the one spot of a file that conflicts as a whole.
func (c conflict) whole(ok bool) []spot {
	if !ok {
		return nil
	}
	return []spot{{kind: c.kind, hard: true}}
}

// blockers are the commits of the branch itself that made what a pick conflicts with, oldest first, and where
// they renamed what it changes.
func (s *seeker) blockers(p pick, clashes []apply.Clash) (all []history.N, moved []Move, err error) {
	if p.patch == nil || p.on == history.None {
		return nil, nil, nil
	}
	tip := s.branches[s.branch].Tip
	for _, f := range p.patch.Files {
		c, ok := conflictOf(f, clashes)
		spots := c.whole(ok)
		if ok && c.kind == aLine {
			was, err := s.file(place{p.on, c.path})
			if err != nil {
				return nil, nil, err
			}
			now, err := s.file(place{tip, c.path})
			if err != nil {
				return nil, nil, err
			}
			spots = othersOf(f, c.hunks, was, now)
		}
		w, err := s.follow(place{tip, c.path}, spots, s.branches[s.branch].base, func(history.N) bool { return false })
		if err != nil {
			return nil, nil, err
		}
		for _, m := range w.found {
			all = append(all, m.commit)
			if !m.gone {
				continue
			}
			if to, err := s.renamedTo(m.commit, c.path); err != nil {
				return nil, nil, err
			} else if to != "" {
				moved = append(moved, Move{c.path, to, m.commit})
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all), moved, nil
}

// othersOf are what a branch has in the place of the lines that hunks want, in its own file.
func othersOf(f *diff.File, hunks []int, was, now []string) (all []spot) {
	edits := linediff.Edits(was, now)
	for _, n := range hunks {
		from, removed, ok := locate(f.Hunks[n-1], was)
		if !ok {
			continue
		}
		for _, e := range edits {
			if len(spotsIn(e, from, removed, len(was))) == 0 {
				continue
			}
			for at := e.B0; at < e.B1; at++ {
				all = append(all, spot{kind: aLine, at: at, line: at + 1})
			}
			if e.B0 == e.B1 {
				all = append(all, spot{kind: aGap, at: e.B0, line: e.B0 + 1})
			}
		}
	}
	return all
}
