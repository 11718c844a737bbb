package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"patchpilot/internal/nearest"
	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/stable"
)

func init() { commands = append(commands, newExplain) }

func newExplain(c *console) *cobra.Command {
	var out outputFlags
	cmd := &cobra.Command{
		Use:   "explain RULE",
		Short: "One rule's manual",
		Long: `One rule's manual: the fault, why it matters, the remedy, what it needs, which profiles change it. It is the
same everywhere; "patchpilot rules" tells what rules weigh here. A family ("fixes-*") or a type of
checkpatch's ("BAD_FIXES_TAG") lists the rules it stands for. What "stable check" says is told too.`,
		Args: one("RULE", "patchpilot rules lists them"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return append(ruleWords(), remarkNames()...), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			rules, err := explained(args[0])
			if err != nil {
				return err
			}
			if out.format == "text" && rules[0].Name == args[0] {
				return report.Manual(c.stdout, out.look(c.stdout), rules[0])
			}
			return out.printRules(c, rules)
		},
	}
	out.register(cmd)
	return cmd
}

// explained are the rules and the remarks of the stable check that a word means.
func explained(word string) (rules []report.Rule, err error) {
	names, err := lint.Names(word)
	if err == nil {
		if rules, err = rulesNamed(names); err != nil {
			return nil, err
		}
	}
	family, isFamily := strings.CutSuffix(word, "*")
	for _, m := range stable.Manuals {
		if m.Text != "" && (m.Name == word || isFamily && strings.HasPrefix(m.Name, family)) {
			rules = append(rules, report.RemarkRule(m))
		}
	}
	if len(rules) > 0 {
		slices.SortFunc(rules, func(a, b report.Rule) int { return strings.Compare(a.Name, b.Name) })
		return rules, nil
	}
	if near := nearest.Of(word, append(ruleNames(), remarkNames()...)); near != "" {
		return nil, fmt.Errorf("unknown rule %q: did you mean %q?", word, near)
	}
	return nil, err
}

// remarkNames are the names of what the stable check alone says.
func remarkNames() (names []string) {
	for _, m := range stable.Manuals {
		if m.Text != "" {
			names = append(names, m.Name)
		}
	}
	return names
}
