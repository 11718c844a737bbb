package flow

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
)

// input is everything read: mails in the order of their sources, and what was found in each of them.
type input struct {
	mails    []*series.Mail
	found    map[*series.Mail][]lint.Finding
	problems []mbox.Problem // of the sources themselves
	failed   []error
}

// inFlight bounds the bytes of raw messages between the reader and the end of their decoding. A larger
// message goes through alone.
const inFlight = 16 << 20

// read scans the sources one after the other and decodes their messages on all CPUs.
func read(o Options) *input {
	sources, failed := openSources(o)
	in := &input{found: make(map[*series.Mail][]lint.Finding), failed: failed}
	p := startPool(o)
	meter := newMeter(sources, o.Progress)
	for _, s := range sources {
		before := p.sent
		problems, err := s.scan(meter.add, func(raw mbox.Raw) error { p.send(raw); return nil })
		in.problems = append(in.problems, problems...)
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF):
			in.failed = append(in.failed, fmt.Errorf("%w: the archive is cut short, what could be read of it was", err))
		case err != nil:
			in.failed = append(in.failed, err)
		case p.sent == before:
			in.failed = append(in.failed, noMessage(s.name, problems))
		}
	}
	for _, r := range p.wait() {
		in.mails = append(in.mails, r.mail)
		if len(r.found) > 0 {
			in.found[r.mail] = r.found
		}
	}
	return in
}

// noMessage is the error about a source that holds no mail, with what the scanner thinks it is.
func noMessage(name string, problems []mbox.Problem) error {
	if len(problems) == 0 {
		return fmt.Errorf("%s: there is no message in it", name)
	}
	return fmt.Errorf("%s: there is no message in it (%s)", name, problems[0].Text)
}

// problemsOf gathers what had to be forgiven: in the sources, in grouping, and in the mails shown (in
// all of them where nothing was narrowed), in a fixed order.
func (in *input) problemsOf(a *series.Archive, kept []*report.Item, all bool) []mbox.Problem {
	ps := slices.Concat(in.problems, a.Problems)
	if all {
		for _, m := range in.mails {
			ps = append(ps, m.Problems...)
		}
	} else {
		for m := range shown(kept) {
			ps = append(ps, m.Problems...)
		}
	}
	slices.SortFunc(ps, func(a, b mbox.Problem) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.MessageID, b.MessageID),
			cmp.Compare(a.Line, b.Line), strings.Compare(a.Text, b.Text))
	})
	return slices.Compact(ps)
}

// shown are the mails behind what is printed.
func shown(kept []*report.Item) map[*series.Mail]bool {
	ms := make(map[*series.Mail]bool)
	for _, item := range kept {
		for _, p := range item.Postings {
			if p.Cover != nil {
				ms[p.Cover] = true
			}
			for _, patch := range p.Patches {
				ms[patch.Mail] = true
			}
			for _, f := range p.FollowUps {
				ms[f.Mail] = true
			}
		}
	}
	return ms
}

// pool decodes messages on several goroutines and keeps the order they were sent in.
type pool struct {
	jobs    chan job
	budget  *budget
	workers sync.WaitGroup
	sent    int

	mu   sync.Mutex
	done []decoded // by number of the job
}

type job struct {
	number int
	raw    mbox.Raw
}

// decoded is one mail, and what the rules that need its text found in it.
type decoded struct {
	mail  *series.Mail
	found []lint.Finding
}

func startPool(o Options) *pool {
	n := o.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	p := &pool{jobs: make(chan job, 4*n), budget: newBudget(inFlight)}
	for range n {
		p.workers.Go(func() {
			for j := range p.jobs {
				d, size := decode(j.raw, o), len(j.raw.Data)
				p.put(j.number, d)
				p.budget.give(size)
			}
		})
	}
	return p
}

func (p *pool) send(raw mbox.Raw) {
	p.budget.take(len(raw.Data))
	p.jobs <- job{p.sent, raw}
	p.sent++
}

func (p *pool) put(number int, d decoded) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.done) <= number {
		p.done = append(p.done, decoded{})
	}
	p.done[number] = d
}

func (p *pool) wait() []decoded {
	close(p.jobs)
	p.workers.Wait()
	return p.done
}

// decode reads one message and lets its text go.
func decode(raw mbox.Raw, o Options) decoded {
	m := series.NewMail(mbox.Parse(raw))
	var found []lint.Finding
	if o.Linter != nil {
		found = o.Linter.Mail(m)
	}
	if o.KeepTexts {
		return decoded{m, found}
	}
	for i := range found {
		f := &found[i] // may hold pieces of the message's text
		f.Text, f.Fix, f.Path = strings.Clone(f.Text), strings.Clone(f.Fix), strings.Clone(f.Path)
	}
	return decoded{m.Light(), slices.Clip(found)}
}
