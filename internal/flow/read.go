package flow

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/review"
	"patchpilot/series"
	"patchpilot/stable"
	"patchpilot/triage"
)

// input is everything read: mails in the order of their sources, and what was seen and heard in each of them.
type input struct {
	mails    []*series.Mail
	seen     map[*series.Mail]*lint.Seen
	heard    map[*series.Mail]*triage.Heard
	said     map[*series.Mail][]review.Comment
	facts    []stable.Fact
	problems []mbox.Problem // of the sources themselves
	failed   []error
}

// read scans the sources one after the other and decodes their messages on all CPUs.
func read(o Options) *input {
	sources, failed := openSources(o)
	in := &input{
		seen: make(map[*series.Mail]*lint.Seen), heard: make(map[*series.Mail]*triage.Heard),
		said: make(map[*series.Mail][]review.Comment), failed: failed,
	}
	p := startPool(o)
	meter := newMeter(sources, o.Progress)
	for _, s := range sources {
		before := p.sent
		problems, err := s.scan(meter.add, func(raw mbox.Raw) error { p.send(raw); return nil })
		in.problems = append(in.problems, problems...)
		if err != nil {
			in.failed = append(in.failed, causes(err)...)
		} else if p.sent == before {
			in.failed = append(in.failed, noMessage(s.name, problems))
		}
	}
	if o.Local != nil {
		for _, raw := range o.Local.mails {
			p.send(raw)
		}
	}
	for _, r := range p.wait() {
		in.mails = append(in.mails, r.mail)
		if r.seen != nil {
			in.seen[r.mail] = r.seen
		}
		if r.heard != nil {
			in.heard[r.mail] = r.heard
		}
		if r.said != nil {
			in.said[r.mail] = r.said
		}
		in.facts = append(in.facts, r.facts...)
	}
	return in
}

// comment hands what replies say to the postings they answer.
func (in *input) comment(item *report.Item) {
	for _, p := range item.Postings {
		for _, f := range p.FollowUps {
			if said := in.said[f.Mail]; len(said) > 0 {
				if p.Comments == nil {
					p.Comments = make(map[*series.Mail][]review.Comment)
				}
				p.Comments[f.Mail] = said
			}
		}
	}
}

// causes are the errors of one source, a folder's one a file.
func causes(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range joined.Unwrap() {
			all = append(all, causes(e)...)
		}
		return all
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("%w: the archive is cut short; what could be read of it was", err)
	}
	return []error{err}
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
			if m.Commit == "" { // what is amiss with a mail made here is no fault of its author's
				ps = append(ps, m.Problems...)
			}
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
