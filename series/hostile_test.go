package series

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"patchpilot/diff"
	"patchpilot/mbox"
)

// mailOf makes a mail without a body: what grouping alone looks at.
func mailOf(id, subject, from string, kind Kind, at int, parents ...string) *Mail {
	who := mbox.Address{Name: "A " + from, Email: from}
	return &Mail{
		ID: id, From: who, Author: who, Kind: kind, Parents: parents, Subject: ParseSubject(subject),
		Date: time.Date(2024, 1, 1, 0, 0, at, 0, time.UTC),
	}
}

// hostile archives: shapes that make a careless grouper take time that grows with the square of the mails.
var hostile = map[string]func(n int) []*Mail{
	"one slot, one parent": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), "[PATCH 1/4] x", "a@b.example", PatchMail, i, "root"))
		}
		return ms
	},
	"one slot, no parent": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), "[PATCH 1/4] x", "a@b.example", PatchMail, i))
		}
		return ms
	},
	"one deep chain of replies": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), "Re: [PATCH] x", "a@b.example", Reply, i, fmt.Sprint(i-1)))
		}
		return ms
	},
	"one deep chain of patches": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), fmt.Sprintf("[PATCH v%d] x", i%900+1), "a@b.example", PatchMail, i, fmt.Sprint(i-1)))
		}
		return ms
	},
	"covers alone": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), "[PATCH 0/4] x", "a@b.example", CoverMail, i))
		}
		return ms
	},
	"a loop": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), "Re: x", "a@b.example", Reply, i, fmt.Sprint((i+1)%n)))
		}
		return ms
	},
	"one huge series": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), fmt.Sprintf("[PATCH %d/%d] x", i+1, n), "a@b.example", PatchMail, i, "root"))
		}
		return ms
	},
	"many titles over the same files": func(n int) (ms []*Mail) {
		wide := &diff.Patch{}
		for i := range 2 * touched {
			wide.Files = append(wide.Files, &diff.File{NewPath: fmt.Sprint("x/", i)})
		}
		for i := range n {
			m := mailOf(fmt.Sprint(i), fmt.Sprintf("[PATCH v%d] %s%d", i%2+1, strings.Repeat("x ", 40), i), "a@b.example", PatchMail, i)
			m.Diff = wide
			ms = append(ms, m)
		}
		return ms
	},
	"each says it is one of very many": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), "[PATCH 1/99999] x", fmt.Sprint(i, "@b.example"), PatchMail, i, ""))
		}
		return ms
	},
	"parts older than what they answer": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), fmt.Sprintf("[PATCH %d/%d] x", i+1, n), "a@b.example", PatchMail, -i*500, fmt.Sprint(i-1)))
		}
		return ms
	},
	"titles in common": func(n int) (ms []*Mail) {
		for i := range n {
			ms = append(ms, mailOf(fmt.Sprint(i), fmt.Sprintf("[PATCH %d/2] x %d", i%2+1, i%3), "a@b.example", PatchMail, i*500, fmt.Sprint("root", i/2)))
		}
		return ms
	},
}

// TestHostileArchives: every mail has its place, and it does not take for ever.
func TestHostileArchives(t *testing.T) {
	const n = 20000
	for name, make := range hostile {
		start := time.Now()
		a := Group(make(n))
		if a.Mails != n {
			t.Errorf("%s: %d mails, want %d", name, a.Mails, n)
		}
		in := 0
		for _, thread := range a.Threads {
			in += thread.Mails
		}
		if in != n {
			t.Errorf("%s: %d mails in threads, want %d", name, in, n)
		}
		t.Log(name, time.Since(start).Round(time.Millisecond))
	}
}

// A loop is cut at the mail that says it answers what is later than itself.
func TestLoopIsCutAtTheOldest(t *testing.T) {
	a := Group([]*Mail{
		mailOf("patch", "[PATCH] x", "a@b.example", PatchMail, 0, "second"),
		mailOf("first", "Re: [PATCH] x", "b@b.example", Reply, 1, "patch"),
		mailOf("second", "Re: [PATCH] x", "c@b.example", Reply, 2, "first"),
	})
	if n := len(a.Series[0].Latest().FollowUps); n != 2 {
		t.Errorf("%d replies to the patch, want 2", n)
	}
}
