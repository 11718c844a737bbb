package lint

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDocsAreFresh(t *testing.T) {
	const path = "../docs/rules.md"
	made := rulesPage()
	if *update {
		if err := os.WriteFile(path, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(have), made); d != "" {
		t.Errorf("docs/rules.md is stale, run go test ./lint -run Docs -update:\n%s", d)
	}
}

// rulesPage is docs/rules.md.
func rulesPage() string {
	var b strings.Builder
	b.WriteString("# The rules\n\nWhat `patchpilot lint` says, and `patchpilot explain RULE` at length.\n")
	b.WriteString("Made from the rules' own comments by `go test ./lint -run Docs -update`.\n\n")
	b.WriteString("[Profiles](#profiles) change how much a rule weighs; [checkpatch's types](#checkpatch) stand for rules.\n\n")
	b.WriteString("| rule | severity | |\n|---|---|---|\n")
	for _, r := range rules {
		text, _ := Doc(r.Name)
		fault, _, _ := strings.Cut(text, "\n\n")
		row(&b, link(r.Name), r.Severity.String(), strings.ReplaceAll(fault, "\n", " "))
	}
	for _, r := range rules {
		text, _ := Doc(r.Name)
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s\n", r.Name, factLine(r), text)
	}
	b.WriteString("\n## Profiles\n")
	for _, p := range profiles {
		writeProfile(&b, p)
	}
	b.WriteString("\n## checkpatch\n\nThe types of checkpatch.pl, which `--rules`, `--disable`, `--severity` and the configuration know.\n\n")
	b.WriteString("| type | rules |\n|---|---|\n")
	for _, typ := range CheckpatchTypes() {
		var links []string
		for _, name := range checkpatchTypes[typ] {
			links = append(links, link(name))
		}
		row(&b, typ, strings.Join(links, ", "))
	}
	return b.String()
}

// factLine is what is known of a rule, in a line.
func factLine(r *Rule) string {
	line := "*" + r.Severity.String() + "*"
	if shifts := ShiftWords(r.Shifts()); shifts != "" {
		line += "; " + shifts
	}
	if r.Needs != 0 {
		line += ". Needs " + r.Needs.String()
	}
	if types := r.Checkpatch(); len(types) > 0 {
		line += ". checkpatch: " + strings.Join(types, ", ")
	}
	return line
}

// writeProfile says what a profile changes, with what it begins with.
func writeProfile(b *strings.Builder, p Profile) {
	fmt.Fprintf(b, "\n### %s\n\n%s\n", p.Name, p.About)
	first := true
	for _, r := range rules {
		for _, shift := range r.Shifts() {
			if shift.Profile != p.Name {
				continue
			}
			if first {
				b.WriteString("\n| rule | severity | instead of |\n|---|---|---|\n")
				first = false
			}
			row(b, link(r.Name), shift.Severity.String(), r.Severity.String())
		}
	}
}

func row(b *strings.Builder, cells ...string) {
	for i, cell := range cells {
		cells[i] = strings.ReplaceAll(cell, "|", "\\|")
	}
	fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
}

func link(rule string) string { return "[" + rule + "](#" + rule + ")" }
