package report

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"patchpilot/mbox"
	"patchpilot/series"
)

// show prints series whole: revisions, patches, trailers, replies.
type show struct {
	p     *printer
	first bool
	notes problems
}

// NewShow makes the text sink of the show command.
func NewShow(w io.Writer, look Look) Sink {
	return &show{p: newPrinter(w, look), first: true}
}

func (s *show) Item(it *Item) error {
	if !s.first {
		s.p.newline()
	}
	s.first = false
	s.p.line(bold, it.Series.Title)
	s.p.text(address(it.Series.Author) + ", " + versionsOf(it.Series))
	s.p.newline()
	s.p.line(faint, "series ", it.Series.ID)
	for _, p := range it.Postings {
		s.p.newline()
		s.posting(p)
	}
	return nil
}

func versionsOf(s *series.Series) string {
	if len(s.Revisions) == 1 {
		return "1 revision"
	}
	return fmt.Sprintf("%d revisions, v%d to v%d", len(s.Revisions), s.Revisions[0].Version, s.Latest().Version)
}

func (s *show) posting(p *Posting) {
	rev := p.Revision
	s.p.put(bold, fmt.Sprintf("v%d", rev.Version))
	s.p.text(fmt.Sprintf("  %s  %s  %s", receivedOf(rev), day(rev.Date), who(rev.Sender.Name, rev.Sender.Email)))
	if flags := strings.TrimSpace(flagged(rev, "")); flags != "" {
		s.p.text("  " + flags)
	}
	s.p.newline()
	s.facts(rev)
	tree := newReplyTree(p.FollowUps)
	if p.Cover != nil {
		s.p.newline()
		s.p.put(blue, "  cover  ")
		s.p.text(p.Cover.Subject.Title)
		s.p.newline()
		s.id(p.Cover)
		s.replies(tree, p.Cover)
	}
	for _, patch := range p.Patches {
		s.p.newline()
		s.patch(rev, patch)
		s.replies(tree, patch.Mail)
	}
}

// facts are what a posting says of itself and why it stands where it does, each on its line.
func (s *show) facts(rev *series.Revision) {
	fact := func(name, text string) {
		if text == "" {
			return
		}
		s.p.put(faint, fmt.Sprintf("  %-10s ", name))
		s.p.text(text)
		s.p.newline()
	}
	if rev.Supersedes != nil {
		fact("supersedes", fmt.Sprintf("v%d (%s)", rev.Supersedes.Version, rev.Tie))
	}
	if rev.Stated != 0 && rev.Stated != rev.Version {
		fact("says it is", fmt.Sprintf("v%d", rev.Stated))
	}
	fact("base", rev.BaseCommit)
	if len(rev.Missing) > 0 {
		s.p.put(amber, "  missing    "+ranges(rev.Missing))
		s.p.newline()
	}
	if len(rev.Extra) > 0 {
		fact("extra", fmt.Sprint("patches numbered beyond the total: ", rev.Extra))
	}
}

func (s *show) id(m *series.Mail) {
	s.p.line(faint, margin, m.ID)
	for _, problem := range m.Problems {
		s.p.line(amber, margin, fmt.Sprintf("problem: line %d: ", problem.Line), problem.Text)
	}
}

// margin is where everything under a patch's heading begins.
const margin = "         "

func (s *show) patch(rev *series.Revision, patch *series.Patch) {
	s.p.put(blue, fmt.Sprintf("  %5s  ", fmt.Sprintf("%d/%d", patch.Index, rev.Expected)))
	s.p.text(patch.Title)
	s.p.newline()
	if patch.Carried {
		s.p.line(faint, margin, "as posted before, ", patch.ID)
		return
	}
	s.id(patch.Mail)
	if patch.Author != rev.Sender {
		s.p.line(plain, margin, "by ", address(patch.Author))
	}
	s.files(patch)
	for i := range patch.Tags {
		s.tag(patch, &patch.Tags[i])
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

// tag prints a trailer; one that came in a reply with who gave it, and whether it counts.
func (s *show) tag(patch *series.Patch, t *series.Tag) {
	value := t.Key + ": " + t.Value
	if t.Comment != "" {
		value += " # " + t.Comment
	}
	if t.Verdict == series.Own {
		s.p.line(plain, margin, value)
		return
	}
	mark := "+ "
	if !t.Verdict.Counts() {
		mark = "? "
	}
	s.p.put(tagStyle(t), margin[2:]+mark+value)
	s.p.newline()
	words := []string{string(t.Verdict)}
	if t.Remark != "" {
		words = append(words, t.Remark)
	}
	if t.Scope != "" && t.Scope != "patch" {
		words = append(words, "for "+t.Scope)
	}
	if t.By != nil {
		words = append(words, "in "+t.By.ID)
	}
	if in := collectedIn(t); in != "" {
		words = append(words, "collected in "+in)
	}
	s.p.line(faint, margin, "    ", strings.Join(words, ", "))
}

// collectedIn names the later patches whose log carries the tag: "v2 3/7, v3 3/7".
func collectedIn(t *series.Tag) string {
	var in []string
	for _, p := range t.CollectedIn {
		in = append(in, p.ID)
	}
	return strings.Join(in, ", ")
}

func (s *show) Problem(p mbox.Problem) error {
	if p.MessageID == "" {
		return s.notes.add(p)
	}
	return nil
}

func (s *show) Summary(sum Summary) error {
	if sum.Series > 0 {
		s.p.newline()
	}
	s.notes.print(s.p)
	printSummary(s.p, sum, sum.Findings)
	return s.p.flush()
}

func address(a mbox.Address) string {
	if a.Name == "" {
		return a.Email
	}
	return fmt.Sprintf("%s <%s>", a.Name, a.Email)
}

// ranges writes rising numbers as "1-3, 5".
func ranges(ns []int) string {
	var parts []string
	for i := 0; i < len(ns); {
		j := i
		for j+1 < len(ns) && ns[j+1] == ns[j]+1 {
			j++
		}
		part := fmt.Sprint(ns[i])
		if j > i {
			part = fmt.Sprintf("%d-%d", ns[i], ns[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

func tagStyle(t *series.Tag) lipgloss.Style {
	if t.Verdict.Counts() {
		return green
	}
	return amber
}
