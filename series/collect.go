package series

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"patchpilot/diff"
	"patchpilot/trailers"
)

// place is where in a series a mail stands.
type place struct {
	revision *Revision
	patch    *Patch // nil for a cover
}

// collector hangs replies below the postings they belong to, and their trailers on the patches.
type collector struct {
	f      *forest
	of     map[*Mail]*posting
	places map[*Mail]place
	anchor map[*Node]*Revision // lost covers: the empty node that a revision's patches answer
	below  map[*Node]answer    // what replies already filed are about
}

// answer is what a reply is about: the cover or patch above it, how far above, and what diff somebody suggested between.
type answer struct {
	at        place
	to        *Mail
	depth     int
	suggested *Mail
}

func newCollector(f *forest, of map[*Mail]*posting) *collector {
	return &collector{f: f, of: of, places: make(map[*Mail]place), anchor: make(map[*Node]*Revision), below: make(map[*Node]answer)}
}

// know enters the mails of a series.
func (c *collector) know(s *Series) {
	for _, r := range s.Revisions {
		if r.Cover != nil {
			c.places[r.Cover] = place{revision: r}
		}
		for _, p := range r.Patches {
			if p.Carried {
				continue
			}
			c.places[p.Mail] = place{r, p}
			for _, m := range p.Rerolls {
				c.places[m] = place{r, p}
			}
			if n := c.f.nodes[p.ID].Parent; r.Cover == nil && n != nil && n.Mail == nil {
				c.anchor[n] = r
			}
		}
	}
}

// follow files a mail that is no part of a posting under the posting it answers.
func (c *collector) follow(m *Mail) {
	var path []*Node // from the mail up to what is known
	var a answer
	found := false
	for n := c.f.nodes[m.ID]; n != nil && !found; n = n.Parent {
		if a, found = c.below[n]; found {
			a.pass(n)
			break
		}
		if a, found = c.about(n); found {
			break
		}
		path = append(path, n)
	}
	for _, n := range slices.Backward(path) {
		a.depth++
		c.below[n] = a
		if n.Mail != m {
			a.pass(n)
		}
	}
	if a.at.revision != nil {
		c.file(m, a)
	}
}

// pass goes by a mail on the way down to a reply.
func (a *answer) pass(n *Node) {
	if n.Mail != nil && n.Mail.Kind == Suggestion {
		a.suggested = n.Mail
	}
}

// about tells whether a node is part of a posting itself, or holds the place of a lost cover.
func (c *collector) about(n *Node) (answer, bool) {
	if n.Mail == nil {
		r := c.anchor[n]
		return answer{at: place{revision: r}}, r != nil
	}
	at, found := c.places[n.Mail]
	return answer{at: at, to: n.Mail}, found
}

func (c *collector) file(m *Mail, a answer) {
	at, r := a.at, a.at.revision
	f := &FollowUp{Mail: m, To: a.to, Depth: a.depth}
	r.FollowUps = append(r.FollowUps, f)
	for _, g := range m.Given {
		if !trailers.IsReview(g.Key) {
			continue
		}
		tag := judge(g, m)
		targets := c.targets(&tag, g.Scope, at)
		if a.suggested != nil && g.Scope != "series" && tag.Verdict.Counts() {
			tag.Verdict, tag.Remark = Conditional, joinRemarks(tag.Remark, fmt.Sprintf("below the diff that <%s> suggests", a.suggested.ID))
		}
		for _, p := range targets {
			p.addTag(tag)
		}
		f.Tags = append(f.Tags, tag)
	}
	for _, t := range m.Quoted {
		if at.patch != nil {
			at.patch.addQuoted(t, m)
		}
	}
}

// targets are the patches a tag is meant for.
func (c *collector) targets(tag *Tag, scope string, at place) []*Patch {
	own := at.revision.Patches
	if count, word, ok := strings.Cut(scope, "named "); ok {
		if ps, where := named(own, word, strings.TrimSpace(count)); len(ps) > 1 {
			tag.Scope = numbers(ps)
			tag.Remark = joinRemarks(tag.Remark, fmt.Sprintf("given to the patches with %q in their %s", word, where))
			return ps
		}
		scope = ""
	}
	switch {
	case scope == "series", scope == "" && at.patch == nil:
		tag.Scope = "series"
		return own
	case scope != "":
		var ps []*Patch
		for _, p := range own {
			if InScope(scope, p.Index) {
				ps = append(ps, p)
			}
		}
		if len(ps) > 0 {
			tag.Scope = scope
			return ps
		}
	}
	tag.Scope = "patch"
	if at.patch == nil {
		return own
	}
	return []*Patch{at.patch}
}

