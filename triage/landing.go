package triage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"patchpilot/diff"
	"patchpilot/series"
	"patchpilot/stable"
)

// lists are what lists of titles anywhere in the archive say.
func (c *court) lists() {
	type key struct {
		mail   *series.Mail
		kind   string
		commit string
		used   bool
	}
	found := map[key]*Evidence{}
	var order []key
	for i, p := range c.r.Patches {
		from := p.Date
		if c.r.Backport {
			from = from.AddDate(-1, 0, 0) // the stable queue is announced before it is posted
		}
		fixes := 0
		for _, l := range since(c.landingsOf(p), from, mostLists, func(l landing) time.Time { return l.mail.Date }) {
			if !c.about(l, p) {
				continue
			}
			if l.notice.kind == fixNotice {
				if fixes++; fixes > mostFixes {
					continue // one is enough to know that it has a commit
				}
			}
			e := c.landingEvidence(l)
			k := key{e.Mail, e.Kind, e.Commit, e.Used}
			if found[k] == nil {
				found[k] = &e
				order = append(order, k)
			}
			if !slices.Contains(found[k].Patches, p.Index) {
				found[k].Patches = append(found[k].Patches, p.Index)
			}
			if l.merged != nil {
				c.landed[i] = true
			}
		}
	}
	for _, p := range c.r.Patches {
		for _, o := range c.carried[p] {
			c.add(Evidence{Kind: "stable-posted", Mail: o.mail, Line: o.mail.UpstreamLine, Text: o.mail.Subject.Text, Commit: o.mail.Upstream, Strength: Medium, Rule: "stable-posting",
				Patches: c.orAll([]int{p.Index}), Used: true, Why: "posted for the " + o.mail.Subject.Target + " stable branch by a mail that names this commit as upstream's"})
		}
	}
	for _, k := range order {
		e := *found[k]
		e.Patches = c.orAll(e.Patches)
		c.add(e)
	}
}

// How many lists that name a patch's title, and postings that are like it, are looked at: a title that thousands of
// mails name is bound to no patch.
const (
	mostLists    = 40
	mostFixes    = 3 // of these, later patches that name it in Fixes
	mostPostings = 200
)

// since are the first of what is in order of date that are not before a moment, so many at most.
func since[T any](all []T, from time.Time, most int, date func(T) time.Time) []T {
	i, _ := slices.BinarySearchFunc(all, from, func(e T, t time.Time) int { return date(e).Compare(t) })
	return all[i:min(len(all), i+most)]
}

// landingsOf are the lists that name a patch: by its title, by what is left of it without the names of parts, or by
// its author and most words of its title.
func (c *court) landingsOf(p *series.Patch) []landing {
	key := p.Subject.Key()
	if all := c.landings[key]; len(all) > 0 {
		return all
	}
	if all := c.landings[bareTitle(key)]; len(all) > 0 {
		return all
	}
	if h := c.heard(p.Mail); h != nil && h.title != "" {
		if all := c.landings[h.title]; len(all) > 0 {
			return all
		}
	}
	var all []landing
	words := titleWords(key)
	for _, l := range c.shortlog[strings.ToLower(p.Author.Name)] {
		other := titleWords(l.item.key)
		if whole := inCommon(words, other); (alike(words, other) || whole >= 4 && whole == len(words)) && !c.taken(l, p) {
			all = append(all, l)
		}
	}
	return all
}

// taken tells whether another patch of the series has a listed title word by word.
func (c *court) taken(l landing, p *series.Patch) bool {
	return slices.ContainsFunc(c.r.Patches, func(o *series.Patch) bool { return o != p && o.Subject.Key() == l.item.key })
}

// titleWords are the words of a title that say something.
func titleWords(key string) []string {
	words := strings.FieldsFunc(key, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return slices.DeleteFunc(slices.Compact(words), func(w string) bool { return len(w) < 3 })
}

// alike tells whether two titles have two thirds of their words in common, four at least.
func alike(a, b []string) bool {
	common := inCommon(a, b)
	return common >= 4 && common*3 >= (len(a)+len(b)-common)*2
}

func inCommon(a, b []string) (common int) {
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			common++
		}
	}
	return common
}

