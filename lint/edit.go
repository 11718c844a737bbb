package lint

import (
	"strings"

	"patchpilot/trailers"
)

// longest is how many bytes a fix or an edit may have: findings are no copies of mails.
const longest = 16 << 10

// own is an edit that pins nothing of the mail; nil for one that is too long.
func (e *Edit) own() *Edit {
	if e == nil {
		return nil
	}
	mine, size := &Edit{First: e.First, Last: e.Last}, 0
	for _, l := range e.Lines {
		if size += len(l); size > longest {
			return nil
		}
		mine.Lines = append(mine.Lines, strings.Clone(l))
	}
	return mine
}

// rewritten is the edit that writes a trailer anew on one line, the notes below it left as they stand; nil
// where the line is not known.
func rewritten(t trailers.Trailer, line string) *Edit {
	switch {
	case line == "" || t.Wrapped && len(t.Notes) > 0:
		return nil
	case t.Wrapped:
		return &Edit{First: t.Line, Last: t.Line + t.Lines - 1, Lines: []string{line}}
	}
	return &Edit{First: t.Line, Last: t.Line, Lines: []string{line}}
}

// withValue is a trailer's line with another value, its remark kept.
func withValue(t trailers.Trailer, value string) string {
	return trailers.Trailer{Key: t.Key, Value: value, Comment: t.Comment}.String()
}

// renamed is the edit that gives a trailer another name, its value left as it stands.
func renamed(t trailers.Trailer, key string) *Edit {
	_, value, _ := strings.Cut(firstLine(t.Raw), ":")
	if value = strings.TrimSpace(value); value == "" {
		return nil
	}
	return &Edit{First: t.Line, Last: t.Line, Lines: []string{key + ": " + value}}
}

// takenOut is the edit that deletes a trailer. Notes below it are somebody's words, and keep it.
func takenOut(t trailers.Trailer) *Edit {
	if len(t.Notes) > 0 {
		return nil
	}
	return &Edit{First: t.Line, Last: t.Line + t.Lines - 1}
}

// cutOut is the edit that deletes a line; of the two blank lines around it one goes too.
func (p *Pass) cutOut(n int) *Edit {
	if (n == p.Mail.LogLine || p.blank(n-1)) && p.blank(n+1) {
		return &Edit{First: n, Last: n + 1}
	}
	return &Edit{First: n, Last: n}
}

// blank tells whether a line of the text is there and empty.
func (p *Pass) blank(n int) bool {
	return n >= 1 && n <= len(p.Lines()) && strings.TrimSpace(p.Lines()[n-1]) == ""
}

// farthest is how many lines one may be moved.
const farthest = 64

// moved is the edit that puts one line before another; nil where they are far apart.
func (p *Pass) moved(from, to int) *Edit {
	if from-to > farthest || to-from > farthest {
		return nil
	}
	e, cut, lines := &Edit{First: from, Last: to - 1}, p.cutOut(from), p.Lines()
	if up := to < from; up {
		e.First, e.Last = to, cut.Last
		e.Lines = append([]string{lines[from-1]}, lines[to-1:from-1]...)
	} else {
		e.Lines = append(e.Lines, lines[min(cut.Last, to-1):to-1]...)
		e.Lines = append(e.Lines, lines[from-1])
	}
	return e
}

// tagPlace is the line before which a tag from elsewhere goes: below the last Fixes, else on top of the
// trailers; 0 where there are none.
func (p *Pass) tagPlace() int {
	place := 0
	for i, t := range p.Mail.Trailers {
		switch {
		case t.Is("Fixes"):
			place = t.Line + t.Lines
		case i == 0:
			place = t.Line
		}
	}
	return place
}
