package lint

import (
	"fmt"
	"strings"

	"patchpilot/series"
)

// A reply stands above the whole patch it quotes.
//
// Whoever reads on looks for more words below, through hundreds of lines in which there are none.
//
// Quote what the answer is about, and answer below it.
//
//	bad:  Looks fine.
//
//	      > (the mail it answers, diff and all)
//	good: > +	demo_ring_free(d);
//
//	      Looks fine.
//
// See Documentation/process/submitting-patches.rst, "Use trimmed interleaved replies in email discussions".
var msgTopPost = &Rule{
	Name:     "msg-top-post",
	Severity: Info,
	Scope:    OnSeries,
	See: func(p *Pass) {
		m := p.Mail
		if m.Kind != series.Reply || series.IsBot(m.From) || !strings.Contains(m.Text, "\n> diff --git ") && !strings.Contains(m.Text, "\n> @@ ") {
			return
		}
		if line, quoted := quoteBelow(p.Lines()); quoted >= longQuote {
			p.Mark(Mark{Line: line, Text: fmt.Sprintf("the reply stands above a quote of %d lines, diff and all", quoted)})
		}
	},
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			for _, f := range r.FollowUps {
				for _, k := range p.Marks(f.Mail) {
					p.Report(Finding{Revision: r, Mail: f.Mail, Line: k.Line, Text: k.Text})
				}
			}
		}
	},
}

// longQuote is how many quoted lines are too many below an answer.
const longQuote = 40

// quoteBelow gives the first line of a reply's own words and how many quoted lines follow them; none if its
// words stand below or within the quote.
func quoteBelow(ls []string) (first, quoted int) {
	for i, s := range ls {
		switch {
		case isSignature(s):
			return first, quoted
		case strings.HasPrefix(s, ">"):
			quoted++
		case strings.TrimSpace(s) == "", introduces(s, ls, i):
		case quoted > 0:
			return 0, 0
		case first == 0:
			first = i + 1
		}
	}
	if first == 0 {
		return 0, 0
	}
	return first, quoted
}

// isSignature tells where a mail's own text ends.
func isSignature(s string) bool { return s == "-- " || s == "--" || strings.HasPrefix(s, "_______") }

// introduces tells the line or two with which mail programs begin a quote: "On Monday Ada wrote:".
func introduces(s string, ls []string, i int) bool {
	if strings.HasSuffix(strings.TrimSpace(s), ":") {
		return true
	}
	return i+1 < len(ls) && strings.HasSuffix(strings.TrimSpace(ls[i+1]), ":") && hasPrefixFold(s, "on ")
}
