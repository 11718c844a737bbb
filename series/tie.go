package series

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/trailers"
)

// work is a series while it grows: postings in order of date, each with the reason it belongs.
type work struct {
	postings []*posting
	why      []string
	heads    map[string]bool // keys of the titles it was posted under
	titles   map[string]bool // and of all its covers and patches
	version  int
	rerolls  map[*Mail][]*Mail // lone unversioned resends of one patch, by the patch they replace
}

// tier strings postings into works.
type tier struct {
	f        *forest
	of       map[*Mail]*posting
	workOf   map[*posting]*work
	byChange map[string]*work
	byTitle  map[string][]*work // titles of covers and patches, with the sender
	byFile   map[string][]*work // paths, with the sender
	byFirst  map[string][]*work // titles of the first patches of longer postings, whoever sent them
	works    []*work
}

// tie joins postings, oldest first, into works: one series through all its revisions.
func tie(f *forest, of map[*Mail]*posting, postings []*posting) []*work {
	t := &tier{f: f, of: of, workOf: make(map[*posting]*work), byChange: make(map[string]*work), byTitle: make(map[string][]*work), byFile: make(map[string][]*work), byFirst: make(map[string][]*work)}
	slices.SortStableFunc(postings, func(a, b *posting) int {
		if c := a.date().Compare(b.date()); c != 0 {
			return c
		}
		return strings.Compare(a.head().ID, b.head().ID)
	})
	for _, p := range postings {
		if t.reroll(p) {
			continue
		}
		w, why := t.find(p)
		if w == nil {
			w = &work{heads: make(map[string]bool), titles: make(map[string]bool), rerolls: make(map[*Mail][]*Mail)}
			t.works = append(t.works, w)
		}
		t.join(w, p, why)
	}
	return t.works
}

func (t *tier) join(w *work, p *posting, why string) {
	w.postings, w.why = append(w.postings, p), append(w.why, why)
	w.version = max(w.version+1, p.stated())
	w.heads[p.head().Subject.Key()] = p.head().Subject.Title != ""
	t.workOf[p] = w
	if id := p.head().ChangeID; id != "" {
		t.byChange[id] = w
	}
	for _, k := range p.fileKeys() {
		enter(t.byFile, k, w)
	}
	if p.count() > 1 && p.patches[0].Subject.Title != "" {
		enter(t.byFirst, p.patches[0].Subject.Key(), w)
	}
	for _, m := range p.mails() {
		w.titles[m.Subject.Key()] = m.Subject.Title != ""
		for _, k := range titleKeys(m) {
			enter(t.byTitle, k, w)
		}
	}
}

func enter(in map[string][]*work, key string, w *work) {
	if !slices.Contains(newest(in[key]), w) {
		in[key] = append(in[key], w)
	}
}

// newest are the last few of a list: older ones are not looked at, lest one title posted thousands of times
// be compared with itself each time.
func newest[T any](all []T) []T { return all[max(0, len(all)-look):] }

// titleKeys are a title with its sender's address and with the name: people change employers.
// A mail that lost its subject has none.
func titleKeys(m *Mail) []string {
	key := m.Subject.Key()
	if key == "" {
		return nil
	}
	keys := []string{key + "\x00" + strings.ToLower(m.From.Email)}
	if strings.Contains(m.From.Name, " ") {
		keys = append(keys, key+"\x00"+strings.ToLower(m.From.Name))
	}
	return keys
}

// stated is the version a posting states: its patches', else its cover's, else the highest that one of
// its patches says of itself.
func (p *posting) stated() int {
	if p.key.version > 0 {
		return p.key.version
	}
	if p.cover != nil && p.cover.Subject.Version > 0 {
		return p.cover.Subject.Version
	}
	v := 0
	for _, m := range p.patches {
		v = max(v, m.Subject.Version)
	}
	return v
}

// reroll takes a lone patch that states no new version and answers, under the same title, a patch of a longer
// posting: it replaces that patch and is no revision of its own. So does v5.1 3/7 below v5 3/7.
func (t *tier) reroll(p *posting) bool {
	if len(p.patches) != 1 || p.cover != nil || p.batch || p.quilt != "" {
		return false
	}
	m := p.patches[0]
	old := t.answered(m, func(q *posting) bool {
		if len(q.patches) < 2 || senderKey(q.head()) != senderKey(m) && !samePerson(q.head(), m) {
			return false
		}
		v := p.stated()
		return v == 0 && p.total == 0 || m.Subject.Minor > 0 && v == q.stated()
	})
	if old == nil {
		return false
	}
	w := t.workOf[t.of[old]]
	w.rerolls[old] = append(w.rerolls[old], m)
	t.of[m] = t.of[old]
	return true
}

// answered finds the patch of the same title, in the nearest posting above in the thread that fits.
func (t *tier) answered(m *Mail, fits func(*posting) bool) *Mail {
	for _, q := range t.above(m) {
		if !fits(q) {
			continue
		}
		for _, old := range q.patches {
			if old.Subject.Key() == m.Subject.Key() {
				return old
			}
		}
	}
	return nil
}

// above lists the postings a mail's ancestors belong to, nearest first.
func (t *tier) above(m *Mail) []*posting {
	var ps []*posting
	seen := map[*posting]bool{t.of[m]: true}
	n := t.f.nodes[m.ID].Parent
	for depth := 0; n != nil && depth < climb; n, depth = n.Parent, depth+1 {
		if n.Mail == nil {
			continue
		}
		if q := t.of[n.Mail]; q != nil && !seen[q] && t.workOf[q] != nil {
			seen[q] = true
			ps = append(ps, q)
		}
	}
	return ps
}

