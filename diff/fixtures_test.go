package diff

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the .want files anew")

// fixtures returns the names of ../fixtures/diff, without ".patch", and their text.
func fixtures(t testing.TB) map[string]string {
	t.Helper()
	names, err := filepath.Glob("../fixtures/diff/*.patch")
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	all := map[string]string{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(name, ".patch")] = string(raw)
	}
	return all
}

// TestFixtures compares what is read from each fixture, one trouble each, with the file beside it.
func TestFixtures(t *testing.T) {
	for name, text := range fixtures(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			got := describe(Parse(text, 1))
			if *update {
				if err := os.WriteFile(name+".want", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, _ := os.ReadFile(name + ".want")
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// describe writes a patch as the .want files hold it: a line a file, its hunks, then the damage.
func describe(p *Patch) string {
	var b strings.Builder
	fmt.Fprintf(&b, "lines %d-%d\n", p.Line, p.End)
	for _, f := range p.Files {
		fmt.Fprintf(&b, "%d %s %q", f.Line, f.Status, f.OldPath)
		if f.NewPath != f.OldPath {
			fmt.Fprintf(&b, " => %q", f.NewPath)
		}
		fmt.Fprintf(&b, " +%d -%d", f.Added, f.Deleted)
		if f.OldMode+f.NewMode != "" {
			fmt.Fprintf(&b, " mode %s:%s", f.OldMode, f.NewMode)
		}
		if f.Similarity >= 0 {
			fmt.Fprintf(&b, " %d%%", f.Similarity)
		}
		if f.NoPrefix {
			b.WriteString(" no prefix")
		}
		if !f.Git {
			b.WriteString(" plain")
		}
		b.WriteString(describeBinary(f.Binary) + "\n")
		for i, h := range f.Hunks {
			fmt.Fprintf(&b, "  %d @@ -%d,%d +%d,%d @@ %s\n", f.HunkLines[i], h.OrigStartLine, h.OrigLines, h.NewStartLine, h.NewLines, h.Section)
		}
	}
	for _, d := range p.Damage {
		fmt.Fprintf(&b, "! %d %s: %s\n", d.Line, d.Kind, d.Text)
	}
	return b.String()
}

func describeBinary(b *Binary) string {
	if b == nil {
		return ""
	}
	if b.Forward == nil {
		return " binary without data"
	}
	s := fmt.Sprintf(" binary delta=%v %d", b.Forward.Delta, len(b.Forward.Data))
	if b.Reverse != nil {
		s += fmt.Sprintf(", back delta=%v %d", b.Reverse.Delta, len(b.Reverse.Data))
	}
	return s
}
