package flow

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"patchpilot/internal/report"
	"patchpilot/series"
)

// Selection narrows what is shown. Zero fields select everything.
type Selection struct {
	Thread       string // the id of any message of the thread to keep
	Series       string // a series' id
	Holding      string // the id of a mail of the posting to keep, or of one that answers it
	Since, Until Moment // by the date of the revision
	Version      int
	Patches      Numbers // 0 is the cover
}

// Numbers is a set of patch numbers.
type Numbers []span

type span struct{ low, high int }

// ParseNumbers reads "1-3,5" and "7-".
func ParseNumbers(s string) (Numbers, error) {
	var ns Numbers
	for _, part := range strings.Split(s, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
		low, err := strconv.Atoi(from)
		high := low
		if isRange && to == "" {
			high = math.MaxInt
		} else if isRange && err == nil {
			high, err = strconv.Atoi(to)
		}
		if err != nil || low < 0 || high < low {
			return nil, fmt.Errorf("%q is no list of patches: write 2, 1-3,5 or 7-", s)
		}
		ns = append(ns, span{low, high})
	}
	return ns, nil
}

// Has tells whether a number is in the set; an empty set has all.
func (ns Numbers) Has(n int) bool {
	for _, s := range ns {
		if s.low <= n && n <= s.high {
			return true
		}
	}
	return len(ns) == 0
}

func (s Selection) isZero() bool {
	return s.Thread == "" && s.Series == "" && s.Holding == "" && !s.Since.set && !s.Until.set && s.Version == 0 && len(s.Patches) == 0
}

// apply narrows an archive. The error says what selected nothing; a date that leaves nothing, or a
// thread without patches, is nothing wrong.
func (s Selection) apply(a *series.Archive, now time.Time) ([]*report.Item, error) {
	inThread, err := s.thread(a)
	if err != nil {
		return nil, err
	}
	var items []*report.Item
	seriesSeen := false
	for _, one := range a.Series {
		if s.Series != "" && one.ID != s.Series {
			continue
		}
		seriesSeen = true
		if item := s.narrow(one, inThread, now); item != nil {
			items = append(items, item)
		}
	}
	switch {
	case len(items) > 0:
		return items, nil
	case s.Holding != "":
		return nil, fmt.Errorf("no posting among %d messages holds %s, or is answered by it", a.Mails, s.Holding)
	case s.Series != "" && !seriesSeen:
		return nil, fmt.Errorf("no series has the id %s; patchpilot list --format json prints the ids", s.Series)
	case s.Version != 0 || len(s.Patches) > 0 || s.Series != "":
		return nil, fmt.Errorf("no patch among %d messages is selected by %s", a.Mails, s.words())
	}
	return nil, nil
}

// meant tells whether a revision is the one that Holding names: by a mail of it, or the newest by its series' id, where
// that is no mail's.
func (s Selection) meant(one *series.Series, rev *series.Revision) bool {
	if holds(rev, s.Holding) {
		return true
	}
	named := func(r *series.Revision) bool { return holds(r, s.Holding) }
	return one.ID == s.Holding && rev == one.Latest() && !slices.ContainsFunc(one.Revisions, named)
}

// words are the narrowing flags as given.
func (s Selection) words() string {
	var words []string
	for _, w := range []struct {
		on   bool
		text string
	}{
		{s.Thread != "", "--thread"}, {s.Series != "", "--series"}, {s.Since.set, "--since"}, {s.Until.set, "--until"},
		{s.Version != 0, fmt.Sprintf("-v %d", s.Version)}, {len(s.Patches) > 0, "-P"},
	} {
		if w.on {
			words = append(words, w.text)
		}
	}
	return strings.Join(words, " ")
}

// thread gives the mails of the thread to keep, nil for all.
func (s Selection) thread(a *series.Archive) (map[string]bool, error) {
	if s.Thread == "" {
		return nil, nil
	}
	for _, t := range a.Threads {
		if ids := idsOf(t.Root); ids[s.Thread] {
			return ids, nil
		}
	}
	return nil, fmt.Errorf("no message %s among the %d read, and none that answers it", s.Thread, a.Mails)
}

// idsOf collects a tree's ids without recursion: threads can be as deep as their makers like.
func idsOf(root *series.Node) map[string]bool {
	ids := make(map[string]bool)
	for todo := []*series.Node{root}; len(todo) > 0; {
		n := todo[len(todo)-1]
		todo = append(todo[:len(todo)-1], n.Children...)
		ids[n.ID] = true
	}
	return ids
}

// narrow keeps the postings and patches asked for; nil where none is left.
func (s Selection) narrow(one *series.Series, inThread map[string]bool, now time.Time) *report.Item {
	item := &report.Item{Series: one}
	for _, rev := range one.Revisions {
		if s.Version != 0 && rev.Version != s.Version || !s.inTime(rev.Date, now) || !touches(rev, inThread) || !s.meant(one, rev) {
			continue
		}
		p := s.posting(rev)
		if p.Cover == nil && len(p.Patches) == 0 {
			continue
		}
		item.Postings = append(item.Postings, p)
	}
	if len(item.Postings) == 0 {
		return nil
	}
	return item
}

func (s Selection) posting(rev *series.Revision) *report.Posting {
	p := &report.Posting{Revision: rev}
	if len(s.Patches) == 0 {
		p.Cover, p.Patches, p.FollowUps = rev.Cover, rev.Patches, rev.FollowUps
		return p
	}
	if s.Patches.Has(0) {
		p.Cover = rev.Cover
	}
	for _, patch := range rev.Patches {
		if s.Patches.Has(patch.Index) {
			p.Patches = append(p.Patches, patch)
		}
	}
	for _, f := range rev.FollowUps {
		if s.keepsMail(rev, f.To) {
			p.FollowUps = append(p.FollowUps, f)
		}
	}
	return p
}

// keepsMail tells whether a mail of a posting is asked for; what belongs to the posting as a whole is,
// unless patches were named.
func (s Selection) keepsMail(rev *series.Revision, m *series.Mail) bool {
	if len(s.Patches) == 0 {
		return true
	}
	if m == nil {
		return false
	}
	index, ok := report.IndexOf(rev, m)
	return ok && s.Patches.Has(index)
}

func (s Selection) inTime(t, now time.Time) bool {
	if s.Since.set && t.Before(s.Since.at(now)) {
		return false
	}
	return !s.Until.set || !t.After(s.Until.at(now))
}

// holds tells whether a mail is one of the posting, replaces a patch of it, or answers it; any posting will do for "".
func holds(rev *series.Revision, id string) bool {
	if id == "" {
		return true
	}
	isIt := func(m *series.Mail) bool { return m.ID == id }
	return slices.ContainsFunc(rev.Mails(), isIt) ||
		slices.ContainsFunc(rev.Patches, func(p *series.Patch) bool { return slices.ContainsFunc(p.Rerolls, isIt) }) ||
		slices.ContainsFunc(rev.FollowUps, func(f *series.FollowUp) bool { return f.Mail.ID == id })
}

// touches tells whether a mail of the posting itself stands in the thread.
func touches(rev *series.Revision, inThread map[string]bool) bool {
	if inThread == nil {
		return true
	}
	for _, m := range rev.Mails() {
		if inThread[m.ID] {
			return true
		}
	}
	return false
}
