package main

import (
	"github.com/spf13/cobra"

	"patchpilot/internal/report"
)

func init() { commands = append(commands, newExplain) }

func newExplain(c *console) *cobra.Command {
	var out outputFlags
	cmd := &cobra.Command{
		Use:   "explain RULE",
		Short: "One rule's manual",
		Args:  one("RULE", "patchpilot rules lists them"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return ruleNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			rule, err := ruleNamed(args[0])
			if err != nil {
				return err
			}
			if out.format == "json" {
				return report.RulesJSON(c.stdout, []report.Rule{rule})
			}
			return report.Manual(c.stdout, out.look(c.stdout), rule)
		},
	}
	out.register(cmd)
	return cmd
}
