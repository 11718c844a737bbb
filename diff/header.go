package diff

import (
	"fmt"
	"strconv"
	"strings"
)

// gitFile reads the file whose `diff --git` line stands at pos.
func (s *scanner) gitFile() {
	f := &File{Similarity: -1, Line: s.line, Git: true}
	start, first := s.pos, s.peek()
	s.skip()
	x := extended{names: first[len("diff --git "):]}
	s.rejoinNames(&x)
	for !s.done() && s.extendedLine(f, &x) {
		s.skip()
	}
	if s.at(s.pos, "--- ") && !s.signatureAt(s.pos) {
		s.namesAt(f, &x)
	}
	if !f.gitNames(&x) {
		s.damage(Damage{Kind: BadHeader, Line: f.Line, Path: f.NewPath, Got: first,
			Text: fmt.Sprintf("cannot tell the file's names from %q", first)})
	}
	if x.folded != "" {
		s.damage(Damage{Kind: Wrapped, Line: f.Line + 1, Path: f.Path(), Got: x.folded,
			Text: fmt.Sprintf("the `diff --git` line of %s was folded by a mail program", f.called())})
	}
	if x.bad != "" {
		s.damage(Damage{Kind: BadHeader, Line: x.badLine, Path: f.Path(), Got: x.bad,
			Text: fmt.Sprintf("the header line %q of %s makes no sense", x.bad, f.called())})
	}
	f.head = s.text[start:s.pos]
	bodies := s.pos
	switch {
	case s.at(s.pos, "@@ -"):
		s.hunks(f)
	case s.at(s.pos, "GIT binary patch"):
		s.binary(f)
	case strings.HasSuffix(s.peek(), " differ") && (s.at(s.pos, "Binary files ") || s.at(s.pos, "Files ")):
		f.Binary = &Binary{}
		s.skip()
	}
	f.bodies = append(f.bodies, s.text[bodies:s.pos])
	f.settle(&x)
	if f.Status == Modified && f.Hunks == nil && f.Binary == nil {
		s.damage(Damage{Kind: EmptyFile, Line: f.Line, Path: f.Path(), Text: "nothing is said about the change of " + f.called()})
		f.broken = true
	}
	s.add(f)
}

// extended is what the header lines of a file say, as written.
type extended struct {
	names                                  string // of the `diff --git` line, both
	oldName, newName                       string // of the "---" and "+++" lines
	renameFrom, renameTo, copyFrom, copyTo string
	isNew, isDeleted                       bool
	folded, bad                            string // the second half of a folded line, a line that makes no sense
	badLine                                int
}

// extendedLine takes the line at pos if it is one of git's extended header lines.
func (s *scanner) extendedLine(f *File, x *extended) bool {
	line := s.peek()
	if len(line) == 0 || strings.IndexByte("oncrsid", line[0]) < 0 {
		return false
	}
	ok := true
	switch {
	case cut(line, "index ", func(v string) { ok = f.index(v) }):
	case cut(line, "new file mode ", func(v string) { f.NewMode, x.isNew, ok = v, true, isMode(v) }):
	case cut(line, "deleted file mode ", func(v string) { f.OldMode, x.isDeleted, ok = v, true, isMode(v) }):
	case cut(line, "old mode ", func(v string) { f.OldMode, ok = v, isMode(v) }):
	case cut(line, "new mode ", func(v string) { f.NewMode, ok = v, isMode(v) }):
	case cut(line, "rename from ", func(v string) { x.renameFrom = unquote(v) }):
	case cut(line, "rename to ", func(v string) { x.renameTo = unquote(v) }):
	case cut(line, "copy from ", func(v string) { x.copyFrom = unquote(v) }):
	case cut(line, "copy to ", func(v string) { x.copyTo = unquote(v) }):
	case cut(line, "similarity index ", func(v string) { ok = f.similarity(v, false) }):
	case cut(line, "dissimilarity index ", func(v string) { ok = f.similarity(v, true) }):
	default:
		return false
	}
	if !ok && x.bad == "" {
		x.bad, x.badLine = line, s.line
	}
	return true
}

func cut(line, prefix string, take func(string)) bool {
	if !strings.HasPrefix(line, prefix) {
		return false
	}
	take(line[len(prefix):])
	return true
}

// isMode wants what git writes: six octal digits.
func isMode(v string) bool {
	v = strings.TrimRight(v, " ")
	return len(v) >= 5 && len(v) <= 7 && strings.Trim(v, "01234567") == ""
}

// index reads "1da67d34e55d..d586068f5509 100644".
func (f *File) index(v string) bool {
	ids, mode, has := strings.Cut(strings.TrimRight(v, " "), " ")
	var ok bool
	if f.OldID, f.NewID, ok = strings.Cut(ids, ".."); !ok {
		return false
	}
	if has && f.OldMode == "" && f.NewMode == "" {
		f.OldMode, f.NewMode = mode, mode
	}
	return !has || isMode(mode)
}

// similarity reads "95%". Dissimilarity is the rest to 100.
func (f *File) similarity(v string, dis bool) bool {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimRight(v, " "), "%"))
	if err != nil || n < 0 || n > 100 {
		return false
	}
	if dis {
		n = 100 - n
	}
	f.Similarity = n
	return true
}

// rejoinNames mends a `diff --git` line that was folded between its two names.
func (s *scanner) rejoinNames(x *extended) {
	old := strings.TrimRight(x.names, " ")
	if strings.Contains(old, " ") || s.done() {
		return
	}
	line := s.peek()
	if line == "" || strings.Contains(line, " ") || !strings.Contains(line, "/") {
		return
	}
	x.names, x.folded = old+" "+line, line
	s.skip()
}

// namesAt reads the "---" and "+++" lines.
func (s *scanner) namesAt(f *File, x *extended) {
	x.oldName = s.peek()[len("--- "):]
	line := s.line
	s.skip()
	if s.at(s.pos, "+++ ") {
		x.newName = s.peek()[len("+++ "):]
		s.skip()
		return
	}
	x.bad, x.badLine = "--- "+x.oldName, line
}

// settle says what happens to the file, when header and hunks are read.
func (f *File) settle(x *extended) {
	switch {
	case x.renameFrom != "" || x.renameTo != "":
		f.Status = Renamed
	case x.copyFrom != "" || x.copyTo != "":
		f.Status = Copied
	case x.isNew || isNull(x.oldName):
		f.Status = Added
	case x.isDeleted || isNull(x.newName):
		f.Status = Deleted
	case f.OldMode != f.NewMode && f.Hunks == nil && f.Binary == nil:
		f.Status = ModeOnly
	default:
		f.Status = Modified
	}
}
