package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"patchpilot/internal/config"
	"patchpilot/internal/flow"
	"patchpilot/lint"
)

// ruleFlags choose the rules of a command that lints, and how much they weigh. What holds, the later over the
// earlier: the profile, the configuration, the flags.
type ruleFlags struct {
	configFlags
	profile                        string
	rules, only, disable, severity []string
	failOn, minSeverity            string
	maintainers, mailmap           string
}

func (f *ruleFlags) register(cmd *cobra.Command) {
	f.configFlags.register(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.profile, "profile", "", "judge as the community `NAME` does: "+strings.Join(profileNames(nil), ", ")+", or one of the configuration; default kernel")
	flags.StringSliceVar(&f.rules, "rules", nil, "run the rules of `LIST` alone: names, families (\"fixes-*\"), types of checkpatch's")
	flags.StringSliceVar(&f.only, "only", nil, "the old name of --rules")
	flags.StringSliceVar(&f.disable, "disable", nil, "do not run the rules of `LIST`")
	flags.StringSliceVar(&f.severity, "severity", nil, "change how much a rule weighs, as `RULE=SEVERITY`; off silences it")
	_ = flags.MarkHidden("only") // it is there
	completeWith(cmd, "profile", f.completeProfile)
	completeWith(cmd, "rules", completeRules)
	completeWith(cmd, "only", completeRules)
	completeWith(cmd, "disable", completeRules)
}

// registerVerdict adds the flags of a command that judges by what it finds.
func (f *ruleFlags) registerVerdict(cmd *cobra.Command) {
	f.registerOwners(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.failOn, "fail-on", "", "exit 1 where a finding is at least a `SEVERITY`: error, warning, info, never (default error)")
	flags.StringVar(&f.minSeverity, "min-severity", "", "print findings of at least a `SEVERITY`: error, warning, info (default info)")
	complete(cmd, "fail-on", []string{"error", "warning", "info", "never"})
	complete(cmd, "min-severity", []string{"error", "warning", "info"})
}

// registerOwners adds the flags that say who looks after what.
func (f *ruleFlags) registerOwners(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.maintainers, "maintainers", "", "ask the MAINTAINERS `FILE` who looks after what; default that of the repository")
	flags.StringVar(&f.mailmap, "mailmap", "", "follow people to their new addresses by the mailmap `FILE`; default that of the repository")
}

// ruling is what flags and configuration come to.
type ruling struct {
	lint.Config
	reasons              map[string]string // why the configuration has a rule off
	failOn, minSeverity  lint.Severity
	identity             config.Identity
	decisions            string            // a file of what people decided; "" = the usual one
	trees                map[string]string // names of trees in full, by what they are called here
	maintainers, mailmap string            // files; "" = that of the repository, if there is one
	names                [2]string         // where those stand
}

// settle brings flags and configuration together; base are the command's own settings, which they change.
func (f *ruleFlags) settle(base ...lint.Setting) (ruling, error) {
	r := ruling{Config: lint.Config{Only: slices.Concat(f.rules, f.only)}}
	failOn, err := severityFlag("fail-on", cmp.Or(f.failOn, "error"), "never")
	if err != nil {
		return r, err
	}
	minSeverity, err := severityFlag("min-severity", cmp.Or(f.minSeverity, "info"), "")
	if err != nil {
		return r, err
	}
	own, err := f.settings()
	if err != nil {
		return r, err
	}
	file, err := f.load()
	if err != nil {
		return r, err
	}
	if r.Settings, err = f.standing(base, file); err != nil {
		return r, err
	}
	if err := r.wake(base); err != nil {
		return r, err
	}
	r.Settings = append(r.Settings, own...)
	r.decisions, r.trees = file.Decisions, file.Trees
	r.maintainers, r.mailmap = cmp.Or(f.maintainers, file.Maintainers), cmp.Or(f.mailmap, file.Mailmap)
	r.names = [2]string{"--maintainers", "--mailmap"}
	if f.maintainers == "" {
		r.names[0] = fmt.Sprintf("%s:%d: maintainers", file.Path, file.Lines["maintainers"])
	}
	if f.mailmap == "" {
		r.names[1] = fmt.Sprintf("%s:%d: mailmap", file.Path, file.Lines["mailmap"])
	}
	r.reasons, r.failOn, r.minSeverity, r.identity = file.Reasons, failOn, minSeverity, file.Identity
	if f.failOn == "" && file.FailOn != "" {
		r.failOn, _ = severityFlag("fail-on", file.FailOn, "never") // it was checked when it was read
	}
	if f.minSeverity == "" && file.MinSeverity != "" {
		r.minSeverity, _ = severityFlag("min-severity", file.MinSeverity, "")
	}
	return r, nil
}

