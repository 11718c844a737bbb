package maintainers_test

import (
	"archive/tar"
	"bytes"
	stdcmp "cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/diff"
	"patchpilot/internal/corpustest"
	"patchpilot/maintainers"
	"patchpilot/mbox"
)

const tarball = "/usr/src/linux-source-6.12.tar.xz"

// kernel is what Linux 6.12 says of its maintainers.
type kernel struct {
	maintainers, mailmap, script string
	files, folders               []string
}

// linux reads Debian's package, or skips the test.
func linux(t testing.TB) *kernel {
	t.Helper()
	if _, err := os.Stat(tarball); err != nil {
		t.Skip("no ", tarball)
	}
	k, err := readLinux()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

var readLinux = sync.OnceValues(func() (*kernel, error) {
	xz := exec.Command("xz", "-dc", "-T2", tarball)
	out, err := xz.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := xz.Start(); err != nil {
		return nil, err
	}
	k := &kernel{}
	err = k.read(tar.NewReader(out))
	return k, errors.Join(err, xz.Wait())
})

func (k *kernel) read(r *tar.Reader) error {
	wanted := map[string]*string{"MAINTAINERS": &k.maintainers, ".mailmap": &k.mailmap, "scripts/get_maintainer.pl": &k.script}
	for {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		_, name, _ := strings.Cut(h.Name, "/")
		switch {
		case h.Typeflag == tar.TypeDir && name != "":
			k.folders = append(k.folders, name)
		case h.Typeflag == tar.TypeReg:
			k.files = append(k.files, name)
		}
		if to := wanted[name]; to != nil {
			data, err := io.ReadAll(r)
			if err != nil {
				return err
			}
			*to = string(data)
		}
	}
}

// spread picks n of all, evenly.
func spread[T any](all []T, n int) []T {
	n = min(n, len(all))
	out := make([]T, n)
	for i := range out {
		out[i] = all[i*len(all)/n]
	}
	return out
}

// peer is a folder that get_maintainer.pl takes for a kernel's.
type peer struct{ dir string }

// newPeer lays out the folder. Sections of equal depth come in the order of a hash, another in each run; and those of
// K patterns sorted as words. Both sorts are told here to keep to the file's order.
func newPeer(t *testing.T, k *kernel, maintainersText, mailmap string) peer {
	t.Helper()
	for tool := range strings.FieldsSeq("perl xz") {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no ", tool)
		}
	}
	p := peer{t.TempDir()}
	script := k.script
	for _, sort := range []struct{ from, to string }{
		{"(sort {$hash{$b} <=> $hash{$a}} keys %hash) {\n\t    add_cat", "(sort {$hash{$b} <=> $hash{$a} || $a <=> $b} keys %hash) {\n\t    add_cat"},
		{`@keyword_tvi = sort_and_uniq(@keyword_tvi)`, `@keyword_tvi = sort {$a <=> $b} uniq(@keyword_tvi)`},
	} {
		if strings.Count(script, sort.from) != 1 {
			t.Fatalf("the script no longer says %q", sort.from)
		}
		script = strings.Replace(script, sort.from, sort.to, 1)
	}
	for folder := range strings.FieldsSeq("Documentation arch include drivers fs init ipc kernel lib scripts") {
		p.folder(t, folder)
	}
	for file := range strings.FieldsSeq("COPYING CREDITS Kbuild Makefile README") {
		p.file(t, file, "")
	}
	p.file(t, "MAINTAINERS", maintainersText)
	p.file(t, ".mailmap", mailmap)
	p.file(t, "scripts/get_maintainer.pl", script)
	return p
}

func (p peer) folder(t *testing.T, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(p.dir, name), 0o777); err != nil {
		t.Fatal(err)
	}
}

func (p peer) file(t *testing.T, name, text string) {
	t.Helper()
	p.folder(t, filepath.Dir(name))
	if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// ask runs the script and returns its lines: "Name <address> (role)".
func (p peer) ask(arg ...string) ([]string, error) {
	arg = append([]string{"scripts/get_maintainer.pl", "--nogit", "--nogit-fallback", "--norolestats", "--roles"}, arg...)
	c := exec.Command("perl", arg...)
	c.Dir = p.dir
	c.Env = append(os.Environ(), "HOME="+p.dir)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, stderr.String())
	}
	return slices.Collect(strings.Lines(string(out))), nil
}

