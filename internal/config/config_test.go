package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/lint"
)

const whole = `# All that can be said.
profile = "mine"
fail-on = "warning"
min-severity = "info"
maintainers = "docs/MAINTAINERS"
mailmap = "/srv/mailmap"
decisions = "decisions"

[severity]
"sob-*" = "info"
sob-missing = "error"

[off]
diff-spdx = "our files have none"
"dt-*" = "no device trees here"

[profiles.mine]
about = "What we want."
extends = "drm"
severity.BAD_FIXES_TAG = "warn"
off = { subj-long = "our names are long" }

[trees]
misc-fixes = "drm-misc-fixes"
"net.git" = "net"

[stable]
upstream = "origin/main"
onto = ["rpi-6.6.y", "rpi-6.1.y"]
conventions = "kernel"
keepers = ["robot@example.org"]
list = "stable@example.org"

[identity]
name = "Ada Writer"
email = "ada@example.org"
addresses = ["ada@example.net"]
`

func TestRead(t *testing.T) {
	got, err := Read("etc/patchpilot.toml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range []string{"dt-split", "dt-txt", "diff-spdx"} {
		if got.Reasons[rule] == "" {
			t.Errorf("nothing says why %s is off", rule)
		}
	}
	got.Reasons = nil
	want := &File{
		Path: "etc/patchpilot.toml", Profile: "mine", FailOn: "warning", MinSeverity: "info",
		Maintainers: "etc/docs/MAINTAINERS", Mailmap: "/srv/mailmap",
		Decisions: "etc/decisions", Lines: map[string]int{"maintainers": 5, "mailmap": 6, "decisions": 7},
		Settings: []lint.Setting{
			{Rules: "sob-*", Severity: lint.Info}, {Rules: "sob-missing", Severity: lint.Error},
			{Rules: "diff-spdx", Severity: lint.Off}, {Rules: "dt-*", Severity: lint.Off},
		},
		Profiles: []lint.Profile{{Name: "mine", About: "What we want.", Extends: "drm", Settings: []lint.Setting{
			{Rules: "BAD_FIXES_TAG", Severity: lint.Warning}, {Rules: "subj-long", Severity: lint.Off},
		}}},
		Trees: map[string]string{"misc-fixes": "drm-misc-fixes", "net.git": "net"},
		Stable: Stable{Upstream: "origin/main", Onto: []string{"rpi-6.6.y", "rpi-6.1.y"}, Conventions: "kernel",
			Keepers: []string{"robot@example.org"}, List: "stable@example.org"},
		Identity: Identity{Name: "Ada Writer", Email: "ada@example.org", Addresses: []string{"ada@example.net"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The README's example is right.
func TestReadme(t *testing.T) {
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```toml\n")
	example, _, _ := strings.Cut(rest, "```\n")
	if file, err := Read(Name, []byte(example)); err != nil || len(file.Settings) == 0 {
		t.Errorf("%+v, %v", file, err)
	}
}

// Settings keep the order of the file, whatever form the keys have.
func TestOrder(t *testing.T) {
	for _, text := range []string{
		"off.'sob-*' = 'r'\nseverity.sob-missing = 'error'",
		"[off]\n\"sob-*\" = 'r'\n[severity]\nsob-missing = 'error'",
		"off = { 'sob-*' = 'r' }\nseverity = { sob-missing = 'error' }",
	} {
		got, err := Read("c", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		want := []lint.Setting{{Rules: "sob-*", Severity: lint.Off}, {Rules: "sob-missing", Severity: lint.Error}}
		if d := cmp.Diff(want, got.Settings); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"an unknown key", "# mine\n\nprofle = 'drm'", `c:3: unknown key "profle": did you mean "profile"?`},
		{"like nothing", "xyzzy = 1", `c:1: unknown key "xyzzy": there is decisions, fail-on, identity, mailmap, maintainers, min-severity, off, profile, profiles, severity, stable, trees`},
		{"an unknown table, once", "[sevrity]\na = 'b'\nc = 'd'", `c:1: unknown key "sevrity": did you mean "severity"?`},
		{"implied by a dotted key", "\nsevrity.sob-missing = 'info'", `c:2: unknown key "sevrity": did you mean "severity"?`},
		{"in a profile", "[profiles.mine]\nextend = 'drm'", `c:2: unknown key "profiles.mine.extend": did you mean "extends"?`},
		{"in an inline table", "profile = 'drm'\nidentity = { name = 'A', mail = 'b' }", `c:2: unknown key "identity.mail": did you mean "email"?`},
		{"quoted, with a dot", "'identity.name' = 'A'", `c:1: unknown key "\"identity.name\"": did you mean "identity"?`},
		{"below a quoted key", "[severity]\n'sob-missing.x' = 'info'", `c:2: unknown rule "sob-missing.x": did you mean "sob-missing"?`},
		{"a command", "run = 'rm -rf /'", `c:1: unknown key "run": there is `},

		{"a tree of two words", "[trees]\n'misc fixes' = 'drm-misc-fixes'", "c:2: trees.\"misc fixes\": a tree is called by one word, without stops"},
		{"a tree that is no text", "[trees]\nmisc = 1", `c:2: trees.misc cannot be that: write misc = "drm-misc-fixes"`},

		{"a key of stable branches", "[stable]\nbranches = ['a']", `c:2: unknown key "stable.branches": there is conventions, keepers, list, onto, upstream`},
		{"branches that are no list", "[stable]\nonto = 'linux-*.y'", `c:2: stable.onto cannot be that: write onto = ["linux-*.y"]`},
		{"unknown conventions", "[stable]\nconventions = 'debian'", `c:2: stable.conventions = "debian": there is kernel, dpdk, cherry-pick`},
		{"a keeper without address", "[stable]\nkeepers = ['a@example.org', 'the robot']", `c:2: stable.keepers: "the robot" is no mail address; write it bare, as ada@example.org`},
		{"a list without address", "[stable]\nlist = 'stable'", `c:2: stable.list: "stable" is no mail address`},

		{"a bad severity", "[severity]\nsob-missing = 'loud'", `c:2: severity of sob-missing: unknown severity "loud": it is error, warning, info or off`},
		{"off without a reason", "[severity]\nsob-missing = 'off'", `c:2: sob-missing is off without a reason: move it to [off] and write sob-missing = "the reason"`},
		{"an empty reason", "[off]\nsob-missing = ' '", `c:2: off.sob-missing is empty: write sob-missing = "the reason"`},
		{"an unknown rule", "[off]\nfixes-shrt-id = 'r'", `c:2: unknown rule "fixes-shrt-id": did you mean "fixes-short-id"?`},
		{"an unknown family", "[severity]\n'xyz-*' = 'info'", `c:2: unknown rule "xyz-*": patchpilot rules lists them`},
		{"an unknown rule of a profile", "[profiles.mine.severity]\nsob-mising = 'info'", `c:2: unknown rule "sob-mising": did you mean "sob-missing"?`},

		{"a missing profile", "\nprofile = 'dmr'", `c:2: unknown profile "dmr": there is kernel, drm, netdev, generic, dpdk`},
		{"begun with a missing one", "[profiles.mine]\nextends = 'dmr'", `c:2: unknown profile "dmr": there is mine, kernel, drm, netdev, generic, dpdk; mend its extends`},
		{"begun with itself", "[profiles.a]\nextends = 'b'\n[profiles.b]\nextends = 'a'",
			"c:2: profile \"a\" begins with itself: a > b > a; mend its extends\nc:4: profile \"b\" begins with itself: b > a > b; mend its extends"},

		{"a number for a text", "profile = 3", `c:1: profile cannot be that: write profile = "drm"`},
		{"a text for a table", "severity = 'info'", `c:1: severity cannot be that: write [severity], and under it RULE = "warning"`},
		{"a table for a text", "[profile]\nname = 'drm'", `c:1: profile cannot be that: write profile = "drm"`},
		{"many tables", "[[severity]]\nsob-missing = 'info'\n[[severity]]\n", `c:3: severity cannot be that`},
		{"a text for a list", "[identity]\nname = 'A'\nemail = 'a@example.org'\naddresses = 'b@example.org'", `c:4: identity.addresses cannot be that: write addresses = ["ada@example.net"]`},
		{"a number in a list", "[identity]\nname = 'A'\nemail = 'a@example.org'\naddresses = [\n 1 ]", `c:4: identity.addresses cannot hold that`},
		{"two lines", "[identity]\nname = \"A\\nReviewed-by: B\"\nemail = 'a@example.org'", `c:2: identity.name holds more than a line of text: write name = "Ada Writer"`},
		{"an empty text", "maintainers = ''", `c:1: maintainers is empty: write maintainers = "MAINTAINERS"`},
		{"never is no severity of findings", "min-severity = 'never'", `c:1: min-severity = "never": there is error, warning, info`},
		{"off fails nothing", "fail-on = 'off'", `c:1: fail-on = "off": there is error, warning, info, never`},
		{"no address", "[identity]\nname = 'A'\nemail = 'A <a@example.org>'", `c:3: identity.email: "A <a@example.org>" is no mail address; write it bare, as ada@example.org`},
		{"no name", "\n[identity]\nemail = 'a@example.org'", `c:2: identity has no name: write name = "Ada Writer"`},

		{"no TOML", "profile = 'drm'\nfail-on error", `c:2: not TOML: expected '.' or '=', but got 'e' instead`},
		{"a text that does not end", "profile = 'drm", `c:1: not TOML: unexpected EOF; expected "'"`},
		{"a key twice", "profile = 'drm'\n\nprofile = 'drm'", `c:3: not TOML: Key 'profile' has already been defined.`},
		{"no UTF-8", "profile = '\xff'", `c:1: not TOML: invalid UTF-8 byte: 0xff`},
		{"far too large", strings.Repeat("#\n", maxSize), `c:1: larger than 65536 bytes`},
		{"several", "profle = 'a'\n[severity]\nx = 'info'\n[off]\nsob-missing = ''",
			"c:1: unknown key \"profle\": did you mean \"profile\"?\nc:3: unknown rule \"x\": patchpilot rules lists them\nc:5: off.sob-missing is empty"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f, err := Read("c", []byte(tc.text))
			var faults *Error
			if f != nil || !errors.As(err, &faults) {
				t.Fatalf("got %v, %v", f, err)
			}
			if got := err.Error(); !strings.HasPrefix(got, tc.want) {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

// What is written to waste time or memory is refused, in few words.
func TestHostile(t *testing.T) {
	var profiles strings.Builder
	for i := range 1500 {
		name := strings.Repeat("p", i%40+1) + strings.Repeat("q", i/40)
		profiles.WriteString("[profiles." + name + "]\nextends = '" + name + "p'\n")
	}
	for name, text := range map[string]string{
		"a deep key":     strings.Repeat("a.", maxSize/2-4) + "a = 1",
		"deep keys":      manyKeys("["+strings.Repeat("a.", maxLine/2-10), "]\n"),
		"deep lists":     "a = " + strings.Repeat("[\n", maxSize/4-4) + strings.Repeat("]\n", maxSize/4-4),
		"deep tables":    "a = " + strings.Repeat("{a=\n", maxSize/5-4) + "1" + strings.Repeat("}", maxLine-4),
		"tables, deep":   "a = " + strings.Repeat("{a=", maxTables) + "1" + strings.Repeat("}", maxTables),
		"many profiles":  profiles.String()[:maxSize/2],
		"many unknowns":  manyKeys("a", " = 1\n"),
		"many families":  "[severity]\n" + manyKeys("'*", "' = 'x'\n"),
		"a long key":     strings.Repeat("a", maxSize-8) + " = 1",
		"a long profile": "profile = '" + strings.Repeat("a", maxSize-20) + "'",
	} {
		_, err := Read("c", []byte(text))
		var faults *Error
		if !errors.As(err, &faults) || len(faults.Faults) > maxFaults {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func manyKeys(before, after string) string {
	var b strings.Builder
	for i := 0; b.Len()+len(before) < maxSize-30; i++ {
		fmt.Fprintf(&b, "%s%d%s", before, i, after)
	}
	return b.String()
}

func TestFind(t *testing.T) {
	top := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(top, "home"))
	write := func(path string) string {
		path = filepath.Join(top, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	find := func(folder, want string) {
		t.Helper()
		if got, err := Find(filepath.Join(top, folder)); got != want || err != nil {
			t.Errorf("from %s: %q, %v; want %q", folder, got, err, want)
		}
	}
	write("repo/.git/HEAD")
	write("repo/sub/deep/x")
	find("repo/sub/deep", "")

	own := write("home/patchpilot/" + Name)
	find("repo/sub/deep", own)
	write(Name) // above the repository: not its own
	find("repo/sub/deep", own)
	find("repo", own)
	repo := write("repo/" + Name)
	find("repo/sub/deep", repo)
	find("repo", repo)
	sub := write("repo/sub/" + Name)
	find("repo/sub/deep", sub)
	find("repo", repo)

	if err := os.MkdirAll(filepath.Join(top, "repo/odd", Name), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Find(filepath.Join(top, "repo/odd")); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Errorf("a folder of that name: %v", err)
	}
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), Name)
	if _, err := Load(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if err := os.WriteFile(path, []byte("\n\nprofile = 'x'"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err == nil || !strings.HasPrefix(err.Error(), path+":3: unknown profile") {
		t.Errorf("got %v", err)
	}
}

// What is read can be used: no fault is left for the linter to find.
func FuzzRead(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("[[severity]]\na.b = {c = [1, 'x', 1979-05-27]}"))
	f.Add([]byte("[profiles.'a.b'.off]\n\"\\u0061\" = \"\"\"x\"\"\""))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read("c", data)
		if err != nil {
			var faults *Error
			if !errors.As(err, &faults) || len(faults.Faults) == 0 {
				t.Fatalf("%v", err)
			}
			for _, fault := range faults.Faults {
				if lines := strings.Count(string(data), "\n") + 1; fault.Line < 1 || fault.Line > lines || strings.Contains(fault.Text, "\n") {
					t.Errorf("%d of %d lines: %q", fault.Line, lines, fault.Text)
				}
			}
			return
		}
		settings, err := lint.ProfileSettings(file.Profile, file.Profiles)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := lint.New(lint.Config{Settings: append(settings, file.Settings...)}); err != nil {
			t.Fatal(err)
		}
	})
}
