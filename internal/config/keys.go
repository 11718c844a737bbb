package config

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"patchpilot/history"
	"patchpilot/internal/nearest"
	"patchpilot/lint"
)

// use is what a key is for.
type use struct {
	like  string // how it is written; %s stands for its last part
	table bool
	list  bool // of texts
	open  func(r *reader, key toml.Key) error
	text  func(r *reader, key toml.Key, text string) error
}

// keys are all that a configuration can say; * stands for a name.
var keys = map[string]use{
	"profile":      {like: `%s = "drm"`, text: set(func(f *File) *string { return &f.Profile })},
	"fail-on":      {like: `%s = "warning"`, text: setSeverity(func(f *File) *string { return &f.FailOn }, "never")},
	"min-severity": {like: `%s = "warning"`, text: setSeverity(func(f *File) *string { return &f.MinSeverity })},
	"maintainers":  {like: `%s = "MAINTAINERS"`, text: setPath(func(f *File) *string { return &f.Maintainers })},
	"mailmap":      {like: `%s = ".mailmap"`, text: setPath(func(f *File) *string { return &f.Mailmap })},
	"decisions":    {like: `%s = "decisions"`, text: setPath(func(f *File) *string { return &f.Decisions })},

	"severity":   {like: `[%s], and under it RULE = "warning"`, table: true},
	"severity.*": {like: `%s = "warning"`, text: (*reader).severity},
	"off":        {like: `[%s], and under it RULE = "the reason"`, table: true},
	"off.*":      {like: `%s = "the reason"`, text: (*reader).off},

	"trees":   {like: `[%s], and under it misc-fixes = "drm-misc-fixes"`, table: true},
	"trees.*": {like: `%s = "drm-misc-fixes"`, text: (*reader).tree},

	"profiles":              {like: `[%s.NAME]`, table: true},
	"profiles.*":            {like: `[profiles.%s]`, table: true, open: (*reader).openProfile},
	"profiles.*.about":      {like: `%s = "who it is for"`, text: setOwn(func(p *lint.Profile) *string { return &p.About })},
	"profiles.*.extends":    {like: `%s = "drm"`, text: setOwn(func(p *lint.Profile) *string { return &p.Extends })},
	"profiles.*.severity":   {like: `[profiles.NAME.%s], and under it RULE = "warning"`, table: true},
	"profiles.*.severity.*": {like: `%s = "warning"`, text: (*reader).severity},
	"profiles.*.off":        {like: `[profiles.NAME.%s], and under it RULE = "the reason"`, table: true},
	"profiles.*.off.*":      {like: `%s = "the reason"`, text: (*reader).off},

	"stable":             {like: `[%s], and under it onto = ["linux-*.y"]`, table: true},
	"stable.upstream":    {like: `%s = "origin/main"`, text: set(func(f *File) *string { return &f.Stable.Upstream })},
	"stable.onto":        {like: `%s = ["linux-*.y"]`, list: true, text: appendTo(func(f *File) *[]string { return &f.Stable.Onto })},
	"stable.conventions": {like: `%s = "kernel"`, text: (*reader).conventions},
	"stable.keepers":     {like: `%s = ["robot@example.org"]`, list: true, text: (*reader).keeper},
	"stable.list":        {like: `%s = "stable@example.org"`, text: (*reader).stableList},

	"identity":           {like: `[%s], and under it name and email`, table: true},
	"identity.name":      {like: `%s = "Ada Writer"`, text: (*reader).identityName},
	"identity.email":     {like: `%s = "ada@example.org"`, text: (*reader).identityEmail},
	"identity.addresses": {like: `%s = ["ada@example.net"]`, list: true, text: (*reader).identityAddress},
}

