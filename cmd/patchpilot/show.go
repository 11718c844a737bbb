package main

import (
	"github.com/spf13/cobra"

	"patchpilot/internal/report"
	"patchpilot/lint"
)

func init() { commands = append(commands, newShow) }

func newShow(c *console) *cobra.Command {
	var f mailFlags
	var judging stateFlags
	cmd := &cobra.Command{
		Use:   "show SOURCE...",
		Short: "Series whole: revisions, patches, trailers and who gave them, replies as a tree with what they say",
		Args:  atLeastOneSource,
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
			o.Comments = true
			sink, err := f.out.sink(c.stdout, report.NewShow, report.Patches)
			if err != nil {
				return err
			}
			return f.read(c, o, sink, lint.Off)
		},
	}
	f.register(cmd)
	judging.rules.configFlags.register(cmd)
	judging.registerFacts(cmd)
	return cmd
}
