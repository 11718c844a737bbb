package lint

import (
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
	s = lastStat(p, s)
	return s, d, true
}

// lastStat is the diffstat next to the diff: a changelog may quote another before it.
func lastStat(p *Pass, s *diff.Stat) *diff.Stat {
	for _, l := range p.Notes() {
		if l.n <= s.TotalLine || !strings.Contains(l.text, " changed, ") {
			continue
		}
		var rest strings.Builder
		for _, below := range p.Notes() {
			if below.n > s.TotalLine {
				rest.WriteString(below.text + "\n")
			}
		}
		if next := diff.ParseStat(rest.String(), s.TotalLine+1); next != nil && next.TotalLine > 0 {
			return lastStat(p, next)
		}
		return s
	}
	return s
}

// sameFiles pairs every line of the diffstat with a file; the first that finds none is given.
func sameFiles(s *diff.Stat, d *diff.Patch) (unmatched *diff.StatFile, missing *diff.File) {
	taken := make([]bool, len(d.Files))
	for i := range s.Files {
		if at := fileOf(s.Files[i], i, d.Files, taken); at >= 0 {
			taken[at] = true
		} else if unmatched == nil {
			unmatched = &s.Files[i]
		}
	}
	if len(s.Files) < s.Changed {
		return unmatched, nil // a stat cut short by --stat-count
	}
	for i, f := range d.Files {
		if !taken[i] {
			return unmatched, f
		}
	}
	return unmatched, nil
}

// fileOf finds the file a line means: the one at its own place first, both being sorted alike.
func fileOf(s diff.StatFile, hint int, files []*diff.File, taken []bool) int {
	if hint < len(files) && !taken[hint] && s.Matches(files[hint]) {
		return hint
	}
	for i, f := range files {
		if !taken[i] && s.Matches(f) {
			return i
		}
	}
	return -1
}

// countable tells whether a file's lines are all in the mail: not for binaries, nor for a deletion
// made by `git format-patch -D`.
func countable(f *diff.File) bool {
	return f.Binary == nil && !(f.Status == diff.Deleted && len(f.Hunks) == 0)
}

// wrongCount finds the first line whose number is not what the diff holds.
func wrongCount(s *diff.Stat, d *diff.Patch) (diff.StatFile, *diff.File, bool) {
	taken := make([]bool, len(d.Files))
	for i, line := range s.Files {
		at := fileOf(line, i, d.Files, taken)
		if at < 0 {
			continue
		}
		taken[at] = true
		f := d.Files[at]
		if line.Count >= 0 && countable(f) && line.Count != f.Added+f.Deleted {
			return line, f, true
		}
	}
	return diff.StatFile{}, nil, false
}
