package apply

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"patchpilot/internal/corpustest"
)

func TestMergeText(t *testing.T) {
	const base = "a\nb\nc\nd\ne\n"
	for _, tc := range []struct{ name, base, ours, theirs, want string }{
		{"both far apart", base, "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n", "A\nb\nc\nd\nE\n"},
		{"both alike", base, "a\nb\nC\nd\ne\n", "a\nb\nC\nd\ne\n", "a\nb\nC\nd\ne\n"},
		{"ours alone", base, "a\ne\n", base, "a\ne\n"},
		{"theirs at the end", base, "0\n" + base, base + "f\n", "0\n" + base + "f\n"},
		{"no newline at the end", "a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nc\nD", "A\nb\nc\nD"},
		{"the same line", base, "a\nb\nx\nd\ne\n", "a\nb\ny\nd\ne\n", ""},
		{"lines that touch", base, "a\nB\nc\nd\ne\n", "a\nb\nC\nd\ne\n", ""},
		{"where it could be moved", "x\nx\nx\ny\n", "x\nx\nx\nx\ny\n", "z\nx\nx\nx\ny\n", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, conflicts := mergeText([]byte(tc.base), []byte(tc.ours), []byte(tc.theirs))
			if (len(conflicts) > 0) != (tc.want == "") || string(got) != tc.want {
				t.Errorf("got %q %+v, want %q", got, conflicts, tc.want)
			}
		})
	}
}

// TestPeerGitMergeFile wants no merge to be clean that git refuses, or to come out otherwise.
func TestPeerGitMergeFile(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	r := rand.New(rand.NewPCG(3, 3))
	edit := func(lines []string, word string) []string {
		out := append([]string(nil), lines...)
		for range 1 + r.IntN(3) {
			at := r.IntN(len(out) + 1)
			n := min(r.IntN(3), len(out)-at)
			var put []string
			for range r.IntN(3) {
				put = append(put, fmt.Sprintf("%s %d\n", word, r.IntN(3)))
				if r.IntN(2) == 0 {
					put[len(put)-1] = fmt.Sprintf("l %d\n", r.IntN(8))
				}
			}
			out = append(out[:at:at], append(put, out[at+n:]...)...)
		}
		return out
	}
	dir := t.TempDir()
	script := ""
	var all [][3]string
	for i := range corpustest.Cases(t, 250) {
		few := 3 + r.IntN(1000)
		if r.IntN(2) == 0 {
			few = 2 + r.IntN(9)
		}
		var base []string
		for range r.IntN(60) {
			base = append(base, fmt.Sprintf("l %d\n", r.IntN(few)))
		}
		tc := [3]string{strings.Join(base, ""), strings.Join(edit(base, "o"), ""), strings.Join(edit(base, "t"), "")}
		for k, name := range [...]string{"b", "o", "t"} {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i, name)), []byte(tc[k]), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, tc)
		script += fmt.Sprintf("git merge-file -q -p %do %db %dt >%dm || echo >%df\n", i, i, i, i, i)
	}
	cmd := exec.Command("bash", "-c", "exec bash")
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(script)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	clean, strict := 0, 0
	for i, tc := range all {
		got, conflicts := mergeText([]byte(tc[0]), []byte(tc[1]), []byte(tc[2]))
		want, err := os.ReadFile(filepath.Join(dir, fmt.Sprint(i, "m")))
		if err != nil {
			t.Fatal(err)
		}
		_, err = os.Stat(filepath.Join(dir, fmt.Sprint(i, "f")))
		refused := err == nil
		switch {
		case len(conflicts) > 0 && !refused:
			strict++
		case len(conflicts) == 0 && (refused || string(got) != string(want)):
			t.Errorf("case %d: FALSE clean\nbase %q\nours %q\ntheirs %q\ngot %q\ngit %q refused %v", i, tc[0], tc[1], tc[2], got, want, refused)
		case len(conflicts) == 0:
			clean++
		}
	}
	t.Logf("%d merges: %d clean, %d that git merges and this does not", len(all), clean, strict)
}
