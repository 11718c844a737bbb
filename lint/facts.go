package lint

import (
	"strings"

	"patchpilot/diff"
	"patchpilot/maintainers"
	"patchpilot/said"
	"patchpilot/series"
	"patchpilot/uapi"
)

// facts is what several rules want to know of one mail, worked out when first asked for.
type facts struct {
	mail *series.Mail

	lines   []string // of the whole text
	log     []line
	prose   []line
	notes   []line
	added   []addedLine
	signers []signer
	said    []said.Sentence
	uapi    *uapi.Change
	// keywords is what K patterns of MAINTAINERS found.
	keywords []maintainers.Match

	haveLog, haveProse, haveNotes, haveAdded, haveSigners, haveSaid, haveKeywords bool
}

// line is one line of a mail, without its end.
type line struct {
	n    int // in the mail's text, from 1
	text string
}

// Lines are all lines of the text; line n is Lines()[n-1].
func (f *facts) Lines() []string {
	if f.lines == nil {
		f.lines = strings.Split(f.mail.Text, "\n")
	}
	return f.lines
}

// Log is the commit message line by line, trailers included.
func (f *facts) Log() []line {
	if !f.haveLog {
		f.log, f.haveLog = split(f.mail.Log, f.mail.LogLine), true
	}
	return f.log
}

// Prose is the log without its trailers' lines, quotes and indented text included.
func (f *facts) Prose() []line {
	if f.haveProse {
		return f.prose
	}
	f.haveProse = true
	rest := f.mail.Trailers // in order of lines
	for _, l := range f.Log() {
		for len(rest) > 0 && rest[0].Line+rest[0].Lines <= l.n {
			rest = rest[1:]
		}
		if len(rest) == 0 || l.n < rest[0].Line {
			f.prose = append(f.prose, l)
		}
	}
	return f.prose
}

// Notes is what stands between the `---` and the diff.
func (f *facts) Notes() []line {
	if !f.haveNotes {
		f.notes, f.haveNotes = split(f.mail.Notes, f.mail.NotesLine), true
	}
	return f.notes
}

// Damaged tells whether mail broke the diff: then its lines are not counted.
func (f *facts) Damaged() bool { return f.mail.Diff != nil && len(f.mail.Diff.Damage) > 0 }

func split(text string, first int) []line {
	if text == "" {
		return nil
	}
	parts := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	out := make([]line, len(parts))
	for i, s := range parts {
		out[i] = line{first + i, s}
	}
	return out
}

// addedLine is one "+" line of the diff.
type addedLine struct {
	file     *diff.File
	line     int // in the mail
	pathLine int // in the file after the change
	text     []byte
}

// Added are the lines the diff adds, without their "+" and their end.
func (f *facts) Added() []addedLine {
	if f.haveAdded || f.mail.Diff == nil {
		return f.added
	}
	f.haveAdded = true
	n, _ := f.mail.Diff.Totals()
	f.added = make([]addedLine, 0, n)
	for _, file := range f.mail.Diff.Files {
		for i, h := range file.Hunks {
			f.addHunk(file, h, file.HunkLines[i]+1)
		}
	}
	return f.added
}

func (f *facts) addHunk(file *diff.File, h *diff.Hunk, line int) {
	pathLine := int(h.NewStartLine)
	eachHunkLine(h, line, func(n int, l []byte) {
		switch {
		case len(l) > 0 && l[0] == '+':
			f.added = append(f.added, addedLine{file, n, pathLine, l[1:]})
			pathLine++
		case len(l) > 0 && l[0] == '-':
		default:
			pathLine++
		}
	})
}

// eachHunkLine gives a hunk's lines with their numbers in the mail. A "\ No newline" in the middle, under
// the old file's last line, is not in the body but takes a line.
func eachHunkLine(h *diff.Hunk, first int, do func(n int, l []byte)) {
	n, at := first, 0
	for at < len(h.Body) {
		if at > 0 && at == int(h.OrigNoNewlineAt) {
			n++
		}
		l, rest := cutLine(h.Body[at:])
		do(n, l)
		n, at = n+1, len(h.Body)-len(rest)
	}
}

// Said is what a reply says in its own words; nothing for postings.
func (f *facts) Said() []said.Sentence {
	if !f.haveSaid {
		f.said, f.haveSaid = said.In(f.mail), true
	}
	return f.said
}
