package triage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/stable"
)

// Spans after which silence says something.
const (
	silence   = 6 * 7 * 24 * time.Hour   // without a mail of a person: stalled
	rejection = 30 * 24 * time.Hour      // after a maintainer's NAK
	grace     = 3 * 365 * 24 * time.Hour // a title that comes again after that is another work
)

// decide computes the state by the first rule that holds.
func (c *court) decide() {
	for _, rule := range []func() bool{c.byDecision, c.byLanding, c.byStable, c.bySuccessor, c.byRejection, c.byWithdrawal, c.byPwBot, c.byWish, c.byChanges, c.byPrerequisite, c.byReviews} {
		if rule() {
			c.finish()
			return
		}
	}
	c.byTalk()
	c.finish()
}

func (c *court) set(name Name, rule string, deciding *Evidence, reason string) bool {
	c.st.Name, c.st.Rule, c.st.Deciding, c.st.Reason = name, rule, deciding, reason
	return true
}

// byDecision is what a person decided, while it holds: not after its day, and not when something surer came later.
func (c *court) byDecision() bool {
	var all []Evidence
	last, state := -1, Name("")
	for _, m := range c.r.Mails() {
		for i := range c.decided[m.ID] {
			d := &c.decided[m.ID][i]
			e := Evidence{Kind: "decision", Text: d.Reason, Actor: mbox.Address{Name: d.By}, Role: ByUser, Date: d.Date, Strength: Strong, Rule: "decision", Why: c.overtaken(d)}
			if e.Why == "" && (last < 0 || !d.Date.Before(all[last].Date)) {
				last, state = len(all), d.State
			}
			all = append(all, e)
		}
	}
	for i := range all {
		if all[i].Used = i == last; i != last && all[i].Why == "" {
			all[i].Why = "decided anew"
		}
		c.add(all[i])
	}
	return last >= 0 && c.set(state, "decision", &all[last], who(&all[last])+" decided so: "+all[last].Text)
}

// overtaken says why a decision holds no longer.
func (c *court) overtaken(d *Decision) string {
	if !d.Until.IsZero() && c.in.Now.After(d.Until) {
		return "it held until " + d.Until.Format(time.DateOnly)
	}
	if c.next != nil && c.next.Date.After(d.Date) {
		return fmt.Sprintf("<%s> was posted after that", c.next.ID)
	}
	for i := range c.st.Evidence {
		e := &c.st.Evidence[i]
		if e.Used && e.Strength == Strong && (e.Kind == "applied" || e.Kind == "merged") && e.Date.After(d.Date) {
			return "it was " + e.Kind + " after that"
		}
	}
	return ""
}

// byLanding: it is in a tree, whole or in part.
func (c *court) byLanding() bool {
	landed, merged := 0, 0
	var last *Evidence
	var open []string
	for i := range c.st.Patches {
		p := &c.st.Patches[i]
		if p.Applied == nil {
			open = append(open, fmt.Sprint(p.Patch.Index))
			continue
		}
		landed++
		if p.Applied.Kind == "merged" {
			merged++
		}
		if last == nil || p.Applied.Kind == "merged" && last.Kind != "merged" || p.Applied.Kind == last.Kind && p.Applied.Date.After(last.Date) {
			last = p.Applied
		}
	}
	if landed == 0 || landed < len(c.st.Patches) && c.landedElsewhere() {
		return false
	}
	claim, unseen := c.unseen()
	switch {
	case landed < len(c.st.Patches):
		reason := fmt.Sprintf("%d of %d patches are applied", landed, max(c.r.Expected, len(c.st.Patches)))
		if claim != nil {
			reason += ", " + unseen
		}
		return c.set(PartiallyApplied, last.Rule, last, reason+"; open: "+strings.Join(open, ", ")+c.absent())
	case merged*2 >= landed && c.oneTaker():
		where := ""
		if last.Tree != "" {
			where = last.Tree + ", "
		}
		return c.set(Merged, last.Rule, last, c.asFarAsHere(landed)+"it is merged into "+where+"the tree that all others flow into"+c.absent())
	}
	if claim != nil {
		return c.set(Applied, "claimed-not-seen", claim, c.asFarAsHere(landed)+tookIt(claim)+", "+unseen+c.absent())
	}
	reason := tookIt(last)
	if merged > 0 {
		reason = fmt.Sprintf("all are applied, and %d of %d are in the tree that all others flow into", merged, landed)
	}
	return c.set(Applied, last.Rule, last, c.asFarAsHere(landed)+reason+c.absent())
}

