package series

import (
	"slices"
	"strconv"
	"strings"
)

// Prerequisite is something a posting says must be there before it (git format-patch --base, b4, and the
// Depends-on: lines that people write).
type Prerequisite struct {
	Kind  string // "patch-id", "message-id" or "change-id"
	Value string // of a change-id with its revision: "ID:v3"
}

// maxPrerequisites bounds what is kept of one mail.
const maxPrerequisites = 1000

// maxProviders bounds the revisions that are weighed against each other for one of them.
const maxProviders = 64

// readPrerequisite reads a line that names one.
func (m *Mail) readPrerequisite(line string) {
	var p Prerequisite
	if v, ok := mark(line, "prerequisite-patch-id: "); ok && commitID(v) == v {
		p = Prerequisite{"patch-id", strings.ToLower(v)}
	} else if v, ok := mark(line, "prerequisite-change-id: "); ok {
		p = Prerequisite{"change-id", v}
	} else if v, ok := mark(line, "prerequisite-message-id: "); ok {
		p = Prerequisite{"message-id", strings.Trim(v, "<>")}
	} else if len(line) > len("depends-on:") && strings.EqualFold(line[:len("depends-on:")], "depends-on:") {
		p = Prerequisite{"message-id", namedID(line[len("depends-on:"):])}
	}
	if p.Value != "" && len(m.Prerequisites) < maxPrerequisites && !slices.Contains(m.Prerequisites, p) {
		m.Prerequisites = append(m.Prerequisites, p)
	}
}

// namedID is the message id that a text links to, or names in angle brackets or bare; "" if none.
func namedID(text string) string {
	if strings.Contains(text, "://") {
		return linkedID(text)
	}
	if _, rest, ok := strings.Cut(text, "<"); ok {
		id, _, closed := strings.Cut(rest, ">")
		if closed && strings.Contains(id, "@") && !strings.Contains(id, " ") {
			return id
		}
		return ""
	}
	if word := strings.TrimSpace(text); strings.Contains(word, "@") && !strings.Contains(word, " ") {
		return word
	}
	return ""
}

// Prerequisites are what the mails of a posting name, in the order they name it, each once.
func (r *Revision) Prerequisites() []Prerequisite {
	var all []Prerequisite
	seen := make(map[Prerequisite]bool)
	for _, m := range r.Mails() {
		for _, p := range m.Prerequisites {
			if !seen[p] {
				seen[p] = true
				all = append(all, p)
			}
		}
	}
	return all
}

// Provider is the revision that brings what r names, nil where it was not read. Of several with the patch it is
// the one that brings most of what r names, then the newest that is not younger than r.
func (a *Archive) Provider(r *Revision, p Prerequisite) *Revision {
	var best *Revision
	for _, q := range a.providers[p] {
		if q.Series != r.Series && (best == nil || a.providesBetter(r, q, best)) {
			best = q
		}
	}
	return best
}

func (a *Archive) providesBetter(r, q, than *Revision) bool {
	count := func(q *Revision) (n int) {
		for _, p := range r.Prerequisites() {
			if slices.Contains(a.providers[p], q) {
				n++
			}
		}
		return n
	}
	if n, m := count(q), count(than); n != m {
		return n > m
	}
	if young, was := q.Date.After(r.Date), than.Date.After(r.Date); young != was {
		return was
	}
	return q.Date.After(than.Date)
}

// Prerequisites finds the revisions that r needs, in the order to lay them: as its mails name them, what they
// need themselves before them. missing is what was named and not read.
func (a *Archive) Prerequisites(r *Revision) (found []*Revision, missing []Prerequisite) {
	seen := map[*Revision]bool{r: true}
	var need func(*Revision)
	need = func(r *Revision) {
		for _, p := range r.Prerequisites() {
			q := a.Provider(r, p)
			switch {
			case q == nil && !r.provides(p) && !slices.Contains(missing, p):
				missing = append(missing, p)
			case q != nil && !seen[q]:
				seen[q] = true
				need(q)
				found = append(found, q)
			}
		}
	}
	need(r)
	return found, missing
}

// provides tells whether a posting holds the patch itself: some name the patches of their own series.
func (r *Revision) provides(p Prerequisite) bool {
	return slices.ContainsFunc(r.Mails(), func(m *Mail) bool {
		return p.Kind == "patch-id" && m.PatchID == p.Value || p.Kind == "message-id" && m.ID == p.Value
	})
}

// findProviders looks for what mails name as needed among all revisions.
func (a *Archive) findProviders(mails []*Mail) {
	a.providers = make(map[Prerequisite][]*Revision)
	for _, m := range mails {
		for _, p := range m.Prerequisites {
			a.providers[p] = nil
		}
	}
	if len(a.providers) == 0 {
		return
	}
	offer := func(r *Revision, kind, value string) {
		p := Prerequisite{kind, value}
		if have, wanted := a.providers[p]; wanted && len(have) < maxProviders && !slices.Contains(have, r) {
			a.providers[p] = append(have, r)
		}
	}
	for _, s := range a.Series {
		for _, r := range s.Revisions {
			if id := s.ChangeID; id != "" {
				offer(r, "change-id", id+":v"+strconv.Itoa(r.Version))
				offer(r, "change-id", id)
			}
			for _, m := range r.Mails() {
				offer(r, "message-id", m.ID)
				offer(r, "patch-id", m.PatchID)
			}
		}
	}
}
