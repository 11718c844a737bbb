package flow

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
	"patchpilot/formatpatch"
	"patchpilot/internal/gitrepo"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/triage"
)

// grove is a repository in which one patch of Ada's is committed in many ways.
type grove struct {
	*line
	base apply.Hash
}

var (
	adaWrote = gitrepo.Signature{Name: "Ada Author", Email: "ada@example.org", When: time.Date(2024, 5, 1, 8, 0, 0, 0, time.UTC)}
	taken    = gitrepo.Signature{Name: "Max Maintainer", Email: "max@example.org", When: time.Date(2024, 5, 7, 8, 0, 0, 0, time.UTC)}
)

func newGrove(t *testing.T) *grove {
	g := &grove{line: newLine(t)}
	long := ago(adaWrote, 90)
	g.base = g.put(commitOf{author: long, committer: long, message: "demo: Begin", files: demoFiles("int a;")})
	g.ref("heads/master", g.base)
	return g
}

// ago is the signature of some days before.
func ago(s gitrepo.Signature, days int) gitrepo.Signature {
	s.When = s.When.AddDate(0, 0, -days)
	return s
}

type commitOf struct {
	author, committer gitrepo.Signature
	message           string
	files             map[string]string
}

// demoFiles are a ring that has a line in its middle, and what stands around it.
func demoFiles(middle string) map[string]string {
	return map[string]string{
		"demo/ring.c": "int one;\nint two;\nint three;\n" + middle + "\nint four;\nint five;\nint six;\n",
		"demo/pipe.c": "int pipe;\n",
	}
}

func (g *grove) put(c commitOf, parents ...apply.Hash) apply.Hash {
	g.t.Helper()
	tree := apply.NewOverlay(apply.Empty)
	for path, text := range c.files {
		must(g.t, tree.Put(path, apply.Regular, []byte(text)))
	}
	o, err := gitrepo.NewCommit{Tree: tree.Root(), Parents: parents, Author: c.author, Committer: c.committer, Message: c.message + "\n"}.Object()
	must(g.t, err)
	objects := []gitrepo.Object{o}
	for o := range tree.Objects() {
		objects = append(objects, gitrepo.Object{Type: o.Kind, Data: o.Data})
	}
	must(g.t, g.git.Write(slices.Values(objects)))
	return o.Hash()
}

// posted is the patch as Ada mailed it.
func (g *grove) posted(message string) *series.Patch {
	g.t.Helper()
	h := g.put(commitOf{adaWrote, adaWrote, message, demoFiles("int mended;")}, g.base)
	c, err := g.git.Commit(h)
	must(g.t, err)
	raw, err := commitMail(g.git, c, formatpatch.Options{MessageID: "1@example.org"})
	must(g.t, err)
	raw.Commit = ""
	return series.Group([]*series.Mail{series.NewMail(mbox.Parse(raw))}).Series[0].Latest().Patches[0]
}

// find looks for the patch on the refs as they are now.
func (g *grove) find(p *series.Patch, t Triage) []triage.Found {
	g.t.Helper()
	r, err := OpenTrees(g.dir, t.Onto, t.Mainline)
	must(g.t, err)
	defer r.Close()
	found := newLanded(r, &t, nil, p.Date).Find(p)
	for _, err := range r.failures() {
		g.t.Error(err)
	}
	return found
}