// asFarAsHere says of how many patches a landing is known, where not all of them arrived.
func (c *court) asFarAsHere(landed int) string {
	if len(c.r.Missing()) == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d patches: ", landed, c.r.Expected)
}

// absent names the patches that did not arrive.
func (c *court) absent() string {
	if lost := c.r.Missing(); len(lost) > 0 {
		return "; not here: " + series.Ranges(lost)
	}
	return ""
}

// oneTaker tells whether one person took all patches that are merged, and those that are not known to be: titles change
// when they are applied, and what he asked to pull holds the rest as well.
func (c *court) oneTaker() bool {
	var by mbox.Address
	for _, p := range c.st.Patches {
		if e := p.Applied; e != nil && e.Kind == "merged" {
			by = e.Taker
		}
	}
	return !slices.ContainsFunc(c.st.Patches, func(p PatchState) bool {
		return p.Applied != nil && p.Applied.Kind != "merged" && !samePerson(p.Applied.Taker, by)
	})
}

// landedElsewhere tells whether all that landed is in lists beside the thread, made after another series of its author
// had brought most of the posting again: they are about that one.
func (c *court) landedElsewhere() bool {
	o, _ := c.successor()
	if o == nil || c.next != nil {
		return false
	}
	return !slices.ContainsFunc(c.st.Evidence, func(e Evidence) bool {
		_, answer := c.roleOf[mailID(e.Mail)]
		return e.Used && (e.Kind == "applied" || e.Kind == "merged") && (answer || e.Mail == nil || !e.Date.After(o.Date))
	})
}

// tookIt says who applied it, and to which tree.
func tookIt(e *Evidence) string {
	to := ""
	if e.Tree != "" {
		to = " to " + e.Tree
	}
	switch {
	case e.Taker.Name != "":
		return e.Taker.Name + " applied it" + to
	case e.Taker.Email != "":
		return e.Taker.Email + " applied it" + to
	}
	return who(e) + " says it is applied" + to
}

func who(e *Evidence) string {
	switch {
	case e.Actor.Name != "":
		return e.Actor.Name
	case e.Actor.Email != "":
		return e.Actor.Email
	case e.Commit != "":
		return "commit " + e.Commit
	}
	return "somebody"
}

// byStable: a stable branch's own posting is decided there.
func (c *court) byStable() bool {
	target := ""
	if len(c.r.Patches) > 0 {
		target = c.r.Patches[0].Subject.Target
	}
	if stable.Keeps(c.r.Sender) && (c.r.Backport || strings.HasPrefix(target, "AUTOSEL")) {
		return c.set(NotForUs, "stable-posting", nil, "a stable tree's robot posts what is upstream already")
	}
	return false
}

// bySuccessor: a newer posting took its place.
func (c *court) bySuccessor() bool {
	if c.next != nil {
		return c.set(Superseded, "newer-revision", nil, fmt.Sprintf("<%s> took its place: %s", c.next.ID, c.next.Tie))
	}
	for i := range c.st.Evidence {
		if e := c.st.Evidence[i]; e.Used && e.Kind == "superseded" { // a copy: the evidence is put in order later
			return c.set(Superseded, e.Rule, &e, "patchwork's robot found a newer posting")
		}
	}
	if e := c.last("elsewhere"); e != nil {
		return c.set(Superseded, e.Rule, e, who(e)+" says that another patch does it")
	}
	o, held := c.successor()
	if o == nil {
		return false
	}
	e := Evidence{Kind: "superseded", Mail: o.Mails()[0], Text: o.Mails()[0].Subject.Text, Strength: Medium, Rule: "posted-again", Used: true, Why: "same author and titles in another series"}
	c.add(e)
	e.Date, e.Actor = o.Mails()[0].Date, o.Mails()[0].From
	return c.set(Superseded, "posted-again", &e, fmt.Sprintf("%d of its titles came again from its author in <%s>", held, o.ID))
}