// named are the patches that a word names, by their titles or else by the files they change; where a count is said, that
// many or none.
func named(ps []*Patch, word, count string) (out []*Patch, where string) {
	word = strings.ToLower(word)
	holds := func(text string) bool { return strings.Contains(strings.ToLower(text), word) }
	for _, by := range []struct {
		where string
		named func(*Patch) bool
	}{
		{"title", func(p *Patch) bool { return holds(p.Title) }},
		{"files", func(p *Patch) bool {
			return p.Diff != nil && slices.ContainsFunc(p.Diff.Files, func(f *diff.File) bool { return holds(f.Path()) })
		}},
	} {
		out = nil
		for _, p := range ps {
			if by.named(p) {
				out = append(out, p)
			}
		}
		if len(out) > 1 && (count == "" || count == strconv.Itoa(len(out))) {
			return out, by.where
		}
	}
	return nil, ""
}

func numbers(ps []*Patch) string {
	var ns []string
	for _, p := range ps {
		ns = append(ns, strconv.Itoa(p.Index))
	}
	return strings.Join(ns, ",")
}

// judge says whether a trailer in a reply counts.
func judge(g GivenTrailer, m *Mail) Tag {
	t := Tag{Trailer: g.Trailer, By: m, Verdict: OtherPerson}
	signer, ok := g.Person()
	if !ok {
		t.Remark = "no address in it"
		return t
	}
	sender := trailers.Person(m.From)
	switch trailers.Same(signer, sender, nil) {
	case trailers.SameAddress, trailers.SameMailmap:
		t.Verdict = Given
	case trailers.SameLocal, trailers.SameName:
		t.Verdict = OtherAddress
		t.Remark = fmt.Sprintf("wrote from %s, signed with %s", sender.Email, signer.Email)
	default:
		t.Remark = fmt.Sprintf("written by %s", sender.Email)
	}
	switch {
	case g.Denial != "":
		t.Verdict, t.Remark = Negated, fmt.Sprintf("%q", g.Denial)
	case IsBot(m.From) && g.Is("Reported-by"):
		t.Verdict, t.Remark = Quoted, "a robot's report, meant for a fix on top"
	case t.Verdict.Counts() && g.Condition != "":
		t.Verdict, t.Remark = Conditional, fmt.Sprintf("%q", g.Condition)
	}
	return t
}

// addTag adds a given tag; the same tag by the same person is kept once, the surest verdict first.
func (p *Patch) addTag(t Tag) {
	if p.hasOwn(t.Trailer, trailers.SameAddress) {
		return
	}
	for i := range p.Reviews {
		if old := &p.Reviews[i]; sameTag(old.Trailer, t.Trailer, trailers.SameAddress) {
			if !old.Verdict.Counts() && t.Verdict.Counts() {
				*old = t
			}
			return
		}
	}
	p.Reviews = append(p.Reviews, t)
}

// addQuoted notes a review trailer seen only in a quote, unless the patch has it some other way.
func (p *Patch) addQuoted(t trailers.Trailer, by *Mail) {
	if p.hasOwn(t, trailers.SameName) {
		return
	}
	for i := range p.Reviews {
		if seen := &p.Reviews[i]; sameTag(seen.Trailer, t, trailers.SameName) {
			if seen.Verdict == Quoted {
				seen.SeenIn = append(seen.SeenIn, by)
			}
			return
		}
	}
	p.Reviews = append(p.Reviews, Tag{Trailer: t, By: by, Verdict: Quoted, Scope: "patch", Remark: "the mail that gave it is not here"})
}

// hasOwn tells whether the patch's own log holds a trailer.
func (p *Patch) hasOwn(t trailers.Trailer, sure trailers.Match) bool {
	for _, own := range p.Mail.Trailers {
		if sameTag(own, t, sure) {
			return true
		}
	}
	return false
}

// sameTag tells whether two trailers say the same of one person, as surely as wanted.
func sameTag(a, b trailers.Trailer, sure trailers.Match) bool {
	if !a.Is(b.Key) {
		return false
	}
	pa, okA := a.Person()
	pb, okB := b.Person()
	if !okA || !okB {
		return a.Value == b.Value
	}
	return trailers.Same(pa, pb, nil) >= sure
}

func joinRemarks(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// markCollected notes for every given tag which later revisions of its patch carry it.
func markCollected(s *Series) {
	for _, r := range s.Revisions {
		for _, p := range r.Patches {
			for i := range p.Reviews {
				t := &p.Reviews[i]
				for q := p.Next; q != nil && !p.Carried; q = q.Next {
					if !q.Carried && q.hasOwn(t.Trailer, trailers.SameName) {
						t.CollectedIn = append(t.CollectedIn, q)
					}
				}
			}
		}
	}
}
