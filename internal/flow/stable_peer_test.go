package flow_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"patchpilot/apply"
	"patchpilot/internal/flow"
	"patchpilot/internal/gitrepo"
	"patchpilot/stable"
)

const (
	plannedBack = 120 // commits of the project's history, to where a branch is set
	plannedEach = 9   // of those after it, one is planned for the branch
)

// What a plan makes of the project's own commits, on an older state of it, is what git makes of them: commit by commit
// with cherry-pick -x, and from the mails with git am. Where cherry-pick, which merges, refuses what changed side by side
// though the patches fit, git am alone is asked.
func TestPeerStablePlanHistory(t *testing.T) {
	root := strings.TrimSpace(gitIn(t, ".", "rev-parse", "--show-toplevel"))
	commits := strings.Fields(gitIn(t, root, "rev-list", "--first-parent", "--no-merges", "HEAD"))
	if len(commits) <= plannedBack {
		t.Skipf("%d commits to plan: the clone is shallow", len(commits))
	}
	base := commits[plannedBack]
	dir := filepath.Join(t.TempDir(), "clone")
	gitIn(t, root, "clone", "-q", "--no-checkout", ".", dir)
	gitIn(t, dir, "checkout", "-q", "-B", "stable-1.0", base)
	repo, err := gitrepo.Open(dir)
	ok(t, err)
	defer repo.Close()
	s, err := flow.OpenStable(repo, flow.StableOptions{Upstream: commits[0], Onto: []string{"stable-1.0"}})
	ok(t, err)

	how := flow.PickOptions{Committer: committer, Style: flow.CherryPickStyle}
	planned, picked, refused := 0, 0, 0
	for i := 0; i < plannedBack; i += plannedEach {
		plan, err := s.Plan([]string{commits[i]})
		ok(t, err)
		planned++
		if len(plan.Steps) == 0 || slices.ContainsFunc(plan.Steps, func(s stable.Step) bool { return s.Trial != nil }) {
			continue
		}
		picks, err := s.Pick(plan.Plan, how)
		ok(t, err)
		ok(t, picks.Write(repo, "picked", tipOf(repo, "refs/heads/picked"), committer))
		box, _, err := s.Mbox(picks, plan, how)
		ok(t, err)
		letter := how
		letter.Cover = true
		covered, _, err := s.Mbox(picks, plan, letter)
		ok(t, err)

		gitIn(t, dir, "checkout", "-q", "-f", "-B", "peer", base)
		args := []string{"cherry-pick", "-x"}
		for _, step := range plan.Steps {
			args = append(args, s.ID(step.Commit).String())
		}
		if _, err := run(t, dir, nil, args...); err != nil {
			if gitIn(t, dir, "diff", "--name-only", "--diff-filter=U") == "" {
				t.Errorf("plan of %s: git cherry-pick fails, and not over lines: %v", commits[i], err)
			}
			gitIn(t, dir, "cherry-pick", "--abort")
			refused++
		} else if tip := strings.TrimSpace(gitIn(t, dir, "rev-parse", "HEAD")); tip != picks.Tip.String() {
			t.Errorf("plan of %s: commit\n%s\ngit cherry-pick -x:\n%s", commits[i], text(t, dir, picks.Tip.String()), text(t, dir, tip))
		}
		made := amOn(t, dir, box, base, "--keep-cr")
		if len(made) != len(plan.Steps) || made[len(made)-1] != picks.Tip.String() {
			t.Errorf("plan of %s: commit\n%s\ngit am makes %d of %d, the last\n%s", commits[i], text(t, dir, picks.Tip.String()),
				len(made), len(plan.Steps), gitIn(t, dir, "cat-file", "commit", "HEAD"))
		}
		if made := amOn(t, dir, covered, base, "--keep-cr", "--empty=drop"); len(made) == 0 || made[len(made)-1] != picks.Tip.String() {
			t.Errorf("plan of %s: below a cover letter git am makes another commit", commits[i])
		}
		picked += len(plan.Steps)
	}
	gitIn(t, dir, "fsck", "--strict", "--no-dangling")
	if picked == 0 || 2*refused > planned {
		t.Errorf("%d commits were picked, and git cherry-pick refuses %d of %d plans", picked, refused, planned)
	}
	t.Logf("%d plans, %d commits picked; git cherry-pick refuses %d plans", planned, picked, refused)
}

func tipOf(repo *gitrepo.Repo, name string) apply.Hash {
	h, _ := repo.Resolve(name)
	return h
}

// However a message ends, the line goes where git cherry-pick -x puts it.
func TestPeerStablePlanMessages(t *testing.T) {
	const sob = "Signed-off-by: Ann Author <ann@example.org>\n"
	messages := []string{
		"Title alone\n",
		"Title without a line's end",
		"Title and prose\n\nIt was wrong.\n",
		"Trailers\n\nIt was wrong.\n\nFixes: 123456789012 (\"foo: Add it\")\n" + sob,
		"Trailers below a title\n\n" + sob,
		"Picked before\n\nIt was wrong.\n\n" + sob + "(cherry picked from commit 1234567890123456789012345678901234567890)\n",
		"Note of a maintainer\n\nIt was wrong.\n\n" + sob + "[ak: did it otherwise]\nSigned-off-by: Kay Keeper <kay@example.org>\n",
		"Prose that has a colon\n\nNote: it was wrong, and that for a long\ntime indeed, as everybody knows who\nlooked at it.\n",
		"A link at the end\n\nIt was wrong.\n\nLink: https://example.org/x\n",
		"Prose before trailers, in one paragraph\n\nIt was wrong.\n" + sob,
		"Words that are no trailers\n\nSee also:\n  this\n  that\n",
		"Wrapped\n\nIt was wrong.\n\nFixes: 123456789012 (\"foo: Add what is long enough to\n wrapped be\")\n" + sob,
		"An unknown key\n\nIt was wrong.\n\nSomething-else: yes\n",
	}
	dir := filepath.Join(t.TempDir(), "repo")
	gitIn(t, ".", "init", "-q", dir)
	commit := func(message, file string) string {
		ok(t, os.WriteFile(filepath.Join(dir, file), []byte(message), 0o644))
		gitIn(t, dir, "add", file)
		gitIn(t, dir, "commit", "-q", "--cleanup=verbatim", "-m", message)
		return strings.TrimSpace(gitIn(t, dir, "rev-parse", "HEAD"))
	}
	base := commit("Begin\n", "begin")
	gitIn(t, dir, "branch", "stable-1.0")
	var commits []string
	for i, m := range messages {
		commits = append(commits, commit(m, fmt.Sprint("file", i)))
	}
	repo, err := gitrepo.Open(dir)
	ok(t, err)
	defer repo.Close()
	s, err := flow.OpenStable(repo, flow.StableOptions{Upstream: commits[len(commits)-1], Onto: []string{"stable-1.0"}})
	ok(t, err)
	for i, c := range commits {
		plan, err := s.Plan([]string{c})
		ok(t, err)
		picks, err := s.Pick(plan.Plan, flow.PickOptions{Committer: committer, Style: flow.CherryPickStyle})
		ok(t, err)
		ok(t, picks.Write(repo, "picked", tipOf(repo, "refs/heads/picked"), committer))
		gitIn(t, dir, "checkout", "-q", "-f", "-B", "peer", base)
		gitIn(t, dir, "cherry-pick", "-x", c)
		if got, want := text(t, dir, picks.Tip.String()), text(t, dir, "HEAD"); got != want {
			t.Errorf("%q: commit\n%s\ngit cherry-pick -x:\n%s", messages[i], got, want)
		}
	}
}
