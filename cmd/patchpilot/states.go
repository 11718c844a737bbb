package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"patchpilot/internal/decisions"
	"patchpilot/internal/flow"
)

// stateFlags say what states are judged by.
type stateFlags struct {
	rules          ruleFlags
	repo, mainline string
	onto           []string
	decisions      string
}

func (f *stateFlags) register(cmd *cobra.Command) {
	f.rules.register(cmd)
	f.registerFacts(cmd)
}

// registerFacts adds the flags that say what is known beside the mails.
func (f *stateFlags) registerFacts(cmd *cobra.Command) {
	f.rules.registerOwners(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.decisions, "decisions", "", "the `FILE` of what people decided; default the configuration's, else "+
		"$XDG_STATE_HOME/patchpilot/decisions")
	flags.StringVar(&f.repo, "repo", "", "look for the patches in the git repository at `PATH`")
	flags.StringSliceVar(&f.onto, "onto", nil, "look on these `REFS` of --repo alone, patterns too (\"drm-*\"); default every branch")
	flags.StringVar(&f.mainline, "mainline", "", "the `REF` of --repo that all trees flow into; default the upstream's master")
}

// options adds to the options what states are judged by. The repository is for the caller to close.
func (f *stateFlags) options(o *flow.Options) (ruling, error) {
	r, err := f.rules.settle()
	if err != nil {
		return r, err
	}
	if o.Repo, err = f.openRepo(); err != nil {
		return r, err
	}
	if o.Triage, err = f.triage(r); err != nil {
		return r, err
	}
	if err := r.own(o.Repo); err != nil {
		return r, err
	}
	o.Ownership = &flow.Ownership{File: r.Maintainers, Mailmap: r.Mailmap}
	o.Linter, err = r.linter(o.Repo)
	return r, err
}

// triage is what the configuration says of states, and what people decided.
func (f *stateFlags) triage(r ruling) (*flow.Triage, error) {
	t := &flow.Triage{Onto: f.onto, Mainline: f.mainline, Trees: r.trees}
	path := f.decisionsPath(r)
	if path == "" {
		return t, nil
	}
	var err error
	t.Decisions, err = decisions.Load(path)
	return t, err
}

func (f *stateFlags) decisionsPath(r ruling) string {
	return cmp.Or(f.decisions, r.decisions, decisions.DefaultPath())
}

// openRepo opens the repository that --repo names, nil without one. What patches go on, for rules, is mainline or the
// first of the refs.
func (f *stateFlags) openRepo() (*flow.Repo, error) {
	switch {
	case f.repo != "":
		return flow.OpenTrees(f.repo, f.onto, f.mainline)
	case len(f.onto) > 0:
		return nil, fmt.Errorf("--onto %s: of which repository? name it with --repo", f.onto[0])
	case f.mainline != "":
		return nil, fmt.Errorf("--mainline %s: of which repository? name it with --repo", f.mainline)
	}
	return nil, nil
}
