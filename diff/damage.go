package diff

import (
	"fmt"
	"strings"
)

// damagedHunk reads the hunk at pos that does not keep its promise, mends what can be mended, and reports.
func (s *scanner) damagedHunk(f *File, h hunkHeader, ok bool) {
	head, body := s.lineAt(s.pos)
	f.HunkLines = append(f.HunkLines, s.line)
	if !ok || h.absurd {
		h.odd, h.old, h.new = true, 0, 0
	}
	r, damage := s.diagnose(body, h, ok)
	for _, d := range damage {
		d.Line, d.Path, d.Hunk = d.Line+s.line, f.Path(), len(f.HunkLines)
		if d.Kind == BadCount {
			d.Got = strings.TrimSuffix(head, "\r")
		}
		d.Text = fmt.Sprintf(d.Text, fmt.Sprintf("hunk %d of %s", d.Hunk, f.called()))
		s.damage(d)
	}
	f.broken = len(damage) > 0
	if h.odd {
		head = fmt.Sprintf("@@ -%d,%d +%d,%d @@", h.oldStart, r.old, h.newStart, r.new)
	}
	f.Hunks = append(f.Hunks, hunksOf(head+r.tail+"\n"+string(r.body), []int{0})...)
	f.Added, f.Deleted = f.Added+r.added, f.Deleted+r.deleted
	s.jump(r.end, r.lines+1)
}

// diagnose finds the reading that explains the hunk best. Damage lines count from the @@ line.
func (s *scanner) diagnose(body int, h hunkHeader, ok bool) (reading, []Damage) {
	if !ok || h.absurd {
		return s.read(body, h, greedy), []Damage{{Kind: BadCount, Text: "the @@ line of %s has counts that no file can have"}}
	}
	if r := s.read(body, h, asIs); r.keeps(h) && !s.goesOn(r.end) {
		if r.added+r.deleted == 0 {
			return r, []Damage{{Kind: EmptyFile, Text: "%s changes nothing"}}
		}
		if r.goneOn {
			return r, []Damage{{Kind: BadCount, Text: "in %s the file ends, and goes on"}}
		}
		return r, nil
	}
	r := s.read(body, h, blankLost)
	if j := s.read(body, h, joined); len(j.bad) > 0 && j.keeps(h) && !s.goesOn(j.end) && (j.longBad || !r.keeps(h) || s.goesOn(r.end)) {
		return j, []Damage{{Kind: Wrapped, Line: j.badLine, Got: j.bad[0], Text: "a long line in %s was folded by a mail program"}}
	}
	if !r.boundary && r.trailing > 3 && r.usual != nil {
		r = *r.usual // the rest is prose: without its blanks, context looks just like it
		r.boundary = true
	}
	lost := h.old - r.old
	if len(r.bad) > 0 && lost >= 0 && lost == h.new-r.new && (r.boundary || lost == 0 && r.enclosed) {
		d := []Damage{{Kind: LostBlank, Line: r.badLine, Got: r.bad[0], Text: "context lines in %s lack their leading blank"}}
		if lost > 0 {
			d = append(d, lostEmpty(lost))
		}
		return r, d
	}
	r = s.read(body, h, greedy)
	lost = h.old - r.old
	cutOff := lost == 1 && s.atFoot(r.end)
	if lost > 0 && lost == h.new-r.new && r.boundary && (cutOff || s.squeezed()) {
		return r, []Damage{lostEmpty(lost)}
	}
	return r, []Damage{s.miscounted(r, h, body)}
}

// atFoot tells whether only blank lines or a list's footer follow: mail programs cut empty lines there.
func (s *scanner) atFoot(pos int) bool {
	rest := strings.TrimLeft(s.text[pos:min(len(s.text), pos+64)], " \r\n")
	return rest == "" || strings.HasPrefix(rest, "_____")
}

func lostEmpty(n int) Damage {
	return Damage{Kind: LostNewline, Want: fmt.Sprint(n), Text: "%s has lost " + plural(n, "empty context line")}
}

// squeezed tells whether blanks were lost earlier in this text.
func (s *scanner) squeezed() bool {
	for i := len(s.patch.Damage) - 1; i >= 0 && i > len(s.patch.Damage)-8; i-- {
		if k := s.patch.Damage[i].Kind; k == LostBlank || k == LostNewline {
			return true
		}
	}
	return false
}

// miscounted reports a hunk with less or more lines than promised.
func (s *scanner) miscounted(r reading, h hunkHeader, body int) Damage {
	d := Damage{
		Kind: Short, Line: r.lines + 1,
		Want: fmt.Sprintf("-%d +%d", h.old, h.new), Got: fmt.Sprintf("-%d +%d", r.old, r.new),
	}
	if r.end >= len(s.text) {
		d.Line = r.lines
	}
	if r.old >= h.old && r.new >= h.new {
		t := s.take(body, h.old, h.new)
		d.Kind, d.Line = Long, min(t.lines+1, r.lines)
	}
	switch {
	case r.new == h.new:
		d.Text = fmt.Sprintf("%%s promises %s, %d are there", plural(h.old, "old line"), r.old)
	case r.old == h.old:
		d.Text = fmt.Sprintf("%%s promises %s, %d are there", plural(h.new, "new line"), r.new)
	default:
		d.Text = fmt.Sprintf("%%s promises %s and %d new, %d and %d are there", plural(h.old, "old line"), h.new, r.old, r.new)
	}
	return d
}

// called is the file's name for a sentence.
func (f *File) called() string {
	if f.Path() == "" {
		return "a file without a name"
	}
	return f.Path()
}

func (s *scanner) damage(d Damage) { s.patch.Damage = append(s.patch.Damage, d) }

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// goesOn tells whether a hunk whose counts are used up has more lines at pos.
func (s *scanner) goesOn(pos int) bool {
	if pos >= len(s.text) {
		return false
	}
	switch s.text[pos] {
	case '@', 'd', '\n', '\r':
		return false
	case ' ', '+', '-':
	default:
		return s.wrappedTail(pos)
	}
	start := pos
	for pos < len(s.text) && !s.ends(pos) {
		switch s.text[pos] {
		case '+', '-':
			return true
		case ' ':
		default:
			return false
		}
		_, pos = s.lineAt(pos)
	}
	return pos > start && pos < len(s.text)
}

// longLine is where mail programs begin to fold; the last line of a hunk is taken as folded from here on.
const longLine = 60

// longBefore tells whether the line that ends before pos is long.
func (s *scanner) longBefore(pos int) bool {
	before := s.text[:max(pos-1, 0)]
	return len(before)-strings.LastIndexByte(before, '\n') > longLine
}

// wrappedTail tells whether the line at pos is the rest of a hunk's last line: that one is long and what
// follows the rest is another header.
func (s *scanner) wrappedTail(pos int) bool {
	if pos == 0 || isHunkLine(s.text[pos:]) || isLeadIn(s.text[pos:]) || s.text[pos] == '\n' || s.ends(pos) {
		return false
	}
	if !s.longBefore(pos) || s.isProse(pos) {
		return false
	}
	_, next := s.lineAt(pos)
	return next < len(s.text) && s.ends(next)
}
