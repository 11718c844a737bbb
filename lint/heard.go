package lint

import (
	"slices"
	"strings"
	"sync"
	"time"

	"patchpilot/series"
	"patchpilot/trailers"
)

// heard is which tags people gave in the mails that a linter read, and which files they sent patches to. All are
// read before a series is judged.
type heard struct {
	mu    sync.Mutex
	given map[string]bool
	works map[string][]time.Time // by sender and file
}

// post keeps what a patch changes, and when it was sent.
func (h *heard) post(m *series.Mail) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.works == nil {
		h.works = map[string][]time.Time{}
	}
	for _, f := range m.Diff.Files[:min(len(m.Diff.Files), most)] {
		key := workKey(m, f.Path())
		h.works[key] = append(h.works[key], m.Date)
	}
}

func workKey(m *series.Mail, path string) string { return strings.ToLower(m.From.Email) + " " + path }

// overtaken tells whether the sender of a posting sent later patches to one of its files: a new version that
// changed its title, or joined another series.
func (h *heard) overtaken(r *series.Revision) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	last := r.Date
	for _, n := range posted(r) {
		if n.Date.After(last) {
			last = n.Date
		}
	}
	later := func(t time.Time) bool { return t.After(last) }
	for _, n := range posted(r) {
		if n.Diff == nil {
			continue
		}
		for _, f := range n.Diff.Files {
			if slices.ContainsFunc(h.works[workKey(n.Mail, f.Path())], later) {
				return true
			}
		}
	}
	return false
}

// listen keeps what the sender of a mail gives in the sender's own name.
func (h *heard) listen(m *series.Mail) {
	for _, t := range m.Given {
		who, ok := t.Person()
		if !ok || !isVouch(t.Trailer) || trailers.Same(who, person(m.From), nil) == trailers.Other {
			continue
		}
		h.mu.Lock()
		if h.given == nil {
			h.given = map[string]bool{}
		}
		h.given[strings.ToLower(who.Email)] = true
		h.given[strings.ToLower(m.From.Email)] = true
		h.mu.Unlock()
	}
}

// from tells whether somebody gave any tag at all.
func (h *heard) from(who trailers.Person) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.given[strings.ToLower(who.Email)]
}
