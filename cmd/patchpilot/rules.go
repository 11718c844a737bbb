package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"patchpilot/internal/report"
	"patchpilot/lint"
)

func init() { commands = append(commands, newRules) }

func newRules(c *console) *cobra.Command {
	var out outputFlags
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "The catalogue of rules",
		Args:  none,
		RunE: func(*cobra.Command, []string) error {
			if err := out.check(); err != nil {
				return err
			}
			rules, err := catalogue()
			if err != nil {
				return err
			}
			if out.format == "json" {
				return report.RulesJSON(c.stdout, rules)
			}
			return report.RulesText(c.stdout, out.look(c.stdout), rules)
		},
	}
	out.register(cmd)
	return cmd
}

// catalogue is every rule with its manual.
func catalogue() ([]report.Rule, error) {
	var rules []report.Rule
	for _, name := range ruleNames() {
		r, err := ruleNamed(name)
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func ruleNames() []string {
	var names []string
	for _, r := range lint.Rules() {
		names = append(names, r.Name)
	}
	return names
}

// ruleNamed is one rule with its manual; the error names the nearest one.
func ruleNamed(name string) (report.Rule, error) {
	doc, err := lint.Doc(name)
	if err != nil {
		return report.Rule{}, err
	}
	for _, r := range lint.Rules() {
		if r.Name == name {
			return report.Rule{Name: name, Severity: r.Severity, Scope: r.Scope, Repo: r.Needs&lint.NeedsRepo != 0, Doc: doc}, nil
		}
	}
	return report.Rule{}, fmt.Errorf("rule %s has a manual but is not in the catalogue", name)
}
