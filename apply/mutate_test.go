package apply_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/internal/corpustest"
)

// mutate changes a patch as mail, people and other tools do.
func (g gen) mutate(patch string) string {
	lines := strings.SplitAfter(patch, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	at := g.IntN(len(lines))
	drop := func(prefixes ...string) {
		kept := lines[:0:0]
		for _, line := range lines {
			hit := false
			for _, p := range prefixes {
				hit = hit || strings.HasPrefix(line, p)
			}
			if !hit {
				kept = append(kept, line)
			}
		}
		lines = kept
	}
	switch g.IntN(20) {
	case 0: // a plain diff
		drop("diff --git", "index ", "new file", "deleted file", "old mode", "new mode", "similarity")
	case 1:
		drop("index ")
	case 2:
		drop("new file mode", "deleted file mode")
	case 3: // a line is lost
		lines = append(lines[:at:at], lines[at+1:]...)
	case 4: // a line comes twice
		lines = append(lines[:at+1:at+1], lines[at:]...)
	case 5: // blanks at the end of lines are lost
		for i, line := range lines {
			if strings.TrimSpace(line) == "" {
				lines[i] = "\n"
			}
		}
	case 6: // the line is folded
		if n := len(lines[at]); n > 4 {
			lines[at] = lines[at][:n/2] + "\n" + lines[at][n/2:]
		}
	case 7: // another mark
		if strings.HasPrefix(lines[at], "+") || strings.HasPrefix(lines[at], "-") || strings.HasPrefix(lines[at], " ") {
			lines[at] = g.one("+", "-", " ", "", "\\ ") + lines[at][1:]
		}
	case 8: // other counts
		for i, line := range lines {
			if strings.HasPrefix(line, "@@ ") && g.IntN(2) == 0 {
				lines[i] = fmt.Sprintf("@@ -%d,%d +%d,%d @@\n", g.IntN(9), g.IntN(9), g.IntN(9), g.IntN(9))
			}
		}
	case 9: // other places
		for i, line := range lines {
			var a, b, c, d int
			if n, _ := fmt.Sscanf(line, "@@ -%d,%d +%d,%d @@", &a, &b, &c, &d); n == 4 {
				lines[i] = fmt.Sprintf("@@ -%d,%d +%d,%d @@ x\n", max(a+g.IntN(7)-3, 0), b, max(c+g.IntN(7)-3, 0), d)
			}
		}
	case 10: // cut off
		lines = lines[:at]
	case 11: // the patch twice
		lines = append(lines, lines...)
	case 12: // another patch of the same file
		if i := strings.Index(patch[1:], "diff --git"); i > 0 {
			lines = append(lines, patch[:i+1])
		}
	case 13: // text between
		lines[at] += g.one("text\n", "-- \n2.39\n", "@@ -1 +1 @@\n", "--- a/x\n+++ b/x\n", "\n", "diff --git a/x b/x\n", "\\ No newline at end of file\n")
	case 14:
		return strings.ReplaceAll(strings.ReplaceAll(patch, " a/", " "), " b/", " ")
	case 15:
		return strings.ReplaceAll(patch, "a/d/", g.one("a/../", "a/.git/", "a//d/", "a/d/../d/", "/", "a/./"))
	case 16:
		for i, line := range lines {
			if strings.Contains(line, "mode") {
				lines[i] = strings.ReplaceAll(line, "100644", g.one("100755", "120000", "160000", "040000", "100664", "1006", "000000"))
			}
		}
	case 17:
		return strings.ReplaceAll(patch, "\n", "\r\n")
	case 18: // another name on one of the lines
		for i, line := range lines {
			if (strings.HasPrefix(line, "---") || strings.HasPrefix(line, "+++")) && g.IntN(2) == 0 {
				lines[i] = g.one(line[:4]+"/dev/null\n", strings.ReplaceAll(line, "/f", "/g"), line[:len(line)-1]+".orig\n", line[:len(line)-1]+"\t1970-01-01 00:00:00 +0000\n")
			}
		}
	case 19:
		lines[at] = strings.Replace(lines[at], " ", g.one("", "\t", "  "), 1)
	}
	return strings.Join(lines, "")
}

// TestPeerGitMutated wants no patch to be clean that git refuses, or to come out otherwise.
func TestPeerGitMutated(t *testing.T) {
	all := generate(corpustest.Cases(t, 40), seed(t))
	g := gen{rand.New(rand.NewPCG(seed(t), 2))}
	for i := range all {
		all[i].from.dropBinary()
		all[i].to.dropBinary()
	}
	var mutated []aCase
	for i, p := range askGit(t, all, "") {
		if p.patch == "" {
			continue
		}
		c := aCase{from: aTree{}, to: aTree{}, onto: all[i].onto, patch: g.mutate(p.patch)}
		for g.IntN(3) == 0 && c.patch != "" {
			c.patch = g.mutate(c.patch)
		}
		if c.patch != "" {
			mutated = append(mutated, c)
		}
	}
	verdicts, strict, wrong := map[apply.Status]int{}, 0, 0
	for i, p := range askGit(t, mutated, "") {
		o := mutated[i].onto.overlay(t)
		got, err := o.Lay(diff.Parse(p.patch, 1), apply.Options{Strip: 1})
		if err != nil {
			t.Fatal(err)
		}
		verdicts[got.Status]++
		switch {
		case !got.Tree.IsZero() && got.Tree.String() != p.tree:
			if wrong++; wrong <= 8 {
				t.Errorf("case %d: FALSE %s %s, git %q: %s\n%s\nonto:\n%s", i, got.Status, got.Tree, p.tree, p.words, clip(p.patch), describe(mutated[i].onto))
			}
		case got.Tree.IsZero() && p.tree != "":
			if strict++; strict <= 12 && testing.Verbose() {
				t.Logf("case %d: %s %+v, git is clean: %s\n%s\nonto:\n%s", i, got.Status, got.Clashes, p.words, clip(p.patch), describe(mutated[i].onto))
			}
		}
	}
	t.Logf("%d cases: %v, %d wrong, in %d git is clean and this is not", len(mutated), verdicts, wrong, strict)
}

func (a aTree) dropBinary() {
	for path, f := range a {
		if strings.Contains(f.data, "\x00") {
			delete(a, path)
		}
	}
}
