package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"patchpilot/internal/flow"
	"patchpilot/internal/report"
	"patchpilot/lint"
)

// mailFlags are those of every command that reads mail.
type mailFlags struct {
	thread, series, since, until, now string
	patches                           string
	version                           int
	out                               outputFlags
}

func (f *mailFlags) register(cmd *cobra.Command) {
	f.narrow(cmd)
	flags := cmd.Flags()
	flags.VarP(count{&f.version, 1}, "revision", "v", "keep revision `N` of each series")
	flags.StringVarP(&f.patches, "patches", "P", "", "keep the patches of a `LIST` of numbers: 1-3,5 (0 is the cover letter)")
	f.out.register(cmd)
}

// narrow registers the flags that choose among series.
func (f *mailFlags) narrow(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.thread, "thread", "", "keep the thread that holds the message `MSGID`")
	flags.StringVar(&f.series, "series", "", "keep the series `ID`")
	flags.StringVar(&f.since, "since", "", "keep revisions posted on `DATE` or later: 2024-03-31, RFC 3339, or 36h, 10d, 2w before now")
	flags.StringVar(&f.until, "until", "", "keep revisions posted until the end of `DATE`")
	flags.StringVar(&f.now, "now", "", "reckon ages from `DATE`, or from the clock (wall); default the newest message's date")
}

// options are what the flags and sources ask for.
func (f *mailFlags) options(c *console, sources []string) (flow.Options, error) {
	o := flow.Options{Sources: sources, Stdin: c.stdin}
	o.Select.Thread, o.Select.Series = bare(f.thread), bare(f.series)
	if f.version < 0 {
		return o, fmt.Errorf("-v %d: revisions are counted from 1", f.version)
	}
	o.Select.Version = f.version
	var errs []error
	moment := func(to *flow.Moment, name, text string, read func(string) (flow.Moment, error)) {
		if text == "" {
			return
		}
		m, err := read(text)
		if err != nil {
			errs = append(errs, fmt.Errorf("--%s: %w", name, err))
		}
		*to = m
	}
	moment(&o.Select.Since, "since", f.since, func(s string) (flow.Moment, error) { return flow.ParseMoment(s, false) })
	moment(&o.Select.Until, "until", f.until, func(s string) (flow.Moment, error) { return flow.ParseMoment(s, true) })
	moment(&o.Now, "now", f.now, func(s string) (flow.Moment, error) { return flow.ParseNow(s, time.Now) })
	if f.patches != "" {
		numbers, err := flow.ParseNumbers(f.patches)
		if err != nil {
			errs = append(errs, fmt.Errorf("-P: %w", err))
		}
		o.Select.Patches = numbers
	}
	return o, errors.Join(errs...)
}

// bare takes the angle brackets off a message id.
func bare(id string) string {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(id), "<"), ">")
}

// read runs the flow and makes the command's error of what it came to.
func (f *mailFlags) read(c *console, o flow.Options, sink report.Sink, failOn lint.Severity) error {
	bar := newBar(c.stderr)
	o.Progress = bar.progress()
	o.Repo.Watch(bar.history())
	res, err := flow.Run(o, bar.before(sink))
	bar.clear()
	if err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return verdict(res, failOn, c.stderr)
}

// atLeastOneSource says what a source is, where none was named.
func atLeastOneSource(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return fmt.Errorf("%s needs a source: an mbox, a Maildir, a folder of patches, a public-inbox repository, or - for standard input", cmd.Name())
}
