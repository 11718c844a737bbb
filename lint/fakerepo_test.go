package lint

import (
	hexcode "encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"patchpilot/apply"
)

// fakeRepo is a repository made of a fixture's files. Those under tree/ are what patches go on, and
//
//	-- commits --   has a line an object: "ID held TITLE", a commit in the history of "main"; "ID aside
//	                TITLE", one outside it; "ID blob". A commit may end in " | NAME <ADDRESS>", its author;
//	                "ID base TITLE" is one outside whose tree holds the files under base/.
//	                A line "shallow", "imported" or "newest YYYY-MM-DD" tells of the repository.
type fakeRepo struct {
	onto, base *apply.Overlay
	objects    []fakeObject
	shallow    bool
	imported   bool
	newest     time.Time
}

type fakeObject struct {
	id, kind string
	commit   Commit
}

// newFakeRepo gives nil where the fixture describes none.
func newFakeRepo(t testing.TB, files []txtar.File) *fakeRepo {
	t.Helper()
	r := &fakeRepo{onto: apply.NewOverlay(apply.Empty), base: apply.NewOverlay(apply.Empty), newest: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
	found := false
	put := func(o *apply.Overlay, path string, data []byte) {
		found = true
		if err := o.Put(path, apply.Regular, data); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		if path, ok := strings.CutPrefix(f.Name, "tree/"); ok {
			put(r.onto, path, f.Data)
		} else if path, ok := strings.CutPrefix(f.Name, "base/"); ok {
			put(r.base, path, f.Data)
		} else if f.Name == "commits" {
			found = true
			for _, l := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
				r.add(t, l)
			}
		}
	}
	if !found {
		return nil
	}
	return r
}

func (r *fakeRepo) add(t testing.TB, line string) {
	t.Helper()
	id, rest, _ := strings.Cut(line, " ")
	kind, title, _ := strings.Cut(rest, " ")
	title, author, _ := strings.Cut(title, " | ")
	name, email, _ := strings.Cut(strings.TrimSuffix(author, ">"), " <")
	switch {
	case line == "shallow":
		r.shallow = true
	case line == "imported":
		r.imported = true
	case id == "newest":
		var err error
		if r.newest, err = time.Parse(time.DateOnly, rest); err != nil {
			t.Fatal(err)
		}
	default:
		o := fakeObject{id, kind, Commit{Subject: title, Name: name, Email: email}}
		if n, err := hexcode.Decode(o.commit.Hash[:], []byte(id)); n != len(o.commit.Hash) || err != nil {
			t.Fatalf("%q is no line of commits", line)
		}
		r.objects = append(r.objects, o)
	}
}

func (r *fakeRepo) Lookup(id string) (*Commit, error) {
	var found []*fakeObject
	for i := range r.objects {
		if strings.HasPrefix(r.objects[i].id, strings.ToLower(id)) {
			found = append(found, &r.objects[i])
		}
	}
	switch {
	case len(found) == 0:
		return nil, fmt.Errorf("%q: %w", id, apply.ErrNotFound)
	case len(found) > 1:
		return nil, fmt.Errorf("%q: %w: commit %s, commit %s", id, apply.ErrAmbiguous, found[0].id, found[1].id)
	case found[0].kind == "blob":
		return nil, fmt.Errorf("%q: %w, but blob %s", id, ErrNotCommit, found[0].id)
	}
	return &found[0].commit, nil
}

func (r *fakeRepo) IsAncestor(a, _ apply.Hash) (bool, error) {
	for _, o := range r.objects {
		if o.commit.Hash == a {
			return o.kind == "held", nil
		}
	}
	return false, apply.ErrNotFound
}

func (r *fakeRepo) Tree(commit apply.Hash) (apply.Tree, error) {
	for _, o := range r.objects {
		if o.commit.Hash == commit && o.kind == "base" {
			return r.base, nil
		}
	}
	return r.onto, nil
}

func (r *fakeRepo) Onto() (string, *Commit) {
	return "main", &Commit{Hash: apply.Hash{19: 1}, Subject: "the newest"}
}
func (r *fakeRepo) Shallow() bool     { return r.shallow }
func (r *fakeRepo) Imported() bool    { return r.imported }
func (r *fakeRepo) Newest() time.Time { return r.newest }
