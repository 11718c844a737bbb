package series

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"patchpilot/diff"
	"patchpilot/trailers"
)

// touched is how many files and patches of a posting are looked at for the work it continues under another title.
const touched = 64

// fileKeys name the files of a posting with its sender.
func (p *posting) fileKeys() []string {
	var keys []string
	for _, path := range p.files() {
		keys = append(keys, path+"\x00"+senderKey(p.head()))
	}
	return keys
}

// files are the first paths that the patches change, each once.
func (p *posting) files() []string {
	var paths []string
	for _, m := range p.patches {
		if m.Diff == nil {
			continue
		}
		for _, f := range m.Diff.Files {
			if path := f.Path(); !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
			if len(paths) == touched {
				return paths
			}
		}
	}
	return paths
}

// byAlike looks among the sender's newest works over the same files for the one that a posting continues under another
// title, and says why: the diff is the same, or the posting has the next number, changes much the same files, and is
// called much the same.
func (t *tier) byAlike(p *posting) (*work, string) {
	if p.stated() < 2 && p.count() > 1 {
		return nil, ""
	}
	var best *work
	most, why := 0.0, ""
	tried := map[*work]bool{}
	for _, k := range p.fileKeys() {
		for _, w := range slices.Backward(newest(t.byFile[k])) {
			if tried[w] || len(tried) == look || !w.fits(p) {
				continue
			}
			last := w.last()
			if p.count() == 1 && last.count() == 1 && p.key.target == last.key.target && p.date().Sub(last.date()) >= batchTime && p.patches[0].Identity.Compare(last.patches[0].Identity) == diff.SamePatch {
				return w, "the same diff by the same sender"
			}
			if p.stated() != w.version+1 {
				continue
			}
			tried[w] = true
			if s := alikeness(p, last); s > most {
				best, most, why = w, s, fmt.Sprintf("v%d by the same sender over the same files, the title alike", p.stated())
			}
		}
	}
	return best, why
}

// batchTime is within what patches under different titles are sent beside each other, whatever they change.
const batchTime = 30 * time.Minute

// alikeness says how much two postings have in common, 0 where it is not enough.
func alikeness(p, q *posting) float64 {
	files := share(p.files(), q.files())
	if files < 0.5 {
		return 0
	}
	titles := titlesAlike(titleWords(p.head()), titleWords(q.head()))
	if titles == 0 {
		titles = patchesAlike(p, q)
	}
	if titles == 0 {
		return 0
	}
	return files + titles
}

// patchesAlike is the share of the patches that are called much the same, 0 where it is less than half.
func patchesAlike(p, q *posting) float64 {
	var theirs [][]string
	for _, m := range q.patches[:min(q.count(), touched)] {
		theirs = append(theirs, titleWords(m))
	}
	n := 0
	for _, m := range p.patches[:min(p.count(), touched)] {
		words := titleWords(m)
		if slices.ContainsFunc(theirs, func(o []string) bool { return titlesAlike(words, o) > 0 }) {
			n++
		}
	}
	if larger := max(p.count(), q.count()); larger > 0 && 2*n >= larger {
		return float64(n) / float64(larger)
	}
	return 0
}

// mostWords bounds how much of a title is compared.
const mostWords = 30

func titleWords(m *Mail) []string {
	words := strings.FieldsFunc(m.Subject.Key(), func(r rune) bool { return r == ' ' || r == '.' || r == ',' })
	return words[:min(len(words), mostWords)]
}

// titlesAlike is the share of words that two titles have in common, 0 where that is neither more than half of the
// longer one nor most of the shorter.
func titlesAlike(a, b []string) float64 {
	n := common(a, b)
	if 2*n <= max(len(a), len(b)) && (n < 4 || 5*n < 3*min(len(a), len(b))) {
		return 0
	}
	return share(a, b)
}

// share is how much of all that is in two lists is in both.
func share(a, b []string) float64 {
	n := common(a, b)
	return float64(n) / float64(max(len(a)+len(b)-n, 1))
}

// common counts what of one list is in another.
func common(a, b []string) (n int) {
	for _, s := range a {
		if slices.Contains(b, s) {
			n++
		}
	}
	return n
}

// byTakeover looks for a posting of somebody else's all of whose patches are in this one, still by their author, under
// the next number: another person took the work over.
func (t *tier) byTakeover(p *posting) (*work, string) {
	if p.stated() < 2 || p.count() < 2 {
		return nil, ""
	}
	mine := make(map[string]*Mail, p.count())
	for _, m := range p.patches {
		mine[m.Subject.Key()] = m
	}
	for _, m := range p.patches {
		for _, w := range slices.Backward(newest(t.byFirst[m.Subject.Key()])) {
			if last := w.last(); w.version+1 == p.stated() && w.fits(p) && last.count() > 1 && last.isIn(mine) {
				return w, fmt.Sprintf("v%d with all %d patches of %s", p.stated(), last.count(), cmp.Or(last.head().From.Name, last.head().From.Email))
			}
		}
	}
	return nil, ""
}

// isIn tells whether all patches are among those by title, and still said to be the sender's.
func (p *posting) isIn(theirs map[string]*Mail) bool {
	sender := trailers.Person(p.head().From)
	for _, m := range p.patches {
		if o := theirs[m.Subject.Key()]; o == nil || trailers.Same(sender, trailers.Person(o.Author), nil) == trailers.Other {
			return false
		}
	}
	return true
}
