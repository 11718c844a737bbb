package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"patchpilot/internal/report"
)

// outputFlags say how results are printed.
type outputFlags struct {
	format, color string
	more          []namedSink // formats beside text and json; set before register
}

// namedSink is a format of some commands.
type namedSink struct {
	name string
	make func(io.Writer, report.Look) report.Sink
}

// findingFormats are the forms in which other tools read findings.
var findingFormats = []namedSink{
	{"sarif", report.NewSARIF}, {"github", report.NewGitHub}, {"terse", report.NewTerse},
}

var colors = []string{"auto", "always", "never"}

func (f *outputFlags) formats() []string {
	names := []string{"text", "json"}
	for _, m := range f.more {
		names = append(names, m.name)
	}
	return names
}

func (f *outputFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "text", "print `FORMAT`: "+strings.Join(f.formats(), ", "))
	flags.StringVar(&f.color, "color", "auto", "colour the text: "+strings.Join(colors, ", "))
	complete(cmd, "format", f.formats())
	complete(cmd, "color", colors)
}

// complete offers a flag's values to the shell.
func complete(cmd *cobra.Command, flag string, values []string) {
	completeWith(cmd, flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// completeWith offers what a function finds.
func completeWith(cmd *cobra.Command, flag string, find cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, find); err != nil {
		panic(err) // no such flag: a mistake in this package
	}
}

// check refuses values that are none.
func (f *outputFlags) check() error {
	if err := oneOf("format", f.format, f.formats()); err != nil {
		return err
	}
	return oneOf("color", f.color, colors)
}

func oneOf(flag, value string, values []string) error {
	for _, v := range values {
		if v == value {
			return nil
		}
	}
	return fmt.Errorf("--%s %q: there is %s", flag, value, strings.Join(values, ", "))
}

// look is how text is laid out on an output.
func (f *outputFlags) look(w io.Writer) report.Look {
	look := report.Look{Color: f.color == "always"}
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return look
	}
	if width, _, err := term.GetSize(int(file.Fd())); err == nil {
		look.Width = width
	}
	if f.color == "auto" {
		look.Color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return look
}

// newSink makes a text sink.
type newSink func(io.Writer, report.Look) report.Sink

// states is the sink of a command that prints states.
func (f *outputFlags) states(w io.Writer, text newSink) (report.Sink, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if f.format == "json" {
		return report.NewStates(w), nil
	}
	return text(w, f.look(w)), nil
}

// sink is the one a command prints to.
func (f *outputFlags) sink(w io.Writer, text func(io.Writer, report.Look) report.Sink, detail report.Detail) (report.Sink, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if f.format == "json" {
		return report.NewJSON(w, detail), nil
	}
	for _, m := range f.more {
		if m.name == f.format {
			text = m.make
		}
	}
	return text(w, f.look(w)), nil
}

// textOnly refuses another format where a flag prints what has none.
func (f *outputFlags) textOnly(on bool, flag string) error {
	if on && f.format != "text" {
		return fmt.Errorf("--format %s: %s prints text", f.format, flag)
	}
	return nil
}
