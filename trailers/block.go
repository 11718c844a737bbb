package trailers

import "strings"

// Parse cuts a log. firstLine is the number of its first line, for Trailer.Line.
//
// The block is the last paragraph made of trailers, with the paragraphs right above it that hold
// nothing else. In that last paragraph other lines are borne with as git-interpret-trailers does: there
// must be a Signed-off-by or a "(cherry picked from commit …)", and a quarter of the lines be trailers;
// but prose before the first trailer stays in Body, and trailers alone at the very end are always taken.
func Parse(log string, firstLine int) Log {
	start := blockStart(log)
	l := Log{Body: log[:start]}
	if start == len(log) {
		return l
	}
	line := firstLine + strings.Count(l.Body, "\n")
	l.Trailers = make([]Trailer, 0, 8)
	for off := start; off < len(log); {
		it := scan(log, off, line)
		if it.kind == trailerItem {
			l.Trailers = append(l.Trailers, it.trailer)
		} else {
			l.chunks = append(l.chunks, chunk{line, log[off:it.next]})
		}
		line += it.lines
		off = it.next
	}
	return l
}

// kind is what a line of a block is.
type kind uint8

const (
	proseItem   kind = iota
	trailerItem      // with its continuation and notes
	pickedItem       // "(cherry picked from commit …)"
	remarkItem       // "# …", "[…]", "(name: …)": neither for nor against a block
	blankItem
)

// item is a trailer with all its lines, or one line of another kind.
type item struct {
	kind    kind
	next    int // offset behind it
	lines   int
	trailer Trailer
	class   class
}

// scan reads the item at off.
func scan(text string, off, line int) item {
	src := source{text: text}
	content, next, _ := src.line(off)
	it := item{next: next, lines: 1}
	if f, ok := cutField(content); ok && f.believed() {
		it.kind, it.class = trailerItem, f.class
		it.trailer, it.next = src.take(off, next, 0, line, f, true)
		it.lines = it.trailer.Lines
		return it
	}
	it.kind = lineKind(content)
	if it.kind == proseItem && content != "" && content[0] == '[' {
		k := taker{source: src}
		if _, end, n := k.note(off); n > 0 {
			it.kind, it.next, it.lines = remarkItem, end, n
		}
	}
	return it
}

func lineKind(content string) kind {
	text := trim(content)
	if text == "" {
		return blankItem
	}
	switch {
	case strings.HasPrefix(text, "(cherry picked from commit "),
		strings.HasPrefix(text, "(backported from commit "):
		return pickedItem
	case text[0] == '#',
		text[0] == '[' && text[len(text)-1] == ']',
		text[0] == '(' && text[len(text)-1] == ')':
		return remarkItem
	}
	return proseItem
}

// blockStart finds where the block begins; len(log) if there is none.
func blockStart(log string) int {
	end := len(log)
	start := end
	for {
		from, to := lastParagraph(log, end)
		if from == to {
			return start
		}
		p := survey(log[from:to])
		last := start == len(log)
		switch {
		case p.pure() && p.trailers == 0:
			// Remarks alone belong to the block only if there are trailers above.
		case last && p.offset() > 0:
			return from + p.offset()
		case last && p.offset() == 0, p.pure() && p.known > 0:
			start = from
		default:
			return start
		}
		end = from
	}
}

// lastParagraph returns the bounds of the last run of non-blank lines before end.
func lastParagraph(log string, end int) (from, to int) {
	to = len(strings.TrimRight(log[:end], " \t\r\n\v\f"))
	if to == 0 {
		return 0, 0
	}
	if i := strings.IndexByte(log[to:end], '\n'); i >= 0 {
		to += i + 1
	} else {
		to = end
	}
	from = to
	for from > 0 {
		i := strings.LastIndexByte(log[:from-1], '\n') + 1
		if isBlank(log[i:from]) {
			break
		}
		from = i
	}
	return from, to
}

// tally is what a paragraph is made of.
type tally struct {
	trailers, known, remarks, prose int // lines
	signed                          bool
	hyphenated                      bool // a key of several words
	head                            int  // offset of the first trailer, remarks right above it included; -1 without
	afterHead                       int  // prose lines behind it
	tail                            int  // offset of the trailers and remarks that the paragraph ends with
	tailKnown                       bool
}

func survey(par string) tally {
	c := tally{head: -1}
	remarks := -1
	for off := 0; off < len(par); {
		it := scan(par, off, 1)
		switch it.kind {
		case trailerItem, pickedItem:
			c.trailers++
			if c.head < 0 {
				c.head = off
				if remarks >= 0 {
					c.head = remarks
				}
			}
			if it.class != unknownKey || it.kind == pickedItem {
				c.known++
				c.tailKnown = true
			}
			c.hyphenated = c.hyphenated || strings.IndexByte(it.trailer.Key, '-') > 0
			c.signed = c.signed || it.kind == pickedItem || it.trailer.Is("Signed-off-by")
		case remarkItem:
			c.remarks++
			if remarks < 0 {
				remarks = off
			}
		default:
			c.prose++
			if c.head >= 0 {
				c.afterHead++
			}
			c.tail, c.tailKnown = it.next, false
		}
		if it.kind != remarkItem {
			remarks = -1
		}
		off = it.next
	}
	return c
}

// pure tells whether the paragraph has no prose.
func (c tally) pure() bool { return c.prose == 0 }

// offset is where the block begins in the log's last paragraph, -1 if it holds none.
func (c tally) offset() int {
	switch {
	case c.head < 0:
		return -1
	case c.signed && c.trailers*3 >= c.afterHead, c.afterHead == 0 && c.known > 0:
		return c.head
	case c.pure() && c.hyphenated:
		return c.head // "before: 10" and "after: 5" alone are prose
	case c.tailKnown:
		return c.tail
	}
	return -1
}
