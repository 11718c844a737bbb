package stable

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
	"patchpilot/internal/lazyregexp"
	"patchpilot/mbox"
	"patchpilot/rangediff"
	"patchpilot/series"
	"patchpilot/trailers"
)

// Weight of a remark.
type Weight int

// Weights.
const (
	Good  Weight = iota // nothing is wrong with it
	Odd                 // a person should look
	Wrong               // it cannot be taken so
)

// Remark is one thing to be said of a submission.
type Remark struct {
	Name     string // of the fault, as rules are named
	Weight   Weight
	Line     int    // of the mail's text; 0 = its headers
	Path     string // and in the branch, where that is meant
	PathLine int
	Text     string // a sentence
	Fix      string // the right line; may be empty
}

// Submission is a patch that is posted for stable branches, held against upstream and against them.
type Submission struct {
	Patch    *series.Patch
	Branches []int    // of the keeper's, those that it is for
	Absent   []string // what else its subject names: versions, ranges of them, branches
	Origins  []Origin
	Laid     []Laid   // on each of the branches, after the submissions before it
	Remarks  []Remark // by line
}

// Laid is what laying a submission on a branch came to.
type Laid struct {
	Branch  int
	Applies Applies
	Outcome apply.Outcome
}

// Origin is a commit that a submission names as the one it was taken from.
type Origin struct {
	trailers.Origin
	Commit     history.N        // history.None where there is none
	ByTitle    bool             // Commit is no commit that ID names: it is the one with the submission's title
	Original   *series.Mail     // the commit as a mail; nil where it could not be told
	Sameness   diff.Sameness    // of the submission's change and the original's; "" = not told
	Difference []rangediff.Hunk // from the commit's diff to the submission's
}

// Mailed reads a commit as the mail that it would be sent as.
type Mailed func(history.ID) (*series.Mail, error)

// Check holds the patches of a posting against upstream and the branches they are for: those that its subjects name,
// or onto. What is no submission is passed over. An error is the source's.
func (k *Keeper) Check(posting []*series.Patch, onto []int, read Mailed) ([]Submission, error) {
	var all []Submission
	for _, p := range posting {
		if s := (Submission{Patch: p}); k.address(&s, onto) {
			all = append(all, s)
		}
	}
	for i := range all {
		s := &all[i]
		if err := k.checkOrigins(s, read); err != nil {
			return nil, err
		}
		s.checkSignOff()
		if len(onto) == 0 && !k.in.Ours.sentTo(s.Patch.Mail) && !k.in.Ours.keeps(s.Patch.From) {
			s.say(Remark{Name: "stable-not-sent", Weight: Odd, Text: strings.TrimSpace("it is not sent to the stable list " + k.List())})
		}
	}
	for b := range k.branches {
		if err := k.checkBranch(all, b); err != nil {
			return nil, err
		}
	}
	for i := range all {
		k.checkAbsent(&all[i], all)
		slices.SortStableFunc(all[i].Remarks, func(a, b Remark) int { return cmp.Compare(a.Line, b.Line) })
	}
	return all, nil
}

// checkAbsent looks for branches that need a submission before the ones that it is for and that are not here.
func (k *Keeper) checkAbsent(s *Submission, all []Submission) {
	for _, version := range s.Absent {
		if !plainVersion.MatchString(version) {
			continue
		}
		for _, o := range s.Origins {
			if o.Commit != history.None {
				k.checkNewer(s, o, version, all)
			}
		}
	}
}

var plainVersion = lazyregexp.New(`^\d+\.\d+$`)

// List is the address that backports are sent to, "" where there is none.
func (k *Keeper) List() string { return cmp.Or(k.in.Ours.List, k.in.Index.Conventions().Address) }

func (s *Submission) say(r Remark) { s.Remarks = append(s.Remarks, r) }

