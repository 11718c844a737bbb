package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"patchpilot/internal/report"
)

func init() { stableCommands = append(stableCommands, newStableWhy) }

// stableWhyFlags are those of the stable why command.
type stableWhyFlags struct {
	branchesFlags
	noApply bool
	out     outputFlags
}

func newStableWhy(c *console) *cobra.Command {
	var f stableWhyFlags
	cmd := &cobra.Command{
		Use:   "why COMMIT [SOURCE...]",
		Short: "What a fix fixes, what fixes it in turn, which of these is on a branch, and how one knows",
		Long: `Follow a fix from the fault to the fixes of the fix, and say for every branch which of these commits is there, how
that is known, and what contradicts. COMMIT is a commit of upstream, or a copy on a branch.

    + is there    - is not    ! contradicts

A commit is known to be there as an ancestor, by a line that names it, by author and time, or by author and title; where
nothing of that tells, by its patch-id or by the lines it changes. The first that holds is told, and for the fix whether
the copy changes the same. Mail of the SOURCEs joins in.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("why needs a COMMIT: an id, or what git takes for one")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return f.run(c, args[0], args[1:]) },
	}
	f.branchesFlags.register(cmd)
	cmd.Flags().BoolVar(&f.noApply, "no-apply", false, "do not try whether the fix applies")
	f.out.register(cmd)
	return cmd
}

func (f *stableWhyFlags) run(c *console, commit string, sources []string) error {
	if err := errors.Join(f.out.check(), f.settle()); err != nil {
		return err
	}
	told := f.told(c, sources)
	s, err := f.open(c, told)
	if err != nil {
		return err
	}
	defer s.Git.Close()
	chains, err := s.WhyChains(commit, f.noApply)
	if err != nil {
		return err
	}
	if f.out.format == "json" {
		err = report.JSONChains(c.stdout, chains)
	} else {
		err = report.PrintChains(c.stdout, f.out.look(c.stdout), chains)
	}
	if err != nil {
		return err
	}
	return failures(c, slices.Concat(told.Failed, chains.Failed))
}
