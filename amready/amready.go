// Package amready turns a revision into the mails that `git am` is given, with the trailers that
// people gave in their replies.
//
// In: a [series.Revision] whose mails still have their texts (no [series.Mail.Light] before). Out: one
// mail a patch, in order, and remarks: what was left out and why. [Write] makes an mbox of them.
//
// Its law: what `git am` makes of a mail written here is what it would make of the one received, but
// for the trailers: same author, date, title and log, same bytes of the diff. A line of a log can start
// no second mail.
//
// Trailers follow submitting-patches.rst: those of the log keep their order, given ones come behind
// them in the order of the mails, one's own Signed-off-by is last; nothing above a Signed-off-by of
// somebody else is moved, for what stands there was signed by them.
package amready

import (
	"fmt"
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// Options say which trailers are added. Zero adds what replies gave.
type Options struct {
	NoTrailers     bool            // none from replies
	SloppyTrailers bool            // those that somebody else wrote down too
	IgnoreFrom     []string        // addresses whose replies give nothing
	SignOff        trailers.Person // adds a Signed-off-by; no address, none
	Link           string          // adds a Link: with the message id for %s; "" = none
	MessageID      bool            // adds a Message-ID:
	CcTrailers     bool            // adds a Cc: for everybody the patch was sent to
	// TrailerOrder are patterns of keys ("Fixes", "*-by", "*"), for what stands below the last
	// Signed-off-by of others; what fits none goes where "*" is, else to the end.
	TrailerOrder []string
	// TakenBack tells whether a reply takes back, in prose, a tag like one that its sender gave, and in which line; nil =
	// nobody listens to prose.
	TakenBack       func(reply *series.Mail, t trailers.Trailer) (line int, taken bool)
	Patches         []*series.Patch // those to give; nil = all
	NoPartialReroll bool            // give what was posted: no patches carried over, no later replacements
}

// DefaultLink is the mask for links to mailing list archives.
const DefaultLink = "https://patch.msgid.link/%s"

// Mail is one patch ready for `git am`.
type Mail struct {
	Patch  *series.Patch
	Source *series.Mail // the mail it was made from: the patch's, or that of its newest reroll
	Data   []byte       // headers, an empty line, the body; LF line ends
	Added  []Added      // what the log got, in its order
}

// Added is a trailer that was added.
type Added struct {
	trailers.Trailer
	By *series.Mail // the reply that gave it; nil for those that options asked for
}

// Remark says what was not done with a patch, or done otherwise than one may expect.
type Remark struct {
	Patch *series.Patch
	By    *series.Mail // the mail it is about
	Line  int          // in By's text, 0 = as a whole
	Text  string
}

// Build makes the mails of a revision.
func Build(r *series.Revision, o Options) ([]Mail, []Remark) {
	b := &builder{o: o, wanted: make(map[*series.Patch]bool)}
	for _, p := range o.Patches {
		b.wanted[p] = true
	}
	given := b.offers(r)
	var mails []Mail
	for _, p := range r.Patches {
		if o.Patches != nil && !b.wanted[p] || o.NoPartialReroll && p.Carried {
			continue
		}
		m := Mail{Patch: p, Source: b.newest(p)}
		if m.Source.Message == nil {
			b.remark(p, m.Source, 0, "its text is gone, the patch cannot be written")
			continue
		}
		b.write(&m, r, b.choose(p, given[p]))
		mails = append(mails, m)
	}
	return mails, b.remarks
}

type builder struct {
	o       Options
	wanted  map[*series.Patch]bool
	replies []*series.FollowUp // to all that is given
	remarks []Remark
}

func (b *builder) remark(p *series.Patch, by *series.Mail, line int, format string, args ...any) {
	b.remarks = append(b.remarks, Remark{p, by, line, fmt.Sprintf(format, args...)})
}

// newest is the mail that holds the patch: the last one sent in its place, if any.
func (b *builder) newest(p *series.Patch) *series.Mail {
	if n := len(p.Rerolls); n > 0 && !b.o.NoPartialReroll {
		return p.Rerolls[n-1]
	}
	return p.Mail
}

// ignored tells whether a mail's sender gives nothing.
func (b *builder) ignored(m *series.Mail) bool {
	for _, address := range b.o.IgnoreFrom {
		if strings.EqualFold(address, m.From.Email) {
			return true
		}
	}
	return false
}
