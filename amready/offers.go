package amready

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"patchpilot/diff"
	"patchpilot/series"
	"patchpilot/trailers"
)

// offers are the tags of a revision's replies, patch by patch, in mail order. A partial reroll's
// patches that were carried over keep what they had been given; those sent anew what was given to the
// whole series before.
func (b *builder) offers(r *series.Revision) map[*series.Patch][]*series.Tag {
	given := make(map[*series.Patch][]*series.Tag)
	if r.Partial && r.Supersedes != nil && !b.o.NoPartialReroll {
		before := b.offers(r.Supersedes)
		for _, p := range r.Patches {
			switch {
			case p.Carried:
				given[p] = slices.Clone(before[p.Previous])
			case p.Previous != nil:
				given[p] = slices.DeleteFunc(slices.Clone(before[p.Previous]), func(t *series.Tag) bool { return t.Scope != "series" })
			}
		}
	}
	b.replies = append(b.replies, r.FollowUps...)
	for _, f := range r.FollowUps {
		for i := range f.Tags {
			t := &f.Tags[i]
			for _, p := range r.Patches {
				if b.meant(t, f, p) {
					given[p] = append(given[p], t)
				}
			}
		}
	}
	for _, tags := range given {
		slices.SortStableFunc(tags, inMailOrder)
	}
	return given
}

// inMailOrder goes by date; of mails of one second those about the patch itself come first.
func inMailOrder(s, t *series.Tag) int {
	breadth := func(t *series.Tag) int {
		if t.Scope == "series" {
			return 1
		}
		return 0
	}
	return cmp.Or(s.By.Date.Compare(t.By.Date), cmp.Compare(breadth(s), breadth(t)), strings.Compare(s.By.ID, t.By.ID))
}

// meant tells whether a tag of a reply is for the patch.
func (b *builder) meant(t *series.Tag, f *series.FollowUp, p *series.Patch) bool {
	switch t.Scope {
	case "series":
		return true
	case "", "patch":
		return f.To == b.newest(p) // what was given to a mail since replaced is not for what replaced it
	}
	return inRange(t.Scope, p.Index)
}

// inRange tells whether n lies in a list as "1-3,5".
func inRange(list string, n int) bool {
	for _, part := range strings.Split(list, ",") {
		low, high, isRange := strings.Cut(part, "-")
		if !isRange {
			high = low
		}
		a, errA := strconv.Atoi(low)
		z, errZ := strconv.Atoi(high)
		if errA == nil && errZ == nil && a <= n && n <= z {
			return true
		}
	}
	return false
}

// choose picks the tags that are added and remarks on the others.
func (b *builder) choose(p *series.Patch, given []*series.Tag) []*series.Tag {
	if b.o.NoTrailers {
		return nil
	}
	var taken []*series.Tag
	refused := make(map[string]*series.Tag)
	for _, t := range given {
		if t.Verdict == series.Negated {
			taken = b.takeBack(p, taken, t)
		}
		why := b.refusal(t)
		if by, line := b.takenBack(p, t.Trailer, t.By); why == "" && by != nil {
			b.remark(p, by, line, "not added: %s (taken back)", t.String())
			continue
		}
		if why == "" {
			taken = append(taken, t)
			continue
		}
		if key := identity(t.Trailer); refused[key] == nil {
			refused[key] = t
			b.remark(p, t.By, t.Line, "not added: %s (%s)", t.String(), why)
		}
	}
	for i := range p.Reviews { // those seen only in quotes are in no reply's own tags
		t := &p.Reviews[i]
		if key := identity(t.Trailer); t.Verdict == series.Quoted && refused[key] == nil && !holds(taken, t.Trailer) {
			refused[key] = t
			b.remark(p, t.By, t.Line, "not added: %s (quoted: %s)", t.String(), t.Remark)
		}
	}
	for _, t := range p.Trailers {
		if by, line := b.takenBack(p, t, nil); by != nil {
			b.remark(p, by, line, "its log holds %s, which is taken back", t.String())
		}
	}
	b.remarkEarlier(p, taken)
	return taken
}

