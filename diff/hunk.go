package diff

import (
	"strings"
)

// hunkHeader is what "@@ -start,old +start,new @@" promises.
type hunkHeader struct {
	old, new           int
	oldStart, newStart int
	absurd             bool // a number no file can have
	odd                bool // go-diff does not read it as it stands
}

// maxCount is the largest count or line number taken seriously; go-diff and git's records hold 32 bits.
const maxCount = 1<<31 - 1

// parseHunkHeader reads an @@ line; not ok if it has another shape.
func parseHunkHeader(line string) (h hunkHeader, ok bool) {
	rest, ok := strings.CutPrefix(line, "@@ -")
	if !ok {
		return h, false
	}
	if h.oldStart, h.old, rest, ok = h.span(rest); !ok {
		return h, false
	}
	if rest, ok = strings.CutPrefix(rest, " +"); !ok {
		return h, false
	}
	if h.newStart, h.new, rest, ok = h.span(rest); !ok {
		return h, false
	}
	if rest, ok = strings.CutPrefix(rest, " @@"); !ok {
		return h, false
	}
	h.odd = rest != "" && rest[0] != ' '
	return h, true
}

// span reads "start" or "start,count"; without a count it is 1.
func (h *hunkHeader) span(s string) (start, count int, rest string, ok bool) {
	if start, s, ok = h.number(s); !ok {
		return 0, 0, s, false
	}
	if len(s) == 0 || s[0] != ',' {
		return start, 1, s, true
	}
	count, s, ok = h.number(s[1:])
	return start, count, s, ok
}

func (h *hunkHeader) number(s string) (n int, rest string, ok bool) {
	i := 0
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		if n = n*10 + int(s[i]-'0'); n > maxCount {
			n, h.absurd = maxCount, true
		}
	}
	return n, s[i:], i > 0
}

// taken is what counting through a hunk's lines came to.
type taken struct {
	end            int // where the next line starts
	lines          int
	old, new       int // promised lines that are still missing, or less than 0
	added, deleted int
	odd            bool // has lines that go-diff does not read: see tidy
}

// whole tells whether the promise was kept.
func (t *taken) whole() bool { return t.old == 0 && t.new == 0 }

const noNewline = `\ No newline at end of file`

// take counts the lines of a hunk from pos, until the promised numbers are used up or a line comes
// that cannot be there. This is the hot loop of the package.
func (s *scanner) take(pos, old, new int) taken {
	t := taken{old: old, new: new}
	text := s.text
	var last byte
	atEnd := false // the new file ends here, it was said
	for pos < len(text) && (t.old > 0 || t.new > 0) {
		c := text[pos]
		t.odd = t.odd || atEnd && c != '\\'
		switch c {
		case ' ', '\n':
			t.old--
			t.new--
		case '-':
			t.old--
			t.deleted++
		case '+':
			t.new--
			t.added++
		case '\\':
			t.odd = t.odd || !s.at(pos, noNewline)
			atEnd = atEnd || last != '-'
		case '\r':
			if !s.at(pos, "\r\n") {
				t.end = pos
				return t
			}
			t.old--
			t.new--
			t.odd = true
		default:
			t.end = pos
			return t
		}
		t.lines++
		last = c
		i := strings.IndexByte(text[pos:], '\n')
		if i < 0 {
			pos = len(text)
			break
		}
		pos += i + 1
	}
	for s.at(pos, `\ `) {
		t.odd = t.odd || !s.at(pos, noNewline)
		_, pos = s.lineAt(pos)
		t.lines++
	}
	t.end = pos
	return t
}

// hunks reads the run of hunks at pos into f.
func (s *scanner) hunks(f *File) {
	run := s.pos // healthy hunks from here on go to go-diff in one piece
	var starts []int
	flush := func(end int) {
		if len(starts) > 0 {
			f.Hunks = append(f.Hunks, hunksOf(s.text[run:end], starts)...)
		}
		starts = starts[:0]
	}
	for s.at(s.pos, "@@ -") {
		start := s.pos
		h, ok := parseHunkHeader(s.peek())
		_, body := s.lineAt(s.pos)
		if ok && !h.absurd && !h.odd {
			t := s.take(body, h.old, h.new)
			if t.whole() && t.added+t.deleted > 0 && !t.odd && !s.goesOn(t.end) {
				if len(starts) == 0 {
					run = start
				}
				starts = append(starts, start-run)
				f.HunkLines = append(f.HunkLines, s.line)
				f.Added, f.Deleted = f.Added+t.added, f.Deleted+t.deleted
				s.jump(t.end, t.lines+1)
				continue
			}
		}
		flush(start)
		s.damagedHunk(f, h, ok)
	}
	flush(s.pos)
}
