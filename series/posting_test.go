package series

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A folder that git format-patch --thread made has the dates of authors, weeks apart and in any order: what holds its
// parts together is that they answer their cover, or the first of them.
func TestPartsOfAnyDate(t *testing.T) {
	const day = 24 * 60 * 60
	part := func(id, subject string, days int, parents ...string) *Mail {
		return mailOf(id, "["+subject+"] demo: "+id, "a@b.example", PatchMail, days*day, parents...)
	}
	cover := mailOf("0", "[PATCH 0/3] demo", "a@b.example", CoverMail, 90*day)
	boxed := func(id, subject string, days int, box string, line int) *Mail {
		m := part(id, subject, days)
		m.Unsent, m.Source, m.Line = true, box, line
		if m.Subject.Index == 0 {
			m.Kind = CoverMail
		}
		return m
	}
	unsent := func(m *Mail, by, folder string) *Mail {
		m.Unsent, m.From.Email, m.Source = true, by, folder+"/"+m.ID
		return m
	}
	for name, c := range map[string]struct {
		mails []*Mail
		want  []string // postings, with the ids of their patches
	}{
		"below the first": {
			[]*Mail{part("1", "PATCH 1/3", 40), part("2", "PATCH 2/3", 0, "1"), part("3", "PATCH 3/3", 20, "1")},
			[]string{"v1 of 3: 1 2 3"},
		},
		"each below the one before": {
			[]*Mail{part("1", "PATCH 1/3", 20), part("2", "PATCH 2/3", 40, "1"), part("3", "PATCH 3/3", 0, "2", "1")},
			[]string{"v1 of 3: 1 2 3"},
		},
		"below the cover": {
			[]*Mail{cover, part("1", "PATCH 1/3", 40, "0"), part("2", "PATCH 2/3", 0, "0"), part("3", "PATCH 3/3", 20, "0")},
			[]string{"v1 of 3: 0 1 2 3"},
		},
		"each below the one before, from the cover on": {
			[]*Mail{cover, part("1", "PATCH 1/3", 40, "0"), part("2", "PATCH 2/3", 0, "1", "0"), part("3", "PATCH 3/3", 20, "2", "1")},
			[]string{"v1 of 3: 0 1 2 3"},
		},
		"sent again below the same cover": {
			[]*Mail{
				cover, part("1", "PATCH 1/3", 90, "0"), part("2", "PATCH 2/3", 90, "0"), part("3", "PATCH 3/3", 90, "0"),
				part("1a", "PATCH 1/3", 120, "0"), part("2a", "PATCH 2/3", 120, "0"), part("3a", "PATCH 3/3", 120, "0"),
			},
			[]string{"v1 of 3: 0 1 2 3", "v1 of 3: 1a 2a 3a"},
		},
		"another version, total or target": {
			[]*Mail{part("1", "PATCH 1/3", 0), part("v2", "PATCH v2 2/3", 20, "1"), part("four", "PATCH 2/4", 40, "1"), part("next", "PATCH net-next 2/3", 60, "1")},
			[]string{"v1 of 3: 1", "v2 of 3: v2", "v1 of 4: four", "v1 of 3: next"},
		},
		"below what is no part": {
			[]*Mail{
				mailOf("bug", "demo does not work", "c@b.example", Discussion, 0),
				part("1", "PATCH 1/2", 20, "bug"), part("2", "PATCH 2/2", 40, "bug"),
			},
			[]string{"v1 of 2: 1", "v1 of 2: 2"},
		},
		"waiting to be sent": {
			[]*Mail{
				unsent(mailOf("0u", "[PATCH 0/2] demo", "a@b.example", CoverMail, 90*day), "a@b.example", "out"),
				unsent(part("1", "PATCH 1/2", 40), "a@b.example", "out"), unsent(part("2", "PATCH 2/2", 0), "c@b.example", "out"),
				unsent(part("x", "PATCH 1/2", 0), "a@b.example", "other"), unsent(part("y", "PATCH 2/2", 40), "a@b.example", "other"),
			},
			[]string{"v1 of 2: x y", "v1 of 2: 0u 1 2"},
		},
		"waiting to be sent in two mailboxes": {
			[]*Mail{
				boxed("0a", "PATCH 0/2", 91, "out/a", 1), boxed("1a", "PATCH 1/2", 9, "out/a", 9), boxed("2a", "PATCH 2/2", 1, "out/a", 19),
				boxed("0b", "PATCH 0/2", 90, "out/b", 1), boxed("1b", "PATCH 1/2", 8, "out/b", 9), boxed("2b", "PATCH 2/2", 10, "out/b", 19),
			},
			[]string{"v1 of 2: 0a 1a 2a", "v1 of 2: 0b 1b 2b"},
		},
		"waiting to be sent in one mailbox": {
			[]*Mail{
				boxed("0a", "PATCH 0/2", 90, "out", 1), boxed("1a", "PATCH 1/2", 9, "out", 11), boxed("2a", "PATCH 2/2", 1, "out", 21),
				boxed("0b", "PATCH 0/2", 91, "out", 31), boxed("1b", "PATCH 1/2", 8, "out", 41), boxed("2b", "PATCH 2/2", 10, "out", 51),
			},
			[]string{"v1 of 2: 0a 1a 2a", "v1 of 2: 0b 1b 2b"},
		},
		"waiting to be sent below what is no part": {
			[]*Mail{
				mailOf("bug", "demo does not work", "c@b.example", Discussion, 0),
				unsent(part("1", "PATCH 1/2", 20, "bug"), "a@b.example", "out"), unsent(part("2", "PATCH 2/2", 40, "bug"), "a@b.example", "out"),
			},
			[]string{"v1 of 2: 1 2"},
		},
	} {
		var got []string
		for _, p := range postings(c.mails) {
			text := fmt.Sprintf("v%d of %d:", max(p.key.version, 1), p.total)
			if p.cover != nil {
				text += " " + p.cover.ID
			}
			for _, m := range p.patches {
				text += " " + m.ID
			}
			got = append(got, text)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// postings are those of some mails.
func postings(mails []*Mail) []*posting {
	mails = distinct(mails)
	all, _ := gather(plant(mails), mails)
	return all
}
