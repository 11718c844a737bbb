package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"patchpilot/internal/report"
	"patchpilot/mbox"
)

// bar shows on a terminal how much of the sources is read, once that takes longer than a second.
type bar struct {
	w     io.Writer
	on    bool
	since time.Time
	shown *progressbar.ProgressBar
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
		if time.Since(b.since) < time.Second {
			return
		}
		if b.shown == nil {
			b.shown = b.start(total)
		}
		_ = b.shown.Set64(read) // a bar that cannot be drawn is no reason to stop
	}
}

func (b *bar) start(total int64) *progressbar.ProgressBar {
	if total <= 0 {
		total = -1 // a spinner
	}
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(b.w),
		progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
}

func (b *bar) clear() {
	if b.shown != nil {
		_ = b.shown.Clear()
		b.shown = nil
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

func (c clearing) Problem(p mbox.Problem) error {
	c.bar.clear()
	return c.Sink.Problem(p)
}

func (c clearing) Summary(s report.Summary) error {
	c.bar.clear()
	return c.Sink.Summary(s)
}
