package maintainers_test

import (
	"strings"
	"testing"

	"patchpilot/maintainers"
)

// FuzzParse: any text gives a file whose entries are lines of it, and which answers for any path and patch.
func FuzzParse(f *testing.F) {
	sections := fixture(f, "MAINTAINERS") + "\n" + fixture(f, "broken")
	for i, section := range strings.Split(sections, "\n\n") {
		f.Add(section, goldenPaths[i%len(goldenPaths)], "--- a/x\n+++ b/x\n+\tbar_register(foo_ring);\n")
	}
	f.Add(sections, "fs/Makefile", fixture(f, "ring.patch"))
	f.Add("A\nF:\t[]/*\nN:\t(?i)k\nK:\tx{2} #\n", "[/k", "+K")
	f.Fuzz(func(t *testing.T, text, path, patch string) {
		file := maintainers.Parse(text)
		lines := strings.Split(text, "\n")
		last := 0
		for _, s := range file.Sections {
			if len(s.Entries) == 0 {
				t.Errorf("the section %q has no entries", s.Title)
			}
			for _, e := range s.Entries {
				if e.Line <= last || e.Line > len(lines) || !strings.Contains(lines[e.Line-1], string(e.Tag)+":") ||
					!strings.Contains(lines[e.Line-1], e.Value) {
					t.Fatalf("after line %d: %+v", last, e)
				}
				last = e.Line
			}
		}
		for _, p := range file.Problems {
			if p.Line < 1 || p.Line > len(lines) || p.Text == "" {
				t.Errorf("%d lines, problem %+v", len(lines), p)
			}
		}
		checkCovering(t, file, path)
		seen := map[string]bool{}
		for _, p := range file.Owners([]string{path}, file.Keywords(patch), nil).People {
			if email := strings.ToLower(p.Email); seen[email] || email == "" {
				t.Errorf("%q is there twice, or has no address", p)
			} else {
				seen[email] = true
			}
		}
	})
}

// FuzzMailmap: any text gives a map that leaves whom it does not know alone, and addresses that are all in lower case.
func FuzzMailmap(f *testing.F) {
	f.Add(fixture(f, "mailmap"), "Ada", "aquill@example.com")
	f.Add("A <a@b> <c@d> <e@f>\n<> <x>\nB < \n", "", "x")
	f.Fuzz(func(t *testing.T, text, name, email string) {
		m := maintainers.ParseMailmap(text)
		person := maintainers.Person{Name: name, Email: email}
		got := m.Canonical(person)
		if got != person && !strings.Contains(strings.ToLower(text), strings.ToLower(email)) {
			t.Errorf("%q became %q", person, got)
		}
		for from, to := range m.Addresses() {
			if from != strings.ToLower(from) || to != strings.ToLower(to) || to == "" || from == to {
				t.Errorf("%q to %q", from, to)
			}
		}
		for _, p := range m.Problems {
			if p.Line < 1 || p.Line > strings.Count(text, "\n")+1 {
				t.Errorf("problem %+v", p)
			}
		}
	})
}
