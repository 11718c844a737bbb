package gitrepo

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
)

func TestBranches(t *testing.T) {
	b, _ := small(t)
	r := b.open()
	for _, tc := range []struct {
		pattern string
		want    []string
	}{
		{"linux-*.y", []string{"linux-5.4.y", "linux-5.10.y"}}, // local ones hide remote ones
		{"linux-6*", []string{"stable/linux-6.1.y"}},
		{"stable/*", []string{"stable/linux-6.1.y"}},
		{"v[0-9]*", []string{"v5.4"}},
		{"master", []string{"master"}},
	} {
		got, err := r.Branches(tc.pattern)
		check(t, err)
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: %s", tc.pattern, diff)
		}
		for _, name := range got {
			_, err := r.Resolve(name)
			check(t, err)
		}
	}
	for pattern, want := range map[string]string{
		"nothing*":    `no branch matches "nothing*"`,
		"[":           "bad pattern",
		"mastre":      "did you mean master?",
		"linux-5.5.y": "did you mean linux-5.4.y",
		"zzz":         `revision "zzz": no such object and no ref of that name`,
	} {
		_, err := r.Branches(pattern)
		wantError(t, err, want)
	}
}

func TestResolveRefuses(t *testing.T) {
	b, commits := small(t)
	b.file("refs/heads/round", "ref: refs/heads/robin\n")
	b.file("refs/heads/robin", "ref: refs/heads/round\n")
	b.file("refs/heads/junk", "neither id nor ref\n")
	b.file("secret", commits[0].String()+"\n")
	r := b.open()
	for rev, want := range map[string]string{
		"round":           "round in circles",
		"junk":            "corrupt ref",
		"master~3":        "is the first commit, it has no parent",
		"master^2":        "has 1 parents",
		"master^{tree}":   "is not understood",
		"master~x":        "is not understood",
		"master:Makefile": "not the name of a commit",
		"../secret":       "no ref of that name",
		"secret":          "no ref of that name", // a file, but not one that can be a ref
		"master@{u}":      "no upstream set",
		"~1":              "not the name of a commit",
	} {
		_, err := r.Resolve(rev)
		wantError(t, err, rev, want)
	}
	c, err := r.Commit(commits[0])
	check(t, err)
	_, err = r.Resolve(c.Tree.String()[:12])
	wantError(t, err, "not a commit, but tree "+c.Tree.String())
	_, err = r.Resolve(c.Tree.String())
	wantError(t, err, "is a tree, not a commit")
}

func TestCompareNatural(t *testing.T) {
	sorted := []string{"a", "a1", "a2", "a10", "a10b", "b", "v5.4", "v5.04", "v5.10", "v5.10.1"}
	shuffled := slices.Clone(sorted)
	slices.Reverse(shuffled)
	slices.SortFunc(shuffled, compareNatural)
	// equal as numbers: any fixed order will do
	if i := slices.Index(shuffled, "v5.04"); i == 6 {
		shuffled[6], shuffled[7] = shuffled[7], shuffled[6]
	}
	if diff := cmp.Diff(sorted, shuffled); diff != "" {
		t.Error(diff)
	}
}

