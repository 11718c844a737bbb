package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"patchpilot/diff"
	"patchpilot/mbox"
	"patchpilot/series"
)

// show prints series whole: revisions, patches, trailers, replies.
type show struct {
	p       *printer
	begun   bool
	labels  map[*series.Patch]string // "v2 3/7" of every patch of the series being printed
	printed map[mbox.Problem]bool    // beside their mails
	notes   problems                 // those of other mails and of sources
}

// NewShow makes the text sink of the show command.
func NewShow(w io.Writer, look Look) Sink {
	return &show{p: newPrinter(w, look), printed: make(map[mbox.Problem]bool)}
}

func (s *show) Item(it *Item) error {
	if s.begun {
		s.p.newline()
	}
	s.begun = true
	s.labels = labelsOf(it.Series)
	s.p.line(bold, titleOf(it.Series))
	s.p.line(plain, address(it.Series.Author), revisionsOf(it))
	s.p.line(faint, "series ", it.Series.ID)
	if up := it.Series.BackportOf; up != nil {
		s.p.line(faint, "backport of ", up.ID)
	}
	for _, p := range it.Postings {
		s.p.newline()
		s.posting(p)
	}
	return nil
}

// revisionsOf says how many there are, and how many of them are printed.
func revisionsOf(it *Item) string {
	all, printed := len(it.Series.Revisions), len(it.Postings)
	switch {
	case all == 1:
		return ""
	case printed < all:
		return fmt.Sprintf(", %d of %d revisions", printed, all)
	}
	return fmt.Sprintf(", %d revisions", all)
}

func labelsOf(s *series.Series) map[*series.Patch]string {
	labels := make(map[*series.Patch]string)
	for _, rev := range s.Revisions {
		for _, p := range rev.Patches {
			labels[p] = fmt.Sprintf("v%d %d/%d", rev.Version, p.Index, rev.Expected)
		}
	}
	return labels
}

func (s *show) posting(p *Posting) {
	rev := p.Revision
	s.p.put(bold, fmt.Sprintf("v%d", rev.Version))
	s.p.text(fmt.Sprintf("  %s  %s  %s", receivedOf(rev), day(rev.Date), who(rev.Sender.Name, rev.Sender.Email)))
	if flags := strings.TrimSpace(flagged(rev, "")); flags != "" {
		s.p.text("  " + flags)
	}
	s.p.newline()
	s.facts(p)
	author := authorOf(p)
	if author != rev.Sender {
		s.fact("author", address(author))
	}
	tree := newReplyTree(p)
	if p.Cover != nil {
		s.heading("cover", p.Cover.Subject.Title)
		s.id(p.Cover)
		s.replies(tree, p.Cover)
	}
	if len(tree.under[nil]) > 0 {
		s.heading("", "replies to what did not arrive")
		s.replies(tree, nil)
	}
	for _, patch := range p.Patches {
		if rev.Expected != 1 || rev.Cover != nil || patch.Title != rev.Series.Title {
			s.heading(fmt.Sprintf("%d/%d", patch.Index, rev.Expected), patch.Title)
		}
		s.patch(patch, author)
		s.replies(tree, patch.Mail)
		for _, m := range patch.Rerolls {
			if len(tree.under[m]) > 0 {
				s.p.line(amber, margin, "replies to ", m.ID, ", which replaced it")
				s.replies(tree, m)
			}
		}
	}
}

func (s *show) heading(number, title string) {
	s.p.newline()
	s.p.put(blue, fmt.Sprintf("  %5s  ", number))
	s.p.line(bold, title)
}

// authorOf is who wrote all patches of a posting, else its sender.
func authorOf(p *Posting) mbox.Address {
	if len(p.Patches) == 0 {
		return p.Revision.Sender
	}
	first := p.Patches[0].Author
	for _, patch := range p.Patches {
		if patch.Author != first {
			return p.Revision.Sender
		}
	}
	return first
}

// facts are what a posting says of itself and why it stands where it does, each on its line.
func (s *show) facts(p *Posting) {
	rev := p.Revision
	s.fact("state", stateWords(p.State))
	if p.State != nil {
		s.fact("lacks", strings.TrimPrefix(missingWords(p.State), "lacks "))
	}
	if rev.Supersedes != nil {
		s.fact("supersedes", fmt.Sprintf("v%d (%s)", rev.Supersedes.Version, rev.Tie))
	}
	if rev.Stated != 0 && rev.Stated != rev.Version {
		s.fact("says it is", fmt.Sprintf("v%d", rev.Stated))
	}
	s.fact("base", rev.BaseCommit)
	s.needs(p.Needs)
	if !rev.Whole() {
		s.p.line(amber, "  missing    ", series.Ranges(rev.Missing()))
	}
	s.fact("extra", series.Ranges(rev.Extra))
	if signed := signaturesOf(rev); signed != "" {
		s.fact("signed", signed+" (not verified)")
	}
}

