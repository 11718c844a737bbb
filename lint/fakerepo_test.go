package lint

import (
	hexcode "encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"patchpilot/apply"
	"patchpilot/trailers"
)

// fakeRepo is a repository made of a fixture's files. Those under tree/ are what patches go on, those under
// at/ID/ a commit's tree, and
//
//	-- commits --   has a line an object: "ID held TITLE", a commit in the history of "main"; "ID aside
//	                TITLE", one outside it; "ID linux-6.6.y TITLE", one of a stable branch; "ID blob". "ID base
//	                TITLE" is one outside whose tree holds the files under base/. Behind a title may follow, each
//	                after " | ": the author, "NAME <ADDRESS>"; the committer, "by NAME <ADDRESS>"; the day it was
//	                made, "2026-02-09"; its first release, "in v6.6"; "of ID", the commit it is a copy of; "fixes
//	                ID"; "on ID", its parent; "merge"; "root".
//	                "release v6.6 2023-10-29" and "branch linux-6.6.y 2026-03-01" tell of those, and a line
//	                "shallow", "imported" or "newest YYYY-MM-DD" of the repository.
type fakeRepo struct {
	onto, base *apply.Overlay
	trees      map[string]*apply.Overlay // by the id before the path
	objects    []fakeObject
	releases   map[string]time.Time
	branches   []Branch
	shallow    bool
	imported   bool
	newest     time.Time
}

type fakeObject struct {
	id, kind, release, fixes string
	commit                   Commit
}

// newFakeRepo gives nil where the fixture describes none.
func newFakeRepo(t testing.TB, files []txtar.File) *fakeRepo {
	t.Helper()
	r := &fakeRepo{onto: apply.NewOverlay(apply.Empty), base: apply.NewOverlay(apply.Empty), trees: map[string]*apply.Overlay{},
		releases: map[string]time.Time{}, newest: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
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
		} else if path, ok := strings.CutPrefix(f.Name, "at/"); ok {
			id, path, _ := strings.Cut(path, "/")
			if r.trees[id] == nil {
				r.trees[id] = apply.NewOverlay(apply.Empty)
			}
			put(r.trees[id], path, f.Data)
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
	name, day, _ := strings.Cut(rest, " ")
	switch {
	case line == "shallow":
		r.shallow = true
	case line == "imported":
		r.imported = true
	case id == "newest":
		r.newest = onDay(t, rest)
	case id == "release":
		r.releases[name] = onDay(t, day)
	case id == "branch":
		r.branches = append(r.branches, Branch{Name: name, Release: release.FindString(name), Newest: onDay(t, day)})
	default:
		r.objects = append(r.objects, newFakeObject(t, id, rest))
	}
}

func onDay(t testing.TB, day string) time.Time {
	t.Helper()
	when, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func newFakeObject(t testing.TB, id, rest string) fakeObject {
	t.Helper()
	kind, rest, _ := strings.Cut(rest, " ")
	fields := strings.Split(rest, " | ")
	o := fakeObject{id: id, kind: kind, commit: Commit{Hash: fullID(t, id), Subject: fields[0], Parents: []apply.Hash{{19: 2}}}}
	for _, field := range fields[1:] {
		word, rest, _ := strings.Cut(field, " ")
		switch {
		case word == "merge":
			o.commit.Parents = append(o.commit.Parents, apply.Hash{19: 3})
		case word == "root":
			o.commit.Parents = nil
		case word == "on":
			o.commit.Parents = []apply.Hash{fullID(t, rest)}
		case word == "in":
			o.release = rest
		case word == "fixes":
			o.fixes = rest
		case word == "of":
			o.commit.Origins = append(o.commit.Origins, trailers.Origin{ID: rest, Line: 1, Form: trailers.CommitUpstream})
		case word == "by":
			o.commit.Committer, _ = trailers.ReadPerson(rest)
		case digit(word[0]):
			o.commit.Authored, o.commit.Committed = onDay(t, word), onDay(t, word)
		default:
			who, _ := trailers.ReadPerson(field)
			o.commit.Name, o.commit.Email = who.Name, who.Email
		}
	}
	return o
}

func fullID(t testing.TB, id string) (h apply.Hash) {
	t.Helper()
	if n, err := hexcode.Decode(h[:], []byte(id)); n != len(h) || err != nil {
		t.Fatalf("%q is no id", id)
	}
	return h
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
	for id, tree := range r.trees {
		if strings.HasPrefix(commit.String(), id) {
			return tree, nil
		}
	}
	return r.onto, nil
}

func (r *fakeRepo) FirstRelease(c apply.Hash) (Release, error) {
	for _, o := range r.objects {
		if when, ok := r.releases[o.release]; ok && o.commit.Hash == c {
			return Release{Name: o.release, When: when, First: true}, nil
		}
	}
	return Release{}, nil
}

// mainline finds the commits that main holds.
func (r *fakeRepo) mainline(is func(*fakeObject) bool) (found []*Commit, err error) {
	for i := range r.objects {
		if o := &r.objects[i]; o.kind == "held" && is(o) {
			found = append(found, &o.commit)
		}
	}
	return found, nil
}

func (r *fakeRepo) Titled(title string) ([]*Commit, error) {
	return r.mainline(func(o *fakeObject) bool { return strings.EqualFold(o.commit.Subject, title) })
}

func (r *fakeRepo) FixedBy(c apply.Hash) ([]*Commit, error) {
	return r.mainline(func(o *fakeObject) bool { return o.fixes != "" && strings.HasPrefix(c.String(), o.fixes) })
}

func (r *fakeRepo) Stable() ([]Branch, error) { return r.branches, nil }

func (r *fakeRepo) Carried(b Branch, c apply.Hash) (*Commit, error) {
	for i := range r.objects {
		o := &r.objects[i]
		if o.kind == b.Name && len(o.commit.Origins) > 0 && strings.HasPrefix(c.String(), o.commit.Origins[0].ID) ||
			o.commit.Hash == c && o.release != "" && number(o.release) <= number(b.Release) {
			return &o.commit, nil
		}
	}
	return nil, nil
}

func (r *fakeRepo) Onto() (string, *Commit) {
	return "main", &Commit{Hash: apply.Hash{19: 1}, Subject: "the newest"}
}
func (r *fakeRepo) Shallow() bool     { return r.shallow }
func (r *fakeRepo) Imported() bool    { return r.imported }
func (r *fakeRepo) Newest() time.Time { return r.newest }
