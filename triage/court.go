package triage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/said"
	"patchpilot/series"
	"patchpilot/trailers"
)

// court judges one revision.
type court struct {
	*Judge
	s      *series.Series
	r      *series.Revision
	next   *series.Revision // the one after, nil for the newest
	before *State           // of the revision before, nil for the first
	// shallow judges no more than whether it is applied.
	shallow bool
	st      *State

	replies    []reply
	roles      map[string]Role
	own        []mbox.Address
	haveOwners bool
	answered   map[string]bool               // mails that the author answered
	unsaid     map[*series.Mail]*series.Mail // mails with tags, and those that take tags of theirs back
	roleOf     map[string]Role               // who sent a reply, by its id
	sentTo     map[mbox.Address]bool
	passed     map[string]*reply // the last mail that tells of no error, by robot and test
	landed     []bool            // by place in st.Patches: it is in the tree of all trees
	human      time.Time         // of the last mail that a person wrote
}

// reply is an answer with what was heard in it.
type reply struct {
	*series.FollowUp
	heard *Heard
	role  Role
	place int // in the order of dates
	// settles tells that it approves, or takes something back.
	settles bool
}

func (c *court) judge() {
	c.st.Revision = c.r
	for _, p := range c.r.Patches {
		c.st.Patches = append(c.st.Patches, PatchState{Patch: p, Reviews: c.reviewsOf(p)})
	}
	c.landed = make([]bool, len(c.r.Patches))
	c.listen()
	c.unvouch()
	c.reviews()
	c.logs()
	c.notices()
	c.lists()
	c.commits()
	c.talk()
	c.land()
	c.landedBefore()
	c.landedUpstream()
	if c.next == nil && !c.shallow {
		c.items()
	}
	c.decide()
	slices.SortStableFunc(c.st.Evidence, func(a, b Evidence) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(mailID(a.Mail), mailID(b.Mail)), cmp.Compare(a.Line, b.Line), strings.Compare(a.Kind, b.Kind))
	})
}

func mailID(m *series.Mail) string {
	if m == nil {
		return ""
	}
	return m.ID
}

// listen gathers the replies with what was heard, and whom the author answered.
func (c *court) listen() {
	c.answered, c.roleOf, c.unsaid = map[string]bool{}, map[string]Role{}, map[*series.Mail]*series.Mail{}
	c.human = c.r.Date
	for i, f := range c.r.FollowUps {
		r := reply{FollowUp: f, heard: c.heard(f.Mail), role: c.role(f.Mail.From), place: i}
		if r.heard == nil {
			r.heard = &Heard{}
		}
		r.settles = len(r.heard.says(said.TakesBack)) > 0 || slices.ContainsFunc(f.Tags, func(t series.Tag) bool { return vouches(t.Trailer) && t.Verdict.Counts() })
		c.replies, c.roleOf[f.Mail.ID] = append(c.replies, r), r.role
		if r.role == ByAuthor && len(f.Mail.Parents) > 0 {
			c.answered[f.Mail.Parents[0]] = true
		}
	}
	for _, o := range c.s.Revisions {
		for _, f := range o.FollowUps {
			if f.Mail.Date.After(c.human) && !onlyRobot(f.Mail.From) && f.Mail.Kind != series.Notice {
				c.human = f.Mail.Date
			}
		}
	}
}

// reviewsOf are the reviews of a patch that count: by somebody else.
func (c *court) reviewsOf(p *series.Patch) []series.Tag {
	var all []series.Tag
	for _, t := range p.Tags() {
		who, ok := t.Person()
		if !ok || !t.Verdict.Counts() || !vouches(t.Trailer) {
			continue
		}
		if a := mbox.Address(who); samePerson(a, c.r.Sender) && samePerson(a, p.Author) || samePerson(a, p.Author) {
			continue
		}
		all = append(all, t)
	}
	return all
}

// unvouch takes out the reviews that whoever gave them takes back later, of the patch answered or of all.
func (c *court) unvouch() {
	for i := range c.replies {
		r := &c.replies[i]
		denied := slices.ContainsFunc(r.Tags, func(t series.Tag) bool { return t.Verdict == series.Negated })
		back := said.Retractions(r.heard.sentences)
		if !denied && len(back) == 0 {
			continue
		}
		n, _ := c.numberOf(r.To)
		for k := range c.st.Patches {
			p := &c.st.Patches[k]
			if r.To != nil && r.To.Kind != series.CoverMail && n != p.Patch.Index {
				continue
			}
			p.Reviews = slices.DeleteFunc(p.Reviews, func(t series.Tag) bool {
				who, _ := t.Person()
				if !denied && !slices.ContainsFunc(back, func(b said.Retraction) bool { return b.Means(t.Trailer) }) {
					return false
				}
				if t.Verdict == series.Own { // collected before
					return samePerson(mbox.Address(who), r.Mail.From)
				}
				gone := t.By.Date.Before(r.Mail.Date) && samePerson(t.By.From, r.Mail.From)
				if gone {
					c.unsaid[t.By] = r.Mail
				}
				return gone
			})
		}
	}
}

// vouches tells a tag that approves of a patch.
func vouches(t trailers.Trailer) bool {
	key := strings.ToLower(t.Key)
	return strings.HasSuffix(key, "reviewed-by") || strings.HasSuffix(key, "acked-by") || strings.Contains(key, "reviewed-and-") || strings.Contains(key, "acked-and-")
}

