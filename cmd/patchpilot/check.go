package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"patchpilot/formatpatch"
	"patchpilot/internal/flow"
	"patchpilot/internal/gitrepo"
	"patchpilot/internal/report"
	"patchpilot/lint"
)

func init() { commands = append(commands, newCheck) }

// checkFlags are those of the check command.
type checkFlags struct {
	rules ruleFlags
	out   outputFlags
	repo  string
	fix   bool

	last      int
	version   int
	commitMsg string
	prePush   bool
	toCc      bool
	inPlace   bool
}

func newCheck(c *console) *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check [RANGE | PATCH...]",
		Short: "Say what is wrong with commits before they are sent",
		Long: `Say what is wrong with local commits, as if they had been mailed, and who should get them.

RANGE is as for git format-patch: origin/main..HEAD, origin/main, -3, -1 COMMIT, COMMIT^!. Without one these are the
commits that the branch's upstream lacks. A cover letter is judged too: b4's, or branch.NAME.description.

    COMMIT:LINE: SEVERITY: RULE: what is wrong

LINE counts the lines of the commit's message; the title is 1. Where a finding is about a line of the change,
its file and line stand there instead.

PATCH is what lint takes for a SOURCE: files of git format-patch, the folder that holds them, - for standard
input.

A hook for messages passes merges, and fixup!, squash! and amend! commits; those are found before they are sent.

An excuse below the --- is honoured: "patchpilot: excuse RULE -- reason".

As hooks:        patchpilot check --commit-msg "$1"     in .git/hooks/commit-msg
                 patchpilot check --pre-push            in .git/hooks/pre-push
For b4:          b4.prep-perpatch-check-cmd = patchpilot check --format terse -
For send-email:  git send-email $(patchpilot check --to-cc) RANGE`,
		RunE: func(_ *cobra.Command, args []string) error { return f.run(c, args) },
	}
	f.out.more = findingFormats
	f.rules.register(cmd)
	f.rules.registerVerdict(cmd)
	f.out.register(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&f.fix, "fix", false, "print what can be mended without a person, as diffs, and nothing else")
	flags.StringVar(&f.repo, "repo", ".", "the git repository at `PATH`")
	flags.Var(count{&f.last, 1}, "last", "judge the last `N` commits; -N for short")
	flags.VarP(count{&f.version, 1}, "revision", "v", "the commits are to be posted as version `N`")
	flags.StringVar(&f.commitMsg, "commit-msg", "", "judge the commit that is being made: its message in `FILE`, and what is staged")
	flags.BoolVar(&f.prePush, "pre-push", false, "judge what a push brings, told on standard input as git tells its pre-push hook")
	flags.BoolVar(&f.toCc, "to-cc", false, "print who should get the patches, as options of git send-email, and nothing else")
	flags.BoolVar(&f.inPlace, "fix-in-place", false, "mend PATCH files as --fix would, and write them")
	cmd.MarkFlagsMutuallyExclusive("commit-msg", "pre-push", "last")
	cmd.MarkFlagsMutuallyExclusive("commit-msg", "pre-push", "to-cc")
	cmd.MarkFlagsMutuallyExclusive("commit-msg", "pre-push", "last", "fix-in-place")
	cmd.MarkFlagsMutuallyExclusive("to-cc", "fix", "fix-in-place")
	return cmd
}

// lastCommits lets check take "-3" for "--last=3", as git does.
func lastCommits(args []string) []string {
	if len(args) == 0 || args[0] != "check" {
		return args
	}
	args = slices.Clone(args)
	for i, a := range args[1:] {
		if a == "--" {
			break
		}
		if before := args[i]; before == "-v" || before == "--revision" {
			continue // its value
		}
		if n, err := strconv.Atoi(a); err == nil && n < 0 {
			args[i+1] = fmt.Sprintf("--last=%d", -n)
		}
	}
	return args
}

