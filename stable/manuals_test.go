package stable

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite docs/stable.md")

// Every remark has a manual, and every manual a remark.
func TestManuals(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, path := range sources {
		if path == "manuals.go" || strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(stable-[a-z-]+[a-z])"`).FindAllStringSubmatch(string(text), -1) {
			said = append(said, m[1])
		}
	}
	slices.Sort(said)
	var have []string
	for _, m := range Manuals {
		have = append(have, m.Name)
		if parts := strings.Split(m.Text, "\n\n"); m.Text != "" && (len(parts) != 4 || !strings.HasPrefix(parts[3], "See Documentation/process/") || !strings.HasSuffix(parts[0], ".")) {
			t.Errorf("%s: not fault, reason, remedy and document:\n%s", m.Name, m.Text)
		}
	}
	if d := cmp.Diff(slices.Compact(said), have); d != "" {
		t.Errorf("said (-) and explained (+):\n%s", d)
	}
}

func TestDocsAreFresh(t *testing.T) {
	const path = "../docs/stable.md"
	var b strings.Builder
	b.WriteString("# What `patchpilot stable check` says\n\nAnd `patchpilot explain NAME` at length. Made from `stable/manuals.go` by `go test ./stable -run Docs -update`.\n\n")
	b.WriteString("| remark | severity, at most | |\n|---|---|---|\n")
	severity := map[Weight]string{Good: "info", Odd: "warning", Wrong: "error"}
	for _, m := range Manuals {
		link, fault := "#"+m.Name, "As the rule of this name says."
		if m.Text == "" {
			link = "rules.md" + link
		} else {
			fault, _, _ = strings.Cut(m.Text, "\n\n")
		}
		fmt.Fprintf(&b, "| [%s](%s) | %s | %s |\n", m.Name, link, severity[m.Weight], strings.ReplaceAll(fault, "\n", " "))
	}
	for _, m := range Manuals {
		if m.Text != "" {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n", m.Name, m.Text)
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(have), b.String()); d != "" {
		t.Errorf("%s is stale, run go test ./stable -run Docs -update:\n%s", path, d)
	}
}