// checkOrigins looks up the commits that a submission names.
func (k *Keeper) checkOrigins(s *Submission, read Mailed) error {
	m := s.Patch.Mail
	for _, o := range trailers.Origins(m.Log, m.LogLine) {
		if slices.ContainsFunc(s.Origins, func(have Origin) bool { return have.ID == o.ID }) || len(s.Origins) == mostIDs {
			continue
		}
		origin := Origin{Origin: o}
		origin.Commit, origin.ByTitle = k.resolve(s, o)
		if err := k.readOriginal(&origin, read); err != nil {
			return err
		}
		s.Origins = append(s.Origins, origin)
	}
	switch {
	case len(s.Origins) == 0:
		return k.withoutOrigin(s, read)
	case len(s.Origins) == 1:
		return k.compare(s, &s.Origins[0], read)
	default:
		s.say(Remark{Name: "stable-upstream-several", Line: s.Origins[0].Line, Text: fmt.Sprintf("it is made of %d commits of upstream, and was not compared with them", len(s.Origins))})
	}
	return nil
}

// readOriginal reads the commit of an origin as a mail, where there is one.
func (k *Keeper) readOriginal(o *Origin, read Mailed) (err error) {
	if o.Commit != history.None {
		o.Original, err = read(k.in.Index.ID(o.Commit))
	}
	return err
}

// resolve finds the commit of upstream that a line names, and says what is wrong with the id; byTitle tells that only its
// title led there.
func (k *Keeper) resolve(s *Submission, o trailers.Origin) (n history.N, byTitle bool) {
	x := k.in.Index
	n, err := x.Lookup(o.ID)
	r := Remark{Name: "stable-upstream-unknown", Weight: Wrong, Line: o.Line}
	switch {
	case errors.Is(err, history.ErrAmbiguous):
		r.Text = err.Error()
	case err != nil:
		r.Text = fmt.Sprintf("%s is the id of no commit here", o.ID)
	case k.upstream.Has(n):
		if len(o.ID) < 40 {
			s.say(Remark{Name: "stable-upstream-short", Weight: Wrong, Line: o.Line, Text: fmt.Sprintf("the commit is named by %d digits, %q; all 40 are needed", len(o.ID), o.ID), Fix: k.upstreamLine(n)})
		}
		return n, false
	default:
		r.Name, r.Text = "stable-upstream-elsewhere", k.elsewhere(n)
		if of := k.look().original(history.Mention{Of: n, By: n}); k.upstream.Has(of) {
			r.Text += fmt.Sprintf(", and the copy of %s", k.short(of))
			r.Fix = k.upstreamLine(of)
			s.say(r)
			return of, false
		}
	}
	if n := k.entitled(s.Patch.Subject.Title); n != history.None {
		r.Text += fmt.Sprintf("; %s has the title", k.short(n))
		r.Fix = k.upstreamLine(n)
		s.say(r)
		return n, true
	}
	s.say(r)
	return history.None, false
}

// elsewhere says where a commit is that upstream does not have.
func (k *Keeper) elsewhere(n history.N) string {
	for _, b := range k.branches {
		if b.all.Has(n) {
			return fmt.Sprintf("%s is a commit of %s", k.short(n), b.Name)
		}
	}
	return fmt.Sprintf("%s is a commit that upstream does not have", k.short(n))
}

func (k *Keeper) upstreamLine(n history.N) string {
	return fmt.Sprintf("commit %s upstream.", k.in.Index.ID(n))
}

// entitled is the one commit of upstream with a title.
func (k *Keeper) entitled(title string) history.N {
	all := k.allEntitled(title)
	if len(all) != 1 {
		return history.None
	}
	return all[0]
}

func (k *Keeper) allEntitled(title string) []history.N {
	return slices.DeleteFunc(slices.Clone(k.in.Index.TitledAs(title)), func(n history.N) bool { return !k.upstream.Has(n) })
}