// standing are the settings that hold without flags: those of the profile, the command's own, and of the
// configuration on top.
func (f *ruleFlags) standing(base []lint.Setting, file *config.File) ([]lint.Setting, error) {
	profile := cmp.Or(f.profile, file.Profile, "kernel")
	settings, err := lint.ProfileSettings(profile, file.Profiles)
	if err != nil {
		return nil, fmt.Errorf("--profile: %w", err)
	}
	return slices.Concat(settings, base, file.Settings), nil
}

// wake sets the rules that are asked for by name and stand at off to what they weigh by themselves. A family wakes
// none that sleeps by nature, or that tells the command nothing.
func (r *ruling) wake(base []lint.Setting) error {
	if len(r.Only) == 0 {
		return nil
	}
	weighs, err := r.Severities()
	if err != nil {
		return err
	}
	for _, word := range r.Only {
		names, err := lint.Names(word)
		if err != nil {
			return err
		}
		for _, rule := range lint.Rules() {
			byName := word == rule.Name || rule.Severity != lint.Off && !slices.Contains(base, lint.Setting{Rules: rule.Name, Severity: lint.Off})
			if byName && weighs[rule.Name] == lint.Off && slices.Contains(names, rule.Name) {
				r.Settings = append(r.Settings, lint.Setting{Rules: rule.Name, Severity: max(rule.Severity, lint.Info)})
			}
		}
	}
	return nil
}

// settings are those of --severity and --disable; the latter holds.
func (f *ruleFlags) settings() ([]lint.Setting, error) {
	var settings []lint.Setting
	for _, setting := range f.severity {
		rule, word, ok := strings.Cut(setting, "=")
		if !ok {
			return nil, fmt.Errorf("--severity %s: write RULE=SEVERITY", setting)
		}
		severity, err := severityFlag("severity "+rule, word, "off")
		if err != nil {
			return nil, err
		}
		settings = append(settings, lint.Setting{Rules: rule, Severity: severity})
	}
	for _, word := range f.disable {
		settings = append(settings, lint.Setting{Rules: word, Severity: lint.Off})
	}
	return settings, nil
}

// linter makes the linter; repo is what its rules ask, nil for none.
func (r ruling) linter(repo *flow.Repo) (*lint.Linter, error) {
	if repo != nil { // an interface that holds a nil pointer is not nil
		r.Repo = repo
	}
	if r.Maintainers == nil {
		if err := r.own(repo); err != nil {
			return nil, err
		}
	}
	return lint.New(r.Config)
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

// profileNames are the profiles of one's own and those built in.
func profileNames(own []lint.Profile) []string {
	var names []string
	for _, p := range append(own, lint.Profiles()...) {
		names = append(names, p.Name)
	}
	return names
}

func (f *ruleFlags) completeProfile(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var own []lint.Profile
	if file, err := f.load(); err == nil { // a broken one is told when the command runs
		own = file.Profiles
	}
	return profileNames(own), cobra.ShellCompDirectiveNoFileComp
}

// completeRules completes the last of a list of words that mean rules.
func completeRules(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	before := begun[:strings.LastIndexByte(begun, ',')+1]
	var words []string
	for _, w := range ruleWords() {
		words = append(words, before+w)
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// ruleWords are all words that mean rules: rules, families and types of checkpatch's.
func ruleWords() []string {
	words := ruleNames()
	for _, name := range ruleNames() {
		family, _, _ := strings.Cut(name, "-")
		words = append(words, family+"-*")
	}
	words = append(words, lint.CheckpatchTypes()...)
	slices.Sort(words)
	return slices.Compact(words)
}
