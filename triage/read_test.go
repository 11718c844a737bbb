package triage

import (
	"bytes"
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
)

// box is an archive read and ready to be judged.
type box struct {
	archive *series.Archive
	heard   map[string]*Heard
	found   map[*series.Revision][]lint.Finding
	in      Input
}

// readBox reads mails as the tool does: texts are listened to, linted and let go of, then mails are tied. A mail
// younger than until is not read; zero reads all.
func readBox(t testing.TB, name string, data []byte, until time.Time) *box {
	t.Helper()
	l, err := lint.New(lint.Config{})
	if err != nil {
		t.Fatal(err)
	}
	b := &box{heard: map[string]*Heard{}, found: map[*series.Revision][]lint.Finding{}}
	seen := map[string]*lint.Seen{}
	var mails []*series.Mail
	if _, err := mbox.Scan(name, bytes.NewReader(data), func(raw mbox.Raw) error {
		m := series.NewMail(mbox.Parse(raw))
		if !until.IsZero() && !m.Date.Before(until) {
			return nil
		}
		if _, twice := seen[m.ID]; !twice {
			b.heard[m.ID] = Read(m)
			seen[m.ID] = l.Mail(m)
		}
		mails = append(mails, m.Light())
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	b.archive = series.Group(mails)
	for _, s := range b.archive.Series {
		for _, f := range l.Series(s, b.archive.Newest, func(m *series.Mail) *lint.Seen { return seen[m.ID] }) {
			r := cmp.Or(f.Revision, s.Latest())
			b.found[r] = append(b.found[r], f)
		}
	}
	b.in = Input{
		Archive: b.archive, Now: b.archive.Newest,
		Heard:    func(m *series.Mail) *Heard { return b.heard[m.ID] },
		Findings: func(r *series.Revision) []lint.Finding { return b.found[r] },
	}
	return b
}

// states judges all series, by series id.
func (b *box) states() map[string][]State {
	j := NewJudge(b.in)
	all := map[string][]State{}
	for _, s := range b.archive.Series {
		all[s.ID] = j.Series(s)
	}
	return all
}

// corpusBytes reads a file, packed where it is packed: the reader of archives unpacks it.
func corpusBytes(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		data, err = os.ReadFile(path + ".xz")
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// missing are the open items of a state, as words.
func missing(s *State) string {
	var all []string
	for _, it := range s.Open() {
		all = append(all, it.Kind)
	}
	slices.Sort(all)
	if len(all) == 0 {
		return "-"
	}
	return strings.Join(all, ",")
}