// originByTitle is the commit of upstream that has a mail's title; of several the one that alone changes the same, if they
// are not too many to be compared.
func (k *Keeper) originByTitle(m *series.Mail, read Mailed) (found Origin, titled int, err error) {
	found.Commit = history.None
	all := k.allEntitled(m.Subject.Title)
	if len(all) > mostCompared {
		return found, len(all), nil
	}
	same := 0
	for _, n := range all {
		o := Origin{Commit: n, ByTitle: true}
		if err := k.readOriginal(&o, read); err != nil {
			return found, len(all), err
		}
		if o.compare(m); len(all) == 1 {
			return o, 1, nil
		}
		if o.Sameness == diff.SamePatch || o.Sameness == diff.SameChange {
			found, same = o, same+1
		}
	}
	if same != 1 {
		found = Origin{Commit: history.None}
	}
	return found, len(all), nil
}

// withoutOrigin judges a submission that names no commit.
func (k *Keeper) withoutOrigin(s *Submission, read Mailed) error {
	m := s.Patch.Mail
	if k.checkRevert(s) {
		return nil
	}
	r := Remark{Name: "stable-no-upstream", Weight: Wrong, Line: m.LogLine, Text: "it names no commit of upstream"}
	o, titled, err := k.originByTitle(m, read)
	if err != nil {
		return err
	}
	if o.Commit != history.None {
		r.Fix = k.upstreamLine(o.Commit)
		if r.Text += fmt.Sprintf("; %s has its title", k.short(o.Commit)); titled > 1 {
			r.Text += fmt.Sprintf(", and alone of the %d that have it changes the same", titled)
		}
		s.Origins = append(s.Origins, o)
	} else if titled > 1 {
		r.Text += fmt.Sprintf("; %d have its title", titled)
	} else if strings.HasPrefix(m.Subject.Title, `Revert "`) || strings.Contains(strings.ToLower(m.Log), "upstream") {
		r.Weight = Odd // it may say that there is none, and why
	}
	s.say(r)
	return nil
}

// compare finds how much of an origin's change a mail has, and where it differs.
func (o *Origin) compare(m *series.Mail) {
	if o.Original == nil {
		return
	}
	if o.Sameness = m.Identity.Compare(o.Original.Identity); o.Sameness != diff.SamePatch {
		o.Difference = rangediff.Changes(o.Original, m)
	}
}

// compare holds a submission against the commit it names; against the one with its title, where the id is plainly wrong.
func (k *Keeper) compare(s *Submission, o *Origin, read Mailed) error {
	if o.Original == nil {
		return nil
	}
	m, was := s.Patch.Mail, o.Original
	sameTitle := m.Subject.Key() == was.Subject.Key()
	author := k.authorOf(m)
	sameAuthor := trailers.Same(trailers.Person(author), trailers.Person(was.Author), nil) != trailers.Other
	o.Sameness = m.Identity.Compare(was.Identity)
	if !sameTitle && !sameAuthor && o.Sameness == diff.OtherChange {
		r := Remark{Name: "stable-upstream-mismatch", Weight: Wrong, Line: o.Line, Text: fmt.Sprintf("%s is another change: %q, by %s", k.short(o.Commit), was.Subject.Title, was.Author.Name)}
		if o.Commit = k.entitled(m.Subject.Title); o.Commit != history.None {
			r.Text += fmt.Sprintf("; %s has the title", k.short(o.Commit))
			r.Fix = k.upstreamLine(o.Commit)
			if err := k.readOriginal(o, read); err != nil {
				return err
			}
			o.ByTitle = true
			o.compare(m)
		}
		s.say(r)
		return nil
	}
	if !sameTitle {
		s.say(Remark{Name: "stable-upstream-mismatch", Weight: Odd, Text: fmt.Sprintf("upstream's title is %q", was.Subject.Title), Fix: was.Subject.Title})
	}
	if !sameAuthor {
		r := Remark{Name: "stable-author", Weight: Wrong, Text: fmt.Sprintf("upstream's author is %s, and it would be %s", was.Author.Name, author.Name)}
		r.Fix = fmt.Sprintf("From: %s <%s>", was.Author.Name, was.Author.Email)
		if m.InBody {
			r.Line = 1
		} else {
			r.Text += ": its body begins with no From line"
		}
		s.say(r)
	}
	s.checkTags(was)
	if o.compare(m); o.Sameness != diff.SamePatch {
		k.sayDifference(s, o)
	}
	return nil
}

