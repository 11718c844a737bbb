package series

import (
	"cmp"
	"math"
	"path"
	"slices"
	"strings"
	"time"
)

// window is how far apart mails that one person sent at one time may lie.
const window = 20 * time.Minute

// climb is how far up its thread a patch looks for its posting: versions are sent below long discussions.
const climb = 200

// look is how many of the newest postings alike are tried for a patch: more than one sender ever has open.
const look = 8

// posting is what one sender sent at one time, or is to send: a cover and the patches 1..total, or a lone patch.
type posting struct {
	cover   *Mail
	patches []*Mail // by number, then date
	total   int     // 0 for a lone patch
	anchor  *Node   // the node its patches answer: the cover, the first patch, or what is missing of them
	key     postingKey
	last    time.Time
	after   time.Time // what waits to be sent comes after it; zero for mail that was sent
	slots   map[int]bool
	batch   bool   // one patch out of a stable review round
	quilt   string // the quilt folder it is; "" for mail
}

// postingKey is what all patches of one posting say alike.
type postingKey struct {
	sender         string
	unsent         bool // and sender is the folder: one person will send what several wrote, whenever each wrote it
	version, minor int
	total          int
	resend         bool
	target         string
}

func keyOf(m *Mail) postingKey {
	s := &m.Subject
	k := postingKey{sender: senderKey(m), unsent: m.Unsent, total: s.Total, resend: s.Resend, target: strings.ToLower(s.Target)}
	if k.unsent {
		k.sender = path.Dir(m.Source)
	}
	if !s.VersionInTitle { // a patch of a series may call itself (v2)
		k.version, k.minor = s.Version, s.Minor
	}
	return k
}

// window is how far apart the mails of one posting may lie when nothing else ties them.
func (k postingKey) window() time.Duration {
	if k.unsent {
		return math.MaxInt64
	}
	return window
}

// senderKey is the sender's address, or the name where a list has put its own address in From.
func senderKey(m *Mail) string {
	if m.Munged {
		return strings.ToLower(m.From.Name)
	}
	return strings.ToLower(m.From.Email)
}

// head is the mail the posting is known by.
func (p *posting) head() *Mail {
	if p.cover != nil {
		return p.cover
	}
	return p.patches[0]
}

// date is when it was begun to be sent; of what is to be, when the last part was written, and not before other mail.
func (p *posting) date() time.Time {
	d := p.head().Date
	for _, m := range p.patches {
		if !m.Date.IsZero() && (d.IsZero() || m.Date.Before(d) != p.key.unsent) {
			d = m.Date
		}
	}
	if d.Before(p.after) {
		return p.after
	}
	return d
}

func (p *posting) mails() []*Mail {
	if p.cover == nil {
		return p.patches
	}
	return append([]*Mail{p.cover}, p.patches...)
}

// gatherer makes postings of patch mails.
type gatherer struct {
	f        *forest
	of       map[*Mail]*posting
	byAnchor map[anchorKey][]*posting
	answers  map[*Node][]*posting
	byKey    map[postingKey][]*posting
	all      []*posting
}

type anchorKey struct {
	node *Node
	key  postingKey
}

// gather groups patches and covers into postings: in order of date, and what waits to be sent as it lies in its files.
// A numbered patch belongs to the nearest ancestor's posting whose key agrees and whose slot is free; then to the
// posting whose patches answer the same mail; then to one by the same sender within the window. Parts that answer
// their own cover or first patch are one posting whatever their dates, which may be those of authors.
func gather(f *forest, mails []*Mail) ([]*posting, map[*Mail]*posting) {
	g := &gatherer{
		f: f, of: make(map[*Mail]*posting),
		byAnchor: make(map[anchorKey][]*posting), answers: make(map[*Node][]*posting), byKey: make(map[postingKey][]*posting),
	}
	var unsent []*Mail
	for _, m := range mails {
		switch {
		case m.Quilt.Series != "":
			g.placeQuilt(m)
		case m.Kind == PatchMail && m.Unsent:
			unsent = append(unsent, m)
		case m.Kind == PatchMail:
			g.place(m)
		}
	}
	slices.SortFunc(unsent, func(a, b *Mail) int { return cmp.Or(strings.Compare(a.Source, b.Source), cmp.Compare(a.Line, b.Line)) })
	for _, m := range unsent {
		g.place(m)
	}
	g.placeCovers(mails)
	for _, p := range g.all {
		p.total = p.commonTotal()
	}
	g.splitBatches()
	var newest time.Time
	for _, m := range mails {
		if !m.Unsent && m.Date.After(newest) {
			newest = m.Date
		}
	}
	for _, p := range g.all {
		if p.key.unsent {
			p.after = newest.Add(time.Second)
		}
		slices.SortStableFunc(p.patches, func(a, b *Mail) int { return cmp.Compare(a.Subject.Index, b.Subject.Index) })
	}
	return g.all, g.of
}

