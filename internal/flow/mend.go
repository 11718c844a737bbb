package flow

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
)

// rounds is how often mails are read anew: what one edit mends can bring another rule to the same lines.
const rounds = 5

// Mend runs the flow, makes the edits of what was found, and runs it again on the mails as they are then, until
// there is nothing left to mend without a person. The sink gets the last run. Mails come in the order in which
// they were first found wanting.
func Mend(o Options, sink report.Sink) ([]*report.Mended, Result, error) {
	o.KeepTexts = true
	var stdin []byte
	if slices.Contains(o.Sources, "-") {
		var err error
		if stdin, err = io.ReadAll(o.Stdin); err != nil {
			return nil, Result{}, fmt.Errorf("standard input: %w", err)
		}
	}
	var all mending
	for range rounds {
		var g gatherer
		o.Stdin = bytes.NewReader(stdin)
		res, err := Run(o, &g)
		if err != nil {
			return nil, res, err
		}
		if !all.take(g.items) {
			break
		}
		o.mended = all.texts()
	}
	o.Stdin = bytes.NewReader(stdin)
	res, err := Run(o, sink)
	return all, res, err
}

// gatherer is a sink that keeps the series.
type gatherer struct{ items []*report.Item }

func (g *gatherer) Item(it *report.Item) error   { g.items = append(g.items, it); return nil }
func (g *gatherer) Pull(*series.Mail) error      { return nil }
func (g *gatherer) Problem(mbox.Problem) error   { return nil }
func (g *gatherer) Summary(report.Summary) error { return nil }

// mending are the mails mended so far.
type mending []*report.Mended

// take makes the edits of one round, and tells whether there were any.
func (all *mending) take(items []*report.Item) (again bool) {
	found := map[*series.Mail][]lint.Finding{}
	var order []*series.Mail
	for _, item := range items {
		for _, p := range item.Postings {
			for _, f := range p.Findings {
				if f.Edit == nil || f.Mail == nil || f.Mail.Message == nil {
					continue
				}
				if found[f.Mail] == nil {
					order = append(order, f.Mail)
				}
				found[f.Mail] = append(found[f.Mail], f)
			}
		}
	}
	for _, m := range order {
		again = all.mend(m, found[m]) || again
	}
	return again
}

// mend makes edits on one mail, and tells whether they change it.
func (all *mending) mend(m *series.Mail, found []lint.Finding) bool {
	i := slices.IndexFunc(*all, func(x *report.Mended) bool { return x.Mail.ID == m.ID }) // ids are told apart by now
	text, done := lint.Mend(m.Text, found)
	if text == m.Text {
		return false
	}
	if i < 0 {
		i = len(*all)
		*all = append(*all, &report.Mended{Mail: m})
	}
	x := (*all)[i]
	x.Text, x.Done = text, append(x.Done, done...)
	return true
}

// texts are the mended texts, by the keys of their mails.
func (all mending) texts() map[string]string {
	texts := map[string]string{}
	for _, x := range all {
		texts[mendKey(x.Mail.ID, x.Mail.Source, x.Mail.Line)] = x.Text
	}
	return texts
}

// mendKey tells a mail while it is read: by its id, by its place where it has none of its own.
func mendKey(id, source string, line int) string {
	if strings.HasSuffix(id, "@nomsgid") {
		return fmt.Sprintf("%s:%d", source, line)
	}
	return id
}

// reread parses a mail with its text mended. Where the text does not stand in the mail as it is, it goes into one
// that carries it so.
func reread(raw mbox.Raw, m *mbox.Message, text string) *mbox.Message {
	head, verbatim := bytes.CutSuffix(raw.Data, []byte(m.Text))
	switch {
	case raw.Dump:
		head = nil
	case !verbatim:
		head, _, _ = bytes.Cut(bytes.ReplaceAll(raw.Data, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
		head = append(withoutMIME(head), "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"...)
	}
	raw.Data = slices.Concat(head, []byte(text))
	return mbox.Parse(raw)
}

// withoutMIME leaves out of a header what tells how the text was carried.
func withoutMIME(header []byte) []byte {
	var kept []byte
	drop := false
	for line := range bytes.Lines(header) {
		if line[0] != ' ' && line[0] != '\t' {
			name := strings.ToLower(string(line[:min(len(line), 12)]))
			drop = strings.HasPrefix(name, "content-") || name == "mime-version"
		}
		if !drop {
			kept = append(kept, line...)
		}
	}
	return append(bytes.TrimSuffix(kept, []byte("\n")), '\n')
}