func TestLandedByEveryRung(t *testing.T) {
	const title = "demo: Mend the ring"
	mended, moved := demoFiles("int mended;"), demoFiles("int mended;")
	moved["demo/ring.c"] = "int zero;\n" + moved["demo/ring.c"][len("int one;\nint two;\n"):]
	around := demoFiles("int a;")
	around["demo/ring.c"] = "int zero;\n" + around["demo/ring.c"][len("int one;\nint two;\n"):]
	otherwise := demoFiles("int mended; /* at last */")
	other := demoFiles("int a;")
	other["demo/pipe.c"] = "int mended;\n"
	for _, c := range []struct {
		name   string
		base   map[string]string // what it was committed on, if something else
		commit commitOf
		want   string
	}{
		{"a link to the mail", nil, commitOf{taken, taken, title + "\n\nLink: https://lore.kernel.org/r/1@example.org", otherwise}, "message-id"},
		{"a link with the list in it", nil, commitOf{taken, taken, "[demo] " + title + "\n\nLink: https://lore.kernel.org/linux-demo/1@example.org/T/#u", otherwise}, "message-id"},
		{"a Message-ID trailer", nil, commitOf{taken, taken, "demo: All else\n\nMessage-ID: <1@example.org>", otherwise}, "message-id"},
		{"a link from something else", nil, commitOf{taken, taken, "demo: Mend what the ring broke\n\nLink: https://lore.kernel.org/r/1@example.org", other}, ""},
		{"the same change", nil, commitOf{adaWrote, taken, "demo: Ring it right", mended}, "patch-id"},
		{"the same change by somebody else", nil, commitOf{taken, taken, title, mended}, "patch-id"},
		{"other lines around it", around, commitOf{adaWrote, taken, title, moved}, "change hash"},
		{"changed by the maintainer, retitled", nil, commitOf{adaWrote, taken, "demo: Ring it right", otherwise}, "author, date and files"},
		{"changed by the maintainer", nil, commitOf{ago(adaWrote, 1), taken, title, otherwise}, "author and subject"},
		{"changed by the maintainer, the author without accents", nil, commitOf{
			gitrepo.Signature{Name: "Áda Author", Email: "ada@new.example.org", When: adaWrote.When.AddDate(0, 0, -1)}, taken, title, otherwise,
		}, "author and subject"},
		{"only the title is the same", nil, commitOf{taken, taken, title, otherwise}, ""},
		{"other files", nil, commitOf{ago(adaWrote, 1), taken, title, other}, ""},
		{"committed before it was mailed", nil, commitOf{adaWrote, ago(taken, 8), title, mended}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGrove(t)
			on := g.base
			if c.base != nil {
				on = g.put(commitOf{ago(adaWrote, 30), ago(adaWrote, 30), "demo: Move on", c.base}, g.base)
			}
			h := g.put(c.commit, on)
			g.ref("heads/master", h)
			var want []triage.Found
			if c.want != "" {
				want = []triage.Found{{Commit: h.String(), Tree: "master", By: c.want, Date: c.commit.committer.When, Merged: true,
					Taker: mbox.Address{Name: c.commit.committer.Name, Email: c.commit.committer.Email}}}
			}
			if diff := cmp.Diff(want, g.find(g.posted(title), Triage{})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// What a commit changes at which history was cut off is not known: it seems to add all that is there.
func TestLandedWhereHistoryWasCutOff(t *testing.T) {
	const title = "demo: Mend the ring"
	g := newGrove(t)
	p := g.posted(title)
	h := g.put(commitOf{ago(adaWrote, 1), taken, title, demoFiles("int mended; /* at last */")}, g.base)
	g.ref("heads/master", h)
	must(t, os.WriteFile(filepath.Join(g.dir, "shallow"), []byte(h.String()+"\n"), 0o644))
	if found := g.find(p, Triage{}); len(found) > 0 {
		t.Errorf("found %+v", found)
	}
}

// All commits are told, the surest first; which of them are in mainline is told too.
func TestLandedOnManyTrees(t *testing.T) {
	const title = "demo: Mend the ring"
	g := newGrove(t)
	p := g.posted(title)
	onNext := g.put(commitOf{adaWrote, taken, title, demoFiles("int mended;")}, g.base)
	g.ref("heads/demo-next", onNext)
	later := taken
	later.When = later.When.AddDate(0, 0, 3)
	onStable := g.put(commitOf{adaWrote, later, title + "\n\nLink: https://lore.kernel.org/r/1@example.org", demoFiles("int mended;")}, g.base)
	g.ref("remotes/stable/linux-6.6.y", onStable)
	told := func(t Triage) (words []string) {
		for _, f := range g.find(p, t) {
			words = append(words, fmt.Sprintf("%s by %s, merged %v", f.Tree, f.By, f.Merged))
		}
		return words
	}
	for _, c := range []struct {
		name string
		look Triage
		want []string
	}{
		{"every branch", Triage{}, []string{"stable/linux-6.6.y by message-id, merged false", "demo-next by patch-id, merged false"}},
		{"one of them", Triage{Onto: []string{"demo-next"}}, []string{"demo-next by patch-id, merged false"}},
		{"by a pattern", Triage{Onto: []string{"demo-*"}}, []string{"demo-next by patch-id, merged false"}},
		{"a mainline of its own", Triage{Mainline: "demo-next"}, []string{"stable/linux-6.6.y by message-id, merged false", "demo-next by patch-id, merged true"}},
	} {
		if diff := cmp.Diff(c.want, told(c.look)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
	}
	g.ref("heads/master", onNext)
	want := []string{"stable/linux-6.6.y by message-id, merged false", "demo-next by patch-id, merged true"}
	if diff := cmp.Diff(want, told(Triage{Onto: []string{"demo-next", "linux-*"}})); diff != "" {
		t.Errorf("merged: -want +got:\n%s", diff)
	}
}

// Trees that went on are those in which something was committed since.
func TestGrown(t *testing.T) {
	g := newGrove(t)
	g.ref("heads/demo-next", g.put(commitOf{adaWrote, taken, "demo: Go on", demoFiles("int b;")}, g.base))
	g.ref("remotes/other/demo-fixes", g.put(commitOf{adaWrote, ago(taken, -20), "demo: Go on later", demoFiles("int c;")}, g.base))
	r, err := OpenTrees(g.dir, nil, "")
	must(t, err)
	defer r.Close()
	l := newLanded(r, &Triage{}, nil, adaWrote.When)
	for days, want := range map[int][]string{-1: {"demo-next", "other/demo-fixes"}, 0: {"other/demo-fixes"}, 21: nil} {
		if diff := cmp.Diff(want, l.Grown(taken.When.AddDate(0, 0, days))); diff != "" {
			t.Errorf("since %d days after: -want +got:\n%s", days, diff)
		}
	}
}

// A root that brings a whole history is no sign that a tree went on.
func TestGrownByImport(t *testing.T) {
	g := newGrove(t)
	files := map[string]string{}
	for i := range 20 {
		files[fmt.Sprintf("demo/f%d.c", i)] = "int a;\n"
	}
	g.ref("heads/master", g.put(commitOf{adaWrote, taken, "v1.0", files}))
	r, err := OpenTrees(g.dir, nil, "")
	must(t, err)
	defer r.Close()
	if trees := newLanded(r, &Triage{}, nil, adaWrote.When).Grown(adaWrote.When); trees != nil {
		t.Errorf("%v went on", trees)
	}
}

func TestMistypedTrees(t *testing.T) {
	g := newGrove(t)
	for _, look := range []Triage{{Onto: []string{"demo-*"}}, {Onto: []string{"masterr"}}, {Mainline: "main-line"}} {
		if r, err := OpenTrees(g.dir, look.Onto, look.Mainline); err == nil {
			r.Close()
			t.Errorf("%v is taken", look)
		}
	}
}

func TestIDInLink(t *testing.T) {
	for _, c := range []struct{ link, want string }{
		{" https://lore.kernel.org/r/1@example.org", "1@example.org"},
		{" https://lore.kernel.org/all/1@example.org/T/#u", "1@example.org"},
		{" https://patchwork.example.org/patch/msgid/1@example.org", "1@example.org"},
		{" https://lkml.kernel.org/r/%3C1@example.org%3E [1]", "1@example.org"},
		{" https://bugs.example.org/12", ""},
		{" 1@example.org", ""},
		{" http://[", ""},
	} {
		if got := idInLink(c.link); got != c.want {
			t.Errorf("%s: %q, want %q", c.link, got, c.want)
		}
	}
}