// about tells whether a list means this posting of the patch: not one that is younger than the list, and not one
// that a newer posting had replaced when it was made, unless it names the patch by a title that is no longer there.
func (c *court) about(l landing, p *series.Patch) bool {
	switch n := l.notice; {
	case l.mail == p.Mail, l.mail.Date.Before(p.Date) && (n.kind != stableNotice || !c.r.Backport):
		return false
	case n.kind == stableNotice || n.kind == failedNotice:
		return c.r.Backport == (n.tree != "" && c.r.Backport && strings.HasPrefix(p.Subject.Target, n.tree))
	case c.r.Backport && stable.Keeps(c.r.Sender):
		return false
	}
	if c.next == nil || l.mail.Date.Before(c.next.Date) {
		return true
	}
	gone := !slices.ContainsFunc(c.next.Patches, func(o *series.Patch) bool { return o.Subject.Key() == p.Subject.Key() })
	return gone && (p.Next == nil || l.item.key == p.Subject.Key())
}

// landingEvidence is what one list says of one of its titles.
func (c *court) landingEvidence(l landing) Evidence {
	n := l.notice
	e := Evidence{Kind: "applied", Mail: l.mail, Line: l.item.line, Text: n.text, Commit: l.item.commit, Tree: c.fullName(n.tree), Strength: Medium, Used: true}
	h := c.heard(l.mail)
	switch n.kind {
	case pullNotice:
		c.pulled(&e, l)
	case botNotice:
		e.Rule, e.Line, e.Taker.Email = "patchwork-bot", n.line, n.by
		if e.Strength = trust(l.mail, h); l.item.none && strings.Contains(n.text, "pplied") {
			e.Used, e.Why = false, "the list names no commit for it"
		}
	case thanksNotice:
		e.Rule, e.Line, e.Tree, e.Taker = "thanks", n.line, c.treeIn(n.text), l.mail.From
		if role := c.role(l.mail.From); role != ByMaintainer && (c.in.Owners != nil || role == ByOther) && !c.keepsTree(l.mail.From) {
			e.Strength, e.Why = Weak, noTree
		} else if l.item.commit != "" {
			e.Strength = Strong
		}
	case stableNotice:
		e.Rule, e.Line, e.Strength = "stable-queue", n.line, trust(l.mail, h)
		if e.Taker, e.Tree = l.mail.From, n.tree+"-stable"; !c.r.Backport {
			e.Kind, e.Why = "stable-queued", "it went to the "+n.tree+" stable branch"
		}
	case failedNotice:
		e.Rule, e.Kind, e.Strength, e.Why = "stable-failed", "stable-failed", trust(l.mail, h), "it did not go to a stable branch"
	case nextNotice:
		e.Rule, e.Why, e.Tree = "linux-next", "linux-next has its commit", c.fullName(cmp.Or(l.item.tree, n.tree))
		if n.broken {
			e.Why = "linux-next has its commit, and does not build well with it"
		}
		if e.Strength = trust(l.mail, h); l.item.commit == "" {
			e.Used = false
		}
	case fixNotice:
		e.Rule, e.Text, e.Why = "later-fix", l.item.text, "a later patch names it as a commit"
		if c.role(l.mail.Author) == ByAuthor || !c.keepsTree(l.mail.Author) {
			e.Strength = Weak // whoever wrote it has it in a branch at home
		}
	case tipNotice:
		e.Rule, e.Taker.Email, e.Strength = "tip", n.by, trust(l.mail, h)
	case mmNotice:
		e.Rule, e.Taker, e.Strength = "mm-queue", l.mail.From, trust(l.mail, h)
	case mmDropped:
		e.Kind, e.Rule, e.Strength = "dropped", "mm-queue", trust(l.mail, h)
	case renewedNotice:
		e.Kind, e.Rule, e.Strength = "superseded", "housekeeping", trust(l.mail, h)
	}
	c.doubtSender(&e)
	return e
}

