package lint

import (
	"os"
	"strings"
	"testing"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/series"
)

// TestCorpusSeedFindings: what must be said of the threads this project began with, each by its rule, its
// severity and words of its text.
func TestCorpusSeedFindings(t *testing.T) {
	for _, c := range []struct{ box, rule, severity, words string }{
		{"msm-struct-mutex", "ser-cover-mismatch", "warning", "[PATCH 00/14]"},
		{"msm-struct-mutex", "rev-not-collected", "warning", "missing from v2 16/22, v3 17/23, v4 17/23"},
		{"shmem-mmap-fix", "sob-author-addr-differs", "info", "daniel.vetter@intel.com"},
		{"shmem-mmap-fix", "rev-other-address", "info", "christian.koenig@amd.com"},
		{"dma-virt-ops-removal", "ser-version-repeated", "warning", "states v2"},
		{"i915-fence-annotations", "ser-missing-patch", "info", "16 of 18 patches arrived; missing: 1-2; they may be on another list"},
	} {
		found := false
		for _, f := range lintBox(t, c.box) {
			found = found || f.Rule.Name == c.rule && f.Severity.String() == c.severity && strings.Contains(f.Text, c.words)
		}
		if !found {
			t.Errorf("%s: no %s %s with %q", c.box, c.severity, c.rule, c.words)
		}
	}
	for _, f := range lintBox(t, "shmem-mmap-fix") {
		if strings.HasPrefix(f.Rule.Name, "stat-") || f.Severity > Info {
			t.Errorf("shmem-mmap-fix: %s: %s", f.Rule.Name, f.Text)
		}
	}
}

func lintBox(t *testing.T, name string) []Finding {
	t.Helper()
	file, err := os.Open(corpustest.File(t, "seeds", name+".mbox"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	l, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	var mails []*series.Mail
	ofMail := map[*series.Mail]*Seen{}
	if _, err := mbox.Scan(name, file, func(raw mbox.Raw) error {
		m := series.NewMail(mbox.Parse(raw))
		light := m.Light()
		ofMail[light] = l.Mail(m)
		mails = append(mails, light)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var all []Finding
	archive := series.Group(mails)
	for _, s := range archive.Series {
		all = append(all, l.Series(s, archive.Newest, func(m *series.Mail) *Seen { return ofMail[m] })...)
	}
	return all
}