// signaturesOf names the signatures of a posting, those that only some of its mails carry with how many do.
func signaturesOf(rev *series.Revision) string {
	mails := rev.Mails()
	var words []string
	for _, signature := range signatures(mails) {
		n := 0
		for _, m := range mails {
			if slices.Contains(m.Signatures, signature) {
				n++
			}
		}
		if n < len(mails) {
			signature += fmt.Sprintf(" on %d of %d mails", n, len(mails))
		}
		words = append(words, signature)
	}
	return strings.Join(words, ", ")
}

// signatures are those that any of the mails carries, in the order met.
func signatures(mails []*series.Mail) (all []string) {
	for _, m := range mails {
		for _, signature := range m.Signatures {
			if !slices.Contains(all, signature) {
				all = append(all, signature)
			}
		}
	}
	return all
}

func (s *show) fact(name, text string) {
	if text == "" {
		return
	}
	s.p.put(faint, fmt.Sprintf("  %-10s ", name))
	s.p.line(plain, text)
}

func (s *show) id(m *series.Mail) {
	s.p.line(faint, margin, m.ID)
	for _, problem := range m.Problems {
		s.printed[problem] = true
		s.p.line(amber, margin, "problem in ", linePlace(problem.Line), ": ", problem.Text)
	}
}

// margin is where everything under a patch's heading begins.
const margin = "         "

func (s *show) patch(patch *series.Patch, usual mbox.Address) {
	if patch.Carried {
		s.p.line(faint, margin, "as posted before, ", patch.ID)
		return
	}
	s.id(patch.Mail)
	if patch.Author != usual {
		s.p.line(plain, margin, "by ", address(patch.Author))
	}
	if patch.Upstream != "" {
		s.p.line(plain, margin, "takes commit ", patch.Upstream)
	}
	for _, m := range patch.Rerolls {
		s.p.line(amber, margin, "replaced by ", m.ID, " of ", day(m.Date))
	}
	s.files(patch)
	s.damage(patch)
	s.tags(patch)
}

// damage says that a diff cannot be applied, and the first reason of each kind.
func (s *show) damage(patch *series.Patch) {
	if patch.Diff == nil {
		return
	}
	seen := make(map[diff.DamageKind]bool)
	for _, d := range patch.Diff.Damage {
		if !seen[d.Kind] {
			seen[d.Kind] = true
			s.p.line(amber, margin, fmt.Sprintf("damaged, does not apply as it is: line %d: %s", d.Line, d.Text))
		}
	}
}

func (s *show) files(patch *series.Patch) {
	if patch.Diff == nil {
		return
	}
	var t table
	t.columns = []column{{limit: 60}, {right: true}, {right: true}, {}}
	for _, f := range patch.Diff.Files {
		r := newFileRecord(f)
		path, note := r.Path, ""
		if r.OldPath != "" {
			path = r.OldPath + " -> " + path
		}
		if r.Status != "modified" {
			note = string(r.Status)
		}
		if r.Binary {
			note = strings.TrimSpace(note + " binary")
		}
		t.add(cell{margin + path, plain}, cell{fmt.Sprintf("+%d", r.Added), green},
			cell{fmt.Sprintf("-%d", r.Deleted), red}, cell{note, faint})
	}
	t.print(s.p)
}

func (s *show) Problem(p mbox.Problem) error {
	if s.printed[p] {
		return nil
	}
	return s.notes.add(p)
}

func (s *show) Summary(sum Summary) error {
	if sum.Series+sum.Pulls > 0 {
		s.p.newline()
	}
	s.notes.print(s.p)
	printSummary(s.p, sum, "")
	return s.p.flush()
}

func address(a mbox.Address) string {
	if a.Name == "" {
		return a.Email
	}
	return fmt.Sprintf("%s <%s>", a.Name, a.Email)
}

func linePlace(line int) string {
	if line == 0 {
		return "the headers"
	}
	return fmt.Sprintf("line %d", line)
}