// pulled is what a pull request that lists a title says, and that it was merged.
func (c *court) pulled(e *Evidence, l landing) {
	e.Rule, e.Text, e.Why, e.Taker = "pull-request", l.item.text, "a pull request lists it", l.mail.From
	if l.merged != nil {
		h := c.heard(l.merged)
		e.Kind, e.Mail, e.Line, e.Text, e.Rule = "merged", l.merged, h.notice.line, h.notice.text, "pull-merged"
		e.Tree, e.Strength = c.fullName(l.tree), trust(l.merged, h)
		e.Why = fmt.Sprintf("<%s> line %d lists it", l.mail.ID, l.item.line)
		return
	}
	switch role := c.role(l.mail.From); {
	case l.mail.Pull == nil || l.mail.Pull.URL == "":
		e.Strength, e.Used = Weak, false
	case role != ByMaintainer && !c.keepsTree(l.mail.From) && (c.in.Owners != nil || role != ByReviewer):
		e.Strength, e.Used, e.Why = Weak, false, join(e.Why, noTree)
	}
}

const noTree = "nothing says that they keep a tree"

// doubtSender says where a sender may not say what evidence rests on.
func (c *court) doubtSender(e *Evidence) {
	h := c.heard(e.Mail)
	if e.Strength == Weak {
		e.Used = false
		switch {
		case strings.HasSuffix(e.Why, noTree):
		case h.auth.Denies(e.Mail.From):
			e.Why = join(e.Why, "its signature did not hold")
		default:
			e.Why = join(e.Why, "the sender may not say so")
		}
	}
	if c.role(e.Mail.From) == ByBot && !h.auth.Holds(e.Mail.From) {
		e.Why = join(e.Why, "unauthenticated")
	}
}

// commits are what is found in trees.
func (c *court) commits() {
	if c.in.Commits == nil {
		return
	}
	claims := slices.Clone(c.st.Evidence)
	for i, p := range c.r.Patches {
		for _, f := range c.in.Commits.Find(p) {
			e := Evidence{Kind: "applied", Commit: f.Commit, Tree: c.fullName(f.Tree), Actor: f.Taker, Taker: f.Taker, Role: ByMaintainer, Date: f.Date, Strength: Strong, Rule: "commit", Patches: c.orAll([]int{p.Index}), Used: true, Why: "found by " + f.By}
			if c.role(f.Taker) == ByAuthor {
				e.Role = ByAuthor
			}
			if f.By == "author and subject" {
				e.Strength = Medium
			}
			if f.Merged {
				e.Kind = "merged"
				c.landed[i] = true
			}
			for _, claim := range claims {
				if claim.Kind == "applied" && claim.Mail != nil && claim.about(p.Index) && (sameTree(claim.Tree, e.Tree) || sameTree(claim.Tree, f.Tree)) {
					e.Why = join(e.Why, fmt.Sprintf("<%s> line %d names that tree", claim.Mail.ID, claim.Line))
					break
				}
			}
			c.add(e)
		}
	}
}

// about tells whether evidence is about a patch.
func (e *Evidence) about(index int) bool {
	return e.Patches == nil || slices.Contains(e.Patches, index)
}

// soon is how long after it is said to be applied a patch can be seen in a tree.
const soon = 14 * 24 * time.Hour

// unseen looks for patches that somebody says are applied and that are in no tree, though trees went
// on since.
func (c *court) unseen() (claim *Evidence, said string) {
	var at []int
	for i := range c.st.Patches {
		a := c.st.Patches[i].Applied
		if a == nil || a.Rule != "applied-notice" && a.Rule != "thanks" || c.hasCommit(c.st.Patches[i].Patch.Index) {
			continue
		}
		if at = append(at, c.st.Patches[i].Patch.Index); claim == nil || a.Date.After(claim.Date) {
			claim = a
		}
	}
	if c.in.Commits == nil || claim == nil || c.in.Now.Sub(claim.Date) < soon {
		return nil, ""
	}
	trees := c.in.Commits.Grown(claim.Date.Add(soon))
	if len(trees) == 0 {
		return nil, ""
	}
	e := Evidence{Kind: "not-seen", Date: c.in.Now, Strength: Medium, Rule: "claimed-not-seen", Patches: c.orAll(at), Used: true, Why: "looked for in " + some(trees)}
	if claim.Tree != "" && !slices.ContainsFunc(trees, func(t string) bool { return sameTree(claim.Tree, t) || sameTree(claim.Tree, c.fullName(t)) }) {
		e.Why = join(e.Why, claim.Tree+" is not among them")
	}
	c.add(e)
	what := "it"
	if e.Patches != nil {
		what = fmt.Sprintf("%d of them", len(at))
	}
	return claim, fmt.Sprintf("but %s was not seen in any tree for %d days", what, int(c.in.Now.Sub(claim.Date).Hours()/24))
}

