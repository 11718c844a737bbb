package lint

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the fixtures' expectations and docs/rules.md")

// Every rule value of the package is in the list, once, in order, in the file its name says.
func TestRulesAreListed(t *testing.T) {
	var names []string
	for _, r := range rules {
		names = append(names, r.Name)
		file := strings.ReplaceAll(r.Name, "-", "_") + ".go"
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%s: not in %s", r.Name, file)
		}
		if r.Check == nil {
			t.Errorf("%s: no Check", r.Name)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("list.go is not sorted; it should be\n%s", strings.Join(slices.Sorted(slices.Values(names)), "\n"))
	}
	if once := slices.Compact(slices.Clone(names)); len(once) != len(names) {
		t.Error("list.go names a rule twice")
	}
	sources, err := filepath.Glob("*.go")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no sources: %v", err)
	}
	for _, file := range sources {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(string(src), "\n") {
			var name string
			if n, _ := fmt.Sscanf(strings.TrimSpace(l), "Name: %q", &name); n == 1 && byName(name) == nil && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("%s: rule %q is not in list.go", file, name)
			}
		}
	}
}

// A manual has the fault, why it matters and the remedy, then an example and its source.
func TestRulesHaveManuals(t *testing.T) {
	for _, r := range rules {
		text, err := Doc(r.Name)
		if err != nil {
			t.Errorf("%s: %v", r.Name, err)
			continue
		}
		paragraphs := strings.Split(text, "\n\n")
		prose := slices.IndexFunc(paragraphs, func(p string) bool { return strings.HasPrefix(p, "\t") })
		if prose != 3 {
			t.Errorf("%s: %d paragraphs before the example, want fault, reason, remedy", r.Name, prose)
		}
		if !strings.Contains(text, "\n\tbad:") || !strings.Contains(text, "\n\tgood:") {
			t.Errorf("%s: no bad and good example", r.Name)
		}
		if last := paragraphs[len(paragraphs)-1]; !strings.HasPrefix(last, "See ") {
			t.Errorf("%s: does not end with what to see", r.Name)
		}
	}
}

// What is not built has its reason, and is not built.
func TestNotBuilt(t *testing.T) {
	for name, why := range notBuilt {
		if byName(name) != nil || why == "" {
			t.Errorf("%s: built, or without a reason", name)
		}
	}
}

func TestNewNamesTheNearestRule(t *testing.T) {
	_, err := New(Config{Only: []string{"fixes-shrt-id"}})
	if err == nil || !strings.Contains(err.Error(), `"fixes-short-id"`) {
		t.Errorf("got %v", err)
	}
	if _, err := New(Config{Settings: []Setting{{"fixes-*", Off}, {"BAD_FIXES_TAG", Info}}}); err != nil {
		t.Error(err)
	}
	if _, err := Doc("no-such-rule"); err == nil {
		t.Error("Doc knows a rule that is not there")
	}
}

func TestSeverityWords(t *testing.T) {
	for _, s := range []Severity{Off, Info, Warning, Error} {
		if got, err := ParseSeverity(s.String()); err != nil || got != s {
			t.Errorf("%v: %v, %v", s, got, err)
		}
	}
	if s, err := ParseSeverity("warn"); err != nil || s != Warning {
		t.Error("warn is not accepted")
	}
	if _, err := ParseSeverity("loud"); err == nil {
		t.Error("loud is accepted")
	}
}
