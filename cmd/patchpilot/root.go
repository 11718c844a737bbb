package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"patchpilot/internal/report"
)

// console is what a command talks to.
type console struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

// commands is filled by each command's file; a command is added by adding a file.
var commands []func(*console) *cobra.Command

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot(&console{stdin, stdout, stderr})
	root.SetArgs(lastCommits(args))
	return exitCode(root.Execute(), stderr)
}

func newRoot(c *console) *cobra.Command {
	root := &cobra.Command{
		Use:                   "patchpilot COMMAND",
		DisableFlagsInUseLine: true,
		Short:                 "Read kernel patch mail: threads, series, revisions, and what is wrong with them",
		Long: `patchpilot reads archives of patch mail, rebuilds threads, series and their revisions,
and says what is wrong with them, line by line.

Exit codes: 0 nothing is wrong; 1 something is wrong with the mail; 2 the work could
not be done, or not wholly.`,
		Args:          noArguments,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	root.SetUsageTemplate(strings.Replace(root.UsageTemplate(),
		"{{if .HasAvailableSubCommands}}\n  {{.CommandPath}} [command]{{end}}", "", 1)) // UseLine says it
	root.SetIn(c.stdin)
	root.SetOut(c.stdout)
	root.SetErr(c.stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())
	})
	for _, make := range commands {
		root.AddCommand(make(c))
	}
	return root
}

// noArguments refuses any, with the nearest command where one was mistyped.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	err := fmt.Errorf("unknown command %q", args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		err = fmt.Errorf("%w; did you mean %s?", err, strings.Join(near, " or "))
	}
	return fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())
}

// one wants exactly one argument; hint says what it can be.
func one(what, hint string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return fmt.Errorf("%s needs one %s: %s", cmd.Name(), what, hint)
	}
}

// none wants no argument.
func none(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("%s takes no argument, and got %q", cmd.Name(), args[0])
}

// complain says on stderr what is wrong, a line a fault.
func complain(w io.Writer, err error) {
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(w, "patchpilot: %s\n", report.Clean(line))
	}
}
