package triage

import (
	"cmp"
	"slices"
	"strings"

	"patchpilot/mbox"
	"patchpilot/said"
	"patchpilot/series"
	"patchpilot/stable"
	"patchpilot/trailers"
)

// Judge judges series.
type Judge struct {
	in       Input
	landings map[string][]landing       // what lists of titles say, by title
	shortlog map[string][]landing       // and by the name they list a title under
	posted   map[string][]posted        // patches and covers, by what tells two postings of one work
	carried  map[*series.Patch][]posted // postings to stable branches, by what they carry
	keepers  map[string]bool            // who gives notices for others, was pulled from, or signed what is upstream: names and addresses
	asking   map[string]bool            // who asks to pull
	decided  map[string][]Decision
	heard    func(*series.Mail) *Heard
}

// landing is one title in one list.
type landing struct {
	mail   *series.Mail
	notice *notice
	item   listed
	merged *series.Mail // pr-tracker-bot's word that the request was merged
	tree   string       // into which
}

// posted is a patch or a cover of somebody.
type posted struct {
	revision *series.Revision
	mail     *series.Mail
}

// NewJudge prepares judging: it looks over the whole archive once, for pull requests and notices in other threads.
func NewJudge(in Input) *Judge {
	j := &Judge{in: in, landings: map[string][]landing{}, shortlog: map[string][]landing{}, posted: map[string][]posted{}, carried: map[*series.Patch][]posted{}, keepers: map[string]bool{}, asking: map[string]bool{}, decided: map[string][]Decision{}}
	j.heard = func(m *series.Mail) *Heard {
		if in.Heard == nil {
			return nil
		}
		return in.Heard(m)
	}
	for _, d := range in.Decisions {
		j.decided[d.MessageID] = append(j.decided[d.MessageID], d)
	}
	if in.Archive == nil {
		return j
	}
	j.readLists()
	j.readPostings()
	return j
}

// readLists enters all lists of titles, and which pull requests were merged.
func (j *Judge) readLists() {
	merged := map[string]landing{}
	var lists []*series.Mail
	for _, t := range j.in.Archive.Threads {
		t.Root.Walk(func(n *series.Node, _ int) {
			if n.Mail == nil {
				return
			}
			h := j.heard(n.Mail)
			if h == nil || h.notice == nil {
				return
			}
			if h.notice.kind != trackerNotice {
				lists = append(lists, n.Mail)
				return
			}
			if trust(n.Mail, h) == Weak {
				return
			}
			for _, id := range n.Mail.Parents {
				if old, have := merged[id]; !have || n.Mail.ID < old.mail.ID {
					merged[id] = landing{mail: n.Mail, notice: h.notice}
				}
			}
		})
	}
	for _, m := range lists {
		n := j.heard(m).notice
		if n.kind == pullNotice && m.Pull != nil && m.Pull.URL != "" {
			for _, k := range personKeys(m.From) {
				j.asking[k] = true
			}
			if _, pulled := merged[m.ID]; pulled {
				j.keep(m.From)
			}
		}
		if n.by != "" && trust(m, j.heard(m)) != Weak {
			j.keepers[strings.ToLower(n.by)] = true
		}
		if n.kind == listNotice || n.kind == quotedListOnly {
			continue // people's lists are about the thread they stand in
		}
		for _, it := range n.listed {
			l := landing{mail: m, notice: n, item: it}
			if by, ok := merged[m.ID]; ok && n.kind == pullNotice {
				l.merged, l.tree = by.mail, by.notice.tree
			}
			j.landings[it.key] = append(j.landings[it.key], l)
			if bare := bareTitle(it.key); bare != it.key {
				j.landings[bare] = append(j.landings[bare], l)
			}
			if it.author != "" {
				j.shortlog[it.author] = append(j.shortlog[it.author], l)
			}
		}
	}
	for _, of := range []map[string][]landing{j.landings, j.shortlog} {
		sortLandings(of)
	}
}

