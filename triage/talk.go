package triage

import (
	"slices"
	"strconv"

	"patchpilot/internal/lazyregexp"
	"patchpilot/said"
	"patchpilot/series"
)

// talk is what people and robots say about the revision, beside tags and trees.
func (c *court) talk() {
	for i := range c.replies {
		r := &c.replies[i]
		switch r.role {
		case ByAuthor:
			c.ofAuthor(r)
		case ByBot:
			c.ofRobot(r)
		default:
			c.ofReader(r)
		}
		c.commands(r)
		for _, s := range r.heard.says(said.WillApply) {
			c.say(r, s, Evidence{Kind: "plan", Rule: "will-apply", Strength: Weak, Why: "a plan, not a notice"})
		}
	}
}

// say adds what a sentence of a reply is evidence of.
func (c *court) say(r *reply, s said.Sentence, e Evidence) {
	e.Mail, e.Line, e.Text, e.Role = r.Mail, s.Line, s.Text, r.role
	if e.Patches == nil {
		e.Patches = c.only(r.To)
	}
	c.add(e)
}

// ofAuthor is what the author promises, agrees to, or takes back.
func (c *court) ofAuthor(r *reply) {
	for _, s := range r.heard.sentences {
		switch s.Sense {
		case said.Withdraws:
			c.say(r, s, Evidence{Kind: "withdrawn", Rule: "author-withdraws", Strength: Medium, Used: true})
		case said.Replaces:
			c.say(r, s, Evidence{Kind: "promise", Rule: "author-promises-version", Strength: Medium, Used: true})
		case said.Announces:
			c.say(r, s, Evidence{Kind: "announced", Rule: "author-announces", Strength: Medium, Used: true})
		case said.Consents:
			if c.toReader(r) {
				c.say(r, s, Evidence{Kind: "promise", Rule: "author-agrees", Strength: Medium, Used: true})
			}
		}
	}
}

// toReader tells whether the author's mail answers somebody else.
func (c *court) toReader(r *reply) bool {
	if r.Depth < 2 || len(r.Mail.Parents) == 0 {
		return false
	}
	role, here := c.roleOf[r.Mail.Parents[0]]
	return !here || role != ByAuthor
}

// asReader is what a sentence of a reader is evidence of, by its sense.
var asReader = map[said.Sense]Evidence{
	said.AsksChange: {Kind: "changes-requested", Rule: "asks-for-changes", Strength: Medium},
	said.Objects:    {Kind: "objection", Rule: "nak", Strength: Medium},
	said.Refuses:    {Kind: "objection", Rule: "refuses", Strength: Medium},
	said.Doubts:     {Kind: "changes-requested", Rule: "doubts", Strength: Medium},
	said.Question:   {Kind: "question", Rule: "question", Strength: Medium},
	said.WantsAck:   {Kind: "wants-ack", Rule: "wants-an-ack", Strength: Medium},
	said.Rewords:    {Kind: "wording", Rule: "asks-for-other-words", Strength: Medium},
	said.TakesBack:  {Kind: "taken-back", Rule: "taken-back", Strength: Weak},
	said.Elsewhere:  {Kind: "elsewhere", Rule: "done-elsewhere", Strength: Medium},
}

// ofReader is what reviewers, maintainers and others ask and object to.
func (c *court) ofReader(r *reply) {
	settled := c.settled(r)
	approves := slices.ContainsFunc(r.Tags, func(t series.Tag) bool { return vouches(t.Trailer) && t.Verdict.Counts() })
	for _, s := range r.heard.sentences {
		e, ok := asReader[s.Sense]
		if !ok {
			continue
		}
		switch {
		case e.Kind == "taken-back":
		case e.Kind == "wording":
			e.Used, e.Why = true, "a wish for other words"
		case approves && e.Kind != "objection":
			e.Why = "the same mail approves"
		case e.Kind == "elsewhere" && r.Depth > 1:
			e.Strength, e.Why = Weak, "it is no answer to the posting"
		case e.Kind == "elsewhere" && r.role == ByOther:
			e.Strength, e.Why = Weak, "nothing says that its sender has to do with it"
		case settled:
			e.Why = "its sender approved or took it back later"
		case e.Kind == "question" && c.answered[r.Mail.ID]:
			e.Why = "the author answered"
		case e.Kind == "question" && !c.asksAuthor(r, s):
			e.Why = "it is put to somebody else"
		default:
			e.Used = true
		}
		c.say(r, s, e)
	}
}

// asksAuthor tells whether a question is put to the author: it says so by name, or answers the author.
func (c *court) asksAuthor(r *reply, s said.Sentence) bool {
	if whom, named := r.heard.asked[s.Line]; named {
		return samePerson(whom, c.r.Sender)
	}
	return r.Depth <= 1 || c.toAuthor(r)
}

// toAuthor tells whether a reply answers a mail of the author's.
func (c *court) toAuthor(r *reply) bool {
	return len(r.Mail.Parents) > 0 && c.roleOf[r.Mail.Parents[0]] == ByAuthor
}

// settled tells whether the sender of a reply approved, or took back what was said, later.
func (c *court) settled(r *reply) bool {
	for i := r.place + 1; i < len(c.replies); i++ {
		o := &c.replies[i]
		if !o.settles || !samePerson(o.Mail.From, r.Mail.From) {
			continue
		}
		if o.To != r.To && o.To != nil && r.To != nil && o.To.Kind != series.CoverMail && r.To.Kind != series.CoverMail {
			continue
		}
		return true
	}
	return false
}

var versionWord = lazyregexp.New(`\b[vV](\d{1,3})\b`)

// namesNewer tells whether a sentence names a version that is not here yet.
func (c *court) namesNewer(text string) bool {
	for _, m := range versionWord.FindAllStringSubmatch(text, -1) {
		if n, _ := strconv.Atoi(m[1]); n > c.r.Version && n > c.r.Stated {
			return true
		}
	}
	return false
}
