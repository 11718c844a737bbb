package triage

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/lint"
	"patchpilot/said"
	"patchpilot/series"
)

// Kinds of items, and the rules that ask for them.
const (
	itemReview        = "review"
	itemAnswers       = "answers"
	itemChanges       = "changes"
	itemTest          = "igt-test"
	itemUser          = "userspace-user"
	itemChangelog     = "changelog"
	itemAck           = "maintainer-ack"
	itemDocumentation = "documentation"
	itemPrerequisite  = "prerequisite"
	itemNewer         = "newer-posting"
)

// ItemKinds are the kinds an [Item] can be of.
func ItemKinds() []string {
	return []string{
		itemReview, itemTest, itemUser, itemAnswers, itemChanges, itemChangelog, itemAck, itemDocumentation,
		itemPrerequisite, itemNewer,
	}
}

// rulesFor are the lint rules that find an item missing.
var rulesFor = map[string][]string{
	itemTest:          {"uapi-drm-no-igt"},
	itemUser:          {"uapi-drm-no-userspace"},
	itemChangelog:     {"ser-no-changelog"},
	itemDocumentation: {"uapi-sysfs-no-abi-doc", "uapi-no-doc"},
}

// items are what the newest revision lacks, or lacked.
func (c *court) items() {
	asked, beside, cleared := c.voices()
	for _, kind := range []string{itemTest, itemUser, itemDocumentation, itemChangelog} {
		c.thing(kind, asked[kind], beside[kind], cleared[kind])
	}
	c.reviewItem(asked[itemReview])
	c.talkItems()
	c.prerequisites()
	slices.SortStableFunc(c.st.Missing, func(a, b Item) int {
		switch {
		case a.Cleared == nil && b.Cleared != nil:
			return -1
		case a.Cleared != nil && b.Cleared == nil:
			return 1
		}
		return 0
	})
}

// voices are what the mails of all postings say of things: who asks for them, who promises or brings them.
func (c *court) voices() (asked, beside, brought map[string][]Evidence) {
	asked, beside, brought = map[string][]Evidence{}, map[string][]Evidence{}, map[string][]Evidence{}
	each := func(m, about *series.Mail, posting bool) {
		h := c.heard(m)
		if h == nil {
			return
		}
		author := posting || c.role(m.From) == ByAuthor
		wanted := map[string]bool{}
		voice := func(kind string, line int, text string) Evidence {
			e := c.voice(m, kind, line, text)
			e.Patches = c.only(about)
			return e
		}
		for _, w := range h.wants {
			if author {
				continue
			}
			wanted[w.What] = true
			asked[w.What] = append(asked[w.What], voice("asked-for", w.Line, w.Text))
		}
		for _, t := range h.tests {
			text := "a test in IGT is named"
			switch {
			case t.How == said.Given && (author || t.Where != ""):
				brought[itemTest] = append(brought[itemTest], voice("given", t.Line, join(text, t.Where)))
			case t.How == said.Promised && author:
				beside[itemTest] = append(beside[itemTest], voice("promised", t.Line, "a test in IGT is promised"))
			case t.How == said.Asked && !author && !wanted[itemTest]:
				asked[itemTest] = append(asked[itemTest], voice("asked-for", t.Line, "a test in IGT is asked for"))
			}
		}
		for _, u := range h.users {
			if u.How != "toy" {
				brought[itemUser] = append(brought[itemUser], voice("given", u.Line, u.Where))
			}
		}
	}
	for _, r := range c.s.Revisions {
		for _, m := range r.Mails() {
			each(m, m, true)
		}
		for _, f := range r.FollowUps {
			each(f.Mail, f.To, false)
		}
	}
	return asked, beside, brought
}

func (c *court) voice(m *series.Mail, kind string, line int, text string) Evidence {
	e := Evidence{Kind: kind, Mail: m, Line: line, Text: clip(text), Actor: m.From, Role: c.role(m.From), Date: m.Date, Strength: Medium, Rule: "asked-for"}
	if h := c.heard(m); h != nil {
		e.Auth = h.auth.Word(m.From)
	}
	return e
}

// thingTexts say what is missing.
var thingTexts = map[string]string{
	itemTest: "a test in IGT", itemUser: "a user in userspace", itemDocumentation: "documentation", itemChangelog: "a changelog",
}

// thing is an item that somebody or a rule asks for, and that a later mail brings.
func (c *court) thing(kind string, asked, beside, brought []Evidence) {
	found := c.findings(rulesFor[kind]...)
	it := Item{Kind: kind}
	for _, f := range found {
		it.Rule = f.Rule.Name
		it.Asked = append(it.Asked, c.findingEvidence(f))
	}
	it.Asked = append(it.Asked, asked...)
	if len(it.Asked) == 0 {
		return
	}
	it.Beside = beside
	sortByDate(brought)
	for i, b := range brought {
		after := len(asked) > 0 && !b.Date.Before(asked[0].Date) && b.Mail != asked[0].Mail
		if after && it.Cleared == nil {
			it.Cleared = &brought[i]
			continue
		}
		if len(asked) > 0 && b.Date.Before(asked[0].Date) {
			b.Why = "given before it was asked for"
		}
		it.Beside = append(it.Beside, b)
	}
	if it.Cleared == nil && len(found) == 0 && (kind == itemChangelog || kind == itemDocumentation) && !c.askedHere(asked) {
		return // asked for below an earlier posting, and nothing finds it missing now
	}
	for i := range it.Beside {
		if it.Beside[i].Kind == "promised" {
			it.Beside[i].Why = "a promise does not bring it"
		}
	}
	sortByDate(it.Beside)
	it.Text = thingTexts[kind] + " is missing"
	if it.Cleared != nil {
		it.Text = thingTexts[kind] + " was asked for and is there"
	}
	c.st.Missing = append(c.st.Missing, it)
}

