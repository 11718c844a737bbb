package main

import (
	"github.com/spf13/cobra"

	"patchpilot/internal/report"
	"patchpilot/lint"
)

func init() { commands = append(commands, newList) }

func newList(c *console) *cobra.Command {
	var f mailFlags
	var judging stateFlags
	cmd := &cobra.Command{
		Use:   "list SOURCE...",
		Short: "One line a series: newest revision, patches received, title, sender, date, state, findings",
		Long: `Print one line a series: its newest revision, the patches received of those promised, title, who sent it, when,
its state, and how many findings it has. Below stand the pull requests.

    REVISION  RECEIVED/PROMISED  TITLE  SENDER  DATE  STATE  ERRORS  WARNINGS  INFOS

The sender need not have written the patches, of a stable branch's above all: show names their authors.`,
		Args: atLeastOneSource,
		RunE: func(_ *cobra.Command, sources []string) error {
			o, err := f.options(c, sources)
			if err != nil {
				return err
			}
			_, err = judging.options(&o)
			if o.Repo != nil {
				defer o.Repo.Close()
			}
			if err != nil {
				return err
			}
			sink, err := f.out.sink(c.stdout, report.NewList, report.Revisions)
			if err != nil {
				return err
			}
			return f.read(c, o, sink, lint.Off)
		},
	}
	f.register(cmd)
	judging.register(cmd)
	return cmd
}
