package uapi

import (
	"bytes"
	"strings"

	"patchpilot/diff"
)

// srcLine is one line of a hunk.
type srcLine struct {
	sign     byte // '+', '-' or ' '
	text     string
	line     int // in the mail
	pathLine int // in the file after the change
	block    int // the run of changed lines
}

// view is a hunk as it is before or after the change: the lines of one sign, and those around them.
type view struct {
	sign    byte
	path    string
	section string
	lines   []srcLine

	items   []Item
	structs []Layout
}

// split cuts a hunk's body into lines; first is the number of the first one, and runs of changes are counted
// from block. A "\ No newline" in the middle is not in the body but takes a line.
func split(h *diff.Hunk, first, block int) []srcLine {
	lines := make([]srcLine, 0, bytes.Count(h.Body, []byte("\n"))+1)
	n, pathLine, changed := first, int(h.NewStartLine), false
	for at := 0; at < len(h.Body); n++ {
		if at > 0 && at == int(h.OrigNoNewlineAt) {
			n++
		}
		l := h.Body[at:]
		if end := bytes.IndexByte(l, '\n'); end >= 0 {
			l = l[:end]
		}
		at += len(l) + 1
		s := srcLine{sign: ' ', line: n, pathLine: pathLine}
		if len(l) > 0 {
			s.sign, s.text = l[0], string(bytes.TrimRight(l[1:], "\r"))
		}
		if s.sign != '-' {
			pathLine++
		}
		if now := s.sign == '+' || s.sign == '-'; now != changed {
			if changed = now; now {
				block++
			}
		}
		s.block = block
		lines = append(lines, s)
	}
	return lines
}

// seenBy are the lines of one side.
func seenBy(lines []srcLine, sign byte) []srcLine {
	side := make([]srcLine, 0, len(lines))
	for _, l := range lines {
		if l.sign == sign || l.sign == ' ' {
			side = append(side, l)
		}
	}
	return side
}

// add keeps an item if its line is one that the change brings or takes.
func (v *view) add(l srcLine, kind Kind, name, value string) {
	if l.sign != v.sign {
		return
	}
	i := Item{Kind: kind, Name: name, Path: v.path, Line: l.line, value: squeeze(value), block: l.block}
	if v.sign == '+' {
		i.PathLine = l.pathLine
	}
	v.items = append(v.items, i)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// comments strips comments off the lines of one view.
type comments struct{ inside bool }

// strip gives what is code of a line, blanks around it off. A hunk may begin in the middle of a comment.
func (c *comments) strip(line string) string {
	t := strings.TrimSpace(line)
	if !c.inside && (t == "*" || strings.HasPrefix(t, "* ") || strings.HasPrefix(t, "*\t") || strings.HasPrefix(t, "*/")) {
		_, t, _ = strings.Cut(t, "*/")
	}
	var code strings.Builder
	for t != "" {
		if c.inside {
			_, rest, ends := strings.Cut(t, "*/")
			if !ends {
				return strings.TrimSpace(code.String())
			}
			c.inside, t = false, rest
			continue
		}
		before, rest, begins := strings.Cut(t, "/*")
		if code1, _, found := strings.Cut(before, "//"); found && !strings.Contains(code1, `"`) {
			code.WriteString(code1)
			break
		}
		code.WriteString(before)
		c.inside, t = begins, rest
	}
	return strings.TrimSpace(code.String())
}

// Line gives the mail's line of the first change that says something new to a compiler, 0 if there is
// none: comments and blanks do not count.
func Line(f *diff.File) int {
	for i, h := range f.Hunks {
		lines := split(h, f.HunkLines[i]+1, 0)
		before, after := seenBy(lines, '-'), seenBy(lines, '+')
		if codeOf(before) == codeOf(after) {
			continue
		}
		if n := firstCode(after, '+'); n > 0 {
			return n
		}
		return firstCode(before, '-')
	}
	return 0
}

// firstCode is the mail's line of the first changed line of a side that is more than comment.
func firstCode(lines []srcLine, sign byte) int {
	var c comments
	for _, l := range lines {
		if code := c.strip(l.text); code != "" && l.sign == sign {
			return l.line
		}
	}
	return 0
}

// codeOf is all code of a side, blanks off.
func codeOf(lines []srcLine) string {
	var b strings.Builder
	var c comments
	for _, l := range lines {
		b.WriteString(squeeze(c.strip(l.text)))
	}
	return b.String()
}