// pattern is the key as keys has it.
func pattern(key toml.Key) string {
	parts := make([]string, len(key))
	for i := range key {
		parts[i] = key[i : i+1].String() // quoted where it must be
		table := i > 0 && slices.Contains([]string{"severity", "off", "profiles", "trees"}, key[i-1])
		if i == 1 && table || i == 3 && table && key[0] == "profiles" {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, ".")
}

func (u use) example(key toml.Key) string {
	return strings.ReplaceAll(u.like, "%s", key[len(key)-1:].String())
}

// unknown says that there is no such key, and which one was meant or could be.
func unknown(key toml.Key) string {
	parent := pattern(key[:len(key)-1])
	var siblings []string
	for _, known := range slices.Sorted(maps.Keys(keys)) {
		rest, ok := known, true
		if parent != "" {
			rest, ok = strings.CutPrefix(known, parent+".")
		}
		if ok && rest != "*" && !strings.Contains(rest, ".") {
			siblings = append(siblings, rest)
		}
	}
	if near := nearest.Of(key[len(key)-1], siblings); near != "" {
		return fmt.Sprintf("unknown key %q: did you mean %q?", key.String(), near)
	}
	return fmt.Sprintf("unknown key %q: there is %s", key.String(), strings.Join(siblings, ", "))
}

// set keeps the text as it is.
func set(to func(*File) *string) func(*reader, toml.Key, string) error {
	return func(r *reader, _ toml.Key, text string) error {
		*to(r.file) = text
		return nil
	}
}

// setPath keeps a path, which is relative to the configuration.
func setPath(to func(*File) *string) func(*reader, toml.Key, string) error {
	return func(r *reader, key toml.Key, text string) error {
		r.file.Lines[key.String()] = r.line(key)
		if !filepath.IsAbs(text) {
			text = filepath.Join(filepath.Dir(r.file.Path), text)
		}
		*to(r.file) = text
		return nil
	}
}

// setSeverity keeps the word for a severity that findings have, or one of others.
func setSeverity(to func(*File) *string, others ...string) func(*reader, toml.Key, string) error {
	return func(r *reader, key toml.Key, text string) error {
		if s, err := lint.ParseSeverity(text); (err != nil || s == lint.Off) && !slices.Contains(others, text) {
			words := append([]string{"error", "warning", "info"}, others...)
			return fmt.Errorf("%s = %q: there is %s", key, text, strings.Join(words, ", "))
		}
		*to(r.file) = text
		return nil
	}
}

func appendTo(to func(*File) *[]string) func(*reader, toml.Key, string) error {
	return func(r *reader, _ toml.Key, text string) error {
		*to(r.file) = append(*to(r.file), text)
		return nil
	}
}

func setOwn(to func(*lint.Profile) *string) func(*reader, toml.Key, string) error {
	return func(r *reader, key toml.Key, text string) error {
		p, err := r.own(key[1])
		if err == nil {
			*to(p) = text
		}
		return err
	}
}

func (r *reader) openProfile(key toml.Key) error {
	_, err := r.own(key[1])
	return err
}

// severity is RULE = "word" of the file or of a profile in it.
func (r *reader) severity(key toml.Key, word string) error {
	rule := key[len(key)-1]
	s, err := lint.ParseSeverity(word)
	if err != nil {
		return fmt.Errorf("severity of %s: %w", rule, err)
	}
	if s == lint.Off {
		return fmt.Errorf("%s is off without a reason: move it to [off] and write %s = \"the reason\"", rule, key[len(key)-1:])
	}
	return r.setting(key, s)
}

// off is RULE = "reason" of the file or of a profile in it.
func (r *reader) off(key toml.Key, reason string) error {
	if err := r.setting(key, lint.Off); err != nil {
		return err
	}
	if len(key) == 2 {
		names, _ := lint.Names(key[1])
		for _, name := range names {
			r.file.Reasons[name] = reason
		}
	}
	return nil
}

func (r *reader) setting(key toml.Key, s lint.Severity) error {
	rule := key[len(key)-1]
	if _, err := lint.Names(rule); err != nil {
		return err
	}
	settings := &r.file.Settings
	if key[0] == "profiles" {
		p, err := r.own(key[1])
		if err != nil {
			return err
		}
		settings = &p.Settings
	}
	*settings = append(*settings, lint.Setting{Rules: rule, Severity: s})
	return nil
}

// tree is NAME = "name in full". Words in a mail are compared with it.
func (r *reader) tree(key toml.Key, full string) error {
	alias := key[1]
	if strings.ContainsAny(alias, " \t,;:!?()\"'`<>[]") || alias == "" || strings.HasSuffix(alias, ".") {
		return fmt.Errorf("%s: a tree is called by one word, without stops", key)
	}
	if r.file.Trees == nil {
		r.file.Trees = map[string]string{}
	}
	r.file.Trees[alias] = full
	return nil
}

// conventions is the name of one of those known.
func (r *reader) conventions(key toml.Key, name string) error {
	var names []string
	for _, c := range history.Known {
		names = append(names, c.Name)
	}
	if r.file.Stable.Conventions = name; !slices.Contains(names, name) {
		return fmt.Errorf("%s = %q: there is %s", key, name, strings.Join(names, ", "))
	}
	return nil
}

func (r *reader) keeper(key toml.Key, email string) error {
	r.file.Stable.Keepers = append(r.file.Stable.Keepers, email)
	return checkAddress(key, email)
}

func (r *reader) stableList(key toml.Key, email string) error {
	r.file.Stable.List = email
	return checkAddress(key, email)
}

func (r *reader) identityName(_ toml.Key, name string) error {
	if strings.ContainsAny(name, "<>@") {
		return fmt.Errorf("identity.name = %q: the name alone, without an address", name)
	}
	r.file.Identity.Name = name
	return nil
}

func (r *reader) identityEmail(key toml.Key, email string) error {
	r.file.Identity.Email = email
	return checkAddress(key, email)
}

func (r *reader) identityAddress(key toml.Key, email string) error {
	r.file.Identity.Addresses = append(r.file.Identity.Addresses, email)
	return checkAddress(key, email)
}

func checkAddress(key toml.Key, email string) error {
	local, host, ok := strings.Cut(email, "@")
	if !ok || local == "" || host == "" || strings.ContainsAny(email, " <>,") || strings.Contains(host, "@") {
		return fmt.Errorf("%s: %q is no mail address; write it bare, as ada@example.org", key, email)
	}
	return nil
}