func (f *checkFlags) run(c *console, args []string) error {
	o := flow.Options{Stdin: c.stdin}
	ruling, err := f.rules.settle(lint.BeforeSending()...)
	if err != nil {
		return err
	}
	ruling.Excuses, o.MinSeverity = true, ruling.minSeverity
	if err := cmp.Or(f.out.textOnly(f.fix || f.inPlace, "--fix"), f.out.textOnly(f.toCc, "--to-cc")); err != nil {
		return err
	}
	ranges, err := f.judged(&o, args)
	if err != nil {
		return err
	}
	ruling.Alone = len(o.Sources) == 1 && !isFolder(o.Sources[0])
	repo, err := f.open(c, &o, ranges)
	switch {
	case err != nil && len(ranges) == 1 && slices.Equal(ranges, args) && !strings.Contains(args[0], ".."): // neither file nor commit
		return fmt.Errorf("%w; nor is there a file %q", err, args[0])
	case err != nil:
		return err
	}
	if repo != nil {
		defer repo.Close()
	}
	if o.Local != nil && o.Local.Commits == 0 {
		return f.nothingToJudge(c, o.Local)
	}
	o.Repo = repo
	if repo == nil && o.Local != nil {
		ruling.NoRepo = "no commit is there yet"
	}
	if err := prepare(&ruling, repo, o.Local); err != nil {
		return err
	}
	if ruling.Maintainers != nil {
		o.Ownership = &flow.Ownership{File: ruling.Maintainers, Mailmap: ruling.Mailmap}
	}
	o.KeepTexts, o.Recipients = true, f.commitMsg == "" // a commit that is being made goes to nobody yet
	o.Own = append(ruling.identity.Addresses, ruling.identity.Email)
	if f.toCc {
		return f.printRecipients(c, o)
	}
	if o.Local != nil && o.Local.Note != "" {
		fmt.Fprintln(c.stderr, "patchpilot: "+o.Local.Note)
	}
	if o.Linter, err = ruling.linter(repo); err != nil {
		return err
	}
	res, err := f.judge(c, o)
	if err != nil {
		return err
	}
	return verdict(res, ruling.failOn, c.stderr)
}

