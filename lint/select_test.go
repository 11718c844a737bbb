package lint

import (
	"slices"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	for word, want := range map[string]string{
		"sob-missing":      "sob-missing",
		"dt-*":             "dt-split",
		"MISSING_SIGN_OFF": "sob-missing",
	} {
		if got, err := Names(word); err != nil || !slices.Contains(got, want) {
			t.Errorf("%s: %v, %v", word, got, err)
		}
	}
	for word, want := range map[string]string{
		"sob-mising": `did you mean "sob-missing"`,
		"xyzzy-*":    "unknown rule",
		"LINE_SPACE": "unknown rule",
		"":           "unknown rule",
	} {
		if got, err := Names(word); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v", word, got, err)
		}
	}
}

// Every type of checkpatch's stands for rules that are there.
func TestCheckpatchTypes(t *testing.T) {
	for _, typ := range CheckpatchTypes() {
		if typ != strings.ToUpper(typ) {
			t.Errorf("%s is no type of checkpatch's", typ)
		}
		for _, name := range checkpatchTypes[typ] {
			if byName(name) == nil {
				t.Errorf("%s: there is no rule %q", typ, name)
			}
		}
	}
}

// The settings of every profile name rules that are there.
func TestProfiles(t *testing.T) {
	for _, p := range Profiles() {
		settings, err := ProfileSettings(p.Name, nil)
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if _, err := New(Config{Settings: settings}); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if p.About == "" {
			t.Errorf("%s says nothing about itself", p.Name)
		}
	}
}

func TestProfilesOfOnesOwn(t *testing.T) {
	own := []Profile{
		{Name: "mine", Extends: "drm", Settings: []Setting{{"fixes-*", Info}}},
		{Name: "a", Extends: "b"}, {Name: "b", Extends: "a"},
		{Name: "lost", Extends: "nowhere"},
	}
	got, err := ProfileSettings("mine", own)
	if err != nil || len(got) < 2 || got[len(got)-1] != (Setting{"fixes-*", Info}) {
		t.Errorf("%v, %v: what extends goes last", got, err)
	}
	for name, want := range map[string]string{
		"a":    `profile "a" begins with itself: a > b > a`,
		"lost": `unknown profile "nowhere": there is mine, a, b, lost, kernel`,
	} {
		if _, err := ProfileSettings(name, own); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Settings go in order: the last that names a rule holds.
func TestSettingsInOrder(t *testing.T) {
	for _, c := range []struct {
		settings []Setting
		want     Severity
	}{
		{[]Setting{{"sob-*", Off}, {"sob-missing", Warning}}, Warning},
		{[]Setting{{"sob-missing", Warning}, {"sob-*", Off}}, Off},
		{[]Setting{{"MISSING_SIGN_OFF", Info}}, Info},
	} {
		got := Off
		for _, f := range lintFixture(t, Config{Settings: c.settings}, "sob-missing", "bad-none.eml") {
			if f.Rule.Name == "sob-missing" {
				got = f.Severity
			}
		}
		if got != c.want {
			t.Errorf("%v: %v", c.settings, got)
		}
	}
}
