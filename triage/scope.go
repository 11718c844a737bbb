package triage

import (
	"slices"
	"strconv"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/mbox"
	"patchpilot/said"
	"patchpilot/series"
)

// notices are what people and robots in the revision's own threads say of trees.
func (c *court) notices() {
	for i := range c.replies {
		r := &c.replies[i]
		if n := r.heard.notice; n != nil && n.kind != listNotice && n.kind != quotedListOnly && n.kind != pullNotice {
			continue // lists() has it, by its titles
		}
		for _, s := range r.heard.says(said.Applied) {
			if r.role == ByBot {
				continue
			}
			e := Evidence{Kind: "applied", Mail: r.Mail, Line: s.Line, Text: s.Text, Rule: "applied-notice", Tree: c.treeIn(s.Text), Taker: r.Mail.From}
			e.Patches, e.Why = c.scope(r, s)
			e.Strength, e.Used = c.mayApply(r, s, &e)
			c.add(e)
		}
		for _, s := range r.heard.says(said.Drops) {
			e := Evidence{Kind: "dropped", Mail: r.Mail, Line: s.Line, Text: s.Text, Rule: "taken-back", Strength: Weak}
			e.Patches, _ = c.scope(r, s)
			if r.role == ByMaintainer || c.in.Owners == nil && r.role == ByReviewer || c.took(r.Mail.From) {
				e.Strength, e.Used = Medium, true
			}
			c.add(e)
		}
	}
}

// took tells whether somebody's notice that it is applied is believed.
func (c *court) took(a mbox.Address) bool {
	return slices.ContainsFunc(c.st.Evidence, func(e Evidence) bool {
		return e.Used && e.Rule == "applied-notice" && samePerson(e.Actor, a)
	})
}

// mayApply weighs who says that it was applied.
func (c *court) mayApply(r *reply, s said.Sentence, e *Evidence) (Strength, bool) {
	switch {
	case r.role == ByMaintainer:
		return Medium, true
	case r.role == ByAuthor && (c.namesTree(s.Text) || c.keepsTree(r.Mail.From)):
		e.Why = join(e.Why, "the author names the tree")
		return Medium, true
	case r.role == ByAuthor:
		e.Why = join(e.Why, "the author names no tree that others know")
	case c.in.Owners == nil && r.role == ByReviewer && !tester.MatchString(s.Text):
		e.Why = join(e.Why, "the posting was sent to them; without MAINTAINERS nothing more is known")
		return Medium, true
	case c.in.Owners == nil && thanked.MatchString(s.Text) && !tester.MatchString(s.Text):
		e.Why = join(e.Why, "they thank for it as who takes patches does; without MAINTAINERS nothing more is known")
		return Medium, true
	default:
		e.Why = join(e.Why, noTree)
	}
	return Weak, false
}

var (
	tester  = lazyregexp.New(`(?i)\btested\b|\btest(?:ing)? (?:this|it|them|on|with|tree|branch|kernel|box)\b|\b(?:for|to|my) (?:a )?test`)
	thanked = lazyregexp.New(`(?i)[ ,.!;-]thanks?\b`)
)

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// namesTree tells whether a sentence names a tree as maintainers call theirs.
func (c *court) namesTree(s string) bool {
	for alias := range c.in.Trees {
		if slices.Contains(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,.;:!?()", r) }), alias) {
			return true
		}
	}
	s = strings.ToLower(s)
	for _, w := range []string{"-next", "-fixes", "for-", "misc", ".git", "mainline", "upstream", "linus"} {
		if strings.Contains(s, w) {
			return !strings.Contains(s, " my ") || strings.Contains(s, "misc")
		}
	}
	return false
}

var (
	wholeWords  = lazyregexp.New(`(?i)\b(?:all|series|both|everything|whole|entire|patches|patch ?set|these|them)\b`)
	numbersSaid = lazyregexp.New(`(?i)\b(?:patch(?:es)?|applied|pushed|queued|merged|picked(?: up)?|took|taken|grabbed|drop(?:ped)?)\s+(?:up\s+)?(?:patch(?:es)?\s+)?#?(\d+(?:\s*(?:-|–|to|,|and|&|,\s*and)\s*#?\d+)*)(?:/\d+)?\b`)
	firstSaid   = lazyregexp.New(`(?i)\bfirst (\d+|one|two|three|four|five|six)? ?(?:patch|patches)\b`)
	oneNumber   = lazyregexp.New(`\d+`)
	smallNumber = map[string]int{"": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
)

// scope says which patches a sentence is about, and why.
func (c *court) scope(r *reply, s said.Sentence) (at []int, why string) {
	if n := r.heard.notice; n != nil && n.line == s.Line && (n.kind == listNotice || n.kind == quotedListOnly) {
		if at := c.titled(n); len(at) > 0 {
			return c.orAll(at), "the titles " + map[noticeKind]string{listNotice: "below", quotedListOnly: "quoted above"}[n.kind] + " say which"
		}
	}
	if at := c.numbered(s.Text); len(at) > 0 {
		return c.orAll(at), "the numbers say which"
	}
	if r.To == nil || r.To.Kind == series.CoverMail || len(c.r.Patches) == 1 && c.r.Whole() || wholeWords.MatchString(s.Text) {
		return nil, ""
	}
	if n, ok := c.numberOf(r.To); ok {
		return c.orAll([]int{n}), "it answers this patch alone"
	}
	return nil, ""
}

// titled are the numbers of the patches that a list names.
func (c *court) titled(n *notice) (at []int) {
	for _, p := range c.r.Patches {
		key := p.Subject.Key()
		if slices.ContainsFunc(n.listed, func(it listed) bool { return it.key == key || bareTitle(it.key) == bareTitle(key) }) {
			at = append(at, p.Index)
		}
	}
	return at
}

// numbered reads "1-3", "2 and 4", "the first two patches".
func (c *court) numbered(text string) (at []int) {
	highest := c.r.Expected
	if highest < 2 {
		return nil
	}
	if m := firstSaid.FindStringSubmatch(text); m != nil {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			n = smallNumber[strings.ToLower(m[1])]
		}
		for i := 1; i <= min(n, highest); i++ {
			at = append(at, i)
		}
		return at
	}
	m := numbersSaid.FindStringSubmatchIndex(text)
	if m == nil || m[3] < len(text)-1 && text[m[3]] == '.' && text[m[3]+1] >= '0' && text[m[3]+1] <= '9' {
		return nil
	}
	said := text[m[2]:m[3]]
	last, rest := 0, said
	for {
		i := oneNumber.FindStringIndex(rest)
		if i == nil {
			return at
		}
		n, err := strconv.Atoi(rest[i[0]:i[1]])
		if err != nil || n < 1 || n > highest {
			return nil
		}
		if between := strings.TrimSpace(rest[:i[0]]); last > 0 && (between == "-" || between == "–" || between == "to") {
			for k := last + 1; k < n; k++ {
				at = append(at, k)
			}
		}
		at, last, rest = append(at, n), n, rest[i[1]:]
	}
}