// last is the newest used evidence of the kinds.
func (c *court) last(kinds ...string) *Evidence {
	var last *Evidence
	for i := range c.st.Evidence {
		e := &c.st.Evidence[i]
		if e.Used && slices.Contains(kinds, e.Kind) && (last == nil || e.Date.After(last.Date) || e.Date.Equal(last.Date) && mailID(e.Mail) < mailID(last.Mail)) {
			last = e
		}
	}
	if last == nil {
		return nil
	}
	e := *last
	return &e
}

func (c *court) byWithdrawal() bool {
	e := c.last("withdrawn", "pw-bot "+string(Withdrawn))
	return e != nil && c.set(Withdrawn, e.Rule, e, "the author took it back")
}

// byRejection: a maintainer's NAK that the author accepts, or that nobody answers for a month.
func (c *court) byRejection() bool {
	if e := c.last("pw-bot " + string(Rejected)); e != nil {
		return c.set(Rejected, e.Rule, e, who(e)+" rejected it")
	}
	nak := c.last("objection")
	if nak == nil || nak.Role != ByMaintainer && (c.in.Owners != nil || nak.Role != ByReviewer) {
		return false
	}
	if back := c.last("withdrawn"); back != nil && back.Date.After(nak.Date) {
		return c.set(Rejected, nak.Rule, nak, who(nak)+" objects, and the author gave in")
	}
	if c.in.Now.Sub(nak.Date) >= rejection && c.in.Now.Sub(c.human) >= rejection {
		return c.set(Rejected, nak.Rule, nak, who(nak)+" objects, and nobody has written for a month")
	}
	return false
}

// byPwBot: a state that somebody who may set it has set, where nothing newer says otherwise.
func (c *court) byPwBot() bool {
	for _, name := range []Name{AwaitingUpstream, NotForUs, Applied} {
		if e := c.last("pw-bot " + string(name)); e != nil {
			return c.set(name, e.Rule, e, who(e)+" set it")
		}
	}
	for _, m := range c.r.Mails() {
		if slices.Contains(m.Subject.Words, "iwl-next") {
			return c.set(AwaitingUpstream, "subject-tag", nil, "its subject names iwl-next, which goes upstream by itself")
		}
	}
	return false
}

// byWish: somebody says what must be there first.
func (c *court) byWish() bool {
	for _, it := range c.st.Missing {
		if it.Cleared != nil || it.Kind != itemTest && it.Kind != itemUser {
			continue
		}
		for i := range it.Asked {
			if e := &it.Asked[i]; e.Kind == "asked-for" {
				e.Used = true
				return c.set(AwaitingPrereq, "asked-for", e, it.Text)
			}
		}
	}
	if e := c.last("pw-bot " + string(AwaitingPrereq)); e != nil {
		return c.set(AwaitingPrereq, e.Rule, e, who(e)+" waits for an ack")
	}
	return false
}

// byPrerequisite: a rule finds that something must be there first, or a series that it names is not applied yet.
func (c *court) byPrerequisite() bool {
	for _, it := range c.st.Missing {
		if it.Cleared == nil && len(it.Asked) > 0 && (it.Kind == itemTest || it.Kind == itemUser || it.Kind == itemPrerequisite) {
			return c.set(AwaitingPrereq, it.Rule, &it.Asked[0], it.Text)
		}
	}
	return false
}

// byChanges: somebody asked for a new version, or the author promised one.
func (c *court) byChanges() bool {
	e := c.last("changes-requested", "objection", "promise", "robot", "pw-bot "+string(ChangesRequested))
	if e == nil {
		return false
	}
	if c.stalled() {
		return c.set(Stalled, "no-word-for-weeks", e, c.silent()+" since changes were asked for")
	}
	reason := who(e) + " asks for changes"
	switch e.Kind {
	case "promise":
		reason = "the author will change it"
	case "robot":
		reason = "bot: " + who(e) + " found an error"
	}
	return c.set(ChangesRequested, e.Rule, e, reason)
}

