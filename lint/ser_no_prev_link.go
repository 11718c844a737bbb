package lint

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/series"
)

// A later version has no link to the one before.
//
// What was asked of the last version, and what was answered, is a search away for everybody; with a link it is
// one click.
//
// Put the address of the last version beside its changelog. A version sent in reply to the last one has its
// link in the header.
//
//	bad:  v2: free the ring on error
//	good: v2: free the ring on error
//	      v1: https://lore.kernel.org/r/20260302-ring@example.org
//
// See Documentation/process/maintainer-netdev.rst, "Revisions and changelogs".
var serNoPrevLink = &Rule{
	Name:     "ser-no-prev-link",
	Severity: Info,
	Scope:    OnSeries,
	Headers:  true,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Stated < 2 || r.Resend || r.Backport || r.Partial || !whole(p.Series, r) || !sent(r.Mails()[0]) || linksBack(r) {
			return
		}
		f := Finding{Revision: r, Text: fmt.Sprintf("this is v%d, and nothing in it leads to v%d", r.Stated, r.Stated-1)}
		if old := r.Supersedes; old != nil {
			f.Text += fmt.Sprintf(", <%s>", old.ID)
			if toKernelList(r.Mails()[0]) {
				f.Fix = fmt.Sprintf("v%d: https://lore.kernel.org/r/%s", old.Version, old.ID)
			}
		}
		p.Report(f)
	},
}

// linksBack tells whether a posting leads to an archive, names a mail of the version before, or answers one.
func linksBack(r *series.Revision) bool {
	var before []string
	if r.Supersedes != nil {
		for _, m := range r.Supersedes.Mails() {
			before = append(before, m.ID)
		}
		for _, f := range r.Supersedes.FollowUps {
			before = append(before, f.Mail.ID)
		}
	}
	for _, m := range r.Mails() {
		if len(m.Supersedes) > 0 || leadsToArchive(m.Notes) || m.Kind == series.CoverMail && leadsToArchive(m.Log) {
			return true
		}
		for _, id := range before {
			if slices.Contains(m.Parents, id) || strings.Contains(m.Notes, id) || m.Kind == series.CoverMail && strings.Contains(m.Log, id) {
				return true
			}
		}
	}
	return len(before) == 0 && len(r.Mails()[0].Parents) > 0
}

func leadsToArchive(text string) bool {
	return strings.Contains(text, "://") && hasAny(text, "lore.", "/lore", "patchwork", "lists.", "lkml", "marc.info", "spinics", "mail-archive", "inbox.", "patch.msgid.link", "groups.google", "/r/", "/patch/", "/series/", "pipermail", "archive")
}

func toKernelList(m *series.Mail) bool {
	for _, a := range slices.Concat(m.To, m.Cc) {
		if strings.HasSuffix(a.Email, "vger.kernel.org") || strings.HasSuffix(a.Email, "@lists.linux.dev") || strings.HasSuffix(a.Email, "@lists.infradead.org") {
			return true
		}
	}
	return false
}