func sortLandings(of map[string][]landing) {
	for _, all := range of {
		slices.SortFunc(all, func(a, b landing) int {
			return cmp.Or(a.mail.Date.Compare(b.mail.Date), strings.Compare(a.mail.ID, b.mail.ID), cmp.Compare(a.item.line, b.item.line))
		})
	}
}

// bareTitle is a title without the names of parts before it, where what is left says enough to know it by.
func bareTitle(key string) string {
	rest := key
	for {
		head, tail, ok := strings.Cut(rest, ": ")
		if !ok || len(head) > 40 || strings.Count(head, " ") > 3 {
			break
		}
		rest = tail
	}
	if i := strings.Index(rest, ") "); strings.HasPrefix(rest, "(") && i > 0 && i < 40 {
		rest = rest[i+2:]
	}
	if len(rest) < 25 || strings.Count(rest, " ") < 3 {
		return key
	}
	return rest
}

// readPostings enters all patches, and learns who keeps trees.
func (j *Judge) readPostings() {
	notices := map[string]map[*series.Series]bool{}
	for _, s := range j.in.Archive.Series {
		for _, r := range s.Revisions {
			for _, p := range r.Patches {
				if s.BackportOf != nil && r.Backport {
					j.carried[s.BackportOf] = append(j.carried[s.BackportOf], posted{r, p.Mail})
				}
				j.keepSigners(p)
			}
			for _, m := range r.Mails() {
				for _, k := range workKeys(m) {
					j.posted[k] = append(j.posted[k], posted{r, m})
				}
			}
			for _, f := range r.FollowUps {
				if h := j.heard(f.Mail); h != nil && len(h.says(said.Applied)) > 0 && !samePerson(f.Mail.From, r.Sender) {
					for _, k := range personKeys(f.Mail.From) {
						if notices[k] == nil {
							notices[k] = map[*series.Series]bool{}
						}
						notices[k][s] = true
					}
				}
			}
		}
	}
	for _, all := range j.posted {
		slices.SortFunc(all, func(a, b posted) int {
			return cmp.Or(a.mail.Date.Compare(b.mail.Date), strings.Compare(a.mail.ID, b.mail.ID))
		})
	}
	for k, of := range notices {
		if len(of) > 1 || j.in.Owners == nil && j.asking[k] { // anybody can say so once, and anybody can ask to pull
			j.keepers[k] = true
		}
	}
}

// keepSigners learns from a patch that is upstream who took it: who signed it between its author and the stable tree.
func (j *Judge) keepSigners(p *series.Patch) {
	if p.Upstream == "" || !stable.Keeps(p.From) {
		return
	}
	for _, t := range p.Trailers {
		if who, ok := t.Person(); ok && t.Is("Signed-off-by") && trailers.Same(who, trailers.Person(p.Author), nil) == trailers.Other {
			j.keep(mbox.Address(who))
		}
	}
}

func (j *Judge) keep(a mbox.Address) {
	for _, k := range personKeys(a) {
		j.keepers[k] = true
	}
}

func (j *Judge) keepsTree(a mbox.Address) bool {
	return slices.ContainsFunc(personKeys(a), func(k string) bool { return j.keepers[k] })
}

// personKeys are the address, and the name where it has two words.
func personKeys(a mbox.Address) []string {
	keys := []string{strings.ToLower(a.Email)}
	if name := strings.ToLower(strings.TrimSpace(a.Name)); strings.Contains(name, " ") {
		keys = append(keys, name)
	}
	return keys
}

func samePerson(a, b mbox.Address) bool {
	return strings.EqualFold(a.Email, b.Email) || trailers.Same(trailers.Person(a), trailers.Person(b), nil) != trailers.Other
}

// Series judges every revision of a series, version rising. It is safe to call from several goroutines.
func (j *Judge) Series(s *series.Series) []State {
	states := make([]State, len(s.Revisions))
	for i, r := range s.Revisions {
		c := &court{Judge: j, s: s, r: r, st: &states[i]}
		if i+1 < len(s.Revisions) {
			c.next = s.Revisions[i+1]
		}
		if i > 0 {
			c.before = &states[i-1]
		}
		c.judge()
	}
	return states
}
