package mbox

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// maxSeriesFile is how much of a series file is read: a thousand times what the longest hold.
const maxSeriesFile = 1 << 20

// quilt reads the patches of a folder whose file "series" says their order (quilt(1); debian/patches,
// the queues of the stable trees). A series file that names no file of the folder is a file like others: false.
func (f *folder) quilt(dir string, entries []fs.DirEntry) bool {
	i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "series" && e.Type().IsRegular() })
	if i < 0 {
		return false
	}
	data, err := f.read(path.Join(dir, "series"))
	if err != nil || tell(data[:min(len(data), peekSize)]) != kindText {
		return false
	}
	q := quilted{folder: f, dir: dir, source: path.Join(f.name, dir, "series"), listed: map[string][]fs.DirEntry{dir: entries}}
	q.readSeries(data)
	if !slices.ContainsFunc(q.patches, func(p quiltedPatch) bool { return p.entry != nil }) {
		return false
	}
	f.problems = append(f.problems, q.problems...)
	for i, p := range q.patches {
		if f.stopped != nil {
			break
		}
		if p.entry != nil {
			f.file(p.file, p.entry, Place{Series: path.Join(f.name, dir), Number: i + 1, Of: len(q.patches)})
		}
	}
	return true
}

// read reads the head of a file.
func (f *folder) read(file string) ([]byte, error) {
	in, err := f.fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, maxSeriesFile))
}

// quilted is a quilt folder being read.
type quilted struct {
	*folder
	dir, source string
	patches     []quiltedPatch
	problems    []Problem
	listed      map[string][]fs.DirEntry
}

type quiltedPatch struct {
	file  string
	entry fs.DirEntry // nil where it is missing
}

func (q *quilted) problem(line int, format string, args ...any) {
	switch n := len(q.problems); {
	case n < maxProblems:
		q.problems = append(q.problems, Problem{Source: q.source, Line: line, Text: fmt.Sprintf(format, args...)})
	case n == maxProblems:
		q.problems = append(q.problems, Problem{Source: q.source, Line: line, Text: "more problems than are told"})
	}
}

// readSeries takes a patch off each line: "name -p1 # comment".
func (q *quilted) readSeries(data []byte) {
	seen := make(map[string]bool)
	number := 0
	for line := range bytes.Lines(data) {
		number++
		fields := strings.Fields(string(line))
		if i := slices.IndexFunc(fields, func(w string) bool { return w[0] == '#' }); i >= 0 {
			fields = fields[:i]
		}
		if len(fields) == 0 {
			continue
		}
		name := path.Clean(fields[0])
		if seen[name] {
			q.problem(number, "%q is named twice; the first place counts", clip(name))
			continue
		}
		seen[name] = true
		if slices.Contains(fields[1:], "-R") {
			q.problem(number, "%q is to be taken back (-R); it is read as it stands", clip(name))
		}
		if i := slices.IndexFunc(fields, otherDepth); i > 0 {
			q.problem(number, "%q is laid with %s; it is read as one for -p1", clip(name), clip(fields[i]))
		}
		p := quiltedPatch{path.Join(q.dir, name), q.find(name)}
		if p.entry == nil {
			q.problem(number, "%q: there is no such file", clip(name))
		}
		q.patches = append(q.patches, p)
	}
}

// otherDepth tells a -pN that takes more or less than a/ and b/ off the names.
func otherDepth(option string) bool {
	return strings.HasPrefix(option, "-p") && option != "-p" && option != "-p1" && option != "-pab"
}

// find looks a file up below the folder; nil where it is not there, or outside.
func (q *quilted) find(name string) fs.DirEntry {
	if !fs.ValidPath(name) {
		return nil
	}
	var found fs.DirEntry
	dir := q.dir
	for part := range strings.SplitSeq(name, "/") {
		if found != nil {
			if !found.IsDir() {
				return nil
			}
			dir = path.Join(dir, found.Name())
		}
		i := slices.IndexFunc(q.list(dir), func(e fs.DirEntry) bool { return e.Name() == part })
		if i < 0 {
			return nil
		}
		found = q.listed[dir][i]
	}
	if found.IsDir() {
		return nil
	}
	return found
}

func (q *quilted) list(dir string) []fs.DirEntry {
	if _, ok := q.listed[dir]; !ok {
		q.listed[dir], _ = fs.ReadDir(q.fsys, dir) // what cannot be listed is not there
	}
	return q.listed[dir]
}

// patchFields are what the header of a patch begins with, beside a mail's fields (DEP-3).
var patchFields = map[string]bool{
	"description": true, "author": true, "origin": true, "bug": true, "forwarded": true,
	"applied-upstream": true, "last-update": true, "reviewed-by": true, "acked-by": true,
}

// quiltText reads a patch of a quilt folder: a mail, a header of Debian's kind (DEP-3), free text above a diff,
// or a diff alone. Like `git quiltimport` it takes the file's name for a subject where there is none.
func (p *parser) quiltText(data []byte) {
	m := p.m
	body := messageLines(data)
	if n, _ := fieldName(firstLine(body)); n > 0 || bytes.HasPrefix(body, fromSpace) {
		name := strings.ToLower(string(body[:min(n, 32)]))
		if n == 0 || isWellKnown(body[:n]) || patchFields[name] || strings.HasPrefix(name, "bug-") {
			m.header, body = readHeader(body, func(string, ...any) {}) // a header may run into the diff here
		}
	}
	p.text(body)
	c := cutter{text: m.Text}
	c.run()
	if _, n := m.header.last("Subject"); n == 0 {
		m.header.add("Subject", p.quiltSubject(&c))
	}
	if _, n := m.header.last("From"); n == 0 {
		p.quiltAuthor()
	}
	if day, n := m.header.last("Last-Update"); n > 0 && m.header.get("Date") == "" {
		m.header.add("Date", day+"T00:00:00Z")
	}
}

// quiltSubject is the first line of a Description, whose rest goes to the log; else the in-body Subject, else
// the name of the file.
func (p *parser) quiltSubject(c *cutter) string {
	m := p.m
	for _, f := range m.header.fields {
		if !strings.EqualFold(m.header.name(f), "Description") {
			continue
		}
		first, rest, _ := strings.Cut(strings.TrimSpace(m.header.raw(f)), "\n")
		var log strings.Builder
		for line := range strings.Lines(rest) {
			if line = strings.TrimSpace(line); line != "." {
				log.WriteString(line)
			}
			log.WriteByte('\n')
		}
		if log.Len() > 0 {
			m.Text = log.String() + "\n" + m.Text
		}
		return first
	}
	if c.headers.has&inBodySubject != 0 {
		return c.headers.subject
	}
	name := path.Base(m.Source)
	for _, end := range [...]string{".gz", ".xz", ".bz2", ".zst", ".patch", ".diff"} {
		name = strings.TrimSuffix(name, end)
	}
	p.problem("no subject in the patch: its file's name is taken")
	return name
}

// quiltAuthor is the Author of the header, else whoever the text names: see dumpSender.
func (p *parser) quiltAuthor() {
	if author, n := p.m.header.last("Author"); n > 0 {
		p.m.header.add("From", author)
		return
	}
	p.dumpSender()
	if from := p.m.From; from != (Address{}) {
		p.m.header.add("From", fmt.Sprintf("%s <%s>", from.Name, from.Email))
	}
}

// add puts a field below the others.
func (h *header) add(name, value string) {
	start := len(h.block)
	h.block += name + ": " + value + "\n"
	h.fields = append(h.fields, field{int32(start), int32(start + len(name)), int32(start + len(name) + 1), int32(len(h.block))})
}
