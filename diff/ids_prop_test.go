package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// change is a file's change to write as a diff: lines with their marks.
type change struct {
	path  string
	lines []string
}

var changes = rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) change {
	line := rapid.StringMatching(`[ +-][a-z "@+-]{0,12}`)
	return change{
		path:  rapid.StringMatching(`[a-z]{1,5}/[a-z]{1,8}\.[ch]`).Draw(t, "path"),
		lines: append(rapid.SliceOfN(line, 0, 12).Draw(t, "lines"), "+last"),
	}
}), 1, 4, func(c change) string { return c.path })

// render writes changes as git does. Blank context lines may lose their blank, as mail programs do it.
func render(cs []change, start int, stripBlank bool) string {
	var b strings.Builder
	for _, c := range cs {
		fmt.Fprintf(&b, "diff --git a/%[1]s b/%[1]s\nindex 1..2 100644\n--- a/%[1]s\n+++ b/%[1]s\n", c.path)
		old, new := 0, 0
		for _, l := range c.lines {
			if l[0] != '+' {
				old++
			}
			if l[0] != '-' {
				new++
			}
		}
		fmt.Fprintf(&b, "@@ -%d,%d +%d,%d @@ f\n", start, old, start, new)
		for _, l := range c.lines {
			if l == " " && stripBlank {
				l = ""
			}
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}

// TestParseRendered reads back what was written, in prose and under a signature.
func TestParseRendered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := changes.Draw(t, "changes")
		p := Parse("Hello\n---\n"+render(cs, 5, rapid.Bool().Draw(t, "strip"))+"-- \n2.40.1\n", 1)
		if len(p.Damage) > 0 || len(p.Files) != len(cs) {
			t.Fatalf("%d files of %d, damage %v", len(p.Files), len(cs), p.Damage)
		}
		for i, f := range p.Files {
			body := strings.Split(strings.TrimSuffix(string(f.Hunks[0].Body), "\n"), "\n")
			for j := range body {
				if body[j] == "" {
					body[j] = " "
				}
			}
			if !slices.Equal(body, cs[i].lines) {
				t.Fatalf("%q came back as %q", cs[i].lines, body)
			}
			if f.Path() != cs[i].path {
				t.Fatalf("%q came back as %q", cs[i].path, f.Path())
			}
		}
	})
}

// TestIDsSurvive: line numbers, stripped blanks and the order of files leave the patch-id alone; the change
// hash does not see context either; any changed + line changes them all.
func TestIDsSurvive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := changes.Draw(t, "changes")
		p := Parse(render(cs, 5, false), 1)
		moved := Parse(render(cs, 90, true), 1)
		if p.PatchID() != moved.PatchID() || p.ChangeHash() != moved.ChangeHash() {
			t.Fatal("an id depends on line numbers or stripped blanks")
		}
		reversed := make([]change, 0, len(cs))
		for i := range cs {
			reversed = append(reversed, cs[len(cs)-1-i])
		}
		if Parse(render(reversed, 5, false), 1).PatchID() != p.PatchID() {
			t.Fatal("the patch-id depends on the order of files")
		}
		context := []change{{cs[0].path, append([]string{" other"}, cs[0].lines...)}}
		q := Parse(render(append(context, cs[1:]...), 5, false), 1)
		if q.ChangeHash() != p.ChangeHash() || q.PatchID() == p.PatchID() {
			t.Fatal("the change hash sees context, or the patch-id does not")
		}
		edited := []change{{cs[0].path, append([]string{"+other"}, cs[0].lines...)}}
		q = Parse(render(append(edited, cs[1:]...), 5, false), 1)
		if q.ChangeHash() == p.ChangeHash() || q.PatchID() == p.PatchID() || q.PatchworkHash() == p.PatchworkHash() {
			t.Fatal("another line has the same id")
		}
		if light := p.Light(); light.PatchID() != "" || len(light.Files) != len(p.Files) {
			t.Fatal("a light patch has ids")
		}
	})
}
