package main

import (
	"testing"

	"patchpilot/stable"
)

// Whatever the stable check says can be looked up: by its own manual, or that of the rule of its name, never by both.
func TestRemarksAreExplained(t *testing.T) {
	for _, m := range stable.Manuals {
		if rules, err := explained(m.Name); err != nil || len(rules) != 1 || rules[0].Doc == "" {
			t.Errorf("%s: %d manuals, %v", m.Name, len(rules), err)
		}
	}
}
