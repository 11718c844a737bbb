package lint

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/internal/nearest"
)

// Setting changes how much rules weigh. Where several name one rule, the last holds.
type Setting struct {
	Rules    string // a word that Names knows
	Severity Severity
}

// Names are the rules that a word means: a rule's name, a family ("fixes-*"), or the type under which
// checkpatch speaks of the same faults ("BAD_FIXES_TAG"). The error names the nearest rule, if one is near.
func Names(word string) ([]string, error) {
	if byName(word) != nil {
		return []string{word}, nil
	}
	if family, ok := strings.CutSuffix(word, "*"); ok {
		var names []string
		for _, r := range rules {
			if strings.HasPrefix(r.Name, family) {
				names = append(names, r.Name)
			}
		}
		if len(names) > 0 {
			return names, nil
		}
	}
	if names := checkpatchTypes[word]; len(names) > 0 {
		return slices.Clone(names), nil
	}
	return nil, unknownRule(word)
}

// names joins the rules of several words.
func names(words []string) (map[string]bool, error) {
	all := map[string]bool{}
	for _, w := range words {
		found, err := Names(w)
		if err != nil {
			return nil, err
		}
		for _, n := range found {
			all[n] = true
		}
	}
	return all, nil
}

func unknownRule(name string) error {
	if near := nearest.Of(name, ruleNames()); near != "" {
		return fmt.Errorf("unknown rule %q: did you mean %q?", name, near)
	}
	return fmt.Errorf("unknown rule %q: patchpilot rules lists them", name)
}

func ruleNames() []string {
	all := make([]string, len(rules))
	for i, r := range rules {
		all[i] = r.Name
	}
	return all
}
