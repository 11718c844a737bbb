package amready

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
)

// group reads an archive whole.
func group(t testing.TB, name string) *series.Archive {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var mails []*series.Mail
	_, err = mbox.Scan(name, bytes.NewReader(data), func(raw mbox.Raw) error {
		mails = append(mails, series.NewMail(mbox.Parse(raw)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return series.Group(mails)
}

// latest is the newest revision of the only series in an archive.
func latest(t testing.TB, name string) *series.Revision {
	t.Helper()
	a := group(t, name)
	if len(a.Series) != 1 {
		t.Fatalf("%s: %d series", name, len(a.Series))
	}
	return a.Series[0].Latest()
}

func format(t testing.TB, mails []Mail) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, mails); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// b4's own samples, byte for byte.
func TestCorpusB4(t *testing.T) {
	me := trailers.Person{Name: "Test Override", Email: "test-override@example.com"}
	for _, tc := range []struct {
		source, reference string
		options           Options
	}{
		{"single", "defaults", Options{}},
		{"single", "noadd", Options{NoTrailers: true}},
		{"single", "addmysob", Options{SignOff: me}},
		{"single", "copyccs", Options{SignOff: me, CcTrailers: true}},
		{"single", "addlink", Options{SignOff: me, Link: DefaultLink}},
		{"with-cover", "defaults", Options{SignOff: me}},
		{"custody", "unordered", Options{SignOff: me, CcTrailers: true}},
		{"custody", "with-ignored", Options{SignOff: me, CcTrailers: true, IgnoreFrom: []string{"followup-reviewer1@example.com"}}},
		{"partial-reroll", "defaults", Options{SignOff: me}},
		{"nore", "defaults", Options{}},
		{"non-git-patch", "defaults", Options{}},
		{"name-parens", "defaults", Options{}},
	} {
		t.Run(tc.source+" "+tc.reference, func(t *testing.T) {
			base := corpustest.File(t, "b4", "trailers-followup-"+tc.source)
			want, err := os.ReadFile(base + "-ref-" + tc.reference + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			mails, _ := Build(latest(t, base+".mbox"), tc.options)
			if d := cmp.Diff(string(want), format(t, mails)); d != "" {
				t.Error(d)
			}
		})
	}
}

// A cover without a prefix is one where the patch's author wrote it, and none where somebody else did.
func TestCorpusB4NakedCovers(t *testing.T) {
	for name, want := range map[string]bool{"naked-cover-single": true, "naked-cover-bugreport": false} {
		r := latest(t, corpustest.File(t, "b4", name+".mbox"))
		if got := r.Cover != nil; got != want {
			t.Errorf("%s: cover %v, want %v", name, got, want)
		}
		mails, remarks := Build(r, Options{})
		if len(mails) != 1 || len(remarks) != 0 {
			t.Errorf("%s: %d mails, remarks %v", name, len(mails), remarks)
		}
	}
}
