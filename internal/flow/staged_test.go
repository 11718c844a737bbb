package flow

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing/object"

	"patchpilot/formatpatch"
	"patchpilot/internal/gitrepo"
)

// What is staged is judged with the message as git will take it: against HEAD, or against nothing before the first
// commit.
func TestStagedCommit(t *testing.T) {
	dir := t.TempDir()
	repo, err := git.PlainInit(dir, false)
	must(t, err)
	tree, err := repo.Worktree()
	must(t, err)
	stage := func(text string) {
		must(t, os.WriteFile(filepath.Join(dir, "a.c"), []byte(text), 0o644))
		_, err := tree.Add("a.c")
		must(t, err)
	}
	edited := true
	staged := func() string {
		r, err := gitrepo.Open(dir)
		must(t, err)
		defer r.Close()
		l, err := StagedCommit(r, Staged{
			Name: "MSG", Message: "\ndemo: go on\n\nGo on.\n# a remark\n# ------------------------ >8 ------------------------\n+int x;\n",
			Edited: edited, Author: formatpatch.Person{Name: "S O", Email: "so@example.org"}, Date: time.Unix(0, 0).UTC(),
		})
		must(t, err)
		must(t, l.Make())
		if len(l.mails) != 1 || l.mails[0].Commit != "MSG" {
			t.Fatalf("%+v", l)
		}
		return string(l.mails[0].Data)
	}
	stage("int a;\n")
	if got := staged(); !strings.Contains(got, "\n@@ -0,0 +1 @@\n+int a;\n") {
		t.Errorf("the first commit is not against nothing:\n%s", got)
	}
	who := &object.Signature{Name: "S O", Email: "so@example.org", When: time.Unix(0, 0)}
	_, err = tree.Commit("demo: begin\n", &git.CommitOptions{Author: who})
	must(t, err)
	stage("int a;\nint b;\n")
	got := staged()
	if !strings.Contains(got, "\n int a;\n+int b;\n") || strings.Contains(got, "remark") || strings.Contains(got, "int x") {
		t.Errorf("not what is staged, or not the message:\n%s", got)
	}
	if !strings.Contains(got, "\nSubject: [PATCH] demo: go on\n") || !strings.Contains(got, "\nGo on.\n---\n") {
		t.Errorf("not the message:\n%s", got)
	}
	config := filepath.Join(dir, ".git", "config")
	for _, c := range []struct {
		settings string
		edited   bool
		want     string
	}{
		{"", false, "\nGo on.\n# a remark\n---\n"}, // git commit -m
		{"[commit]\n\tcleanup = strip\n", false, "\nGo on.\n---\n"},
		{"[commit]\n\tcleanup = scissors\n", true, "\nGo on.\n# a remark\n---\n"},
		{"[commit]\n\tcleanup = whitespace\n", true, "\nGo on.\n# a remark\n---\n"},
		{"[commit]\n\tcleanup = default\n", true, "\nGo on.\n---\n"},
		{"[core]\n\tcommentString = //\n", true, "\nGo on.\n# a remark\n# ---"},
	} {
		must(t, os.WriteFile(config, []byte("[core]\n\tbare = false\n"+c.settings), 0o666))
		edited = c.edited
		if got := staged(); !strings.Contains(got, c.want) {
			t.Errorf("%q, edited %v: not the message:\n%s", c.settings, edited, got)
		}
	}
}
