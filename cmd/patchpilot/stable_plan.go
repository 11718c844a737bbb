package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"patchpilot/internal/flow"
	"patchpilot/internal/report"
)

func init() { stableCommands = append(stableCommands, newStablePlan) }

// stablePlanFlags are those of the stable plan command.
type stablePlanFlags struct {
	branchesFlags
	branchFlags
	pick flow.PickOptions
	mbox string
	mail []string
	out  outputFlags
}

func newStablePlan(c *console) *cobra.Command {
	var f stablePlanFlags
	cmd := &cobra.Command{
		Use:   "plan COMMIT... --onto BRANCH",
		Short: "In what order to take what, so that fixes get to a branch",
		Long: `Find what to take to a branch to have fixes there, and in what order: the fixes, the fewest commits without which
they do not apply, and what upstream found wrong with any of these later. Everything is laid on the branch in memory.

    hard prerequisite    it made lines that the fix changes
    soft prerequisite    it made only lines around these: the fix can be taken by hand without it
    merges               it applies no other way than by git cherry-pick, or git am -3

Upstream and the branch are read, and what they name on others. What only another branch says (Stable-dep-of), stable
hears where that branch is asked about too.

--branch NAME writes the commits, with the author and date of the original, and that branch at the last one. A branch
that exists is moved only from where --expect says it stands, or with --force; one that is checked out never is.
--mbox FILE writes them as mails to the stable list, for git send-email; with - the plan goes to standard error. That
list is the one of the conventions, or list below [stable] in patchpilot.toml; where neither names one, the mails have
no To: and git send-email needs --to. With
--cover a letter comes before several: what they fix, what each is there for. git am stops at such a letter unless
it is called with --empty=drop; b4 am and patchpilot am pass over it. What the branch took back, and a fix of what it
does not have, is not written without --again.

Each names the commit it was taken from, as the conventions have it: below its title ("commit X upstream.",
"[ upstream commit X ]"), or at its end ("(cherry picked from commit X)"); --style chooses.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("plan needs a COMMIT, one fix or more")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return f.run(c, args) },
	}
	f.branchesFlags.register(cmd)
	f.branchFlags.register(cmd)
	f.out.register(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.mbox, "mbox", "", "write the commits as mails to `FILE`; - is standard output, instead of the plan")
	flags.StringArrayVar(&f.mail, "mail", nil, "hear what mails in `SOURCE` say of the branch; may be given again")
	flags.StringVar(&f.pick.Style, "style", "", "how to name what a commit was taken from: upstream, cherry-pick; default as the conventions have it")
	flags.BoolVar(&f.pick.Again, "again", false, "take what the branch took back, or does not need")
	flags.BoolVarP(&f.pick.SignOff, "signoff", "s", false, "add your Signed-off-by")
	flags.BoolVar(&f.pick.Cover, "cover", false, "write a cover letter before the mails of --mbox, where there are several")
	complete(cmd, "style", flow.PickStyles)
	return cmd
}

func (f *stablePlanFlags) run(c *console, fixes []string) error {
	if err := f.check(); err != nil {
		return err
	}
	told := f.told(c, f.mail)
	s, err := f.open(c, told)
	if err != nil {
		return err
	}
	defer s.Git.Close()
	if n := len(s.Branches()); n != 1 {
		return fmt.Errorf("a plan is for one branch: %s names %d", cmp.Or(f.ontoBy, "--onto"), n)
	}
	plan, err := s.Plan(fixes)
	if err != nil {
		return err
	}
	switch {
	case f.mbox == "-":
		err = report.PrintPlan(c.stderr, f.out.look(c.stderr), plan)
	case f.out.format == "json":
		err = report.JSONPlan(c.stdout, plan)
	default:
		err = report.PrintPlan(c.stdout, f.out.look(c.stdout), plan)
	}
	if err != nil {
		return err
	}
	if err := f.write(c, s, plan); err != nil {
		return err
	}
	for i := range plan.Steps {
		if s.Refuses(&plan.Steps[i], f.pick) != nil {
			return quiet(exitWrong)
		}
	}
	return failures(c, slices.Concat(told.Failed, plan.Failed))
}

// check finds flags that contradict each other.
func (f *stablePlanFlags) check() error {
	if err := errors.Join(f.out.check(), f.branchFlags.check(), f.settle()); err != nil {
		return err
	}
	switch {
	case len(f.onto) == 0:
		return errors.New("plan needs --onto BRANCH")
	case f.pick.Cover && f.mbox == "":
		return errors.New("--cover goes with --mbox")
	case f.mbox == "-" && f.out.format != "text":
		return fmt.Errorf("--format %s: --mbox - prints mails", f.out.format)
	case f.pick.Style != "":
		return oneOf("style", f.pick.Style, flow.PickStyles)
	}
	return nil
}

// write writes the commits where the flags want them.
func (f *stablePlanFlags) write(c *console, s *flow.Stable, plan *report.Plan) (err error) {
	if f.branch == "" && f.mbox == "" {
		return nil
	}
	if len(plan.Steps) == 0 {
		fmt.Fprintln(c.stderr, "patchpilot: nothing is written: there is nothing to take")
		return nil
	}
	if f.pick.Committer, err = committerOf(s.Git, time.Now()); err != nil {
		return err
	}
	picks, err := s.Pick(plan.Plan, f.pick)
	if errors.Is(err, flow.ErrBlocked) {
		fmt.Fprintf(c.stderr, "patchpilot: nothing is written: %v\n", err)
		return nil
	}
	if errors.Is(err, flow.ErrTakenBack) || errors.Is(err, flow.ErrUnneeded) {
		fmt.Fprintf(c.stderr, "patchpilot: nothing is written: %v; --again takes it all the same\n", err)
		return nil
	}
	if err != nil {
		return err
	}
	if f.mbox != "" {
		if err := f.writeMbox(c, s, picks, plan); err != nil {
			return err
		}
	}
	if f.branch == "" {
		return nil
	}
	old, err := f.old(s.Git)
	if err != nil {
		return err
	}
	if err := picks.Write(s.Git, f.branch, old, f.pick.Committer); err != nil {
		return err
	}
	fmt.Fprintf(c.stderr, "%s: %d picked on %s, now at %s\n", f.branch, picks.Commits, s.Branches()[0].Name, picks.Tip)
	return nil
}

func (f *stablePlanFlags) writeMbox(c *console, s *flow.Stable, picks *flow.Picks, plan *report.Plan) error {
	mails, lost, err := s.Mbox(picks, plan, f.pick)
	if err != nil {
		return err
	}
	if s.List() == "" {
		fmt.Fprintln(c.stderr, "patchpilot: the mails have no To: say where backports go by list below [stable] in patchpilot.toml, or by git send-email --to")
	}
	for _, words := range lost {
		fmt.Fprintln(c.stderr, "patchpilot: "+words)
	}
	if f.mbox == "-" {
		_, err = c.stdout.Write(mails)
		return err
	}
	if err := os.WriteFile(f.mbox, mails, 0o666); err != nil {
		return fmt.Errorf("--mbox: %w", err)
	}
	mailed := "1 mail"
	if n := picks.Commits; n != 1 {
		mailed = fmt.Sprintf("%d mails", n)
		if f.pick.Cover {
			mailed += " and a cover letter"
		}
	}
	fmt.Fprintf(c.stderr, "%s: %s for %s\n", f.mbox, mailed, s.Branches()[0].Name)
	return nil
}
