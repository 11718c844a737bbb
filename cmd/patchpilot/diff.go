package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"patchpilot/internal/report"
	"patchpilot/rangediff"
	"patchpilot/series"
)

func init() { commands = append(commands, newDiff) }

// diffFlags are those of the diff command.
type diffFlags struct {
	mailFlags
	versions []int
}

func newDiff(c *console) *cobra.Command {
	var f diffFlags
	cmd := &cobra.Command{
		Use:   "diff SOURCE... [-v A -v B]",
		Short: "What changed between two revisions, patch by patch",
		Long: `Say what changed between two revisions of a series, patch by patch, as git range-diff does:

    v2 3/7 = v3 3/8  the same author, log and diff
    v2 4/7 ! v3 5/8  changed; the difference of log and diff is below
    v2 5/7 < -       dropped
         - > v3 6/8  added

Without -v the two newest revisions are compared; with one -v, that and the one before it.`,
		Args: atLeastOneSource,
		RunE: func(_ *cobra.Command, sources []string) error { return f.run(c, sources) },
	}
	f.narrow(cmd)
	cmd.Flags().IntSliceVarP(&f.versions, "revision", "v", nil, "compare revision `N`; give it twice")
	f.out.register(cmd)
	return cmd
}

func (f *diffFlags) run(c *console, sources []string) error {
	o, err := f.options(c, sources)
	if err != nil {
		return err
	}
	if err := f.out.check(); err != nil {
		return err
	}
	if len(f.versions) > 2 || len(f.versions) == 2 && f.versions[0] == f.versions[1] {
		return errors.New("-v is given twice at most, for two revisions that differ")
	}
	item, readErr := f.readOne(c, o)
	if item == nil {
		return readErr
	}
	older, newer, err := f.choose(item.Series)
	if err != nil {
		return wrong{err}
	}
	comparison := report.Comparison{Older: older, Newer: newer, Pairs: rangediff.Compare(older, newer)}
	if f.out.format == "json" {
		err = report.JSONComparison(c.stdout, comparison)
	} else {
		err = report.PrintComparison(c.stdout, f.out.look(c.stdout), comparison)
	}
	return errors.Join(err, readErr)
}

// choose finds the revisions to compare.
func (f *diffFlags) choose(s *series.Series) (older, newer *series.Revision, err error) {
	if len(s.Revisions) < 2 {
		return nil, nil, fmt.Errorf("there is one revision of %q alone, v%d", s.Title, s.Latest().Version)
	}
	if len(f.versions) == 0 {
		return s.Latest().Supersedes, s.Latest(), nil
	}
	slices.Sort(f.versions)
	var found []*series.Revision
	for _, v := range f.versions {
		i := slices.IndexFunc(s.Revisions, func(r *series.Revision) bool { return r.Version == v })
		if i < 0 {
			return nil, nil, fmt.Errorf("%q has no revision v%d", s.Title, v)
		}
		found = append(found, s.Revisions[i])
	}
	if len(found) == 2 {
		return found[0], found[1], nil
	}
	if found[0].Supersedes == nil {
		return nil, nil, fmt.Errorf("there is no revision of %q before v%d", s.Title, found[0].Version)
	}
	return found[0].Supersedes, found[0], nil
}
