package diff

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"patchpilot/internal/corpustest"

	"github.com/google/go-cmp/cmp"
	"github.com/ulikunitz/xz"
)

// corpusMail is one mail of the corpus, decoded just well enough for its diff.
type corpusMail struct {
	File, ID, Subject, Body string
}

// mails reads the mails of the named mboxes of the corpus ("lists/*.xz", "seeds/*.mbox").
func mails(t testing.TB, patterns ...string) []corpusMail {
	t.Helper()
	dir := corpustest.Dir(t)
	var all []corpusMail
	for _, p := range patterns {
		names, _ := filepath.Glob(filepath.Join(dir, p))
		if len(names) == 0 {
			t.Fatalf("no corpus files %s", p)
		}
		for _, name := range names {
			all = append(all, splitMbox(filepath.Base(name), readCorpus(t, name))...)
		}
	}
	return all
}

func readCorpus(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(name, ".xz") {
		return raw
	}
	r, err := xz.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if raw, err = io.ReadAll(r); err != nil {
		t.Fatal(err)
	}
	return raw
}

func splitMbox(file string, raw []byte) (out []corpusMail) {
	for _, one := range bytes.Split(append([]byte("\n"), raw...), []byte("\nFrom mboxrd@z ")) {
		_, one, ok := bytes.Cut(one, []byte("\n"))
		if !ok {
			continue
		}
		one = bytes.ReplaceAll(one, []byte("\n>From "), []byte("\nFrom "))
		m, err := mail.ReadMessage(bytes.NewReader(one))
		if err != nil {
			continue
		}
		out = append(out, corpusMail{file, m.Header.Get("Message-Id"), m.Header.Get("Subject"), textOf(m.Header, m.Body)})
	}
	return out
}

type header interface{ Get(string) string }

func textOf(h header, body io.Reader) string {
	kind, params, _ := mime.ParseMediaType(h.Get("Content-Type"))
	if strings.HasPrefix(kind, "multipart/") {
		var b strings.Builder
		for r := multipart.NewReader(body, params["boundary"]); ; {
			part, err := r.NextRawPart()
			if err != nil {
				return b.String()
			}
			b.WriteString(textOf(part.Header, part))
		}
	}
	if kind != "" && (!strings.HasPrefix(kind, "text/") || kind == "text/html") {
		return ""
	}
	switch strings.ToLower(h.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, _ := io.ReadAll(body)
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// TestCorpusHealthy reads every diff of whole lists. Damage is rare there, and every one was looked at.
func TestCorpusHealthy(t *testing.T) {
	all := mails(t, "lists/*.xz", "seeds/*.mbox")
	patches, damaged := 0, 0
	for _, m := range all {
		p := Parse(m.Body, 1)
		if !Looks(m.Body) && (len(p.Files) > 0 || len(p.Damage) > 0) {
			t.Errorf("%s: Looks overlooks a diff", m.ID)
		}
		if len(p.Files) > 0 {
			patches++
		}
		if len(p.Damage) == 0 {
			continue
		}
		damaged++
		t.Logf("%s %s %s", m.File, m.ID, m.Subject)
		for _, d := range p.Damage {
			t.Logf("   %d %s: %s (want %q got %q)", d.Line, d.Kind, d.Text, d.Want, d.Got)
		}
	}
	t.Logf("%d mails, %d with diffs, %d with damage", len(all), patches, damaged)
	if damaged*100 > patches {
		t.Errorf("more than one patch in a hundred is damaged: a parser's fault")
	}
}

// TestCorpusSqueezed reads a dump without headers whose diffs have lost the leading blanks of their context
// and all empty lines.
func TestCorpusSqueezed(t *testing.T) {
	raw := readCorpus(t, corpustest.File(t, "seeds", "dump.txt"))
	want := []string{
		"272 drivers/gpu/drm/drm_gem.c +2 -2",
		"292 drivers/gpu/drm/drm_gem_shmem_helper.c +6 -1",
		"417 drivers/gpu/drm/i915/i915_sw_fence_work.c +3 -0",
	}
	p := Parse(string(raw), 1)
	var got []string
	for _, f := range p.Files {
		got = append(got, fmt.Sprintf("%d %s +%d -%d", f.Line, f.Path(), f.Added, f.Deleted))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	kinds := map[DamageKind]int{}
	for _, d := range p.Damage {
		kinds[d.Kind]++
	}
	if d := cmp.Diff(map[DamageKind]int{LostBlank: 4, LostNewline: 4}, kinds); d != "" {
		t.Error(d)
	}
	if p.End != 433 {
		t.Errorf("the last diff ends on line %d", p.End)
	}
}

// TestCorpusStat compares stated diffstats with the counted ones.
func TestCorpusStat(t *testing.T) {
	stats, wrong := 0, 0
	for _, m := range mails(t, "lists/*.xz", "seeds/*.mbox") {
		p := Parse(m.Body, 1)
		stat := ParseStat(m.Body, 1)
		if stat == nil || len(p.Files) == 0 {
			if len(p.Files) > 0 && strings.HasPrefix(m.Subject, "[PATCH") {
				t.Logf("no stat: %s %s", m.ID, m.Subject)
			}
			continue
		}
		stats++
		if why := statDiffers(stat, p); why != "" {
			wrong++
			t.Logf("%s %s %s: %s", m.File, m.ID, m.Subject, why)
		}
	}
	t.Logf("%d patches with a diffstat, %d differ", stats, wrong)
	if wrong*200 > stats {
		t.Errorf("more than one diffstat in two hundred is wrong: a parser's fault")
	}
}

func statDiffers(s *Stat, p *Patch) string {
	added, deleted := p.Totals()
	if s.TotalLine > 0 && (s.Changed != len(p.Files) || s.Added != added || s.Deleted != deleted) {
		return fmt.Sprintf("stated %d files +%d -%d, counted %d files +%d -%d", s.Changed, s.Added, s.Deleted, len(p.Files), added, deleted)
	}
	for _, sf := range s.Files {
		i := slices.IndexFunc(p.Files, sf.Matches)
		if i < 0 {
			return fmt.Sprintf("no file is %q", sf.Name)
		}
		f := p.Files[i]
		if sf.Count >= 0 && sf.Count != f.Added+f.Deleted {
			return fmt.Sprintf("%s: stated %d, counted %d", sf.Name, sf.Count, f.Added+f.Deleted)
		}
	}
	return ""
}