// takenBack is the reply in which whoever gave a tag takes it back in prose, of the patch or of all, and its line: one
// later than the mail that gave it, if that is not the posting itself.
func (b *builder) takenBack(p *series.Patch, t trailers.Trailer, given *series.Mail) (*series.Mail, int) {
	giver, ok := t.Person()
	if !ok || b.o.TakenBack == nil {
		return nil, 0
	}
	for _, f := range b.replies {
		if f.To != nil && f.To.Kind != series.CoverMail && f.To != b.newest(p) {
			continue
		}
		if given != nil && !given.Date.Before(f.Mail.Date) || trailers.Same(giver, trailers.Person(f.Mail.From), nil) == trailers.Other {
			continue
		}
		if line, taken := b.o.TakenBack(f.Mail, t); taken {
			return f.Mail, line
		}
	}
	return nil, 0
}

// takeBack drops what the same person had given.
func (b *builder) takeBack(p *series.Patch, taken []*series.Tag, denied *series.Tag) []*series.Tag {
	signer, ok := denied.Person()
	return slices.DeleteFunc(taken, func(t *series.Tag) bool {
		earlier, okToo := t.Person()
		return ok && okToo && t.Is(denied.Key) && t.By != denied.By && trailers.Same(signer, earlier, nil) == trailers.SameAddress
	})
}

// refusal says why a tag is not added, "" where it is.
func (b *builder) refusal(t *series.Tag) string {
	if b.ignored(t.By) {
		return "replies from " + t.By.From.Email + " are ignored"
	}
	switch {
	case t.Verdict == series.OtherPerson && b.o.SloppyTrailers:
		return ""
	case t.Verdict == series.OtherAddress && lookAlike(t) && !b.o.SloppyTrailers:
		return "another name from a look-alike address: " + t.Remark
	case t.Verdict.Counts():
		return ""
	case t.Remark != "":
		return string(t.Verdict) + ": " + t.Remark
	}
	return string(t.Verdict)
}

// lookAlike tells whether a tag's address differs from its sender's in the top-level domain alone and
// the names differ too: what a forger makes of an address, and what nobody's second address looks like.
func lookAlike(t *series.Tag) bool {
	signer, _ := t.Person()
	if trailers.Same(trailers.Person{Name: signer.Name}, trailers.Person{Name: t.By.From.Name}, nil) == trailers.SameName {
		return false
	}
	return !strings.EqualFold(signer.Email, t.By.From.Email) && strings.EqualFold(withoutTop(signer.Email), withoutTop(t.By.From.Email))
}

// withoutTop cuts the top-level domain off an address.
func withoutTop(email string) string {
	if i := strings.LastIndexByte(email, '.'); i > strings.LastIndexByte(email, '@') {
		return email[:i]
	}
	return email
}

// remarkEarlier tells of tags given to the same diff in the revision before that nobody collected.
func (b *builder) remarkEarlier(p *series.Patch, taken []*series.Tag) {
	old := p.Previous
	if old == nil || p.Carried || p.Identity.Compare(old.Identity) != diff.SamePatch {
		return
	}
	for i := range old.Reviews {
		t := &old.Reviews[i]
		if t.Verdict.Counts() && len(t.CollectedIn) == 0 && !holds(taken, t.Trailer) {
			b.remark(p, t.By, t.Line, "not added: %s (given to %s, whose diff is the same)", t.String(), old.ID)
		}
	}
}

// holds tells whether a tag of the same person and kind is there.
func holds(tags []*series.Tag, t trailers.Trailer) bool {
	who, _ := t.Person()
	return slices.ContainsFunc(tags, func(have *series.Tag) bool {
		person, _ := have.Person()
		return have.Is(t.Key) && (have.Value == t.Value || trailers.Same(person, who, nil) != trailers.Other)
	})
}