// add keeps evidence of a mail.
func (c *court) add(e Evidence) {
	if e.Mail != nil {
		if e.Actor == (mbox.Address{}) {
			e.Actor = e.Mail.From
		}
		e.Date = e.Mail.Date
		if e.Role == "" {
			e.Role = c.role(e.Actor)
		}
		if h := c.heard(e.Mail); h != nil && e.Auth == "" {
			e.Auth = h.auth.Word(e.Mail.From)
		}
	}
	e.Text = clip(e.Text)
	c.st.Evidence = append(c.st.Evidence, e)
}

// reviews are the tags that people gave.
func (c *court) reviews() {
	for _, f := range c.r.FollowUps {
		for _, t := range f.Tags {
			e := Evidence{Kind: "review", Mail: f.Mail, Line: t.Line, Text: t.String(), Strength: Medium, Rule: "tag", Patches: c.patchesOf(f, t)}
			if !vouches(t.Trailer) {
				e.Kind = "tag"
			}
			switch {
			case t.Verdict == series.Conditional:
				e.Why = "given under a condition: " + t.Remark
			case !t.Verdict.Counts():
				e.Why, e.Strength = "not counted: "+string(t.Verdict), Weak
			case c.unsaid[f.Mail] != nil && len(e.Patches) == 0:
				e.Why = "taken back in <" + c.unsaid[f.Mail].ID + ">"
			case e.Kind == "review" && c.role(f.Mail.From) == ByAuthor:
				e.Why, e.Strength = "the author's own", Weak
			default:
				e.Used, e.Why = true, c.lost(t)
			}
			c.add(e)
		}
	}
}

// logs are the reviews that the patches carry themselves, each with the mail that gave it where one is here.
func (c *court) logs() {
	type key struct {
		tag string
		by  *series.Mail
	}
	found := map[key]*Evidence{}
	var order []key
	for i := range c.st.Patches {
		p := &c.st.Patches[i]
		for _, t := range p.Reviews {
			if t.Verdict != series.Own {
				continue
			}
			k := key{strings.ToLower(t.String()), givenIn(p.Patch, t)}
			if e := found[k]; e != nil {
				e.Patches = append(e.Patches, p.Patch.Index)
				continue
			}
			who, _ := t.Person()
			e := Evidence{Kind: "collected", Mail: p.Patch.Mail, Line: t.Line, Text: t.String(), Actor: mbox.Address(who), Strength: Medium, Rule: "tag-in-patch", Patches: []int{p.Patch.Index}, Used: true, Why: "no mail here gives it"}
			if k.by != nil {
				e.Why = "given in <" + k.by.ID + ">"
			}
			found[k], order = &e, append(order, k)
		}
	}
	for _, k := range order {
		e := found[k]
		e.Patches = c.orAll(e.Patches)
		c.add(*e)
	}
}

// givenIn is the reply to an earlier posting that gave a patch the tag which it carries; nil = none is here.
func givenIn(p *series.Patch, t series.Tag) *series.Mail {
	who, _ := t.Person()
	for q := p.Previous; q != nil; q = q.Previous {
		for _, o := range q.Reviews {
			if by, ok := o.Person(); ok && o.Is(t.Key) && slices.Contains(o.CollectedIn, p) && trailers.Same(by, who, nil) != trailers.Other {
				return o.By
			}
		}
	}
	return nil
}

// lost says on which patches no later posting carries a tag.
func (c *court) lost(t series.Tag) string {
	var at, of []int
	for _, p := range c.r.Patches {
		for _, o := range p.Reviews {
			if o.By != t.By || o.Line != t.Line || p.Next == nil {
				continue
			}
			if of = append(of, p.Index); len(o.CollectedIn) == 0 {
				at = append(at, p.Index)
			}
		}
	}
	switch {
	case len(at) == 0:
		return ""
	case len(at) == len(of):
		return "no later posting carries it"
	}
	return fmt.Sprintf("no later posting carries it on %v", at)
}

// patchesOf are the numbers of the patches that a reply gives a tag to.
func (c *court) patchesOf(f *series.FollowUp, t series.Tag) []int {
	var at []int
	for _, p := range c.r.Patches {
		if slices.ContainsFunc(p.Reviews, func(o series.Tag) bool { return o.By == t.By && o.Line == t.Line }) {
			at = append(at, p.Index)
		}
	}
	if len(at) > 0 || t.Scope == "series" {
		return c.orAll(at)
	}
	if t.Scope == "patch" { // it repeats one that is known
		return c.only(f.To)
	}
	for _, p := range c.r.Patches {
		if series.InScope(t.Scope, p.Index) {
			at = append(at, p.Index)
		}
	}
	return c.orAll(at)
}

// numberOf is the number of the patch that a mail is, or took the place of.
func (c *court) numberOf(m *series.Mail) (int, bool) {
	for _, p := range c.r.Patches {
		if m != nil && (p.Mail == m || slices.Contains(p.Rerolls, m)) {
			return p.Index, true
		}
	}
	return 0, false
}

// only is the number of the patch that a mail is, as evidence has it; nil for others, and for the only patch there is.
func (c *court) only(m *series.Mail) []int {
	if n, ok := c.numberOf(m); ok {
		return c.orAll([]int{n})
	}
	return nil
}

// orAll gives nil for all the patches of the posting.
func (c *court) orAll(at []int) []int {
	if len(at) == len(c.r.Patches) && c.r.Whole() {
		return nil
	}
	return at
}

// findings of one rule on this revision.
func (c *court) findings(rules ...string) []lint.Finding {
	if c.in.Findings == nil {
		return nil
	}
	var all []lint.Finding
	for _, f := range c.in.Findings(c.r) {
		if slices.Contains(rules, f.Rule.Name) && f.Severity >= lint.Warning && f.Excuse == "" {
			all = append(all, f)
		}
	}
	return all
}
