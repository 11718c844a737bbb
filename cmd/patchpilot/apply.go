package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"patchpilot/amready"
	"patchpilot/apply"
	"patchpilot/internal/flow"
	"patchpilot/internal/gitrepo"
	"patchpilot/internal/report"
	"patchpilot/series"
)

func init() { commands = append(commands, newApply) }

// applyFlags are those of the apply command.
type applyFlags struct {
	mailFlags
	branchFlags
	how        apply.Options
	ready      amready.Options
	repo, base string
	onto       []string
	merge      bool
}

func newApply(c *console) *cobra.Command {
	f := applyFlags{how: apply.Options{Strip: 1}}
	cmd := &cobra.Command{
		Use:   "apply SOURCE... --repo R --onto REF...",
		Short: "Lay a revision on any number of branches, in memory",
		Long: `Lay a revision, the newest unless -v says otherwise, on each REF, in memory: what git am would say, for
every patch and ref, and below it every conflict with the text wanted and the text found. Nothing is
written, the work tree is not looked at.

    clean        at its place          3-way    merged over the blobs the patch names (--3way)
    offset +9    nine lines further    already  the change is there
    fuzz 1       with less context     -        not tried: a patch before it did not fit

--branch NAME writes the commits and that branch, on one REF. A branch that exists is moved only from
where --expect says it stands, or with --force; one that is checked out is never moved.`,
		Args: atLeastOneSource,
		RunE: func(_ *cobra.Command, sources []string) error { return f.run(c, sources) },
	}
	f.narrow(cmd)
	flags := cmd.Flags()
	flags.VarP(count{&f.version, 1}, "revision", "v", "lay revision `N`; default the newest")
	flags.StringVarP(&f.patches, "patches", "P", "", "lay the patches of a `LIST` of numbers alone: 1-3,5")
	flags.StringVar(&f.repo, "repo", ".", "the git repository")
	flags.StringSliceVar(&f.onto, "onto", nil, "lay it on `REFS`: v6.12,'linux-*.y'")
	flags.StringVar(&f.base, "base", "", "`auto`: find the commit it was made on, on the refs, and lay it on that first")
	flags.BoolVarP(&f.how.ThreeWay, "3way", "3", false, "merge over the blobs that the index lines name where a patch does not fit")
	flags.Var(count{&f.how.Fuzz, 0}, "fuzz", "leave out up to `N` lines of context; git am leaves out none")
	f.branchFlags.register(cmd)
	flags.BoolVar(&f.merge, "merge", false, "with --branch: put a merge commit with the cover's words on top")
	flags.BoolVarP(&f.ready.NoTrailers, "no-trailers", "T", false, "add no trailers from replies")
	flags.StringVarP(&f.ready.Link, "link", "l", "", "add a Link: to an archive; with =`MASK` to another, %s standing for the message id")
	flags.Lookup("link").NoOptDefVal = amready.DefaultLink
	flags.BoolVar(&f.ready.MessageID, "message-id", false, "add a Message-ID: trailer")
	flags.BoolVar(&f.ready.NoPartialReroll, "no-partial-reroll", false, "lay a reroll of some patches as it was posted, without the others")
	f.out.register(cmd)
	return cmd
}

func (f *applyFlags) run(c *console, sources []string) error {
	o, err := f.options(c, sources)
	if err != nil {
		return err
	}
	if err := errors.Join(f.check(), f.out.check()); err != nil {
		return err
	}
	repo, err := gitrepo.Open(f.repo)
	if err != nil {
		return fmt.Errorf("--repo %w", err)
	}
	defer repo.Close()
	refs, err := f.refs(repo)
	if err != nil {
		return err
	}
	o.KeepTexts = true
	item, readErr := f.readOne(c, o)
	if item == nil {
		return readErr
	}
	posting := item.Latest()
	am := amFlags{mailFlags: f.mailFlags, Options: f.ready}
	if err := am.complete(posting.Revision, o); err != nil {
		return err
	}
	f.ready.Patches = append([]*series.Patch{}, posting.Patches...)
	return errors.Join(f.lay(c, repo, posting, refs), readErr)
}

// check finds flags that contradict each other.
func (f *applyFlags) check() error {
	switch {
	case len(f.onto) == 0 && f.base == "":
		return errors.New("apply needs --onto REF, or --base auto")
	case f.base != "" && f.base != "auto":
		return fmt.Errorf("--base %q: the one thing it can be is auto", f.base)
	case f.branch == "" && f.merge:
		return errors.New("--merge goes with --branch")
	case f.ready.Link != "" && !strings.Contains(f.ready.Link, "%s"):
		return fmt.Errorf("--link %q: there is no %%s for the message id in it", f.ready.Link)
	}
	return f.branchFlags.check()
}

