package lint

import (
	"strings"
	"sync"

	"patchpilot/series"
	"patchpilot/trailers"
)

// heard is which tags people gave in the mails that a linter read. All are read before a series is judged.
type heard struct {
	mu    sync.Mutex
	given map[string]bool
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
