package flow

import (
	"sync"

	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/review"
	"patchpilot/series"
	"patchpilot/stable"
	"patchpilot/triage"
)

// inFlight bounds the bytes of raw messages between the reader and the end of their decoding. A larger
// message goes through alone.
const inFlight = 16 << 20

// pool decodes messages on several goroutines and keeps the order they were sent in.
type pool struct {
	jobs    chan job
	budget  *budget
	workers sync.WaitGroup
	sent    int

	mu    sync.Mutex
	done  []decoded // by number of the job
	words series.Pool
}

type job struct {
	number int
	raw    mbox.Raw
}

// decoded is one mail, what the rules that need its text saw in it, and what triage heard.
type decoded struct {
	mail  *series.Mail
	seen  *lint.Seen
	heard *triage.Heard
	said  []review.Comment
	facts []stable.Fact
}

func startPool(o Options) *pool {
	n := o.workers()
	p := &pool{jobs: make(chan job, 4*n), budget: newBudget(inFlight), words: make(series.Pool)}
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
	p.words.Share(d.mail)
	p.done[number] = d
}

func (p *pool) wait() []decoded {
	close(p.jobs)
	p.workers.Wait()
	return p.done
}

// decode reads one message and lets its text go.
func decode(raw mbox.Raw, o Options) decoded {
	msg := mbox.Parse(raw)
	if text, ok := o.mended[mendKey(msg.ID, msg.Source, msg.Line)]; ok {
		msg = reread(raw, msg, text)
	}
	m := series.NewMail(msg)
	d := decoded{mail: m}
	if o.Facts {
		d.facts = stable.ReadFacts(m, o.Ours)
	}
	if o.bare {
		d.mail = stub(m)
		return d
	}
	if o.Linter != nil {
		d.seen = o.Linter.Mail(m)
	}
	if o.Triage != nil {
		d.heard = triage.Read(m)
	}
	if o.Comments {
		d.said = review.Read(m)
	}
	if o.KeepTexts {
		return d
	}
	light := m.Light()
	if (o.Repo != nil || o.Comments) && m.Kind == series.PatchMail {
		light.Diff = m.Diff // to be laid on a tree, or quoted
	}
	d.mail = light
	return d
}
