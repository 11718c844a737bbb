package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"patchpilot/internal/report"
	"patchpilot/mbox"
	"patchpilot/series"
)

// bar shows on a terminal how much of the sources, or of a history, is read, once that takes longer than a second.
type bar struct {
	w     io.Writer
	on    bool
	since time.Time

	mu    sync.Mutex
	line  *progressbar.ProgressBar // nil = nothing is drawn
	what  string                   // it shows
	total int64
	at    time.Time // it was drawn last
}

// drawEvery keeps drawing from being work.
const drawEvery = 100 * time.Millisecond

func newBar(stderr io.Writer) *bar {
	file, ok := stderr.(*os.File)
	return &bar{w: stderr, on: ok && term.IsTerminal(int(file.Fd())), since: time.Now()}
}

// progress is what the flow tells of the sources; nil where nobody looks.
func (b *bar) progress() func(read, total int64) { return b.of("reading") }

// history is what a repository tells of its history; nil where nobody looks.
func (b *bar) history() func(done, total int64) { return b.of("reading history") }

func (b *bar) of(what string) func(done, total int64) {
	if !b.on {
		return nil
	}
	return func(done, total int64) {
		b.mu.Lock()
		defer b.mu.Unlock()
		now := time.Now()
		if now.Sub(b.since) < time.Second || now.Sub(b.at) < drawEvery {
			return
		}
		if b.line == nil || b.what != what || b.total != total {
			b.wipe()
			b.line, b.what, b.total = newLine(b.w, what, total), what, total
		}
		b.at = now
		_ = b.line.Set64(done) // a bar that cannot be drawn is no reason to stop
	}
}

// newLine is a bar that is drawn when it is first set.
func newLine(w io.Writer, what string, total int64) *progressbar.ProgressBar {
	if total <= 0 {
		total = -1 // nobody knows: a spinner
	}
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionSetPredictTime(false), // it would be reckoned from the first drawing
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetSpinnerChangeInterval(0), // it turns as bytes come, not by itself
		progressbar.OptionClearOnFinish(),
	)
}

func (b *bar) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wipe()
}

// wipe takes off what is drawn.
func (b *bar) wipe() {
	if b.line != nil {
		_ = b.line.Clear()
		b.line = nil
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
