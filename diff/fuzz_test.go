package diff

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"

	godiff "github.com/sourcegraph/go-diff/diff"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func FuzzParse(f *testing.F) {
	for _, text := range fixtures(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := Parse(text, 1)
		checkLines(t, text, p)
		p.PatchID()
		p.ChangeHash()
		p.PatchworkHash()
		p.Light()
		if !Looks(text) && len(p.Files)+len(p.Damage) > 0 {
			t.Fatal("Looks overlooks a diff")
		}
		const before, after = "Hello,\n\n", "\nRegards,\nA\n"
		samePatch(t, p, Parse(before+text, 1), strings.Count(before, "\n"))
		// A hunk that was passed over as prose may be whole with more lines.
		healthy := len(p.Damage) == 0 && strings.Count("\n"+text, "\n@@ -") == hunkCount(p)
		if healthy && strings.HasSuffix(text, "\n") {
			samePatch(t, p, Parse(text+after, 1), 0)
		}
	})
}

func hunkCount(p *Patch) (n int) {
	for _, f := range p.Files {
		n += len(f.Hunks)
	}
	return n
}

// checkLines wants every line in one place at most: files in order, hunks inside them and apart from each other.
func checkLines(t *testing.T, text string, p *Patch) {
	t.Helper()
	all := strings.Count(text, "\n") + 1
	at := 0
	for _, f := range p.Files {
		if f.Line <= at {
			t.Fatalf("%s starts on line %d, line %d is taken", f.Path(), f.Line, at)
		}
		at = f.Line
		added, deleted := 0, 0
		if len(f.HunkLines) != len(f.Hunks) {
			t.Fatalf("%s: %d hunks on %d lines", f.Path(), len(f.Hunks), len(f.HunkLines))
		}
		for i, h := range f.Hunks {
			if f.HunkLines[i] <= at {
				t.Fatalf("hunk %d of %s starts on line %d, line %d is taken", i+1, f.Path(), f.HunkLines[i], at)
			}
			at = f.HunkLines[i]
			for _, line := range bytes.Split(h.Body, lf) {
				if len(line) > 0 && line[0] == '+' {
					added++
				} else if len(line) > 0 && line[0] == '-' {
					deleted++
				}
			}
		}
		if added != f.Added || deleted != f.Deleted {
			t.Fatalf("%s: counted +%d -%d, the hunks have +%d -%d", f.Path(), f.Added, f.Deleted, added, deleted)
		}
	}
	if p.End > all {
		t.Fatalf("ends on line %d of %d", p.End, all)
	}
	for _, d := range p.Damage {
		if d.Line < 1 || d.Line > all {
			t.Fatalf("damage on line %d of %d: %s", d.Line, all, d.Text)
		}
	}
}

func samePatch(t *testing.T, want, got *Patch, shift int) {
	t.Helper()
	shifted := *got
	shifted.Files = nil
	for _, f := range got.Files {
		g := *f
		g.Line -= shift
		g.HunkLines = nil
		for _, n := range f.HunkLines {
			g.HunkLines = append(g.HunkLines, n-shift)
		}
		shifted.Files = append(shifted.Files, &g)
	}
	shifted.Damage = nil
	for _, d := range got.Damage {
		d.Line -= shift
		shifted.Damage = append(shifted.Damage, d)
	}
	opts := cmp.Options{
		cmpopts.IgnoreUnexported(File{}, Patch{}), cmpopts.IgnoreFields(Patch{}, "Line", "End"),
		cmpopts.EquateEmpty(), cmpopts.IgnoreFields(godiff.Hunk{}, "StartPosition"),
	}
	if d := cmp.Diff(want, &shifted, opts); d != "" {
		t.Fatalf("prose around it changes the diff:\n%s", d)
	}
}

func FuzzStat(f *testing.F) {
	for _, text := range fixtures(f) {
		f.Add(text)
	}
	for _, c := range statCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := ParseStat(text, 1)
		if s == nil {
			return
		}
		lines := strings.Split(text, "\n")
		for _, file := range s.Files {
			if !strings.Contains(lines[file.Line-1], file.Name) {
				t.Fatalf("line %d is %q, not of %q", file.Line, lines[file.Line-1], file.Name)
			}
			file.Matches(&File{OldPath: "dir/a.c", NewPath: "dir/b.c"})
		}
		if s.TotalLine > 0 && !strings.Contains(lines[s.TotalLine-1], "changed") {
			t.Fatalf("line %d is %q, not the totals", s.TotalLine, lines[s.TotalLine-1])
		}
	})
}

// FuzzBinary encodes data as git does and reads it back; and reads anything as a binary patch.
func FuzzBinary(f *testing.F) {
	f.Add([]byte("some\x00bytes"), "literal 5\nMcmZQzWMW{^00aO40RR91\n")
	f.Add(bytes.Repeat([]byte{0}, 500), "delta 99999999999\nzzzzzz\n")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		const head = "diff --git a/x b/x\nindex 0000000..1111111 100644\nGIT binary patch\n"
		Parse(head+text, 1)
		p := Parse(head+encodeBinary(data), 1)
		if len(p.Damage) > 0 {
			t.Fatal(p.Damage)
		}
		if got := p.Files[0].Binary.Forward; !bytes.Equal(got.Data, data) || got.Delta {
			t.Fatalf("%q came back as %q", data, got.Data)
		}
	})
}

func encodeBinary(data []byte) string {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(data)
	z.Close()
	var b strings.Builder
	fmt.Fprintf(&b, "literal %d\n", len(data))
	for packed.Len() > 0 {
		chunk := packed.Next(52)
		size := byte('A' + len(chunk) - 1)
		if len(chunk) > 26 {
			size = byte('a' + len(chunk) - 27)
		}
		b.WriteByte(size)
		chunk = append(bytes.Clone(chunk), 0, 0, 0)
		for ; len(chunk) >= 4; chunk = chunk[4:] {
			v := uint32(chunk[0])<<24 | uint32(chunk[1])<<16 | uint32(chunk[2])<<8 | uint32(chunk[3])
			var digits [5]byte
			for i := 4; i >= 0; i-- {
				digits[i] = base85[v%85]
				v /= 85
			}
			b.Write(digits[:])
		}
		b.WriteByte('\n')
	}
	return b.String() + "\n"
}
