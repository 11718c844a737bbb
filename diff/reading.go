package diff

import (
	"bytes"
	"strings"
)

// A damaged hunk is read again in several ways; the first that keeps the promise of the @@ line tells what
// happened to it. Each way stops at the next header, so that all of them together stay linear.
type mode int

const (
	asIs      mode = iota // what cannot be a hunk line ends the hunk
	greedy                // as asIs, and past the promised counts
	joined                // …is the rest of the line before it
	blankLost             // …is context without its leading blank
)

// reading is a damaged hunk read in one way.
type reading struct {
	taken             // old and new: the lines found
	tail     string   // what belongs to the @@ line
	ended    bool     // "no newline at end of file" was said of the new file…
	goneOn   bool     // …and more lines came
	body     []byte   // the hunk's lines, mended
	bad      []string // the lines that cannot be hunk lines
	badLine  int      // of the first, counted from the @@ line
	badRun   int      // bad lines in a row, at the end
	longBad  bool     // the line before the first is as long as lines that mail programs fold
	boundary bool     // ends where a hunk can end
	enclosed bool     // a change follows the last bad line

	trailing int      // context lines since the last change
	usual    *reading // up to the third of them, where diffs end
}

func (r *reading) keeps(h hunkHeader) bool { return r.old == h.old && r.new == h.new }

func (s *scanner) read(pos int, h hunkHeader, m mode) reading {
	r := reading{taken: taken{end: pos}}
	var empty int // lines without anything at the end of r
	for pos < len(s.text) && !s.ends(pos) {
		full := r.old >= h.old && r.new >= h.new
		if full && m != greedy && !(m == joined && s.wrappedTail(pos)) {
			break
		}
		line, next := s.lineAt(pos)
		if line == "" || line == "\r" {
			if full {
				break
			}
			empty++
		} else {
			if isHunkLine(line) {
				r.badRun = 0
			} else if !s.badLine(&r, line, m, empty > 0) {
				break
			}
			empty = 0
		}
		s.count(&r, line, m)
		r.lines++
		pos = next
		r.end = pos
		if m == blankLost && r.trailing == 3 && !strings.HasPrefix(line, `\`) {
			usual := r
			r.usual = &usual
		}
	}
	for s.at(pos, `\ `) {
		r.endOfFile()
		_, pos = s.lineAt(pos)
		r.lines, r.end = r.lines+1, pos
	}
	if m == greedy && !r.keeps(h) {
		r.dropEmpty(s.text, empty)
	}
	r.boundary = r.end >= len(s.text) || s.text[r.end] == '\n' || s.ends(r.end) || s.isProse(r.end)
	return r
}

func isHunkLine(line string) bool {
	return line[0] == ' ' || line[0] == '+' || line[0] == '-' || line[0] == '\\'
}

// maxParts is into how many lines a mail program folds one.
const maxParts = 5

// badLine takes a line that cannot stand in a hunk, or refuses it.
func (s *scanner) badLine(r *reading, line string, m mode, afterEmpty bool) bool {
	if m == asIs || m == greedy || isProse(line) {
		return false
	}
	if m == joined && (afterEmpty || r.badRun == maxParts-1) {
		return false
	}
	r.badRun++
	if len(r.bad) == 0 {
		r.badLine = r.lines + 1
		r.longBad = s.longBefore(r.end)
	}
	r.bad = append(r.bad, line)
	r.enclosed = false
	return true
}

// count adds one line to the reading.
func (s *scanner) count(r *reading, line string, m mode) {
	if line != "" && line[0] == '\\' {
		r.endOfFile()
		return
	}
	r.unend()
	r.trailing++
	switch {
	case line == "" || line == "\r":
		r.old, r.new = r.old+1, r.new+1
		r.body = append(r.body, ' ')
	case line[0] == ' ':
		r.old, r.new = r.old+1, r.new+1
	case line[0] == '-':
		r.old, r.deleted, r.enclosed, r.trailing = r.old+1, r.deleted+1, true, 0
	case line[0] == '+':
		r.new, r.added, r.enclosed, r.trailing = r.new+1, r.added+1, true, 0
	case m == joined && len(r.body) == 0:
		r.tail += " " + line
		return
	case m == joined:
		r.body[len(r.body)-1] = ' '
	default:
		r.old, r.new = r.old+1, r.new+1
		r.body = append(r.body, ' ')
	}
	r.body = append(append(r.body, line...), '\n')
}

// endOfFile takes a "\ No newline at end of file" line, of whatever language.
func (r *reading) endOfFile() {
	if r.ended || len(r.body) == 0 {
		return
	}
	before := bytes.LastIndexByte(r.body[:len(r.body)-1], '\n') + 1
	r.ended = r.body[before] != '-'
	r.body = append(append(r.body, noNewline...), '\n')
}

// unend takes that line back when the file goes on: go-diff would join two lines.
func (r *reading) unend() {
	if r.ended {
		r.body = r.body[:len(r.body)-len(noNewline)-1]
		r.ended, r.goneOn = false, true
	}
}

// dropEmpty gives back the last n lines, which are empty: they stand between a short hunk and prose.
func (r *reading) dropEmpty(text string, n int) {
	for ; n > 0; n-- {
		r.lines, r.old, r.new = r.lines-1, r.old-1, r.new-1
		r.end = strings.LastIndexByte(text[:r.end-1], '\n') + 1
		r.body = r.body[:bytes.LastIndexByte(r.body[:len(r.body)-1], '\n')+1]
	}
}

// ends tells whether the line at pos ends a hunk whatever the counts say: another hunk, another file, the
// signature, the next mail.
func (s *scanner) ends(pos int) bool {
	switch s.text[pos] {
	case '@':
		return s.at(pos, "@@ -") || s.at(pos, "@@@ -")
	case 'd':
		return s.at(pos, "diff -")
	case 'I':
		return s.at(pos, "Index: ")
	case 'F':
		return s.at(pos, "From ") && s.isMailStart(pos)
	case '-':
		return s.plainHeaderAt(pos) || s.signatureAt(pos)
	}
	return false
}

func (s *scanner) isMailStart(pos int) bool {
	line, _ := s.lineAt(pos)
	id, _, _ := strings.Cut(line[len("From "):], " ")
	return len(id) == 40 && strings.Trim(id, "0123456789abcdef") == ""
}

// signatureAt tells whether a signature starts at pos, and not a deleted "-" line among others.
func (s *scanner) signatureAt(pos int) bool {
	line, next := s.lineAt(pos)
	return isSignature(line) && (next >= len(s.text) || !isHunkLine(s.text[next:]))
}

func (s *scanner) isProse(pos int) bool {
	line, _ := s.lineAt(pos)
	return isProse(line)
}

// isProse knows the lines that start a reply or a mail; context lines without blanks look like any other.
func isProse(line string) bool {
	return strings.HasPrefix(line, ">") || strings.HasPrefix(line, "On ") && strings.HasSuffix(line, "wrote:") ||
		strings.HasPrefix(line, "From: ") || strings.HasPrefix(line, "_____")
}