// nothingToJudge says that no commit is there, and what was left out. A commit that is being made may well change nothing.
func (f *checkFlags) nothingToJudge(c *console, l *flow.Local) error {
	if f.commitMsg == "" {
		none := []string{"there is no commit to judge"}
		if out := l.LeftOut(); out != "" {
			none = append(none, out)
		}
		fmt.Fprintln(c.stderr, "patchpilot: "+strings.Join(none, ": "))
	}
	return verdict(flow.Result{Failed: l.Failed}, lint.Off, c.stderr)
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// judge prints what is wrong, or what can be mended.
func (f *checkFlags) judge(c *console, o flow.Options) (flow.Result, error) {
	if f.fix || f.inPlace {
		return mend(c, o, f.out, f.inPlace)
	}
	sink, err := f.out.sink(c.stdout, report.NewLint, report.Findings)
	if err != nil {
		return flow.Result{}, err
	}
	bar := newBar(c.stderr)
	o.Repo.Watch(bar.history())
	res, err := flow.Run(o, bar.before(sink))
	bar.clear()
	return res, err
}

// prepare makes the mails of local commits, while MAINTAINERS is read: each takes as long as the other.
func prepare(r *ruling, repo *flow.Repo, local *flow.Local) error {
	made := make(chan error, 1)
	go func() {
		if local == nil {
			made <- nil
			return
		}
		made <- local.Make()
	}()
	return errors.Join(r.own(repo), <-made)
}

// judged tells PATCH files from a RANGE of commits among the arguments; ranges is nil for files.
func (f *checkFlags) judged(o *flow.Options, args []string) (ranges []string, err error) {
	isFile := func(arg string) bool {
		_, err := os.Stat(arg)
		return arg == "-" || err == nil
	}
	switch {
	case f.commitMsg != "" || f.prePush:
		if f.commitMsg != "" && len(args) > 0 { // git gives a pre-push hook the name and the address of the remote
			return nil, fmt.Errorf("--commit-msg judges one message, and got %q as well", args[0])
		}
		return []string{}, nil
	case f.last > 0 && len(args) < 2 && !strings.Contains(strings.Join(args, ""), ".."):
		return []string{strings.Join(append([]string{fmt.Sprintf("-%d", f.last)}, args...), " ")}, nil
	case f.last != 0:
		return nil, fmt.Errorf("--last %d: it is of one COMMIT, and no RANGE beside it", f.last)
	case len(args) > 0 && !slices.ContainsFunc(args, func(a string) bool { return !isFile(a) }):
		if f.inPlace && slices.Contains(args, "-") {
			return nil, errors.New("--fix-in-place writes PATCH files, and standard input is none; --fix shows what can be mended")
		}
		o.Sources = args
		return nil, nil
	case f.inPlace && len(args) > 0:
		at := slices.IndexFunc(args, func(a string) bool { return !isFile(a) })
		return nil, fmt.Errorf("%s: there is no such file; --fix-in-place writes PATCH files, and commits are for git rebase to change", args[at])
	case f.inPlace:
		return nil, errors.New("--fix-in-place writes PATCH files; commits are for git rebase to change")
	case len(args) == 2 && strings.HasPrefix(args[0], "^") != strings.HasPrefix(args[1], "^"):
		return []string{args[0] + " " + args[1]}, nil
	case len(args) > 1:
		at := slices.IndexFunc(args, func(a string) bool { return !isFile(a) })
		return nil, fmt.Errorf("%s: there is no such file, and one RANGE alone can be judged", args[at])
	case len(args) == 0:
		return []string{""}, nil
	}
	return args, nil
}

// open opens the repository, and takes the commits to be judged from it. Patch files can do without one.
func (f *checkFlags) open(c *console, o *flow.Options, ranges []string) (*flow.Repo, error) {
	path := f.repo
	if path == "." { // git tells its hooks where it is
		path = cmp.Or(os.Getenv("GIT_DIR"), path)
	}
	git, err := gitrepo.Open(path)
	switch {
	case err != nil && ranges == nil && f.repo == ".":
		if !errors.Is(err, gitrepo.ErrNoRepository) {
			fmt.Fprintf(c.stderr, "patchpilot: %v: the patches are judged without a repository\n", err)
		}
		return nil, nil
	case err != nil:
		return nil, err
	}
	onto := ""
	if ranges == nil && len(o.Sources) == 1 {
		if _, err := git.Resolve(o.Sources[0]); err == nil { // as git does
			git.Close()
			return nil, fmt.Errorf("%s is a file and a commit: write ./%[1]s for the file, %[1]s..HEAD for the commits", o.Sources[0])
		}
	}
	if ranges != nil {
		if o.Local, err = f.local(c, git, ranges); err != nil || o.Local.Commits == 0 {
			git.Close()
			return nil, err
		}
		if onto = o.Local.Tip.String(); o.Local.Tip.IsZero() { // the first commit of all: nothing to ask
			git.Close()
			return nil, nil
		}
	}
	repo, err := flow.NewRepo(git, onto)
	if err != nil {
		git.Close()
		return nil, err
	}
	return repo, nil
}

func (f *checkFlags) local(c *console, git *gitrepo.Repo, ranges []string) (*flow.Local, error) {
	switch {
	case f.prePush:
		return flow.Pushed(git, c.stdin)
	case f.commitMsg != "" && git.Merging():
		return &flow.Local{}, nil // a merge is nobody's patch
	case f.commitMsg != "":
		return f.staged(git)
	}
	return flow.LocalCommits(git, flow.LocalOptions{Range: ranges[0], Version: f.version})
}

// staged is the commit that is being made, by whom git says; it gives its hooks the author in the environment.
func (f *checkFlags) staged(git *gitrepo.Repo) (*flow.Local, error) {
	message, err := os.ReadFile(f.commitMsg)
	if err != nil {
		return nil, fmt.Errorf("--commit-msg: %w", err)
	}
	if _, later := lint.FixupMark(string(message)); later {
		return &flow.Local{}, nil // it goes into another commit, and is judged with that
	}
	name, email, err := git.Identity()
	name, email = cmp.Or(os.Getenv("GIT_AUTHOR_NAME"), name), cmp.Or(os.Getenv("GIT_AUTHOR_EMAIL"), email)
	if email == "" {
		return nil, err
	}
	return flow.StagedCommit(git, flow.Staged{
		Name: f.commitMsg, Message: string(message), Edited: os.Getenv("GIT_EDITOR") != ":", Index: os.Getenv("GIT_INDEX_FILE"),
		Author: formatpatch.Person{Name: name, Email: email}, Date: time.Now(),
	})
}

// printRecipients prints who should get the patches, for git send-email.
func (f *checkFlags) printRecipients(c *console, o flow.Options) error {
	var g gathered
	res, err := flow.Run(o, &g)
	if err != nil {
		return err
	}
	if err := report.SendOptions(c.stdout, res.Summary.Recipients); err != nil {
		return err
	}
	if o.Ownership == nil {
		return errors.New("no MAINTAINERS file: these are only those whom the logs name; give --maintainers FILE")
	}
	return verdict(res, lint.Off, c.stderr)
}