// commonTotal is the total most of the patches state, the larger of two as common.
func (p *posting) commonTotal() int {
	count := make(map[int]int)
	for _, m := range p.patches {
		count[m.Subject.Total]++
	}
	best := p.total
	for total, n := range count {
		if n > count[best] || n == count[best] && total > best {
			best = total
		}
	}
	return best
}

// splitBatches takes a stable review round apart where this archive saw only some of it: `[PATCH 5.9 267/391]`
// is one backport, not a posting with 390 patches missing.
func (g *gatherer) splitBatches() {
	for _, p := range g.all {
		if p.quilt != "" || p.total < 2 || len(p.patches) == 0 || !p.patches[0].Subject.Stable || 2*len(p.patches) >= p.total {
			continue
		}
		rest := p.patches[1:]
		p.patches, p.total, p.batch = p.patches[:1:1], 1, true
		if p.cover != nil {
			delete(g.of, p.cover)
			p.cover = nil
		}
		for _, m := range rest {
			one := &posting{key: p.key, total: 1, batch: true, anchor: p.anchor, last: m.Date, patches: []*Mail{m}}
			g.all = append(g.all, one)
			g.of[m] = one
		}
	}
}

// place puts a patch into a posting, after the other parts of it that it answers.
func (g *gatherer) place(m *Mail) {
	k := keyOf(m)
	if !m.Subject.Numbered() {
		g.start(m, k)
		return
	}
	parts := []*Mail{m}
	for n := g.f.nodes[m.ID].Parent; n.isPart(PatchMail, k) && g.of[n.Mail] == nil && len(parts) < climb; n = n.Parent {
		parts = append(parts, n.Mail)
	}
	for _, part := range slices.Backward(parts) {
		if g.of[part] == nil {
			g.placePart(part, k)
		}
	}
}

// isPart tells whether a node holds a numbered mail of a kind and of a posting's key.
func (n *Node) isPart(kind Kind, k postingKey) bool {
	return n != nil && n.Mail != nil && n.Mail.Kind == kind && n.Mail.Subject.Numbered() && keyOf(n.Mail) == k
}

func (g *gatherer) placePart(m *Mail, k postingKey) {
	p := g.ancestors(m, k)
	anchor := anchorKey{g.f.nodes[m.ID].Parent, k}
	if p == nil && anchor.node != nil {
		p = nearest(g.byAnchor[anchor], m, anchor.within())
	}
	if p == nil && anchor.node != nil {
		p = g.sibling(anchor.node, m, k)
	}
	if p == nil && anchor.node == nil {
		p = nearest(g.byKey[k], m, k.window())
	}
	if p == nil {
		p = g.start(m, k)
	} else {
		g.add(p, m)
	}
	if ps := g.byAnchor[anchor]; anchor.node != nil && !slices.Contains(newest(ps), p) {
		g.byAnchor[anchor] = append(ps, p)
		g.answers[anchor.node] = append(g.answers[anchor.node], p)
	}
}

func (g *gatherer) start(m *Mail, k postingKey) *posting {
	p := &posting{key: k, total: k.total, slots: make(map[int]bool), anchor: g.f.nodes[m.ID].Parent}
	g.all = append(g.all, p)
	g.byKey[k] = append(g.byKey[k], p)
	g.add(p, m)
	return p
}

func (g *gatherer) add(p *posting, m *Mail) {
	p.patches = append(p.patches, m)
	p.slots[m.Subject.Index] = true
	p.last = m.Date
	g.of[m] = p
}

// within is how far apart in time patches that answer one mail may lie: if it is their cover, as far as they like.
func (a anchorKey) within() time.Duration {
	if a.key.unsent || a.node.isPart(CoverMail, a.key) {
		return math.MaxInt64
	}
	return 24 * time.Hour
}

// ancestors looks up the thread for a posting of the same key with the mail's slot free.
func (g *gatherer) ancestors(m *Mail, k postingKey) *posting {
	n := g.f.nodes[m.ID].Parent
	linked := true // whatever is between the two is of that posting
	for depth := 0; n != nil && depth < climb; n, depth = n.Parent, depth+1 {
		p := g.of[n.Mail]
		like := p != nil && p.key == k
		linked = linked && like
		if like && !p.slots[m.Subject.Index] && (linked || m.Date.Sub(p.last) < 24*time.Hour) {
			return p
		}
	}
	return nil
}

