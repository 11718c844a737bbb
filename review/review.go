// Package review reads what a reply says about the lines it quotes.
//
// In: a reply whose text is at hand ([Read]), and the diff it answers ([Locate]). Out: its comments, each with the
// quote it stands below, and the file and line that the quote is of.
//
// Its law: a comment holds words of the reply's sender alone: no quote, no signature, no diff, no trailer. It pins no
// text of the mail and is bounded, however long the mail is.
package review

import (
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// Comment is prose of a reply between two quotes.
type Comment struct {
	Line, End int      // its first and last line in the mail's text
	Text      []string // its lines, those in the middle of a long one left out
	Quoted    []string // the last lines of the quote above it, quote marks off; nil where it stands on top
}

// footer is how list software parts what it puts below a mail.
const footer = "________________________________"

// Bounds that a reader never misses the rest of.
const (
	mostComments = 60
	mostLines    = 14 // of a comment
	mostQuoted   = 8
	longest      = 240 // bytes of a line
)

// Read gives the comments of a reply, in order. It is safe to call from several goroutines.
func Read(m *series.Mail) []Comment {
	if m.Kind != series.Reply && m.Kind != series.Suggestion {
		return nil
	}
	r := reader{given: map[int]bool{}}
	for _, t := range m.Given {
		if trailers.IsReview(t.Key) { // others, a Nacked-by say, nobody else shows
			r.given[t.Line] = true
		}
	}
	n := 0
	for line := range strings.Lines(m.Text) {
		n++
		line = strings.TrimRight(line, " \t\r\n")
		if line == "--" || strings.HasPrefix(line, footer) || len(r.all) == mostComments {
			break // a signature ends the mail, "-- " without its blank too
		}
		if m.Diff != nil && n >= m.Diff.Line && n <= m.Diff.End {
			r.end()
			continue
		}
		r.line(n, line)
	}
	r.end()
	return r.all
}

// reader goes through a reply line by line.
type reader struct {
	given  map[int]bool // lines that hold a trailer which is collected
	quoted []string     // of the quote that was read last
	said   []numbered
	inside bool // in a quote
	all    []Comment
}

type numbered struct {
	n    int
	text string
}

func (r *reader) line(n int, line string) {
	switch text, quoted := unquote(line); {
	case quoted:
		if r.trim(); r.attributed() {
			r.said = r.said[:r.paragraph()]
		}
		if r.end(); !r.inside {
			r.quoted = nil
		}
		r.inside = true
		if text != "" {
			r.quoted = append(r.quoted, text)
		}
		if len(r.quoted) > 2*mostQuoted {
			r.quoted = append(r.quoted[:0], r.quoted[len(r.quoted)-mostQuoted:]...)
		}
	case line == "":
		if len(r.said) > 0 {
			r.said = append(r.said, numbered{n, ""})
		}
	case r.given[n]:
	default:
		r.inside = false
		r.said = append(r.said, numbered{n, line})
	}
}

// end closes the comment that was being read.
func (r *reader) end() {
	r.trim()
	if len(r.said) == 0 {
		return
	}
	c := Comment{Line: r.said[0].n, End: r.said[len(r.said)-1].n}
	for i, s := range r.said {
		if i == mostLines-1 && len(r.said) > mostLines {
			c.Text = append(c.Text, "…")
			break
		}
		c.Text = append(c.Text, short(s.text))
	}
	for _, q := range r.quoted[max(0, len(r.quoted)-mostQuoted):] {
		c.Quoted = append(c.Quoted, short(q))
	}
	r.said, r.quoted = nil, nil
	r.all = append(r.all, c)
}

// trim takes empty lines off the end.
func (r *reader) trim() {
	for len(r.said) > 0 && r.said[len(r.said)-1].text == "" {
		r.said = r.said[:len(r.said)-1]
	}
}

// paragraph is where the last paragraph begins.
func (r *reader) paragraph() int {
	i := len(r.said)
	for i > 0 && r.said[i-1].text != "" {
		i--
	}
	return i
}

// attributed tells whether the last paragraph only says who wrote what is quoted below it: "On Monday, Ada wrote:".
func (r *reader) attributed() bool {
	last := r.said[r.paragraph():]
	if n := len(last); n == 0 || n > 3 || !strings.HasSuffix(last[n-1].text, ":") {
		return false
	}
	for _, word := range []string{" wrote", " writes", " schrieb", " a écrit"} {
		if strings.Contains(last[len(last)-1].text, word) {
			return true
		}
	}
	return strings.HasPrefix(last[0].text, "On ")
}

// short is a copy of the beginning of a line.
func short(line string) string {
	if len(line) > longest {
		line = strings.ToValidUTF8(line[:longest], "") + "…"
	}
	return strings.Clone(line)
}

// unquote takes all quote marks off a line.
func unquote(line string) (text string, quoted bool) {
	for {
		rest, ok := strings.CutPrefix(line, ">")
		if !ok {
			return line, quoted
		}
		if line = rest; strings.HasPrefix(rest, " ") && (strings.HasPrefix(rest[1:], ">") || !quoted) {
			line = rest[1:]
		}
		quoted = true
	}
}
