package apply_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"patchpilot/apply"
	"patchpilot/internal/corpustest"
)

// seed tells the runs apart: PATCHPILOT_SEED, or always the same.
func seed(t testing.TB) uint64 {
	t.Helper()
	v := os.Getenv("PATCHPILOT_SEED")
	if v == "" {
		return 1
	}
	n, err := strconv.ParseUint(v, 10, 64)
	if err != nil {
		t.Fatalf("PATCHPILOT_SEED: %v", err)
	}
	return n
}

// gen makes trees that are hard on a patch: repeated lines, blank lines, CRLF, no newline at the end.
type gen struct{ *rand.Rand }

func (g gen) one(of ...string) string { return of[g.IntN(len(of))] }

func (g gen) line(kind int) string {
	switch kind {
	case 0: // few different lines
		return g.one("a\n", "b\n", "\n", "}\n", "\t\n")
	case 1: // code
		return g.one("\n", "{\n", "}\n", "\treturn 0;\n", fmt.Sprintf("\tx = %d;\n", g.IntN(60)), fmt.Sprintf("int f%d(void)\n", g.IntN(30)))
	case 2:
		return fmt.Sprintf("line %d\r\n", g.IntN(200))
	}
	return fmt.Sprintf("line %d\n", g.IntN(100000))
}

func (g gen) text(kind int) string {
	n := g.IntN(12)
	if g.IntN(2) == 0 {
		n = g.IntN(80)
	}
	if g.IntN(30) == 0 {
		n = 1500 + g.IntN(2500)
	}
	var b strings.Builder
	for range n {
		b.WriteString(g.line(kind))
	}
	return g.ending(b.String())
}

func (g gen) ending(s string) string {
	if g.IntN(6) == 0 {
		return strings.TrimRight(s, "\r\n")
	}
	return s
}

func (g gen) binary() string {
	b := make([]byte, 1+g.IntN(300))
	for i := range b {
		b[i] = byte(g.IntN(256))
	}
	b[0] = 0
	return string(b)
}

func (g gen) path() string {
	dir := g.one("", "", "d/", "d/e/", "d.x/", "z/", "a b/", "\xc3\xa4/", "q\"t/")
	return dir + g.one("f", "g", "h.c", "i", "j\tk", "n", "o")
}

func (g gen) file() aFile {
	switch g.IntN(12) {
	case 0:
		return aFile{apply.Executable, g.text(3)}
	case 1:
		return aFile{apply.Symlink, g.one("f", "d/g", "../x", "nowhere")}
	case 2:
		return aFile{apply.Regular, g.binary()}
	case 3:
		return aFile{apply.Regular, ""}
	case 4:
		return aFile{apply.Submodule, strings.Repeat(g.one("\x11", "\x22", "\x33"), 20)}
	}
	return aFile{apply.Regular, g.text(g.IntN(4))}
}

// free tells whether path can stand in the tree: nothing below it, no file above it.
func (a aTree) free(path string) bool {
	for other := range a {
		if strings.HasPrefix(other, path+"/") || strings.HasPrefix(path, other+"/") {
			return false
		}
	}
	return true
}

func (g gen) tree() aTree {
	a := aTree{}
	for range 1 + g.IntN(6) {
		if path := g.path(); a.free(path) {
			a[path] = g.file()
		}
	}
	return a
}

// editLines changes a text in a few places.
func (g gen) editLines(s string) string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	kind := 3
	if strings.Contains(s, "\r") {
		kind = 2
	}
	if g.IntN(3) == 0 {
		kind = g.IntN(4)
	}
	for range 1 + g.IntN(3) {
		at := g.IntN(len(lines) + 1)
		switch g.IntN(8) {
		case 0:
			at = 0
		case 1:
			at = len(lines)
		}
		n := min(g.IntN(4), len(lines)-at)
		var put []string
		for range g.IntN(4) {
			put = append(put, g.line(kind))
		}
		if g.IntN(12) == 0 {
			for range 100 + g.IntN(900) {
				put = append(put, g.line(kind))
			}
		}
		lines = append(lines[:at:at], append(put, lines[at+n:]...)...)
	}
	return g.ending(strings.Join(lines, ""))
}

// edit changes a tree in a few places.
func (g gen) edit(a aTree, renames bool) aTree {
	a = a.clone()
	for range 1 + g.IntN(3) {
		paths := a.paths()
		if len(paths) == 0 {
			break
		}
		path := paths[g.IntN(len(paths))]
		f := a[path]
		switch k := g.IntN(14); {
		case k == 0:
			delete(a, path)
		case k == 1:
			if p := g.path(); a.free(p) {
				a[p] = g.file()
			}
		case k == 2:
			a[path] = g.file()
		case k == 3 && (f.mode == apply.Regular || f.mode == apply.Executable):
			f.mode ^= 0o111
			a[path] = f
		case k < 6 && renames:
			delete(a, path)
			p := g.path()
			if !a.free(p) {
				p = path
			}
			if f.mode == apply.Regular && g.IntN(2) == 0 {
				f.data = g.editLines(f.data)
			}
			a[p] = f
		case k == 6 && renames:
			if p := g.path(); a.free(p) {
				a[p] = f
			}
		case f.mode == apply.Submodule || f.mode == apply.Symlink:
			a[path] = g.file()
		default:
			f.data = g.editLines(f.data)
			a[path] = f
		}
	}
	return a
}

// shift puts lines before a text, or takes its first ones away.
func (g gen) shift(s string) string {
	lines := strings.SplitAfter(s, "\n")
	if n := g.IntN(4); g.IntN(3) == 0 && len(lines) > n {
		return strings.Join(lines[n:], "")
	}
	var b strings.Builder
	n := 1 + g.IntN(8)
	if g.IntN(10) == 0 {
		n = g.IntN(3000)
	}
	for range n {
		b.WriteString(g.line(g.IntN(4)))
	}
	return b.String() + s
}

func (g gen) aCase() aCase {
	c := aCase{from: g.tree()}
	c.to = g.edit(c.from, true)
	c.onto = c.from
	switch g.IntN(6) {
	case 0: // as it was
	case 1:
		c.onto = c.to
	case 2, 3: // the places have moved
		c.onto = c.from.clone()
		for _, path := range c.onto.paths() {
			f := c.onto[path]
			if f.mode == apply.Regular {
				f.data = g.shift(f.data)
				c.onto[path] = f
			}
		}
	default:
		c.onto = g.edit(c.from, g.IntN(4) == 0)
	}
	c.options = "--full-index --binary " + g.one("-M", "-M -C", "-M -C --find-copies-harder", "--no-renames", "-M50% -B")
	c.options += g.one("", "", "", " -U1", " -U0", " -U8", " -U2 --inter-hunk-context=0")
	return c
}

func generate(n int, seed uint64) []aCase {
	g := gen{rand.New(rand.NewPCG(seed, 1))}
	out := make([]aCase, n)
	for i := range out {
		out[i] = g.aCase()
	}
	return out
}

func TestPeerGitApply(t *testing.T) {
	compareWithGit(t, generate(corpustest.Cases(t, 40), seed(t)), "", apply.Options{Strip: 1})
}
