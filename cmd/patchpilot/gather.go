package main

import (
	"errors"
	"fmt"

	"patchpilot/internal/flow"
	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
)

// gathered holds what a run found, for commands that go on working with it.
type gathered struct {
	items []*report.Item
	pulls []*series.Mail
}

func (g *gathered) Item(it *report.Item) error   { g.items = append(g.items, it); return nil }
func (g *gathered) Pull(m *series.Mail) error    { g.pulls = append(g.pulls, m); return nil }
func (g *gathered) Problem(mbox.Problem) error   { return nil } // lint and show tell of them
func (g *gathered) Summary(report.Summary) error { return nil }

// readOne reads the sources for the one series that a command is about. An error beside an item says
// that the sources could not be read wholly.
func (f *mailFlags) readOne(c *console, o flow.Options) (*report.Item, error) {
	o.KeepTexts = true
	var g gathered
	err := f.read(c, o, &g, lint.Off)
	switch {
	case len(g.items) == 1:
		return g.items[0], err
	case err != nil:
		return nil, err
	case len(g.items) == 0 && len(g.pulls) > 0:
		pull := g.pulls[0]
		return nil, wrong{fmt.Errorf("there is no patch in what was read: %q <%s> is a pull request, work for git pull", pull.Subject.Title, pull.ID)}
	case len(g.items) == 0:
		return nil, wrong{errors.New("there is no patch in what was read")}
	}
	if err := report.PrintChoice(c.stderr, g.items); err != nil {
		return nil, err
	}
	return nil, wrong{fmt.Errorf("%d series in what was read: choose one with --series ID, or --thread MSGID", len(g.items))}
}
