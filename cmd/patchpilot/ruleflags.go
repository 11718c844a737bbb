package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"patchpilot/internal/flow"
	"patchpilot/lint"
)

// ruleFlags choose the rules of a command that lints.
type ruleFlags struct{ only, severity []string }

func (f *ruleFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.only, "only", nil, "run these `RULES` alone")
	flags.StringSliceVar(&f.severity, "severity", nil, "change how much a rule weighs, as `RULE=SEVERITY`; off silences it")
	complete(cmd, "only", ruleNames())
}

// linter makes the linter; repo is what its rules ask, nil for none.
func (f *ruleFlags) linter(repo *flow.Repo) (*lint.Linter, error) {
	config := lint.Config{Only: f.only}
	for _, setting := range f.severity {
		rule, word, _ := strings.Cut(setting, "=")
		severity, err := severityFlag("severity "+rule, word, "off")
		if err != nil {
			return nil, err
		}
		config.Settings = append(config.Settings, lint.Setting{Rules: rule, Severity: severity})
	}
	if repo != nil { // an interface that holds a nil pointer is not nil
		config.Repo = repo
	}
	return lint.New(config)
}

// severityFlag reads a severity; none is the word that stands for lint.Off, where there is one.
func severityFlag(flag, word, none string) (lint.Severity, error) {
	word = strings.ToLower(word)
	if word == none && none != "" {
		return lint.Off, nil
	}
	s, err := lint.ParseSeverity(word)
	if err == nil && s != lint.Off {
		return s, nil
	}
	words := "error, warning, info"
	if none != "" {
		words += ", " + none
	}
	return lint.Off, fmt.Errorf("--%s %q: there is %s", flag, word, words)
}
