package rangediff

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"patchpilot/fixtures"
	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/series"
)

// revisions reads a series from an archive.
func revisions(t testing.TB, name string, data []byte) []*series.Revision {
	t.Helper()
	var mails []*series.Mail
	_, err := mbox.Scan(name, bytes.NewReader(data), func(raw mbox.Raw) error {
		mails = append(mails, series.NewMail(mbox.Parse(raw)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a := series.Group(mails)
	if len(a.Series) == 0 {
		t.Fatalf("%s: no series", name)
	}
	return a.Series[0].Revisions
}

func fixture(t testing.TB, name string) []*series.Revision {
	data, err := fixtures.FS.ReadFile("threads/" + name + ".mbox")
	if err != nil {
		t.Fatal(err)
	}
	return revisions(t, name, data)
}

// summary is a comparison in git's short form: "1 ! 2".
func summary(pairs []Pair) []string {
	sign := map[Kind]string{Same: "=", Changed: "!", Dropped: "<", Added: ">"}
	var out []string
	for _, p := range pairs {
		old, new := "-", "-"
		if p.Old != nil {
			old = fmt.Sprint(p.Old.Index)
		}
		if p.New != nil {
			new = fmt.Sprint(p.New.Index)
		}
		out = append(out, old+" "+sign[p.Kind]+" "+new)
	}
	return out
}

var pairLine = regexp.MustCompile(`(?m)^ *(\d+|-): +\S+ ([=!<>]) +(\d+|-): `)

func gitSummary(t *testing.T, dir, base, a, b string) []string {
	var out []string
	for _, m := range pairLine.FindAllStringSubmatch(git(t, dir, "range-diff", "--no-color", "-s", base+".."+a, base+".."+b), -1) {
		out = append(out, m[1]+" "+m[2]+" "+m[3])
	}
	return out
}

// The postings of the fixtures pair as git pairs their commits.
func TestPeerRangeDiff(t *testing.T) {
	needGit(t)
	for _, tc := range []struct{ thread, tree string }{
		{"rerolled-driver-series", "foo"},
		{"versions-in-the-title", "foo-buf"},
		{"covers-without-patch-prefix", "foo-bus"},
	} {
		t.Run(tc.thread, func(t *testing.T) {
			revs := fixture(t, tc.thread)
			dir := repository(t, tc.tree)
			for i, r := range revs {
				git(t, dir, "checkout", "-q", "-b", fmt.Sprint("v", i), "main")
				var files []string
				for j, p := range r.Patches {
					m := p.Mail
					if n := len(p.Rerolls); n > 0 {
						m = p.Rerolls[n-1]
					}
					file := filepath.Join(t.TempDir(), fmt.Sprint(j))
					if err := os.WriteFile(file, m.Message.Raw, 0o666); err != nil {
						t.Fatal(err)
					}
					files = append(files, file)
				}
				git(t, dir, append([]string{"am", "-q"}, files...)...)
			}
			for i := 1; i < len(revs); i++ {
				want := gitSummary(t, dir, "main", fmt.Sprint("v", i-1), fmt.Sprint("v", i))
				if d := cmp.Diff(want, summary(Compare(revs[i-1], revs[i]))); d != "" {
					t.Errorf("v%d and v%d: %s", i, i+1, d)
				}
			}
		})
	}
}

// Series made at random and rerolled at random pair as git pairs them, or as cheaply.
func TestPeerRangeDiffRandom(t *testing.T) {
	needGit(t)
	for seed := range corpustest.Cases(t, 6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			w := &work{random: rand.New(rand.NewSource(int64(seed))), t: t, dir: repository(t, "foo")}
			var first []change
			for i := range 6 + w.random.Intn(6) {
				first = append(first, w.change(i))
			}
			second := w.reroll(first)
			a, b := w.post("a", first), w.post("b", second)
			want := gitSummary(t, w.dir, "main", "a", "b")
			got := summary(Compare(a, b))
			if d := cmp.Diff(want, got); d != "" && price(a, b, got) != price(a, b, want) {
				t.Errorf("%s\n%s", d, git(t, w.dir, "range-diff", "--no-color", "main..a", "main..b"))
			}
		})
	}
}

// price is what a pairing costs; at one price git takes now this one, now that one.
func price(older, newer *series.Revision, summary []string) int {
	a, b := read(older), read(newer)
	total := 0
	for _, line := range summary {
		f := strings.Fields(line)
		i, errI := strconv.Atoi(f[0])
		j, errJ := strconv.Atoi(f[2])
		switch {
		case errJ != nil:
			total += a[i-1].creation()
		case errI != nil:
			total += b[j-1].creation()
		case a[i-1].key != b[j-1].key:
			total += distance(a[i-1].diff, b[j-1].diff)
		}
	}
	return total
}

// change is a patch to be: lines put into files of its own and shared ones.
type change struct {
	title, log string
	files      map[string][]string
}

type work struct {
	random *rand.Rand
	t      *testing.T
	dir    string
}

func (w *work) lines(n int) []string {
	words := strings.Fields("int foo bar return if else lock unlock ring put get free alloc map unmap irq dma page")
	var out []string
	for range n {
		out = append(out, fmt.Sprintf("\t%s %s %s %d;", words[w.random.Intn(len(words))], words[w.random.Intn(len(words))], words[w.random.Intn(len(words))], w.random.Intn(50)))
	}
	return out
}

func (w *work) change(i int) change {
	c := change{title: fmt.Sprintf("foo: change %d", i), log: fmt.Sprintf("It is right %d.", w.random.Int()), files: map[string][]string{}}
	for range 1 + w.random.Intn(2) {
		c.files[fmt.Sprintf("drv/f%d.c", w.random.Intn(12))] = w.lines(3 + w.random.Intn(15))
	}
	return c
}

func (w *work) reroll(first []change) []change {
	var out []change
	for i, c := range first {
		switch w.random.Intn(8) {
		case 0: // dropped
			continue
		case 1:
			c.log += "\nReally."
		case 2, 3, 4:
			c = w.edited(c, 1+w.random.Intn(3))
		case 5:
			c = w.edited(c, 10)
		case 6:
			out = append(out, w.change(100+i))
		}
		out = append(out, c)
	}
	if n := len(out); n > 2 && w.random.Intn(2) == 0 {
		i := w.random.Intn(n - 1)
		out[i], out[i+1] = out[i+1], out[i]
	}
	return out
}

func (w *work) edited(c change, n int) change {
	files := map[string][]string{}
	for name, lines := range c.files {
		lines = append([]string(nil), lines...)
		for range n {
			lines[w.random.Intn(len(lines))] = w.lines(1)[0]
		}
		files[name] = lines
	}
	c.files = files
	return c
}

// post commits changes to a branch and reads them back as mails. A change replaces the file it is about.
func (w *work) post(branch string, changes []change) *series.Revision {
	git(w.t, w.dir, "checkout", "-q", "-b", branch, "main")
	for _, c := range changes {
		for name, lines := range c.files {
			path := filepath.Join(w.dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				w.t.Fatal(err)
			}
			old, _ := os.ReadFile(path)
			if err := os.WriteFile(path, []byte(string(old)+strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
				w.t.Fatal(err)
			}
		}
		git(w.t, w.dir, "add", "-A")
		git(w.t, w.dir, "commit", "-q", "-m", c.title+"\n\n"+c.log)
	}
	return revisions(w.t, branch, []byte(git(w.t, w.dir, "format-patch", "--stdout", "--no-signature", "--thread", "-n", "--no-renames", "main..")))[0]
}

func needGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
}

// repository makes one of one of the fixtures' trees.
func repository(t *testing.T, tree string) string {
	data, err := fixtures.FS.ReadFile("trees/" + tree + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := txtar.Write(txtar.Parse(data), dir); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "init", "-q", "-b", "main")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", tree)
	return dir
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=fixtures", "GIT_AUTHOR_EMAIL=fixtures@example.org",
		"GIT_COMMITTER_NAME=fixtures", "GIT_COMMITTER_EMAIL=fixtures@example.org")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}