// askedHere tells whether somebody asks for a thing below the newest posting.
func (c *court) askedHere(asked []Evidence) bool {
	return slices.ContainsFunc(asked, func(e Evidence) bool { return !e.Date.Before(c.r.Date) })
}

func sortByDate(all []Evidence) {
	slices.SortStableFunc(all, func(a, b Evidence) int {
		if d := a.Date.Compare(b.Date); d != 0 {
			return d
		}
		return strings.Compare(mailID(a.Mail), mailID(b.Mail))
	})
}

func (c *court) findingEvidence(f lint.Finding) Evidence {
	e := Evidence{Kind: "finding", Mail: f.Mail, Line: f.Line, Text: clip(f.Text), Date: c.r.Date, Strength: Medium, Rule: f.Rule.Name, Role: ByBot, Patches: c.only(f.Mail), Used: true}
	if f.Mail != nil {
		e.Date = f.Mail.Date
	}
	return e
}

// reviewItem says which patches nobody else has approved.
func (c *court) reviewItem(asked []Evidence) {
	var lacking []string
	var last *series.Tag
	for i := range c.st.Patches {
		p := &c.st.Patches[i]
		if len(p.Reviews) == 0 && p.Applied == nil {
			lacking = append(lacking, fmt.Sprint(p.Patch.Index))
		}
		for k := range p.Reviews {
			if last == nil || p.Reviews[k].By != nil && (last.By == nil || p.Reviews[k].By.Date.After(last.By.Date)) {
				last = &p.Reviews[k]
			}
		}
	}
	it := Item{Kind: itemReview, Asked: asked}
	switch {
	case len(lacking) == 0 && (c.r.Whole() || c.vouchedWhole()):
		if len(asked) == 0 || last == nil || last.By == nil {
			return
		}
		e := c.voice(last.By, "review", last.Line, last.String())
		it.Cleared, it.Text = &e, "every patch is reviewed"
	case len(lacking) == 0:
		it.Text = "patches that did not arrive may lack a review"
	case len(lacking) == len(c.st.Patches):
		it.Text = "nobody else has approved of any patch"
	default:
		it.Text = "nobody else has approved of patch " + strings.Join(lacking, ", ")
	}
	c.st.Missing = append(c.st.Missing, it)
}

// talkItems are answers, changes and acks that people wait for, and postings that are announced.
func (c *court) talkItems() {
	var answers, changes, acks, newer Item
	answers = Item{Kind: itemAnswers, Text: "the author has not answered"}
	changes = Item{Kind: itemChanges, Text: "changes are asked for"}
	acks = Item{Kind: itemAck, Text: "an ack is waited for"}
	newer = Item{Kind: itemNewer, Text: "a newer posting is announced and is not in this archive"}
	for i := range c.st.Evidence {
		e := c.st.Evidence[i]
		if !e.Used {
			continue
		}
		switch e.Kind {
		case "question":
			answers.Asked = append(answers.Asked, e)
			c.st.Questions = append(c.st.Questions, e)
		case "changes-requested", "objection":
			changes.Asked = append(changes.Asked, e)
			if !c.answered[mailID(e.Mail)] {
				answers.Asked = append(answers.Asked, e)
			}
		case "promise":
			changes.Asked = append(changes.Asked, e)
			if c.namesNewer(e.Text) {
				newer.Asked = append(newer.Asked, e)
			}
		case "robot":
			changes.Asked = append(changes.Asked, e)
		case "announced":
			newer.Asked = append(newer.Asked, e)
		case "wants-ack":
			acks.Asked = append(acks.Asked, e)
		case "pw-bot " + string(ChangesRequested):
			changes.Asked = append(changes.Asked, e)
		}
	}
	sortByDate(c.st.Questions)
	for _, it := range []Item{answers, changes, acks, newer} {
		if len(it.Asked) > 0 {
			sortByDate(it.Asked)
			c.st.Missing = append(c.st.Missing, it)
		}
	}
}

// prerequisites are the series that the posting names as what must be there before it, and that are not applied.
func (c *court) prerequisites() {
	if c.in.Archive == nil || len(c.r.Prerequisites()) == 0 {
		return
	}
	found, _ := c.in.Archive.Prerequisites(c.r)
	it := Item{Kind: itemPrerequisite, Rule: "named-prerequisite"}
	for _, o := range found {
		if o.Series == c.s || len(o.Mails()) == 0 {
			continue
		}
		other := &court{Judge: c.Judge, s: o.Series, r: o, st: &State{}, shallow: true}
		if other.judge(); other.st.Name == Applied || other.st.Name == Merged {
			continue
		}
		m := o.Mails()[0]
		it.Asked = append(it.Asked, Evidence{Kind: "prerequisite", Mail: c.r.Mails()[0], Text: clip("needs <" + m.ID + "> " + m.Subject.Text), Actor: c.r.Sender, Role: ByAuthor, Date: c.r.Date, Strength: Medium, Rule: it.Rule, Used: true})
	}
	if len(it.Asked) > 0 {
		it.Text = "a series that it needs is not applied"
		c.st.Missing = append(c.st.Missing, it)
	}
}