// say prints owners as the script does, its own way with a .mailmap included.
func say(o maintainers.Owners) []string {
	var out []string
	for _, p := range o.People {
		out = append(out, fmt.Sprintf("%s (%s)\n", stdcmp.Or(explained[p.Person.String()], p.Person.String()), p.Role))
	}
	for _, l := range o.Lists {
		if !l.SubscribersOnly {
			out = append(out, fmt.Sprintf("%s (%s)\n", l.Address, l.Role))
		}
	}
	return out
}

// explained are people whom the script calls otherwise: ours to theirs, with the reason.
var explained = map[string]string{
	// .mailmap has viro@zenIV.linux.org.uk; to git, and to us, that is viro@zeniv too.
	"Al Viro <viro@zeniv.linux.org.uk>": "Alexander Viro <viro@zeniv.linux.org.uk>",
}

// compare asks the script on two processors and fails where it says something else.
func compare(t *testing.T, p peer, queries []query, ours func(query) []string) {
	t.Helper()
	theirs := make([][]string, len(queries))
	errs := make([]error, len(queries))
	var wg sync.WaitGroup
	for worker := range 2 {
		wg.Go(func() {
			for i := worker; i < len(queries); i += 2 {
				theirs[i], errs[i] = p.ask(queries[i].arg...)
			}
		})
	}
	wg.Wait()
	lines := 0
	for i, q := range queries {
		lines += len(theirs[i])
		if errs[i] != nil {
			t.Errorf("%s: %v", q.name, errs[i])
		} else if d := cmp.Diff(theirs[i], ours(q)); d != "" {
			t.Errorf("%s: get_maintainer.pl (-), we (+):\n%s", q.name, d)
		}
	}
	if lines < 2*len(queries) {
		t.Errorf("get_maintainer.pl said %d lines to %d questions", lines, len(queries))
	}
}

// query is one run of the script and what we are asked instead.
type query struct {
	name  string
	arg   []string
	paths []string
	patch string
}

func TestPeerGetMaintainerOnPaths(t *testing.T) {
	k := linux(t)
	p := newPeer(t, k, k.maintainers, k.mailmap)
	for _, folder := range k.folders {
		p.folder(t, folder)
	}
	var queries []query
	for _, path := range spread(k.files, corpustest.Cases(t, 6)*5/6) {
		if path != "MAINTAINERS" && path != ".mailmap" && path != "scripts/get_maintainer.pl" {
			p.file(t, path, "")
		}
		queries = append(queries, query{name: path, arg: []string{"-f", path}, paths: []string{path}})
	}
	f := maintainers.Parse(k.maintainers)
	mailmap := maintainers.ParseMailmap(k.mailmap)
	compare(t, p, queries, func(q query) []string { return say(f.Owners(q.paths, nil, mailmap)) })
}

func TestPeerGetMaintainerOnPatches(t *testing.T) {
	k := linux(t)
	p := newPeer(t, k, k.maintainers, k.mailmap)
	for _, folder := range k.folders {
		p.folder(t, folder)
	}
	f := maintainers.Parse(k.maintainers)
	mailmap := maintainers.ParseMailmap(k.mailmap)
	var queries []query
	for i, q := range spread(patches(t), corpustest.Cases(t, 6)/6) {
		file := fmt.Sprintf("patches/%d", i)
		p.file(t, file, q.patch)
		q.arg = []string{file}
		queries = append(queries, q)
	}
	compare(t, p, queries, func(q query) []string { return say(f.Owners(q.paths, f.Keywords(q.patch), mailmap)) })
}

