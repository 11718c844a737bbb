package lint

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"patchpilot/mbox"
	"patchpilot/series"
)

// lintFixture lints one mail of a fixture alone.
func lintFixture(t *testing.T, c Config, rule, mail string) []Finding {
	t.Helper()
	l, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	f := loadFixture(t, filepath.Join("../fixtures/rules", rule+".txtar"))
	if _, there := f.mails[mail]; !there {
		t.Fatalf("%s has no %s", rule, mail)
	}
	return lintAll(l, []string{mail}, f.mails)
}

func TestConfiguredSeverity(t *testing.T) {
	const rule = "sob-missing"
	for _, tc := range []struct {
		about string
		c     Config
		mail  string
		want  Severity
	}{
		{"as it is", Config{}, "bad-none.eml", Error},
		{"an RFC is lowered by the rule", Config{}, "bad-rfc-is-softer.eml", Warning},
		{"configured down", Config{Settings: []Setting{{rule, Info}}}, "bad-none.eml", Info},
		{"configured below what the rule lowers to", Config{Settings: []Setting{{rule, Info}}}, "bad-rfc-is-softer.eml", Info},
		{"configured as it was, the rule still lowers", Config{Settings: []Setting{{rule, Error}}}, "bad-rfc-is-softer.eml", Warning},
		{"off", Config{Settings: []Setting{{rule, Off}}}, "bad-none.eml", Off},
		{"another one alone", Config{Only: []string{"fixes-short-id"}}, "bad-none.eml", Off},
		{"alone", Config{Only: []string{rule}}, "bad-none.eml", Error},
	} {
		t.Run(tc.about, func(t *testing.T) {
			got := Off
			for _, f := range lintFixture(t, tc.c, rule, tc.mail) {
				if f.Rule.Name == rule {
					got = f.Severity
				}
			}
			if got != tc.want {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
}

// A finding knows its mail and its posting; they come by line and rule, and pin no text.
func TestSeriesCompletesFindings(t *testing.T) {
	found := lintFixture(t, Config{}, "tag-internal", "bad-ticket.eml")
	if len(found) < 2 {
		t.Fatalf("%d findings", len(found))
	}
	for _, f := range found {
		switch {
		case f.Mail == nil || f.Revision == nil || f.Rule == nil:
			t.Errorf("%q has no mail, posting or rule", f.Text)
		case f.Mail.Text != "" || f.Mail.Message != nil:
			t.Error("a finding pins the mail's text")
		}
	}
	if !slices.IsSortedFunc(found, func(a, b Finding) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return strings.Compare(a.Rule.Name, b.Rule.Name)
	}) {
		t.Error("findings are out of order")
	}
}

// Replies, suggestions and discussions owe nothing.
func TestOnlyPostingsAreJudged(t *testing.T) {
	l, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	const sketch = "How about this?\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n a\n+b \n"
	for about, subject := range map[string]string{
		"a suggestion": "Subject: Re: [PATCH] demo: free the ring\nIn-Reply-To: <1@b.example>\n",
		"a discussion": "Subject: oops in demo_probe\n",
	} {
		data := "From: A B <a@b.example>\nMessage-ID: <2@b.example>\n" + subject + "\n" + sketch
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: about, Line: 1, Data: []byte(data)}))
		for _, f := range findings(l.Mail(m)) {
			t.Errorf("%s: %s: %s", about, f.Rule.Name, f.Text)
		}
	}
}

// One linter serves many workers, and says the same to all.
func TestLinterIsSafeForWorkers(t *testing.T) {
	l, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	f := loadFixture(t, "../fixtures/rules/tag-internal.txtar")
	m := series.NewMail(mbox.Parse(mbox.Raw{Source: "x", Line: 1, Data: f.mails["bad-ticket.eml"]}))
	want := len(findings(l.Mail(m)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := len(findings(l.Mail(m))); got != want {
					t.Errorf("%d findings, want %d", got, want)
				}
			}
		})
	}
	wg.Wait()
}

// A rule that panics is told with its name and the mail, and the others go on.
func TestPanicIsAFinding(t *testing.T) {
	l, err := New(Config{Only: []string{"sob-missing"}})
	if err != nil {
		t.Fatal(err)
	}
	boom := func(p *Pass) { _ = p.Mail.To[99] }
	l.add(armed{Rule: &Rule{Name: "demo-mail", Scope: OnPatch, Check: boom}})
	l.add(armed{Rule: &Rule{Name: "demo-see", Scope: OnSeries, See: boom, Check: func(*Pass) {}}})
	l.add(armed{Rule: &Rule{Name: "demo-series", Scope: OnSeries, Check: boom}})
	f := loadFixture(t, "../fixtures/rules/sob-missing.txtar")
	var got []string
	for _, fd := range lintAll(l, []string{"bad-none.eml"}, f.mails) {
		if fd.Mail == nil || fd.Mail.Source != "bad-none.eml" {
			t.Errorf("%q is about no mail", fd.Text)
		}
		got = append(got, fd.Rule.Name+" "+strings.Join(strings.Fields(fd.Text)[:2], " "))
	}
	slices.Sort(got)
	want := []string{"internal-fault rule demo-mail", "internal-fault rule demo-see", "internal-fault rule demo-series"}
	if len(got) != 4 || !slices.Equal(got[:3], want) {
		t.Errorf("got %q", got)
	}
}

// What an author excuses weighs nothing where that is honoured, and is told with the reason where not.
func TestExcuses(t *testing.T) {
	for honoured, want := range map[bool]Severity{false: Warning, true: Off} {
		l, err := New(Config{Only: []string{"diff-trailing-ws", "excuse-unused"}, Excuses: honoured})
		if err != nil {
			t.Fatal(err)
		}
		f := loadFixture(t, "../fixtures/rules/excuse-unused.txtar")
		found := lintAll(l, []string{"good-used.eml"}, f.mails)
		if len(found) != 1 || found[0].Severity != want || found[0].Excuse != "the blank is meant" {
			t.Errorf("honoured %v: %+v", honoured, found)
		}
	}
}
