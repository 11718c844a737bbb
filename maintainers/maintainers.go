// Package maintainers reads a MAINTAINERS file and says who and which list owns a path.
//
// In: the text of the file, paths, and the text of a patch where K patterns are to be sought; a .mailmap, if there is
// one. Out: its sections with every entry and its line, the sections that cover a path, the narrowest first, and the
// people and lists of a change with the roles that scripts/get_maintainer.pl prints.
//
// Its one law: it answers as `get_maintainer.pl --nogit --nogit-fallback` does. A file pattern matches from the path's
// first byte, and to its last folder unless it ends in a slash; its depth orders the sections; the last pattern of
// a section that matches is the one that counts. On purpose it differs where the script's answer is chance or slip:
//
//   - Of equally deep sections the script takes Perl's hash order, which changes from run to run, and it sorts the
//     sections of K patterns as words ("10" before "9"); here both come in the file's order.
//   - The script asks the disk whether a pattern without a trailing slash is a folder. Here a path below it says so.
//   - Of regular expressions in F and X only `*`, `?` and `[set]` are read; what else is one to Perl is itself.
//   - A regular expression that Go cannot read is a problem and matches nothing.
//
// A .mailmap is read as git reads it (gitmailmap(5)): letter case does not count and an address beyond the second is
// passed over. The script minds case and takes no line that has three addresses.
//
// The package looks into no file: addresses in the text of a .yaml file, which the script adds as "in file", are not
// seen, and neither are git's authors.
package maintainers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// File is a MAINTAINERS file, read. It does not change, and any number of goroutines may ask it.
type File struct {
	Sections []*Section // in the file's order
	Problems []Problem

	index index
}

// Problem is something in the text that had to be forgiven.
type Problem struct {
	Line int
	Text string
}

// Entry is one `T: value` line of a section.
type Entry struct {
	Tag   byte   // 'M', 'F', …
	Value string // blank ends cut
	Line  int
}

// Parse reads the text of a MAINTAINERS file. It never fails: what is wrong is among the problems, and the lines
// around it count. All before the first entry, but for the line just above it, is preamble.
func Parse(text string) *File {
	p := parser{
		file:    &File{},
		entries: make([]Entry, 0, len(text)/32), // about as many as there will be
	}
	for line := range strings.SplitSeq(text, "\n") {
		p.number++
		p.line(strings.TrimRight(line, " \t\r"))
	}
	p.endSection()
	p.endTitle()
	p.file.index.finish()
	slices.SortStableFunc(p.file.Problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return p.file
}

// parser is between two lines of the file.
type parser struct {
	file    *File
	entries []Entry // of all sections so far
	number  int     // of the line at hand
	blank   bool    // the line before it was empty
	title   Entry   // the latest line that was no entry; its Line is 0 once a section has taken it
	section *Section
	first   int // of the section's entries
}

func (p *parser) problem(line int, format string, args ...any) {
	p.file.Problems = append(p.file.Problems, Problem{line, fmt.Sprintf(format, args...)})
}

func (p *parser) line(line string) {
	start := strings.TrimLeft(line, " \t")
	switch {
	case start == "":
		p.blank = true
		return
	case start[0] == '#':
		return
	case len(line) > 1 && 'A' <= line[0] && line[0] <= 'Z' && line[1] == ':':
		p.entry(Entry{line[0], strings.TrimLeft(line[2:], " \t"), p.number})
	default:
		p.startTitle(line)
	}
	p.blank = false
}

// startTitle takes a line that is no entry: the title of a section, if entries follow.
func (p *parser) startTitle(line string) {
	if p.section != nil && !p.blank {
		p.problem(p.number, "no empty line before the title %.80q", line)
	}
	p.endSection()
	p.endTitle()
	p.title = Entry{Value: line, Line: p.number}
}

// endTitle says that no entry followed the latest title. In the preamble none has to.
func (p *parser) endTitle() {
	if p.title.Line > 0 && len(p.file.Sections) > 0 {
		p.problem(p.title.Line, "no entry below the title %.80q", p.title.Value)
	}
}

func (p *parser) entry(e Entry) {
	switch {
	case p.section == nil:
		p.startSection(e.Line)
	case p.blank:
		p.problem(e.Line, "an empty line inside the section %.80q", p.section.Title)
	}
	p.entries = append(p.entries, e)
}

func (p *parser) startSection(line int) {
	p.section = &Section{Title: p.title.Value, Line: p.title.Line}
	if p.title.Line == 0 {
		p.section.Line = line
		p.problem(line, "an entry before the first section")
	}
	p.title, p.first = Entry{}, len(p.entries)
	p.file.Sections = append(p.file.Sections, p.section)
}

// endSection reads the entries collected for the section at hand.
func (p *parser) endSection() {
	s := p.section
	if s == nil {
		return
	}
	s.Entries = p.entries[p.first:len(p.entries):len(p.entries)]
	for _, e := range s.Entries {
		if fault := s.read(e, &p.file.index); fault != "" {
			p.problem(e.Line, "%c: %s", e.Tag, fault)
		}
	}
	p.section = nil
}