// The goldens are what the script says too, but for two slips of it: it takes the first word of "The GPU Team <…>" for
// the list's address, and reads .mailmap otherwise than git.
func TestPeerGetMaintainerOnFixtures(t *testing.T) {
	text := strings.Replace(fixture(t, "MAINTAINERS"), "The GPU Team <gpu@lists.example.org>", "gpu@lists.example.org", 1)
	p := newPeer(t, linux(t), text, "")
	f := maintainers.Parse(text)
	var queries []query
	for _, path := range goldenPaths {
		if strings.HasSuffix(path, "/") {
			p.folder(t, path)
		} else {
			p.file(t, path, "")
		}
		queries = append(queries, query{name: path, arg: []string{"-f", path}, paths: []string{path}})
	}
	for _, name := range []string{"ring.patch", "context.patch"} {
		patch := fixture(t, name)
		p.file(t, name, patch)
		queries = append(queries, query{name: name, arg: []string{name}, paths: paths(diff.Parse(patch, 1)), patch: patch})
	}
	compare(t, p, queries, func(q query) []string { return say(f.Owners(q.paths, f.Keywords(q.patch), nil)) })
}

// Whom git makes of everybody in a .mailmap, in other letters too. Of a quoted name git knows the quotes only.
func TestPeerGitCheckMailmap(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	k := linux(t)
	for _, text := range []string{strings.ReplaceAll(fixture(t, "mailmap"), `"`, ""), k.mailmap} {
		m := maintainers.ParseMailmap(text)
		var asked, ours strings.Builder
		for line := range strings.Lines(text) {
			for _, contact := range contacts(line) {
				fmt.Fprintln(&asked, contact)
				name, email, _ := strings.Cut(strings.TrimSuffix(contact, ">"), "<")
				p := m.Canonical(maintainers.Person{Name: strings.TrimSpace(name), Email: email})
				fmt.Fprintln(&ours, strings.TrimLeft(p.Name+" <"+p.Email+">", " "))
			}
		}
		if d := cmp.Diff(checkMailmap(t, text, asked.String()), ours.String()); d != "" {
			t.Errorf("git (-), we (+):\n%s", d)
		}
	}
}

// contacts are the people of a line of .mailmap: as they stand, nameless, and in capitals.
func contacts(line string) []string {
	var out []string
	for part := range strings.SplitAfterSeq(line, ">") {
		name, email, ok := strings.Cut(part, "<")
		if !ok || line[0] == '#' || email == ">" {
			continue
		}
		contact := strings.TrimSpace(strings.TrimSpace(name) + " <" + email)
		out = append(out, contact, "<"+email, strings.ToUpper(contact))
	}
	return out
}

func checkMailmap(t *testing.T, mailmap, contacts string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, ".mailmap"), []byte(mailmap), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"check-mailmap", "--stdin"}} {
		c := exec.Command("git", args...)
		c.Dir = dir
		c.Stdin = strings.NewReader(contacts)
		out, err := c.Output()
		if err != nil {
			t.Fatalf("git %s: %v", args, err)
		}
		if args[0] == "check-mailmap" {
			return string(out)
		}
	}
	return ""
}

// patches reads the patches of the corpus's lists, as `git format-patch` would write them.
func patches(t testing.TB) []query {
	t.Helper()
	lists, err := filepath.Glob(corpustest.File(t, "lists", "*.xz"))
	if err != nil || len(lists) == 0 {
		t.Fatalf("no lists in the corpus: %v", err)
	}
	var out []query
	for _, list := range lists {
		data, err := os.ReadFile(list)
		if err != nil {
			t.Fatal(err)
		}
		_, err = mbox.Scan(list, bytes.NewReader(data), func(raw mbox.Raw) error {
			m := mbox.Parse(raw)
			info := m.Mailinfo(mbox.InfoOptions{})
			if d := diff.Parse(info.Patch, info.PatchLine); len(d.Files) > 0 && len(d.Damage) == 0 {
				patch := fmt.Sprintf("From: %s <%s>\nSubject: %s\n\n%s", m.From.Name, m.From.Email, m.Subject, m.Text)
				out = append(out, query{name: m.ID, paths: paths(d), patch: patch})
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// paths returns the files of a diff. The script takes the /dev/null of a new or deleted one for a path: it owns nothing,
// but among drivers/ and Documentation/ it brings the lists of THE REST forward.
func paths(d *diff.Patch) []string {
	var out []string
	for _, f := range d.Files {
		out = append(out, f.OldPath, f.NewPath)
		if f.Status == diff.Added || f.Status == diff.Deleted {
			out = append(out, "dev/null")
		}
	}
	return out
}
