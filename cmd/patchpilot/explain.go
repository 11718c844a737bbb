package main

import (
	"github.com/spf13/cobra"

	"patchpilot/internal/report"
	"patchpilot/lint"
)

func init() { commands = append(commands, newExplain) }

func newExplain(c *console) *cobra.Command {
	var out outputFlags
	cmd := &cobra.Command{
		Use:   "explain RULE",
		Short: "One rule's manual",
		Long: `One rule's manual: the fault, why it matters, the remedy, what it needs, which profiles change it. It is the
same everywhere; "patchpilot rules" tells what rules weigh here. A family ("fixes-*") or a type of
checkpatch's ("BAD_FIXES_TAG") lists the rules it stands for.`,
		Args: one("RULE", "patchpilot rules lists them"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return ruleWords(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			names, err := lint.Names(args[0])
			if err != nil {
				return err
			}
			rules, err := rulesNamed(names)
			if err != nil {
				return err
			}
			if out.format == "text" && names[0] == args[0] {
				return report.Manual(c.stdout, out.look(c.stdout), rules[0])
			}
			return out.printRules(c, rules)
		},
	}
	out.register(cmd)
	return cmd
}