// find looks for the work a posting continues, and says why; the surest reason first.
func (t *tier) find(p *posting) (*work, string) {
	if p.batch || p.quilt != "" {
		return nil, ""
	}
	head := p.head()
	if w := t.byChange[head.ChangeID]; w != nil && head.ChangeID != "" && w.fits(p) && w.owns(p) {
		return w, "same change-id " + head.ChangeID
	}
	for _, m := range p.mails() {
		for _, id := range m.Supersedes {
			if w := t.workWith(id); w != nil && w.fits(p) && samePerson(w.last().head(), head) {
				return w, "names " + id + " as its earlier version"
			}
		}
	}
	for _, q := range t.above(head) {
		w := t.workOf[q]
		if !w.fits(p) || !samePerson(q.head(), head) {
			continue
		}
		if p.stated() > 1 && (p.stated() > w.version || w.shares(p) > 0) || w.shares(p) > 0 {
			return w, fmt.Sprintf("in reply to %s", describePosting(q))
		}
	}
	if w, why := t.byTitles(p); w != nil {
		return w, why
	}
	if w, why := t.byAlike(p); w != nil {
		return w, why
	}
	return t.byTakeover(p)
}

func describePosting(q *posting) string {
	if v := q.stated(); v > 0 {
		return fmt.Sprintf("v%d <%s>", v, q.head().ID)
	}
	return "<" + q.head().ID + ">"
}

// owns tells whether a posting with the work's change-id is its next: by the same sender, or by who
// took the work over and went on counting. The mark alone is copied with a patch, by anybody.
func (w *work) owns(p *posting) bool {
	return samePerson(w.last().head(), p.head()) || p.stated() == w.version+1 && w.heads[p.head().Subject.Key()]
}

// byTitles looks among the sender's works for the same title, or for patches of the same titles.
func (t *tier) byTitles(p *posting) (*work, string) {
	var best *work
	bestScore, why := 0, ""
	for _, m := range p.mails() {
		for _, k := range titleKeys(m) {
			for _, w := range slices.Backward(newest(t.byTitle[k])) {
				shared := w.shares(p)
				score := shared
				if w.version+1 == p.stated() {
					score++ // the next number decides between works alike
				}
				if reason := w.continues(p, shared); reason != "" && score > bestScore {
					best, bestScore, why = w, score, reason
				}
			}
		}
	}
	return best, why
}

// continues says why a posting by the same sender continues the work, "" if it does not.
func (w *work) continues(p *posting, shared int) string {
	if !w.fits(p) {
		return ""
	}
	last := w.last()
	sameTitle := w.heads[p.head().Subject.Key()]
	if w.last().stated() > 1 && p.stated() < 2 && !p.key.resend {
		return "" // who numbered the last one would have numbered this
	}
	larger := max(last.count(), p.count())
	switch v := p.stated(); {
	case v < 2 && !p.key.resend && p.key.target != last.key.target:
		return "" // without a version, a patch for another tree is another work
	case sameTitle && (v > 1 || p.key.resend || p.total < 2 || shared > 1 || last.count() == 0):
		return "same title and sender"
	case v > 1 && shared > 0 && v > w.version:
		return fmt.Sprintf("v%d with %s", v, sharedWords(shared))
	case bothTitled(p, last) && v < 2:
		return "" // a new cover title without a version: new work, even if a patch is in both
	case p.repeats(last):
		return sharedWords(p.count()) + ", all there are, and the same sender"
	case shared > 3 && 2*shared >= larger:
		return sharedWords(shared) + " and the same sender"
	}
	return ""
}

// repeats tells whether two longer postings have patches of the same titles, one for one.
func (p *posting) repeats(q *posting) bool {
	if p.count() < 2 || p.count() != q.count() {
		return false
	}
	for i, m := range p.patches {
		if m.Subject.Title == "" || m.Subject.Key() != q.patches[i].Subject.Key() {
			return false
		}
	}
	return true
}

func sharedWords(n int) string {
	if n == 1 {
		return "a patch title in common"
	}
	return fmt.Sprintf("%d patch titles in common", n)
}

func bothTitled(a, b *posting) bool {
	return a.cover != nil && b.cover != nil
}

func (p *posting) count() int { return len(p.patches) }

func (w *work) last() *posting { return w.postings[len(w.postings)-1] }

// fits refuses what cannot be one series: another stable branch, or an older version than is there.
func (w *work) fits(p *posting) bool {
	last := w.last()
	stable, was := p.head().Subject, last.head().Subject
	if (stable.Stable || was.Stable) && !strings.EqualFold(stable.Target, was.Target) {
		return false
	}
	return !last.batch && last.quilt == ""
}

// shares counts the titles a posting has in common with the work.
func (w *work) shares(p *posting) int {
	n := 0
	for _, m := range p.mails() {
		if w.titles[m.Subject.Key()] {
			n++
		}
	}
	return n
}

func (t *tier) workWith(id string) *work {
	n := t.f.nodes[id]
	if n == nil || n.Mail == nil || t.of[n.Mail] == nil {
		return nil
	}
	return t.workOf[t.of[n.Mail]]
}

// samePerson tells whether two mails come from one sender, whatever address was used.
func samePerson(a, b *Mail) bool {
	return trailers.Same(trailers.Person(a.From), trailers.Person(b.From), nil) != trailers.Other
}
