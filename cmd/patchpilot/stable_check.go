package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"patchpilot/internal/flow"
	"patchpilot/internal/report"
	"patchpilot/mbox"
)

// stableCheckFlags are those of stable check beside what every reader of mail has.
type stableCheckFlags struct {
	mailFlags
	branchesFlags
	branches []string
	failOn   string
}

func init() { stableCommands = append(stableCommands, newStableCheck) }

func newStableCheck(c *console) *cobra.Command {
	var f stableCheckFlags
	cmd := &cobra.Command{
		Use:   "check SOURCE...",
		Short: "Hold backports in mail against upstream and their branches",
		Long: `Hold backports that are posted for stable branches, as [PATCH 6.6.y] or in a round of review, against the commits
of upstream that they name and the branches they are for:

    whether id, title, author and tags are upstream's, and who sends it signed it off
    what differs from upstream's diff, what it changes or only what stands around, and whether a word says why
    whether the branch needs it, lacks it, and it applies; what is to be taken before it
    which newer branches lack it, and what upstream found wrong with it later

One line a finding, as lint prints them, and below them what each patch is of and where it differs. Of each series the
newest posting is looked at, unless -v says otherwise. Mails among the sources that speak of other branches count too.`,
		Args: atLeastOneSource,
		RunE: func(_ *cobra.Command, sources []string) error { return f.run(c, sources) },
	}
	f.out.more = findingFormats
	f.mailFlags.register(cmd)
	f.registerRefs(cmd)
	flags := cmd.Flags()
	flags.StringSliceVar(&f.branches, "for", nil, "take the patches for these `BRANCHES`, whatever their subjects say")
	flags.StringVar(&f.failOn, "fail-on", "error", "exit 1 where a finding is at least a `SEVERITY`: error, warning, info, never")
	complete(cmd, "fail-on", []string{"error", "warning", "info", "never"})
	return cmd
}

// checked holds what a run found until it was held against the repository.
type checked struct {
	gathered
	problems []mbox.Problem
	summary  report.Summary
}

func (g *checked) Problem(p mbox.Problem) error   { g.problems = append(g.problems, p); return nil }
func (g *checked) Summary(s report.Summary) error { g.summary = s; return nil }

func (f *stableCheckFlags) run(c *console, sources []string) error {
	if err := f.settle(); err != nil {
		return err
	}
	o, err := f.options(c, sources)
	if err != nil {
		return err
	}
	failOn, err := severityFlag("fail-on", f.failOn, "never")
	if err != nil {
		return err
	}
	sink, err := f.out.sink(c.stdout, report.NewSubmissions, report.Findings)
	if err != nil {
		return err
	}
	o.KeepTexts, o.Facts, o.Ours = true, true, f.ours
	var g checked
	bar := newBar(c.stderr)
	o.Progress = bar.progress()
	res, err := flow.Run(o, bar.before(&g))
	bar.clear()
	if err != nil {
		return err
	}
	if res.Nothing == nil {
		if err := f.judge(c, &g, &res); err != nil {
			return err
		}
	}
	if err := g.print(sink); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return verdict(res, failOn, c.stderr)
}

// judge holds what was read against the repository.
func (f *stableCheckFlags) judge(c *console, g *checked, res *flow.Result) error {
	f.branchesFlags.now = f.mailFlags.now
	s, err := f.open(c, flow.Told{Facts: res.Facts, Messages: g.summary.Messages, Newest: g.summary.Now})
	if err != nil {
		return err
	}
	defer s.Git.Close()
	res.Failed = append(res.Failed, s.Failed...)
	if g.items, err = s.Check(g.items, f.branches); err != nil {
		return err
	}
	if len(g.items) == 0 {
		res.Nothing = errors.New("there is no stable submission in what was read: no patch whose subject names a stable branch, or whose log an upstream commit")
	}
	for _, it := range g.items {
		found := it.Latest().Findings
		g.summary.Findings = g.summary.Findings.Plus(report.Count(found))
		for i := range found {
			res.Worst = max(res.Worst, found[i].Severity)
		}
	}
	g.summary.Series, g.summary.Revisions, g.summary.Patches = len(g.items), len(g.items), 0
	for _, it := range g.items {
		g.summary.Patches += it.Latest().Received()
	}
	return nil
}

// print hands everything to the sink.
func (g *checked) print(sink report.Sink) error {
	for _, it := range g.items {
		if err := sink.Item(it); err != nil {
			return err
		}
	}
	for _, p := range g.problems {
		if err := sink.Problem(p); err != nil {
			return err
		}
	}
	return sink.Summary(g.summary)
}
