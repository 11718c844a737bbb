package lint

import (
	"slices"
	"strings"
	"sync"
)

// Shift is a profile that changes what a rule weighs, and to what.
type Shift struct {
	Profile  string
	Severity Severity
}

// Shifts are what the profiles built in change about the rule.
func (r *Rule) Shifts() []Shift {
	var shifts []Shift
	for i, p := range profiles {
		if s, ok := profileSeverities()[i][r.Name]; ok && s != r.Severity {
			shifts = append(shifts, Shift{p.Name, s})
		}
	}
	return shifts
}

// profileSeverities is what each profile sets, by rule. A test holds that they name rules that are there.
var profileSeverities = sync.OnceValue(func() []map[string]Severity {
	all := make([]map[string]Severity, len(profiles))
	for i, p := range profiles {
		settings, _ := ProfileSettings(p.Name, nil)
		all[i], _ = severities(settings)
	}
	return all
})

// ShiftWords says shifts in a line, the loudest first: "warning in netdev; off in generic, dpdk".
func ShiftWords(shifts []Shift) string {
	var parts []string
	for _, s := range []Severity{Error, Warning, Info, Off} {
		var in []string
		for _, shift := range shifts {
			if shift.Severity == s {
				in = append(in, shift.Profile)
			}
		}
		if len(in) > 0 {
			parts = append(parts, s.String()+" in "+strings.Join(in, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// Checkpatch are checkpatch.pl's types that mean the rule among others, sorted.
func (r *Rule) Checkpatch() []string {
	var types []string
	for _, t := range CheckpatchTypes() {
		if slices.Contains(checkpatchTypes[t], r.Name) {
			types = append(types, t)
		}
	}
	return types
}

// needs are the bits of a Need, as a program and as a person reads them.
var needs = []struct {
	bit       Need
	key, word string
}{
	{NeedsRepo, "repository", "a repository (--repo)"},
	{NeedsMaintainers, "maintainers", "MAINTAINERS"},
	{NeedsPrevious, "previous", "the version before"},
}

// Keys are what is needed, for programs: repository, maintainers, previous.
func (n Need) Keys() []string {
	var keys []string
	for _, one := range needs {
		if n&one.bit != 0 {
			keys = append(keys, one.key)
		}
	}
	return keys
}

// String says what is needed, "" for nothing.
func (n Need) String() string {
	var words []string
	for _, one := range needs {
		if n&one.bit != 0 {
			words = append(words, one.word)
		}
	}
	return strings.Join(words, ", ")
}