// sibling looks among the postings that answer the same mail for one whose parts miscount: the same
// sender at the same time, but another total or version on one of them.
func (g *gatherer) sibling(anchor *Node, m *Mail, k postingKey) *posting {
	ps := g.answers[anchor]
	for _, p := range slices.Backward(newest(ps)) {
		like := p.key
		if like.total == 0 || p.slots[m.Subject.Index] || m.Date.Sub(p.last).Abs() > window {
			continue
		}
		if like.total != k.total {
			like.total = k.total // one fault is forgiven, not two
		} else {
			like.version, like.minor = k.version, k.minor
		}
		if like == k {
			return p
		}
	}
	return nil
}

// gap is how far a mail lies from a moment of a posting. Where both wait in one mailbox that is less than any time, and
// lines tell which is nearer.
func (p *posting) gap(m *Mail, from time.Time) time.Duration {
	if first := p.patches[0]; m.Unsent && m.Source == first.Source {
		return time.Duration(m.Line - first.Line).Abs()
	}
	return m.Date.Sub(from).Abs()
}

// nearest picks the posting nearest in time that has the mail's slot free.
func nearest(ps []*posting, m *Mail, within time.Duration) *posting {
	var best *posting
	for _, p := range slices.Backward(newest(ps)) {
		gap := p.gap(m, p.last)
		if gap <= within && !p.slots[m.Subject.Index] && (best == nil || gap < best.gap(m, best.last)) {
			best = p
		}
	}
	return best
}

// placeCovers gives each posting its cover: the 0/n of the same key that its patches answer, or that
// lies within the window; then a cover whose numbers are wrong, or a root without any, that they answer.
func (g *gatherer) placeCovers(mails []*Mail) {
	for _, ps := range g.byKey {
		slices.SortStableFunc(ps, func(p, q *posting) int { return p.patches[0].Date.Compare(q.patches[0].Date) })
	}
	var left []*Mail
	for _, m := range mails {
		if m.Kind != CoverMail || !m.Subject.Numbered() {
			continue
		}
		if !g.coverByKey(m) {
			left = append(left, m)
		}
	}
	for _, p := range g.all {
		if p.cover == nil {
			g.coverByAnchor(p)
		}
	}
	for _, m := range left {
		if g.of[m] == nil { // its patches are lost
			p := &posting{cover: m, key: keyOf(m), total: m.Subject.Total, slots: map[int]bool{}, anchor: g.f.nodes[m.ID].Parent, last: m.Date}
			g.all = append(g.all, p)
			g.of[m] = p
		}
	}
}

func (g *gatherer) coverByKey(m *Mail) bool {
	k := keyOf(m)
	node := g.f.nodes[m.ID]
	for _, p := range g.byAnchor[anchorKey{node, k}] {
		if p.cover == nil {
			p.cover, p.anchor, g.of[m] = m, node, p
			return true
		}
	}
	best := g.uncovered(m, k)
	if best == nil && k.total == 1 { // [PATCH 0/1] over a plain [PATCH]
		k.total = 0
		best = g.uncovered(m, k)
	}
	if best == nil {
		return false
	}
	best.cover, g.of[m] = m, best
	return true
}

// uncovered finds the posting of that key nearest to a cover in time, within the window, that has none.
func (g *gatherer) uncovered(m *Mail, k postingKey) *posting {
	var best *posting
	ps := g.byKey[k] // in order of date
	from, _ := slices.BinarySearchFunc(ps, m.Date.Add(-k.window()), func(p *posting, d time.Time) int { return p.patches[0].Date.Compare(d) })
	for _, p := range ps[from:] {
		if p.patches[0].Date.Sub(m.Date) > k.window() {
			break
		}
		gap := p.gap(m, p.date())
		if p.cover == nil && gap <= k.window() && !answersOther(g, p, m) && (best == nil || gap < best.gap(m, best.date())) {
			best = p
		}
	}
	return best
}

// answersOther tells whether a posting hangs below a mail that is here and is not the cover:
// then that mail, not a stray cover near in time, is its head.
func answersOther(g *gatherer, p *posting, cover *Mail) bool {
	return p.anchor != nil && p.anchor.Mail != nil && p.anchor.Mail != cover && p.anchor.Mail.Kind == CoverMail
}

// coverByAnchor takes the root that the patches answer for their cover, whatever numbers it has or lacks,
// if the same sender wrote it and no other posting has it.
func (g *gatherer) coverByAnchor(p *posting) {
	if p.anchor == nil || p.anchor.Mail == nil {
		return
	}
	m := p.anchor.Mail
	if g.of[m] != nil || keyOf(m).sender != p.key.sender || p.date().Sub(m.Date).Abs() > window {
		return
	}
	switch {
	case m.Kind == CoverMail && (p.total > 0 || !m.Subject.Numbered() || m.Subject.Total == 1):
	case m.Kind == Discussion && !m.Subject.Reply && p.anchor.Parent == nil:
	default:
		return
	}
	p.cover, g.of[m] = m, p
}
