package formatpatch

import (
	"cmp"
	"path"
	"slices"

	"patchpilot/apply"
)

// What git takes for a rename. Scores are parts of maxScore.
const (
	maxScore   = 60000
	leastScore = maxScore / 2     // half of the contents stay
	sameName   = maxScore * 3 / 4 // enough where the only file of that name goes and the only one comes
	maxRenames = 1000             // as many files on each side are compared, each with each; not more
	candidates = 4                // sources remembered for a file that came
)

// findRenames makes one change of a file that went and one that came with like contents.
func (d *differences) findRenames() error {
	r := renames{differences: d}
	for _, c := range d.changes {
		switch {
		case !c.new.there():
			r.gone = append(r.gone, &source{change: c})
		case !c.old.there():
			r.came = append(r.came, c)
		}
	}
	if len(r.gone) == 0 || len(r.came) == 0 {
		return nil
	}
	r.exact()
	if err := r.byName(); err != nil {
		return err
	}
	if err := r.byContents(); err != nil {
		return err
	}
	used := map[*change]bool{}
	for _, s := range r.gone {
		used[s.change] = s.used
	}
	d.changes = slices.DeleteFunc(d.changes, func(c *change) bool { return used[c] })
	return nil
}

// source is a file that went.
type source struct {
	*change
	used  bool
	spans spans
}

type renames struct {
	*differences
	gone []*source
	came []*change
}

func (r *renames) rename(from *source, to *change, score int) {
	from.used = true
	to.old, to.renamed, to.similarity = from.old, true, score
}

// exact finds the files that came as they went, first those that kept their name.
func (r *renames) exact() {
	byHash := map[apply.Hash][]*source{}
	for _, s := range r.gone {
		byHash[s.old.hash] = append(byHash[s.old.hash], s)
	}
	for _, c := range r.came {
		var best *source
		for _, s := range byHash[c.new.hash] {
			regular := kind(s.old.mode) == kind(apply.Regular) && kind(c.new.mode) == kind(apply.Regular)
			if s.used || !regular && s.old.mode != c.new.mode {
				continue
			}
			if alike := path.Base(s.old.path) == path.Base(c.new.path); best == nil || alike {
				if best = s; alike {
					break
				}
			}
		}
		if best != nil {
			r.rename(best, c, maxScore)
		}
	}
}

// byName finds the files that only moved to another directory: the one of its name that went, the one that came.
func (r *renames) byName() error {
	gone := map[string]*source{}
	for _, s := range r.gone {
		if !s.used {
			once(gone, path.Base(s.old.path), s)
		}
	}
	came := map[string]*change{}
	for _, c := range r.came {
		if !c.renamed {
			once(came, path.Base(c.new.path), c)
		}
	}
	for _, s := range r.gone {
		name := path.Base(s.old.path)
		if s.used || gone[name] == nil || came[name] == nil {
			continue
		}
		score, err := r.similarity(s, came[name], nil, sameName)
		if err != nil {
			return err
		}
		if score >= sameName {
			r.rename(s, came[name], score)
		}
	}
	return nil
}

// once enters a value, or nil where the key has one.
func once[V any](m map[string]*V, key string, v *V) {
	if _, twice := m[key]; twice {
		v = nil
	}
	m[key] = v
}

// match is how like a file that came is to one that went.
type match struct {
	from     *source
	to       *change
	score    int
	sameName bool
}

// byContents compares what is left, each with each, and takes the best matches first.
func (r *renames) byContents() error {
	gone := slices.DeleteFunc(slices.Clone(r.gone), func(s *source) bool { return s.used })
	came := slices.DeleteFunc(slices.Clone(r.came), func(c *change) bool { return c.renamed })
	if len(gone)*len(came) > maxRenames*maxRenames {
		return nil
	}
	var all []match
	for _, c := range came {
		var best []match
		var s spans
		for _, from := range gone {
			score, err := r.similarity(from, c, &s, leastScore)
			if err != nil {
				return err
			}
			if score >= leastScore {
				best = append(best, match{from, c, score, path.Base(from.old.path) == path.Base(c.new.path)})
			}
		}
		slices.SortStableFunc(best, compareMatches)
		all = append(all, best[:min(len(best), candidates)]...)
	}
	slices.SortStableFunc(all, compareMatches)
	for _, m := range all {
		if !m.from.used && !m.to.renamed {
			r.rename(m.from, m.to, m.score)
		}
	}
	return nil
}

func compareMatches(a, b match) int {
	if c := cmp.Compare(b.score, a.score); c != 0 || a.sameName == b.sameName {
		return c
	}
	if a.sameName {
		return -1
	}
	return 1
}

// similarity is how much of the larger file both have; 0 where it cannot come to least. into keeps what was
// found out about the file that came.
func (r *renames) similarity(from *source, to *change, into *spans, least int) (int, error) {
	if kind(from.old.mode) != kind(apply.Regular) || kind(to.new.mode) != kind(apply.Regular) {
		return 0, nil
	}
	if err := load(r.before, &from.old); err != nil {
		return 0, err
	}
	if err := load(r.after, &to.new); err != nil {
		return 0, err
	}
	small, large := len(from.old.data), len(to.new.data)
	if small > large {
		small, large = large, small
	}
	if large == 0 || large*(maxScore-least) < (large-small)*maxScore {
		return 0, nil
	}
	if into == nil {
		into = new(spans)
	}
	if from.spans == nil {
		from.spans = spansOf(from.old.data)
	}
	if *into == nil {
		*into = spansOf(to.new.data)
	}
	return from.spans.common(*into) * maxScore / large, nil
}

// span is a piece of a file, a line or 64 bytes of one: a number made of it, and how many bytes all pieces
// of that number have.
type span struct{ number, bytes int }

// spans are a file's, by number.
type spans []span

// Git numbers spans so; other numbers would collide elsewhere and give other similarities.
const (
	maxSpan     = 64
	spanNumbers = 107927
	spanFactor  = 0x61
)

func spansOf(data []byte) spans {
	text := !isBinary(data)
	out := make(spans, 0, len(data)/32+1)
	var x, y uint32
	size := 0
	for i, c := range data {
		if text && c == '\r' && i+1 < len(data) && data[i+1] == '\n' {
			continue
		}
		x, y = x<<7^y>>25, y<<7^x>>25
		x += uint32(c)
		if size++; size == maxSpan || c == '\n' {
			out = append(out, span{int((x + y*spanFactor) % spanNumbers), size})
			x, y, size = 0, 0, 0
		}
	}
	if size > 0 {
		out = append(out, span{int((x + y*spanFactor) % spanNumbers), size})
	}
	slices.SortFunc(out, func(a, b span) int { return cmp.Compare(a.number, b.number) })
	n := 0
	for _, s := range out {
		if n > 0 && out[n-1].number == s.number {
			out[n-1].bytes += s.bytes
			continue
		}
		out[n] = s
		n++
	}
	return out[:n]
}

// common is how many bytes both have.
func (a spans) common(b spans) (bytes int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].number < b[0].number:
			a = a[1:]
		case a[0].number > b[0].number:
			b = b[1:]
		default:
			bytes += min(a[0].bytes, b[0].bytes)
			a, b = a[1:], b[1:]
		}
	}
	return bytes
}
