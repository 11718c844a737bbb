// Package config reads patchpilot.toml: how much rules weigh here, and who works here.
//
// In: the bytes of a configuration ([Read]), or a folder to look for one from ([Find]). Out: a [File], or an
// [Error] with the line of everything that is wrong and what would be right.
//
// Its law: nothing in a configuration is passed over. A key that means nothing is a fault, and none names a
// command to run, for a configuration may come with a repository that somebody else made.
package config

import (
	"fmt"
	"strings"

	"patchpilot/lint"
)

// File is what a configuration says. The zero File says nothing.
type File struct {
	Path        string
	Profile     string            // "" = not said
	Profiles    []lint.Profile    // of one's own
	Settings    []lint.Setting    // on top of the profile, in the order of the file
	Reasons     map[string]string // why a rule is off, by rule
	FailOn      string            // a severity or "never"; "" = not said
	MinSeverity string            // a severity; "" = not said
	Maintainers string            // path of a MAINTAINERS file; "" = not said
	Mailmap     string            // path of a mailmap; "" = not said
	Decisions   string            // path of a file of what people decided; "" = not said
	Lines       map[string]int    // where the keys of those paths stand
	Trees       map[string]string // names in full, by what trees are called here
	Stable      Stable
	Identity    Identity
}

// Stable is which stable branches are kept here, and by whom.
type Stable struct {
	Upstream    string   // a ref; "" = not said
	Onto        []string // branches and patterns of them
	Conventions string   // the name of one of [history.Known]; "" = not said
	Keepers     []string // addresses of those whose mails of queues are believed, beside those known
	List        string   // the address that backports are sent to; "" = not said
}

// Identity is who works here.
type Identity struct {
	Name, Email string
	Addresses   []string // others of the same person
}

// Fault is one thing that is wrong with a configuration.
type Fault struct {
	Line int // from 1
	Text string
}

// Error is everything that is wrong with a configuration, in the order of its lines.
type Error struct {
	Path   string
	Faults []Fault
}

// Error has a line "path:line: text" for each fault.
func (e *Error) Error() string {
	var lines []string
	for _, f := range e.Faults {
		lines = append(lines, fmt.Sprintf("%s:%d: %s", e.Path, f.Line, f.Text))
	}
	return strings.Join(lines, "\n")
}
