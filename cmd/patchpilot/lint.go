package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"patchpilot/internal/flow"
	"patchpilot/internal/report"
)

func init() { commands = append(commands, newLint) }

// lintFlags are those of the lint command beside what every reader of mail has.
type lintFlags struct {
	mailFlags
	rules      ruleFlags
	repo, onto string
	fix        bool
}

func newLint(c *console) *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint SOURCE...",
		Short: "Say what is wrong with patches, line by line",
		Long: `Say what is wrong with patches: one line a finding, as compilers print them, grouped by patch.

    MESSAGE-ID:LINE: SEVERITY: RULE: what is wrong
        fix: what to write instead

LINE counts the lines of the decoded message, those that format=flowed folded as the one they were; 0 is its headers.
"patchpilot explain RULE" tells more.

With --repo, rules look up commits in a git repository, and lay the newest revision of each series on the
commit that --onto names, in memory. Nothing is written there. Without it they are told as skipped.

Who should get a patch is asked of MAINTAINERS and .mailmap: the files that --maintainers and --mailmap or the
configuration name, else those of the commit that --onto names.`,
		Args: atLeastOneSource,
		RunE: func(_ *cobra.Command, sources []string) error { return f.run(c, sources) },
	}
	f.out.more = findingFormats
	f.register(cmd)
	f.rules.register(cmd)
	f.rules.registerVerdict(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.repo, "repo", "", "ask the git repository at `PATH` about commits, and whether patches apply")
	flags.BoolVar(&f.fix, "fix", false, "print what can be mended without a person, as diffs, and nothing else; it keeps all texts in memory")
	flags.StringVar(&f.onto, "onto", "", "lay patches on `REF` of --repo; default HEAD")
	return cmd
}

func (f *lintFlags) run(c *console, sources []string) error {
	o, err := f.options(c, sources)
	if err != nil {
		return err
	}
	ruling, err := f.rules.settle()
	if err != nil {
		return err
	}
	o.MinSeverity = ruling.minSeverity
	if o.Repo, err = f.openRepo(); err != nil {
		return err
	}
	if o.Repo != nil {
		defer o.Repo.Close()
	}
	if o.Linter, err = ruling.linter(o.Repo); err != nil {
		return err
	}
	if err := f.out.textOnly(f.fix, "--fix"); err != nil {
		return err
	}
	if f.fix {
		res, err := mend(c, o, f.out, false)
		if err != nil {
			return err
		}
		return verdict(res, ruling.failOn, c.stderr)
	}
	sink, err := f.out.sink(c.stdout, report.NewLint, report.Findings)
	if err != nil {
		return err
	}
	return f.read(c, o, sink, ruling.failOn)
}

// openRepo opens the repository that --repo names, nil without one.
func (f *lintFlags) openRepo() (*flow.Repo, error) {
	if f.repo == "" {
		if f.onto != "" {
			return nil, fmt.Errorf("--onto %s: of which repository? name it with --repo", f.onto)
		}
		return nil, nil
	}
	return flow.OpenRepo(f.repo, f.onto)
}
