package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"patchpilot/internal/report"
	"patchpilot/mbox"
	"patchpilot/series"
)

// bar shows on a terminal how much of the sources is read, once that takes longer than a second.
type bar struct {
	w     io.Writer
	on    bool
	since time.Time
	line  *progressbar.ProgressBar
	drawn bool
}

func newBar(stderr io.Writer) *bar {
	file, ok := stderr.(*os.File)
	return &bar{w: stderr, on: ok && term.IsTerminal(int(file.Fd())), since: time.Now()}
}

// progress is what the flow tells; nil where nobody looks.
func (b *bar) progress() func(read, total int64) {
	if !b.on {
		return nil
	}
	return func(read, total int64) {
		if b.line == nil {
			b.line = newLine(b.w, total)
		}
		if time.Since(b.since) >= time.Second {
			b.drawn = true
			_ = b.line.Set64(read) // a bar that cannot be drawn is no reason to stop
		}
	}
}

// newLine is a bar that is drawn when it is first set.
func newLine(w io.Writer, total int64) *progressbar.ProgressBar {
	if total <= 0 {
		total = -1 // nobody knows: a spinner
	}
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription("reading"),
		progressbar.OptionSetPredictTime(false), // it would be reckoned from the first drawing
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetSpinnerChangeInterval(0), // it turns as bytes come, not by itself
		progressbar.OptionClearOnFinish(),
	)
}

func (b *bar) clear() {
	if b.drawn {
		_ = b.line.Clear()
		b.drawn = false
	}
}

// before clears the bar as soon as the first result is printed: reading is over by then.
func (b *bar) before(sink report.Sink) report.Sink { return clearing{sink, b} }

type clearing struct {
	report.Sink
	bar *bar
}

func (c clearing) Item(it *report.Item) error {
	c.bar.clear()
	return c.Sink.Item(it)
}

func (c clearing) Pull(m *series.Mail) error {
	c.bar.clear()
	return c.Sink.Pull(m)
}

func (c clearing) Problem(p mbox.Problem) error {
	c.bar.clear()
	return c.Sink.Problem(p)
}

func (c clearing) Summary(s report.Summary) error {
	c.bar.clear()
	return c.Sink.Summary(s)
}