// authorOf is the author that a mail names; rounds of review put a line or two above it.
func (k *Keeper) authorOf(m *series.Mail) mbox.Address {
	if m.InBody || !k.in.Ours.keeps(m.From) {
		return m.Author
	}
	for _, l := range strings.SplitN(m.Log, "\n", 10) {
		if who, ok := strings.CutPrefix(l, "From: "); ok {
			if p, ok := trailers.ReadPerson(who); ok {
				return mbox.Address(p)
			}
		}
	}
	return m.Author
}

func nameOf(a mbox.Address) string { return fmt.Sprintf("%s <%s>", a.Name, a.Email) }

// checkTags looks for what upstream's log holds and the submission's has lost.
func (s *Submission) checkTags(was *series.Mail) {
	var lost []string
	for _, t := range was.Trailers {
		if t.Is("Cc") || t.Is("Link") || t.Is("Change-Id") {
			continue
		}
		kept := slices.ContainsFunc(s.Patch.Trailers, func(o trailers.Trailer) bool { return o.Is(t.Key) && o.Value == t.Value })
		if !kept && len(lost) < 20 {
			lost = append(lost, strings.TrimSpace(t.Key+": "+t.Value))
		}
	}
	if len(lost) > 0 {
		s.say(Remark{Name: "stable-tags-lost", Weight: Odd, Line: s.Patch.LogLine, Text: "it lacks what upstream's log has", Fix: strings.Join(lost, "\n")})
	}
}

// saysWhy tells whether a log has a sentence that upstream's has not, tags and the lines that name the commit aside; or
// the notes below it have one.
func saysWhy(m, was *series.Mail) bool {
	known := map[string]bool{}
	for l := range strings.SplitSeq(was.Log, "\n") {
		known[strings.TrimSpace(l)] = true
	}
	tagged := map[int]bool{m.UpstreamLine: true}
	for _, o := range trailers.Origins(m.Log, m.LogLine) {
		tagged[o.Line] = true
	}
	for _, t := range m.Trailers {
		tagged[t.Line] = true
	}
	for i, l := range strings.Split(m.Log, "\n") {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, "From: ") || strings.Contains(l, "-stable review patch.") {
			continue // a round of review begins so
		}
		if !known[l] && !tagged[m.LogLine+i] && strings.Contains(l, " ") {
			return true
		}
	}
	return slices.ContainsFunc(strings.Split(m.Notes, "\n"), func(l string) bool {
		return strings.Count(l, " ") > 2 && !strings.Contains(l, " | ") && !strings.Contains(l, " changed, ") && !strings.HasPrefix(l, " create mode") && !strings.HasPrefix(l, " delete mode")
	})
}

// checkSignOff looks whether who sends a submission has signed it.
func (s *Submission) checkSignOff() {
	m := s.Patch.Mail
	last := 0
	for _, t := range m.Trailers {
		who, ok := t.Person()
		if !t.Is("Signed-off-by") || !ok {
			continue
		}
		if last = t.Line; trailers.Same(who, trailers.Person(m.From), nil) != trailers.Other {
			return
		}
	}
	s.say(Remark{
		Name: "stable-sign-off", Weight: Wrong, Line: cmp.Or(last, m.LogLine), Text: nameOf(m.From) + " sends it and has not signed it off",
		Fix: "Signed-off-by: " + nameOf(m.From),
	})
}
