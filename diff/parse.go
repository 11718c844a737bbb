package diff

import (
	"slices"
	"strings"

	godiff "github.com/sourcegraph/go-diff/diff"
)

// Parse reads every diff in text. firstLine is the number of its first line.
//
// It never fails: what is broken is Damage, and reading goes on at the next header or hunk. Quoted
// (behind ">") and indented diffs are prose. File names and ids are parts of text, not copies; Light
// lets go of them. Time is linear in text, whatever the counts promise.
func Parse(text string, firstLine int) *Patch {
	s := &scanner{text: text, line: firstLine, patch: &Patch{}, inflate: maxInflated}
	for !s.done() {
		s.step()
	}
	for i := range s.patch.Damage { // what is missing at the end is missed on the last line
		d := &s.patch.Damage[i]
		d.Line = min(d.Line, s.line-1)
	}
	slices.SortStableFunc(s.patch.Damage, func(a, b Damage) int { return a.Line - b.Line })
	return s.patch
}

// scanner walks the text line by line; pos is always at the beginning of a line.
type scanner struct {
	text string
	pos  int
	line int // number of the line at pos

	patch   *Patch
	last    *File // the file that hunks found after some damage belong to
	inflate int   // bytes of binary patches that may still be inflated
}

func (s *scanner) done() bool { return s.pos >= len(s.text) }

// lineAt returns the line that starts at pos, without its LF, and where the next one starts.
func (s *scanner) lineAt(pos int) (line string, next int) {
	if pos >= len(s.text) {
		return "", len(s.text)
	}
	if i := strings.IndexByte(s.text[pos:], '\n'); i >= 0 {
		return s.text[pos : pos+i], pos + i + 1
	}
	return s.text[pos:], len(s.text)
}

// peek returns the current line as headers are read: without LF and CR.
func (s *scanner) peek() string {
	line, _ := s.lineAt(s.pos)
	return strings.TrimSuffix(line, "\r")
}

func (s *scanner) skip() {
	_, s.pos = s.lineAt(s.pos)
	s.line++
}

// jump goes on after n more lines, at pos.
func (s *scanner) jump(pos, n int) { s.pos, s.line = pos, s.line+n }

// at tells whether a line with this prefix starts at pos.
func (s *scanner) at(pos int, prefix string) bool {
	return pos < len(s.text) && strings.HasPrefix(s.text[pos:], prefix)
}

// step handles the line at pos, which is no part of a hunk: prose, or the start of a file.
func (s *scanner) step() {
	switch s.text[s.pos] {
	case 'd':
		if s.at(s.pos, "diff --git ") {
			s.gitFile()
			return
		}
		if s.at(s.pos, "diff --cc ") || s.at(s.pos, "diff --combined ") {
			s.combined()
			return
		}
		if s.at(s.pos, "diff -") && s.leadIn() {
			return
		}
	case 'I':
		if s.at(s.pos, "Index: ") && s.leadIn() {
			return
		}
	case '-':
		if s.plainHeaderAt(s.pos) {
			s.plainFile(s.pos, s.line)
			return
		}
		if name, ok := s.plainCombinedAt(s.pos); ok {
			s.refuseCombined(name)
			return
		}
		if isSignature(s.peek()) {
			s.last = nil
		}
	case '@':
		if s.at(s.pos, "@@ -") && s.strayHunk() {
			return
		}
	case 'B':
		if s.plainBinary() {
			return
		}
	case '*', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		if s.notUnified() {
			return
		}
	}
	s.skip()
}

// leadIn takes the lines that diff(1), quilt, svn and cvs write above "---" ("diff -u …", "Index: …",
// "=====") as the start of a file, if one follows.
func (s *scanner) leadIn() bool {
	start, line := s.pos, s.line
	pos := s.pos
	for n := 0; n < maxLeadIn; n++ {
		if s.plainHeaderAt(pos) {
			s.jump(pos, n)
			s.plainFile(start, line)
			return true
		}
		if !isLeadIn(s.text[pos:]) {
			return false
		}
		_, pos = s.lineAt(pos)
	}
	return false
}

const maxLeadIn = 7

func isLeadIn(line string) bool {
	for _, p := range [...]string{"Index: ", "=====", "diff -", "RCS file: ", "retrieving revision ", "-----"} {
		if strings.HasPrefix(line, p) && !strings.HasPrefix(line, "diff --git ") {
			return true
		}
	}
	return false
}