// hasCommit tells whether something that is believed names a commit for a patch.
func (c *court) hasCommit(index int) bool {
	return slices.ContainsFunc(c.st.Evidence, func(e Evidence) bool { return e.Used && e.Commit != "" && e.about(index) })
}

// some names a few of many.
func some(names []string) string {
	const few = 5
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}

// land works out which patches are in a tree: notices and what takes them back, by date.
func (c *court) land() {
	all := slices.Clone(c.st.Evidence)
	slices.SortStableFunc(all, func(a, b Evidence) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(mailID(a.Mail), mailID(b.Mail)), cmp.Compare(a.Line, b.Line), strings.Compare(a.Kind, b.Kind))
	})
	for _, e := range all {
		if !e.Used || e.Kind != "applied" && e.Kind != "merged" && e.Kind != "dropped" {
			continue
		}
		for i := range c.st.Patches {
			p := &c.st.Patches[i]
			if !e.about(p.Patch.Index) {
				continue
			}
			switch {
			case e.Kind != "dropped":
				if p.Applied == nil || e.surer(p.Applied) {
					p.Applied = &e
				}
			case p.Applied != nil && p.Applied.Rule != "commit" && (p.Applied.Strength != Strong || e.Strength == Strong) && p.Applied.Kind != "merged":
				p.Applied = nil
			}
		}
	}
}

// surer tells whether a later piece of evidence says more of where a patch is than an earlier one.
func (e *Evidence) surer(old *Evidence) bool {
	switch {
	case e.Kind != old.Kind:
		return e.Kind == "merged"
	case e.Kind == "merged" || old.Rule == "commit":
		return false
	}
	return e.Rule == "commit" || e.Patches == nil && old.Patches != nil
}

// landedBefore: a patch that was applied in the posting before, and comes again unchanged, is applied.
func (c *court) landedBefore() {
	if c.before == nil {
		return
	}
	for i := range c.st.Patches {
		p := &c.st.Patches[i]
		if p.Applied != nil || p.Patch.Previous == nil || p.Patch.Identity.Compare(p.Patch.Previous.Identity) == diff.OtherChange {
			continue
		}
		for _, old := range c.before.Patches {
			if old.Patch == p.Patch.Previous && old.Applied != nil {
				e := *old.Applied
				e.Patches, e.Why = c.orAll([]int{p.Patch.Index}), join(e.Why, "said of the same change in the posting before")
				c.st.Evidence = append(c.st.Evidence, e)
				p.Applied = &e
			}
		}
	}
}

// landedUpstream: a patch that nobody says was applied is upstream where a stable tree's keeper posts it with the commit
// it has there.
func (c *court) landedUpstream() {
	for i := range c.st.Patches {
		p := &c.st.Patches[i]
		if p.Applied != nil {
			continue
		}
		for _, o := range c.carried[p.Patch] {
			h := c.heard(o.mail)
			if h == nil || o.mail.Upstream == "" || o.mail.UpstreamLine == 0 || !stable.Keeps(o.mail.From) || h.auth.Denies(o.mail.From) {
				continue
			}
			e := Evidence{Kind: "merged", Mail: o.mail, Line: o.mail.UpstreamLine, Text: o.mail.Subject.Text, Commit: o.mail.Upstream, Strength: trust(o.mail, h), Rule: "stable-posting",
				Patches: c.orAll([]int{p.Patch.Index}), Used: true, Why: "a stable tree's keeper names its commit upstream"}
			c.add(e)
			last := c.st.Evidence[len(c.st.Evidence)-1]
			p.Applied = &last
			break
		}
	}
}
