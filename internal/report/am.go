package report

import (
	"fmt"
	"io"

	"patchpilot/amready"
	"patchpilot/series"
)

// PrintChoice lists series to choose from: id, newest revision, title.
func PrintChoice(w io.Writer, items []*Item) error {
	p := newPrinter(w, Look{})
	for _, it := range items {
		latest := it.Latest().Revision
		p.line(plain, fmt.Sprintf("  %s  v%d  %s  %s", it.Series.ID, latest.Version, receivedOf(latest), titleOf(it.Series)))
	}
	return p.flush()
}

// PrintReady gives account of mails made for git am: which revision, what must be there before it, what each
// log got and from whom, and what was left out.
func PrintReady(w io.Writer, look Look, posting *Posting, mails []amready.Mail, remarks []amready.Remark) error {
	p := newPrinter(w, look)
	r := posting.Revision
	p.put(bold, titleOf(r.Series))
	p.line(plain, fmt.Sprintf(", v%d, %s of %d", r.Version, plural(len(mails), "patch", "patches"), r.Expected))
	p.line(faint, r.ID)
	if newest := r.Series.Latest(); newest != r {
		p.line(amber, fmt.Sprintf("v%d is newer", newest.Version))
	}
	for _, f := range posting.First {
		p.line(amber, fmt.Sprintf("needs v%d of %s (%s)", f.Version, titleOf(f.Series), f.ID))
	}
	for _, lost := range posting.Lost {
		p.line(amber, fmt.Sprintf("needs %s %s, which is not in what was read", lost.Kind, lost.Value))
	}
	added := 0
	for _, m := range mails {
		p.line(plain, fmt.Sprintf("  %d/%d  ", m.Patch.Index, r.Expected), m.Patch.Title)
		for _, a := range m.Added {
			p.put(green, "       + "+a.String())
			if a.By != nil {
				p.put(faint, "  in "+a.By.ID)
			}
			p.newline()
		}
		added += len(m.Added)
	}
	printRemarks(p, r, remarks)
	p.line(plain, plural(len(mails), "patch", "patches"), ", ", plural(added, "trailer", "trailers"), " added")
	return p.flush()
}

// printRemarks prints each remark once, with the patches it is about.
func printRemarks(p *printer, r *series.Revision, remarks []amready.Remark) {
	type said struct {
		by   *series.Mail
		line int
		text string
	}
	about := make(map[said][]int)
	var order []said
	for _, rem := range remarks {
		key := said{rem.By, rem.Line, rem.Text}
		if about[key] == nil {
			order = append(order, key)
		}
		about[key] = append(about[key], rem.Patch.Index)
	}
	for _, s := range order {
		which := ""
		switch {
		case len(about[s]) > 1:
			which = "patches " + series.Ranges(about[s]) + ": "
		case r.Expected > 1:
			which = "patch " + series.Ranges(about[s]) + ": "
		}
		p.line(amber, fmt.Sprintf("%s:%d: ", s.by.ID, s.line), which, s.text)
	}
}