// plainHeaderAt tells whether "---", "+++" and a hunk header stand at pos: all three, because a single
// one is too likely in prose.
func (s *scanner) plainHeaderAt(pos int) bool {
	if !s.at(pos, "--- ") {
		return false
	}
	_, pos = s.lineAt(pos)
	if !s.at(pos, "+++ ") {
		return false
	}
	_, pos = s.lineAt(pos)
	return s.at(pos, "@@ -")
}

// plainFile reads a file without a `diff --git` line. start is its first line, pos its "---" line.
func (s *scanner) plainFile(start, line int) {
	f := &File{Similarity: -1, Line: line}
	index := ""
	if s.at(start, "Index: ") {
		l, _ := s.lineAt(start)
		index = strings.TrimSpace(l[len("Index: "):])
	}
	from := strings.TrimPrefix(s.peek(), "--- ")
	s.skip()
	to := strings.TrimPrefix(s.peek(), "+++ ")
	s.skip()
	f.plainNames(from, to, index)
	f.head = s.text[start:s.pos]

	bodies, damage := s.pos, len(s.patch.Damage)
	s.hunks(f)
	if f.Added+f.Deleted == 0 && s.at(start, "--- ") {
		// "--- not a header", "+++ nor this", "@@ … @@" in prose: a hunk that changes nothing.
		s.patch.Damage = s.patch.Damage[:damage]
		return
	}
	f.bodies = append(f.bodies, s.text[bodies:s.pos])
	s.add(f)
}

// add ends a file: everything before pos belongs to the diff.
func (s *scanner) add(f *File) {
	s.patch.Files = append(s.patch.Files, f)
	s.last = f
	s.mark(f.Line)
}

// mark widens the patch to what lies between the line first and pos.
func (s *scanner) mark(first int) {
	if s.patch.Line == 0 {
		s.patch.Line = first
	}
	s.patch.End = s.line - 1
}

// strayHunk reads a hunk that stands alone: after damage, or after text between the hunks of a file, it
// is the last file's; otherwise its file is unknown and it is only reported. Without any +/- line it is prose.
func (s *scanner) strayHunk() bool {
	h, ok := parseHunkHeader(s.peek())
	if !ok {
		return false
	}
	_, body := s.lineAt(s.pos)
	if t := s.take(body, h.old, h.new); t.added+t.deleted == 0 {
		return false
	}
	f, line := s.last, s.line
	if f == nil {
		f = &File{Similarity: -1, Line: s.line}
		s.damage(Damage{Kind: BadHeader, Line: s.line, Hunk: 1, Got: s.peek(),
			Text: "a hunk without the name of its file"})
		s.hunks(f)
		return true
	}
	if !f.broken {
		s.damage(Damage{Kind: BadHeader, Line: s.line, Path: f.Path(), Hunk: len(f.HunkLines) + 1, Got: s.peek(),
			Text: "text stands between the hunks of " + f.called()})
	}
	start := s.pos
	s.hunks(f)
	f.bodies = append(f.bodies, s.text[start:s.pos])
	s.mark(line)
	return true
}

// plainBinary reads what diff(1) says of binary files, outside any `diff --git`.
func (s *scanner) plainBinary() bool {
	from, to, ok := binaryNames(s.peek())
	if !ok {
		return false
	}
	f := &File{Similarity: -1, Line: s.line, Binary: &Binary{}}
	f.plainNames(from, to, "")
	f.head = s.text[s.pos:s.pos]
	s.skip()
	s.add(f)
	return true
}

func binaryNames(line string) (from, to string, ok bool) {
	line, ok = strings.CutPrefix(line, "Binary files ")
	if !ok {
		return "", "", false
	}
	if line, ok = strings.CutSuffix(line, " differ"); !ok {
		return "", "", false
	}
	return strings.Cut(line, " and ")
}

// isSignature tells whether line is the "-- " that ends format-patch mail. Mail programs cut its blank.
func isSignature(line string) bool {
	return line == "-- " || line == "--" || line == "-- \r" || line == "--\r"
}

// hunksOf hands text, hunks without anything around them, to go-diff. With lines like "-- foo" and
// "++ bar" at the end of a hunk it takes the next hunk for a file: then each is handed over alone.
func hunksOf(text string, starts []int) []*godiff.Hunk {
	hs, err := readHunks(text)
	if err == nil && len(hs) == len(starts) {
		return hs
	}
	hs = hs[:0]
	for i, start := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		one, _ := readHunks(text[start:end])
		hs = append(hs, one...)
	}
	return hs
}

func readHunks(text string) ([]*godiff.Hunk, error) {
	return godiff.NewHunksReaderOptions(strings.NewReader(text), godiff.ParseOptions{KeepCR: true}).ReadAllHunks()
}
