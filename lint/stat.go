package lint

import (
	"slices"
	"strings"

	"patchpilot/diff"
)

// stated gives the diffstat where it can be held against the diff: both are there, whole and undamaged.
func stated(p *Pass) (*diff.Stat, *diff.Patch, bool) {
	s, d := p.Mail.Stat, p.Mail.Diff
	if s == nil || d == nil || len(d.Files) == 0 || s.TotalLine == 0 || p.Damaged() || p.Mail.Dump {
		return nil, nil, false
	}
	if s.Line > d.Line {
		return nil, nil, false // below the diff: not this patch's
	}
	return lastStat(p, s), foldRetyped(d), true
}

// foldRetyped makes one file of the two that a diff writes where a file's type changed, a link that became a file say: a
// diffstat has one line for it.
func foldRetyped(d *diff.Patch) *diff.Patch {
	var files []*diff.File
	for i, f := range d.Files {
		if i > 0 && retyped(d.Files[i-1], f) {
			if files == nil {
				files = slices.Clone(d.Files[:i])
			}
			both := *f
			both.Status, both.OldMode = diff.Modified, d.Files[i-1].OldMode
			files[len(files)-1] = &both
		} else if files != nil {
			files = append(files, f)
		}
	}
	if files == nil {
		return d
	}
	return &diff.Patch{Files: files, Damage: d.Damage, Line: d.Line, End: d.End}
}

func retyped(goes, comes *diff.File) bool {
	return goes.Status == diff.Deleted && comes.Status == diff.Added && goes.OldPath == comes.NewPath
}

// lastStat is the diffstat next to the diff: a changelog may quote others before it, a few at most.
func lastStat(p *Pass, s *diff.Stat) *diff.Stat {
	for range 4 {
		notes := p.Notes()
		below := notes[min(max(s.TotalLine+1-p.Mail.NotesLine, 0), len(notes)):]
		if !slices.ContainsFunc(below, func(l line) bool { return strings.Contains(l.text, " changed, ") }) {
			break
		}
		var rest strings.Builder
		for _, l := range below {
			rest.WriteString(l.text + "\n")
		}
		next := diff.ParseStat(rest.String(), below[0].n)
		if next == nil || next.TotalLine == 0 {
			break
		}
		s = next
	}
	return s
}

// pairs is which file each line of a diffstat means, by index; -1 for none.
type pairs []int

// pair looks for each line's file behind that of the line before: both are sorted alike. It gives up
// on what would take too long, as only lists in no order do.
func pair(s *diff.Stat, d *diff.Patch) (at pairs, taken []bool, ok bool) {
	at, taken = make(pairs, len(s.Files)), make([]bool, len(d.Files))
	next, budget := 0, 1_000_000
	for i, l := range s.Files {
		at[i] = -1
		for k := range d.Files {
			if budget--; budget < 0 {
				return nil, nil, false
			}
			if j := (next + k) % len(d.Files); !taken[j] && l.Matches(d.Files[j]) {
				at[i], taken[j], next = j, true, j+1
				break
			}
		}
	}
	return at, taken, true
}

// sameFiles tells the first line of the diffstat without its file, or the first file without its line.
func sameFiles(s *diff.Stat, d *diff.Patch) (unmatched *diff.StatFile, missing *diff.File) {
	at, taken, ok := pair(s, d)
	if !ok {
		return nil, nil
	}
	if i := slices.Index(at, -1); i >= 0 {
		return &s.Files[i], nil
	}
	if len(s.Files) < s.Changed {
		return nil, nil // cut short by --stat-count
	}
	if i := slices.Index(taken, false); i >= 0 {
		return nil, d.Files[i]
	}
	return nil, nil
}

// countable tells whether a file's lines can be counted from the mail: not for binaries, nor for a deletion made by
// `git format-patch -D`, nor where the type changed, of which git counts what differs.
func countable(f *diff.File) bool {
	if f.Status == diff.Modified && len(f.OldMode) > 3 && len(f.NewMode) > 3 && f.OldMode[:3] != f.NewMode[:3] {
		return false
	}
	return f.Binary == nil && !(f.Status == diff.Deleted && len(f.Hunks) == 0)
}

// wrongCount finds the first line whose number is not what the diff holds.
func wrongCount(s *diff.Stat, d *diff.Patch) (diff.StatFile, *diff.File, bool) {
	at, _, _ := pair(s, d)
	for i, j := range at {
		if j < 0 {
			continue
		}
		f, l := d.Files[j], s.Files[i]
		if l.Count >= 0 && countable(f) && l.Count != f.Added+f.Deleted {
			return l, f, true
		}
	}
	return diff.StatFile{}, nil, false
}
