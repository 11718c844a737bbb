package main

import (
	"slices"

	"github.com/spf13/cobra"

	"patchpilot/internal/report"
	"patchpilot/lint"
)

func init() { commands = append(commands, newRules) }

func newRules(c *console) *cobra.Command {
	var f ruleFlags
	var out outputFlags
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "The catalogue of rules",
		Long: `The catalogue of rules, each as much as it weighs here: under the profile, the configuration and the flags
that lint has too. "patchpilot explain RULE" tells more, and is the same everywhere.`,
		Args: none,
		RunE: func(*cobra.Command, []string) error {
			if err := out.check(); err != nil {
				return err
			}
			rules, err := f.catalogue()
			if err != nil {
				return err
			}
			return out.printRules(c, rules)
		},
	}
	f.register(cmd)
	out.register(cmd)
	return cmd
}

// catalogue is every rule as it weighs under the flags, or those alone that were asked for.
func (f *ruleFlags) catalogue() ([]report.Rule, error) {
	ruling, err := f.settle()
	if err != nil {
		return nil, err
	}
	weighs, err := ruling.Severities()
	if err != nil {
		return nil, err
	}
	only, err := namesOf(ruling.Only)
	if err != nil {
		return nil, err
	}
	rules, err := rulesNamed(only)
	for i := range rules {
		r := &rules[i]
		if r.Severity = weighs[r.Name]; r.Severity == lint.Off {
			r.OffBecause = ruling.reasons[r.Name]
		}
	}
	return rules, err
}

func (f *outputFlags) printRules(c *console, rules []report.Rule) error {
	if f.format == "json" {
		return report.RulesJSON(c.stdout, rules)
	}
	return report.RulesText(c.stdout, f.look(c.stdout), rules)
}

func ruleNames() []string {
	var names []string
	for _, r := range lint.Rules() {
		names = append(names, r.Name)
	}
	return names
}

// namesOf are the rules that words mean, by name; all without a word.
func namesOf(words []string) ([]string, error) {
	if len(words) == 0 {
		return ruleNames(), nil
	}
	var all []string
	for _, word := range words {
		found, err := lint.Names(word)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// rulesNamed are rules with their manuals, as the catalogue has them.
func rulesNamed(names []string) ([]report.Rule, error) {
	var found []report.Rule
	for _, r := range lint.Rules() {
		if !slices.Contains(names, r.Name) {
			continue
		}
		doc, err := lint.Doc(r.Name)
		if err != nil {
			return nil, err
		}
		found = append(found, report.Rule{Name: r.Name, Severity: r.Severity, Scope: r.Scope, Needs: r.Needs,
			Shifts: r.Shifts(), Checkpatch: r.Checkpatch(), Doc: doc})
	}
	return found, nil
}
