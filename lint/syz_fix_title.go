package lint

import (
	"strings"

	"patchpilot/said"
	"patchpilot/series"
)

// A `#syz fix:` names another title than the patch has.
//
// syzbot looks for a commit with exactly that title; with another the report stays open for ever, or is closed
// by the wrong commit.
//
// Repeat it with the title of the newest version, without its [PATCH] prefix.
//
//	bad:  #syz fix: demo: fix the ring          (the patch is "demo: free the ring on error")
//	good: #syz fix: demo: free the ring on error
//
// See https://github.com/google/syzkaller/blob/master/docs/syzbot.md, "Communication with syzbot".
var syzFixTitle = &Rule{
	Name:     "syz-fix-title",
	Severity: Info,
	Scope:    OnSeries,
	See:      hear(said.ToSyzbot),
	Check: func(p *Pass) {
		r := p.Series.Latest()
		for _, f := range r.FollowUps {
			for _, k := range p.Marks(f.Mail) {
				title, found := strings.CutPrefix(k.Text, "#syz fix:")
				if title = strings.TrimSpace(title); !found || title == "" || hasTitle(r, title) {
					continue
				}
				near := nearTitle(r, title)
				if near == nil {
					continue // it speaks of another patch
				}
				p.Report(Finding{Revision: r, Mail: f.Mail, Line: k.Line, Fix: "#syz fix: " + near.Subject.Title,
					Text: "syzbot is to wait for " + quote(title) + ", and the patch is " + quote(near.Subject.Title)})
			}
		}
	},
}

func hasTitle(r *series.Revision, title string) bool {
	for _, p := range r.Patches {
		if p.Subject.Title == title {
			return true
		}
	}
	return false
}

// nearTitle is the patch that shares most words with a title, nil where none has half of them.
func nearTitle(r *series.Revision, title string) *series.Patch {
	words := strings.Fields(strings.ToLower(title))
	var best *series.Patch
	most := len(words) / 2
	for _, p := range r.Patches {
		have := strings.ToLower(p.Subject.Title)
		shared := 0
		for _, w := range words {
			if strings.Contains(have, w) {
				shared++
			}
		}
		if shared > most {
			best, most = p, shared
		}
	}
	return best
}