// needed says what is laid before the revision, and what it names that was not read.
func needed(p *report.Posting) []string {
	var words []string
	for _, r := range p.First {
		text := fmt.Sprintf("laid first, as it says: v%d of %q <%s>", r.Version, r.Series.Title, r.ID)
		if !r.Whole() {
			text += fmt.Sprintf("; of its %d patches %s did not come", r.Expected, series.Ranges(r.Missing()))
		}
		words = append(words, text)
	}
	for _, lost := range p.Lost {
		words = append(words, fmt.Sprintf("it says it needs %s %s, which is not in what was read", lost.Kind, lost.Value))
	}
	return words
}

func (f *applyFlags) refs(repo *gitrepo.Repo) ([]string, error) {
	patterns := f.onto
	if len(patterns) == 0 {
		patterns = []string{"HEAD"}
	}
	var refs []string
	for _, pattern := range patterns {
		found, err := repo.Branches(pattern)
		if err != nil {
			return nil, err
		}
		refs = append(refs, found...)
	}
	return refs, nil
}

func (f *applyFlags) lay(c *console, repo *gitrepo.Repo, posting *report.Posting, refs []string) error {
	r := posting.Revision
	if f.base == "auto" {
		base, err := flow.FindBase(repo, r, refs)
		switch {
		case err == nil:
			fmt.Fprintf(c.stderr, "base: %s, %s\n", base.Commit, base.Why)
			refs = f.withBase(repo, base.Commit, refs)
		case len(f.onto) == 0 || f.branch != "":
			return wrong{fmt.Errorf("--base auto: %w", err)}
		default: // the refs named are tried all the same
			fmt.Fprintf(c.stderr, "base: not found: %v\n", err)
		}
	}
	if f.branch != "" && len(refs) != 1 {
		return fmt.Errorf("--branch writes one branch: --onto names %d refs, %s", len(refs), strings.Join(refs, ", "))
	}
	committer, err := f.committer(repo, r)
	if err != nil && f.branch != "" {
		return err
	}
	matrix, layings := flow.Apply(r, flow.ApplyOptions{Repo: repo, Refs: refs, How: f.how, Ready: f.ready, Committer: committer, First: posting.First})
	matrix.Remarks = append(needed(posting), matrix.Remarks...)
	if f.out.format == "json" {
		err = report.JSONMatrix(c.stdout, matrix)
	} else {
		err = report.PrintMatrix(c.stdout, f.out.look(c.stdout), matrix)
	}
	if err != nil {
		return err
	}
	if err := fits(layings); err != nil {
		if f.branch != "" {
			fmt.Fprintf(c.stderr, "%s: not written: the series does not fit on %s\n", f.branch, layings[0].Name())
		}
		return err
	}
	if f.branch == "" {
		return nil
	}
	return f.write(c, repo, r, &layings[0], committer)
}

// withBase puts the base before the refs the user named, those that stand at it left out. A branch is
// written on the base alone.
func (f *applyFlags) withBase(repo *gitrepo.Repo, base apply.Hash, refs []string) []string {
	all := []string{base.String()}
	if len(f.onto) == 0 || f.branch != "" {
		return all
	}
	for _, ref := range refs {
		if tip, err := repo.Resolve(ref + "^{commit}"); err == nil && tip == base {
			all[0] = ref
			continue
		}
		all = append(all, ref)
	}
	return all
}

// committer is who the commits are by: the time is that of the newest mail, so that a dry run always makes
// the same ids; commits that are written get the time they are made at.
func (f *applyFlags) committer(repo *gitrepo.Repo, r *series.Revision) (gitrepo.Signature, error) {
	when := r.Date
	if when.IsZero() {
		when = time.Unix(0, 0).UTC()
	}
	if f.branch != "" {
		when = time.Now()
	}
	return committerOf(repo, when)
}

// fits makes the command's error of what does not fit: unreadable refs weigh more than conflicts.
func fits(layings []flow.Laying) error {
	var err error
	for i := range layings {
		if layings[i].Err != nil {
			return quiet(exitFailed)
		}
		if !layings[i].Fits() {
			err = quiet(exitWrong)
		}
	}
	return err
}

func (f *applyFlags) write(c *console, repo *gitrepo.Repo, r *series.Revision, l *flow.Laying, by gitrepo.Signature) error {
	old, err := f.old(repo)
	if err != nil {
		return err
	}
	if f.merge {
		if err := l.Merge(r, by); err != nil {
			return err
		}
	}
	if err := l.Write(repo, f.branch, old, by); err != nil {
		return err
	}
	patches := "1 patch"
	if n := len(l.Cells); n != 1 {
		patches = fmt.Sprintf("%d patches", n)
	}
	before := ""
	if l.Before > 0 {
		before = fmt.Sprintf(", after %d laid first", l.Before)
	}
	fmt.Fprintf(c.stderr, "%s: %s on %s%s, now at %s\n", f.branch, patches, l.Name(), before, l.Tip)
	return nil
}
