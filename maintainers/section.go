package maintainers

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Section is one area of the file and who looks after it.
type Section struct {
	Title   string
	Line    int     // of the title
	Entries []Entry // all of them, in order; W, Q, B, C, P have no other place
	People  []Contact
	Lists   []List

	rules    []*rule // of F and N
	excluded []glob
}

// Contact is a person of an M or R entry.
type Contact struct {
	Person
	Reviewer bool // R
	Line     int
}

// List is a mailing list of an L entry.
type List struct {
	Address         string
	Note            string // "moderated for non-subscribers", without its brackets
	Moderated       bool   // posts of strangers wait for a moderator
	SubscribersOnly bool   // posts of strangers are refused
	Line            int
}

// Vger tells whether the list is one of vger.kernel.org's, where anybody may post plain text and all is archived.
func (l List) Vger() bool {
	return strings.HasSuffix(strings.ToLower(l.Address), "@vger.kernel.org")
}

// Tree is the repository of a T entry.
type Tree struct {
	Type   string // git, hg, quilt, stgit, topgit; "" where none is said
	URL    string
	Branch string // "" where none is said
	Line   int
}

// read takes an entry in and returns what is wrong with it.
func (s *Section) read(e Entry, in *index) (fault string) {
	if e.Value == "" {
		return "nothing stands here"
	}
	switch e.Tag {
	case 'M', 'R':
		return s.readPeople(e)
	case 'L':
		return s.readList(e)
	case 'S':
		if !slices.ContainsFunc(statuses, func(known string) bool { return hasPrefixFold(e.Value, known) }) {
			return fmt.Sprintf("unknown status %.80q", e.Value)
		}
	case 'F':
		g := readGlob(e.Value)
		in.add(&rule{section: s, entry: e, glob: g})
		return g.fault()
	case 'X':
		g := readGlob(e.Value)
		s.excluded = append(s.excluded, g)
		return g.fault()
	case 'N', 'K':
		re, err := readRegex(e.Value)
		if err != nil {
			return fmt.Sprintf("%.80q cannot be read: %v", e.Value, err)
		}
		in.add(&rule{section: s, entry: e, regex: re})
	case 'W', 'Q', 'B', 'C', 'P', 'T':
	default:
		return "unknown entry"
	}
	return ""
}

// statuses are how the S entries of the kernel's file begin.
var statuses = []string{"Supported", "Maintained", "Odd Fixes", "Orphan", "Obsolete", "Buried alive in reporters"}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func (s *Section) readPeople(e Entry) (fault string) {
	people := readPeople(e.Value)
	if len(people) == 0 {
		return fmt.Sprintf("no address in %.80q", e.Value)
	}
	for _, p := range people {
		s.People = append(s.People, Contact{p, e.Tag == 'R', e.Line})
	}
	return ""
}

func (s *Section) readList(e Entry) (fault string) {
	address, note := e.Value, ""
	if i := strings.IndexAny(address, " \t"); i >= 0 {
		address, note = address[:i], strings.Trim(address[i:], " \t()")
	}
	if !strings.Contains(address, "@") { // "The Foo Team <foo@example.org>"
		address, note = readPerson(e.Value).Email, ""
	}
	if address == "" {
		return fmt.Sprintf("no address in %.80q", e.Value)
	}
	s.Lists = append(s.Lists, List{
		Address:         address,
		Note:            note,
		Moderated:       strings.Contains(note, "moderated"),
		SubscribersOnly: strings.Contains(note, "subscribers-only"),
		Line:            e.Line,
	})
	return ""
}

// Values returns the section's entries of one tag.
func (s *Section) Values(tag byte) []Entry {
	var out []Entry
	for _, e := range s.Entries {
		if e.Tag == tag {
			out = append(out, e)
		}
	}
	return out
}

// Status is the section's status as written, the last one where there are several; "" without one.
func (s *Section) Status() string {
	for _, e := range slices.Backward(s.Entries) {
		if e.Tag == 'S' {
			return e.Value
		}
	}
	return ""
}

// Orphan tells whether nobody looks after the section: every status it has says Orphan or Obsolete.
func (s *Section) Orphan() bool {
	statuses := s.Values('S')
	kept := slices.ContainsFunc(statuses, func(e Entry) bool {
		return !hasPrefixFold(e.Value, "orphan") && !hasPrefixFold(e.Value, "obsolete")
	})
	return len(statuses) > 0 && !kept
}

// CatchAll tells whether the section covers every path, as THE REST does. It says nothing of whose a path is.
func (s *Section) CatchAll() bool {
	return slices.ContainsFunc(s.Entries, func(e Entry) bool { return e.Tag == 'F' && e.Value == "*/" })
}

// Trees returns where the section's work is kept.
func (s *Section) Trees() []Tree {
	var out []Tree
	for _, e := range s.Values('T') {
		t := Tree{Line: e.Line}
		words := strings.Fields(e.Value)
		if len(words) > 1 && !strings.Contains(words[0], ":") {
			t.Type, words = words[0], words[1:]
		}
		if len(words) > 0 {
			t.URL = words[0]
		}
		if len(words) > 1 && words[1][0] != '(' {
			t.Branch = words[1]
		}
		out = append(out, t)
	}
	return out
}

// name is the title as it stands in roles.
func (s *Section) name() string {
	const most, kept = 50, 47
	if utf8.RuneCountInString(s.Title) <= most {
		return s.Title
	}
	return strings.TrimRight(string([]rune(s.Title)[:kept]), " \t") + "..."
}

// role is what a person is to the section.
func (s *Section) role(reviewer bool) string {
	if reviewer {
		return "reviewer:" + s.name()
	}
	status := strings.ToLower(s.Status())
	role, ok := map[string]string{
		"":                          "unknown",
		"supported":                 "supporter",
		"maintained":                "maintainer",
		"odd fixes":                 "odd fixer",
		"orphan":                    "orphan minder",
		"obsolete":                  "obsolete minder",
		"buried alive in reporters": "chief penguin",
	}[status]
	if !ok {
		role = status
	}
	return role + ":" + s.name()
}

// listRole is what a list is to the section.
func (s *Section) listRole(l List) string {
	role := "open list"
	switch {
	case l.SubscribersOnly:
		role = "subscriber list"
	case l.Moderated:
		role = "moderated list"
	}
	if name := s.name(); name != "THE REST" {
		role += ":" + name
	}
	return role
}
