package series

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
)

// readMails reads an archive of the corpus.
func readMails(t testing.TB, name ...string) []*Mail {
	t.Helper()
	return readFile(t, corpustest.File(t, name...))
}

func readFile(t testing.TB, name string) []*Mail {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var mails []*Mail
	_, err = mbox.Scan(name, file, func(raw mbox.Raw) error {
		mails = append(mails, NewMail(mbox.Parse(raw)).Light())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(mails) == 0 {
		t.Fatalf("%s: no mail", name)
	}
	return mails
}

// outline tells an archive in a few lines: every series, and below it its revisions.
func outline(a *Archive) string {
	var b strings.Builder
	for _, s := range a.Series {
		fmt.Fprintf(&b, "%s\n", s.Title)
		for _, r := range s.Revisions {
			fmt.Fprintf(&b, "  v%d %d/%d", r.Version, r.Received(), r.Expected)
			if r.Cover != nil {
				fmt.Fprintf(&b, " cover %q", r.Cover.Subject.Title)
			}
			if !r.Whole() {
				fmt.Fprintf(&b, " missing %v", r.Missing())
			}
			if r.Partial {
				fmt.Fprintf(&b, " partial")
			}
			if r.Backport {
				fmt.Fprintf(&b, " backport")
			}
			for _, p := range r.Patches {
				if len(p.Rerolls) > 0 {
					fmt.Fprintf(&b, " %d rerolled %d times", p.Index, len(p.Rerolls))
				}
			}
			if r.Tie != "" {
				fmt.Fprintf(&b, " (%s)", r.Tie)
			}
			b.WriteByte('\n')
		}
		if s.BackportOf != nil {
			fmt.Fprintf(&b, "  carries %s\n", s.BackportOf.ID)
		}
	}
	return b.String()
}

// TestCorpusPatchwork: the grouping cases of patchwork's own tests, with the counts of their README:
// patches of each posting by date, and whether it has a cover.
func TestCorpusPatchwork(t *testing.T) {
	for name, want := range map[string]string{
		"base-cover-letter":          "2+1",
		"base-deep-threaded":         "2+1",
		"base-different-versions":    "4+1",
		"base-no-references":         "2",
		"base-out-of-order":          "2+1",
		"base-single-patch":          "1",
		"base-extra-patches":         "3+1",
		"bugs-nocover":               "2 2",
		"bugs-spamming":              "1 1 1",
		"bugs-unnumbered":            "1+1 1",
		"revision-basic":             "2+1 2+1",
		"revision-threaded-to-cover": "2+1 2+1",
		"revision-unlabeled":         "2+1 2+1",
		"mercurial-cover-letter":     "2+1",
		"dependency-base-patch":      "2+1",
	} {
		a := Group(readMails(t, "patchwork", name+".mbox"))
		var revisions []*Revision
		for _, s := range a.Series {
			revisions = append(revisions, s.Revisions...)
		}
		slices.SortFunc(revisions, func(a, b *Revision) int { return a.Date.Compare(b.Date) })
		var got []string
		for _, r := range revisions {
			n := fmt.Sprint(r.Received())
			if r.Cover != nil {
				n += "+1"
			}
			got = append(got, n)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s\n%s", name, s, want, outline(a))
		}
	}
}
