package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"patchpilot/internal/report"
	"patchpilot/lint"
)

func init() { commands = append(commands, newWhy) }

// whyFlags are those of the why command.
type whyFlags struct {
	mailFlags
	judging stateFlags
}

func newWhy(c *console) *cobra.Command {
	var f whyFlags
	cmd := &cobra.Command{
		Use:   "why MSGID SOURCE...",
		Short: "How one knows in which state a posting is: what mails say, and what was not believed",
		Long: `Say in which state the posting is that holds the mail MSGID, or that it answers, and how one knows.

    + applied <MSGID> line 47 "Pushed to drm-misc-next, thanks" Max Maintainer (maintainer)

What was seen and not believed stands below, and why; then what is missing, who asks for it, and what brought
what was missing. LINE counts the lines of the decoded message; where that is
format=flowed, which is told beside it, lines that were folded on the way count as the one they were.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return fmt.Errorf("why needs a MSGID, and a source that it is in")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return f.run(c, bare(args[0]), args[1:]) },
	}
	f.narrow(cmd)
	f.out.register(cmd)
	f.judging.register(cmd)
	return cmd
}

func (f *whyFlags) run(c *console, id string, sources []string) error {
	o, err := f.options(c, sources)
	if err != nil {
		return err
	}
	o.Select.Holding = id
	_, err = f.judging.options(&o)
	if o.Repo != nil {
		defer o.Repo.Close()
	}
	if err != nil {
		return err
	}
	o.Triage.AsOf = true
	sink, err := f.out.states(c.stdout, report.NewWhy)
	if err != nil {
		return err
	}
	return f.read(c, o, sink, lint.Off)
}
