package lint

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"patchpilot/mbox"
	"patchpilot/series"
)

// Whatever the mail, no rule panics, findings are one line, and they and their edits stand on lines the mail has.
func FuzzLint(f *testing.F) {
	paths, err := filepath.Glob("../fixtures/rules/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no fixtures: %v", err)
	}
	var all []txtar.File
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			if strings.HasSuffix(file.Name, ".eml") {
				f.Add(file.Data)
			}
		}
		all = append(all, ar.Files...)
	}
	var off []Setting
	for _, r := range rules {
		if r.Severity == Off {
			off = append(off, Setting{r.Name, Info})
		}
	}
	l, err := New(Config{Repo: newFakeRepo(f, all), Settings: off})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: "fuzz", Line: 1, Data: data}))
		seen := l.Mail(m)
		ofMail := func(*series.Mail) *Seen { return seen }
		var found []Finding
		for _, s := range series.Group([]*series.Mail{m}).Series {
			found = append(found, l.Series(s, testNow, ofMail)...)
		}
		lines := strings.Count(m.Text, "\n") + 1
		for _, fd := range found {
			if fd.Line < 0 || fd.Line > lines {
				t.Errorf("%s at line %d of %d", fd.Rule.Name, fd.Line, lines)
			}
			if e := fd.Edit; e != nil {
				if _, done := Mend(m.Text, []Finding{fd}); len(done) != 1 || strings.Contains(strings.Join(e.Lines, ""), "\n") {
					t.Errorf("%s: an edit of lines %d to %d of %d: %q", fd.Rule.Name, e.First, e.Last, lines, e.Lines)
				}
			}
			if fd.Rule == fault {
				t.Error(fd.Text)
			}
			if strings.ContainsAny(fd.Text+fd.Fix, "\n") {
				t.Errorf("%s: more than one line: %q", fd.Rule.Name, fd.Text+fd.Fix)
			}
		}
		for _, s := range series.Group([]*series.Mail{m.Light()}).Series {
			l.Series(s, testNow, ofMail)
		}
	})
}

// findings are those of a mail read.
func findings(s *Seen) []Finding {
	if s == nil {
		return nil
	}
	return s.Findings
}

// ids repeats a form with rising numbers.
func ids(n int, form string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

// grow is a diff that adds lines to a file.
func grow(name, added string) string {
	return fmt.Sprintf("diff --git a/%[1]s b/%[1]s\n--- a/%[1]s\n+++ b/%[1]s\n@@ -1 +1,%[2]d @@\n a\n%[3]s", name, strings.Count(added, "\n")+1, added)
}

// A mail made to be slow comes to an end, with a bounded number of findings.
func TestHostileMail(t *testing.T) {
	l, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	head := "From: a <a@b.example>\nSubject: [PATCH] x: y\nMessage-ID: <h@b.example>\n\nwords\n\n"
	end := "---\n x | 1 +\n 1 file changed, 1 insertion(+)\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n a\n+b\n"
	var stat, files strings.Builder
	for i := range 3000 {
		name := strings.Repeat("d", i%50) + "/" + string(rune('a'+i%26)) + strings.Repeat("e", i/50)
		stat.WriteString(" " + name + " | 1 +\n")
		files.WriteString("diff --git a/" + name + " b/" + name + "\n--- a/" + name + "\n+++ b/" + name + "\n@@ -0,0 +1 @@\n+b\n")
	}
	for name, body := range map[string]string{
		"co-authors":   strings.Repeat("Co-developed-by: c <c@d.example>\n", 20000) + strings.Repeat("Signed-off-by: e <e@f.example>\n", 20000) + end,
		"gaps":         strings.Repeat("Link: https://x.example/\n\nSigned-off-by: a <a@b.example>\n\n", 10000) + end,
		"syzbot":       strings.Repeat("Reported-by: syzbot+84a4f02e1ac6d79c9a7b@syzkaller.appspotmail.com\n", 20000) + end,
		"stats":        "---\n" + strings.Repeat(" x | 1 +\n 1 file changed, 1 insertion(+)\n\n", 20000) + end[4:],
		"stat at odds": "---\n" + stat.String() + " 3000 files changed, 3000 insertions(+)\n\n" + files.String(),
		"hashes":       "# a\n" + strings.Repeat("b commit\n", 100000) + "# c\n" + end,
		"commits":      ids(50000, "commit %07x1\n\n") + ids(50000, "%07x1 (\"x\")\n") + end,
		"one line":     strings.Repeat("word ", 1<<20) + "\n\n" + end,
		"long lines":   strings.Repeat(strings.Repeat("word ", 20)+"\n", 50000) + end,
		"parameters":   "---\n" + grow("x.c", ids(20000, "+module_param(a%07x, int, 0);\n")),
		"options":      "---\n" + grow("Kconfig", ids(50000, "+config A%07x\n+\tbool \"a\"\n")),
		"maintainers":  "---\n" + grow("MAINTAINERS", ids(50000, "+\n+B%07x\n+F:\tz\n+M:\tb\n")),
		"unicode":      end[:len(end)-4] + strings.Repeat("+\u202e\u00a0\n", 50000),
	} {
		t.Run(name, func(t *testing.T) {
			m := series.NewMail(mbox.Parse(mbox.Raw{Source: name, Line: 1, Data: []byte(head + body)}))
			done := make(chan int, 1)
			go func() { done <- len(findings(l.Mail(m))) }()
			select {
			case n := <-done:
				if n > len(rules)*most {
					t.Errorf("%d findings", n)
				}
			case <-time.After(2 * time.Minute):
				t.Fatal("still reading it")
			}
		})
	}
}