func TestUpdateRef(t *testing.T) {
	b, commits := small(t)
	b.file("config", "[core]\n\tbare = true\n\tlogAllRefUpdates = always\n")
	r := b.open()
	update := func(old, new apply.Hash) error {
		return r.UpdateRef(RefUpdate{Name: "refs/heads/topic", Old: old, New: new, By: someone, Reason: "two\nlines"})
	}
	check(t, update(apply.Hash{}, commits[0]))
	wantError(t, update(commits[1], commits[2]), "refs/heads/topic: not at the commit expected: it is at "+commits[0].String())
	check(t, update(commits[0], commits[2]))
	log, err := os.ReadFile(filepath.Join(b.dir, "logs/refs/heads/topic"))
	check(t, err)
	want := apply.Hash{}.String() + " " + commits[0].String() + " S O <so@example.org> 1700000000 +0100\ttwo lines\n" +
		commits[0].String() + " " + commits[2].String() + " S O <so@example.org> 1700000000 +0100\ttwo lines\n"
	if diff := cmp.Diff(want, string(log)); diff != "" {
		t.Error(diff)
	}

	c, err := r.Commit(commits[0])
	check(t, err)
	wantError(t, update(commits[2], c.Tree), "is not a commit that is here")
	wantError(t, update(commits[2], apply.Hash{9}), "is not a commit that is here")
	for _, name := range []string{"HEAD", "refs/heads/HEAD", "refs/heads/a.lock", "refs/heads/../x", "refs/heads/a b"} { // as git branch
		wantError(t, r.UpdateRef(RefUpdate{Name: name, New: commits[0], By: someone}), "not the name of a branch")
	}
	b.file("refs/heads/topic.lock", "")
	wantError(t, update(commits[2], commits[1]), "another git process holds", "topic.lock")
	check(t, os.Remove(filepath.Join(b.dir, "refs/heads/topic.lock")))

	b.file("HEAD", "ref: refs/heads/topic\n") // in a bare repository nothing is checked out
	check(t, update(commits[2], commits[1]))
	b.file("config", "[core]\n\tbare = false\n")
	r = b.open()
	wantError(t, update(commits[1], commits[2]), "checked out in")
	b.file("HEAD", commits[0].String()+"\n")
	b.file("worktrees/w/HEAD", commits[0].String()+"\n")
	b.file("worktrees/w/gitdir", "/some/where/.git\n")
	b.file("worktrees/w/rebase-merge/head-name", "refs/heads/topic\n")
	wantError(t, update(commits[1], commits[2]), "checked out in /some/where")
}

func TestRewound(t *testing.T) {
	b, commits := small(t)
	move := func(old, new int, why string) string {
		return commits[old].String() + " " + commits[new].String() + " S O <so@example.org> 1700000000 +0100\t" + why + "\n"
	}
	b.file("logs/refs/heads/topic", move(0, 1, "commit: on top")+move(1, 1, "reset: moving to HEAD")+move(1, 0, "reset: moving to HEAD~1")+
		move(0, 2, "branch: Reset to other")+move(2, 1, "commit (amend): better")+"no line of a log\treset: moving to HEAD\n")
	b.file("logs/refs/remotes/origin/topic", move(0, 1, "fetch: fast-forward")+move(1, 2, "fetch origin: forced-update"))
	for branch, want := range map[string][]apply.Hash{"topic": {commits[0], commits[1]}, "origin/topic": {commits[1]}, "other": nil} {
		if diff := cmp.Diff(want, b.open().Rewound(branch)); diff != "" {
			t.Errorf("%s: %s", branch, diff)
		}
	}
}

func TestIdentity(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL", "XDG_CONFIG_HOME"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", home)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	b := build(t)
	r := b.open()
	want := func(name, email string) {
		t.Helper()
		gotName, gotEmail, err := r.Identity()
		if err != nil || gotName != name || gotEmail != email {
			t.Errorf("%q <%s>, %v; want %q <%s>", gotName, gotEmail, err, name, email)
		}
	}
	_, _, err := r.Identity()
	wantError(t, err, "no committer: set user.name")
	write := func(path, text string) {
		check(t, os.MkdirAll(filepath.Dir(path), 0o755))
		check(t, os.WriteFile(path, []byte(text), 0o644))
	}
	write(filepath.Join(home, ".config/git/config"), "[user]\n\tname = Xdg\n\temail = xdg@example.org\n")
	want("Xdg", "xdg@example.org")
	write(filepath.Join(home, ".gitconfig"), "[user]\n\tname = \"Home; quoted\" # note\n[include]\n\tpath = more\n[includeIf \"gitdir:/nowhere/\"]\n\tpath = no\n[includeIf \"gitdir:"+filepath.Dir(b.dir)+"/\"]\n\tpath = ~/yes\n")
	write(filepath.Join(home, "more"), "[User]\n\tEmail = more@example.org\n[include]\n\tpath = /nonexistent\n\tpath = /dev/zero\n\tpath = .\n")
	write(filepath.Join(home, "no"), "[user]\n\tname = No\n")
	want("Home; quoted", "more@example.org")
	write(filepath.Join(home, "yes"), "[user]\n\temail = yes@example.org\n")
	want("Home; quoted", "yes@example.org")
	b.file("config", "[user]\n\tname = Local\n[committer]\n\temail = committer@example.org\n")
	want("Local", "committer@example.org")
	t.Setenv("GIT_COMMITTER_NAME", " Env <x> ")
	want("Env x", "committer@example.org")
}