// byReviews: every patch has the approval of somebody else, and nothing is open.
func (c *court) byReviews() bool {
	if len(c.st.Patches) == 0 || !c.r.Whole() && !c.vouchedWhole() || c.last("question") != nil {
		return false
	}
	for _, p := range c.st.Patches {
		if len(p.Reviews) == 0 {
			return false
		}
	}
	if c.r.RFC {
		return c.set(UnderReview, "rfc", c.last("review", "collected"), "every patch is reviewed, but it is an RFC")
	}
	reason := fmt.Sprintf("%d of %d patches are reviewed, and nothing is open", len(c.st.Patches), len(c.st.Patches))
	if n := len(c.r.Missing()); n > 0 {
		reason += fmt.Sprintf("; %d did not arrive and are approved with the series", n)
	}
	return c.set(Ready, "reviewed", c.last("review", "collected"), reason)
}

// vouchedWhole tells whether somebody else approves of the series as a whole: also of what did not arrive.
func (c *court) vouchedWhole() bool {
	return slices.ContainsFunc(c.replies, func(r reply) bool {
		return r.role != ByAuthor && c.unsaid[r.Mail] == nil && slices.ContainsFunc(r.Tags, func(t series.Tag) bool {
			return t.Scope == "series" && vouches(t.Trailer) && t.Verdict.Counts()
		})
	})
}

func (c *court) stalled() bool { return c.in.Now.Sub(c.human) >= silence }

func (c *court) silent() string {
	return fmt.Sprintf("no word for %d days", int(c.in.Now.Sub(c.human).Hours()/24))
}

// byTalk: people talk about it, or nobody does.
func (c *court) byTalk() {
	if c.stalled() {
		c.set(Stalled, "no-word-for-weeks", nil, c.silent())
		return
	}
	if e := c.last("question"); e != nil {
		c.set(UnderReview, e.Rule, e, who(e)+" waits for an answer")
		return
	}
	if e := c.last("review"); e != nil {
		c.set(UnderReview, e.Rule, e, who(e)+" reviewed it")
		return
	}
	for i := range c.replies {
		if r := &c.replies[i]; r.role != ByAuthor && r.role != ByBot && r.Mail.Kind != series.Notice {
			e := Evidence{Kind: "reply", Mail: r.Mail, Strength: Medium, Rule: "first-reply", Actor: r.Mail.From, Role: r.role, Date: r.Mail.Date, Patches: c.only(r.To), Used: true}
			c.set(UnderReview, e.Rule, &e, who(&e)+" answered")
			return
		}
	}
	received := c.r.Received()
	c.set(New, "nobody-answered", nil, fmt.Sprintf("%d of %d received, and nobody has answered", received, max(c.r.Expected, received)))
}

// turns say who moves in a state.
var turns = map[Name]Turn{
	New: Reviewer, UnderReview: Reviewer, ChangesRequested: Author, AwaitingPrereq: Author, AwaitingUpstream: Maintainer, Ready: Maintainer,
	PartiallyApplied: Maintainer, Applied: Nobody, Merged: Nobody, Superseded: Nobody, Rejected: Nobody, Withdrawn: Nobody, Stalled: Author, NotForUs: Nobody,
}

// finish says whose turn it is, and drops what is no longer missing because nothing is to come.
func (c *court) finish() {
	st := c.st
	st.Next = turns[st.Name]
	if st.Rule == "claimed-not-seen" {
		st.Next = Maintainer
	}
	switch st.Name {
	case Applied, Merged, Superseded, Rejected, Withdrawn, NotForUs:
		st.Missing = nil
	case UnderReview:
		if c.last("question") != nil {
			st.Next = Author
		}
	case Stalled:
		if len(c.st.Open()) == 1 && c.st.Open()[0].Kind == itemReview {
			st.Next = Reviewer
		}
	}
	switch st.Next {
	case Author:
		st.Waits = []mbox.Address{c.r.Sender}
	case Maintainer:
		st.Waits = c.owners()
	}
}
