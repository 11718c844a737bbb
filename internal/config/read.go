package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"

	"patchpilot/lint"
)

// Bounds that nobody who writes a configuration meets.
const (
	maxSize     = 64 << 10
	maxLine     = 1000
	maxTables   = 200 // in braces
	maxProfiles = 100
	maxFaults   = 20 // told of one file
)

// Read reads a configuration. path names it in what is said, and other files that it names are relative to
// it. The error is an [*Error].
func Read(path string, data []byte) (*File, error) {
	if fault := outsize(data); fault != nil {
		return nil, &Error{path, []Fault{*fault}}
	}
	r := reader{file: &File{Path: path, Reasons: map[string]string{}, Lines: map[string]int{}}, told: map[string]bool{}}
	var err error
	if r.meta, err = toml.Decode(string(data), &r.root); err != nil {
		return nil, &Error{path, []Fault{syntaxFault(err)}}
	}
	r.values = make(map[string]any, len(r.root))
	for name, primitive := range r.root {
		var v any
		if err := r.meta.PrimitiveDecode(primitive, &v); err != nil {
			return nil, &Error{path, []Fault{syntaxFault(err)}}
		}
		r.values[name] = v
	}
	for _, key := range r.meta.Keys() { // in the order of the file
		r.key(key)
	}
	r.checkProfiles()
	r.checkIdentity()
	if len(r.faults) > 0 {
		slices.SortStableFunc(r.faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
		return nil, &Error{path, r.faults}
	}
	return r.file, nil
}

// outsize finds what nobody writes: the library takes very long over what is nested very deep.
func outsize(data []byte) *Fault {
	if len(data) > maxSize {
		return &Fault{1, fmt.Sprintf("larger than %d bytes: this is no configuration", maxSize)}
	}
	if bytes.Count(data, []byte("{")) > maxTables {
		return &Fault{1, fmt.Sprintf("more than %d tables in braces: this is no configuration", maxTables)}
	}
	n := 0
	for line := range bytes.Lines(data) {
		if n++; len(line) > maxLine {
			return &Fault{n, fmt.Sprintf("a line of more than %d bytes: this is no configuration", maxLine)}
		}
	}
	return nil
}

func syntaxFault(err error) Fault {
	var at toml.ParseError
	if !errors.As(err, &at) {
		return Fault{1, "not TOML: " + err.Error()}
	}
	return Fault{max(at.Position.Line, 1), "not TOML: " + strings.Join(strings.Fields(at.Message), " ")}
}

// reader reads one file.
type reader struct {
	file   *File
	meta   toml.MetaData
	root   map[string]toml.Primitive
	values map[string]any
	told   map[string]bool // keys that something was said about: what is below them is passed over
	faults []Fault
}

// fault says what is wrong with a key, once.
func (r *reader) fault(key toml.Key, text string) {
	if name := key.String(); !r.told[name] && len(r.faults) < maxFaults {
		r.told[name] = true
		r.faults = append(r.faults, Fault{max(r.line(key), 1), text})
	}
}

// key reads one key with its value.
func (r *reader) key(key toml.Key) {
	if len(r.faults) == maxFaults {
		return
	}
	for i := range key {
		part := key[:i+1]
		if r.told[part.String()] {
			return
		}
		if _, ok := keys[pattern(part)]; !ok {
			r.fault(key, unknown(part))
			r.told[part.String()] = true
			return
		}
	}
	if err := r.take(key); err != nil {
		r.fault(key, err.Error())
	}
}

// take gives the value of a key that is known to who uses it.
func (r *reader) take(key toml.Key) error {
	use := keys[pattern(key)]
	switch v := r.value(key).(type) {
	case map[string]any:
		switch {
		case use.open != nil:
			return use.open(r, key)
		case use.table:
			return nil
		}
	case string:
		if use.text != nil && !use.list {
			return r.takeText(key, v)
		}
	case []any:
		if use.list {
			return r.takeList(key, v)
		}
	}
	return fmt.Errorf("%s cannot be that: write %s", key, use.example(key))
}

func (r *reader) takeText(key toml.Key, text string) error {
	use := keys[pattern(key)]
	switch {
	case strings.TrimSpace(text) == "":
		return fmt.Errorf("%s is empty: write %s", key, use.example(key))
	case strings.ContainsFunc(text, unicode.IsControl):
		return fmt.Errorf("%s holds more than a line of text: write %s", key, use.example(key))
	}
	return use.text(r, key, text)
}

func (r *reader) takeList(key toml.Key, list []any) error {
	for _, one := range list {
		text, ok := one.(string)
		if !ok {
			return fmt.Errorf("%s cannot hold that: write %s", key, keys[pattern(key)].example(key))
		}
		if err := r.takeText(key, text); err != nil {
			return err
		}
	}
	return nil
}

// value is what a key holds, nil where it is not one value.
func (r *reader) value(key toml.Key) any {
	var at any = r.values
	for _, part := range key {
		table, ok := at.(map[string]any)
		if !ok {
			return nil
		}
		at = table[part]
	}
	return at
}

// line is where the value of a key stands; 0 for a table that only the keys in it imply. The library keeps
// places to itself, but tells them in its errors: what refuses to be read shows where it stands.
func (r *reader) line(key toml.Key) int {
	at := r.root
	for _, part := range key[:len(key)-1] {
		var below map[string]toml.Primitive
		if r.meta.PrimitiveDecode(at[part], &below) != nil {
			return 0
		}
		at = below
	}
	var err toml.ParseError
	errors.As(r.meta.PrimitiveDecode(at[key[len(key)-1]], refusal{}), &err)
	return err.Position.Line
}

type refusal struct{}

func (refusal) UnmarshalTOML(any) error { return errors.New("refused") }

// own is the profile that a key of [profiles.NAME] belongs to.
func (r *reader) own(name string) (*lint.Profile, error) {
	all := &r.file.Profiles
	i := slices.IndexFunc(*all, func(p lint.Profile) bool { return p.Name == name })
	if i < 0 {
		if len(*all) == maxProfiles {
			return nil, fmt.Errorf("more than %d profiles", maxProfiles)
		}
		*all, i = append(*all, lint.Profile{Name: name}), len(*all)
	}
	return &(*all)[i], nil
}

// checkProfiles finds profiles that are not there, and those that begin with themselves.
func (r *reader) checkProfiles() {
	own := r.file.Profiles
	for _, p := range own {
		if slices.ContainsFunc(lint.Profiles(), func(b lint.Profile) bool { return b.Name == p.Name }) {
			r.fault(toml.Key{"profiles", p.Name}, fmt.Sprintf("the profile %q is built in: give yours another name, and extends = %q", p.Name, p.Name))
			continue
		}
		if _, err := lint.ProfileSettings(p.Name, own); err != nil {
			r.fault(toml.Key{"profiles", p.Name, "extends"}, err.Error()+"; mend its extends")
		}
	}
	known := slices.ContainsFunc(own, func(p lint.Profile) bool { return p.Name == r.file.Profile })
	if known || r.file.Profile == "" {
		return
	}
	if _, err := lint.ProfileSettings(r.file.Profile, own); err != nil {
		r.fault(toml.Key{"profile"}, err.Error())
	}
}

func (r *reader) checkIdentity() {
	switch id := r.file.Identity; {
	case len(r.faults) > 0: // it may be wrong, not missing
	case id.Name == "" && id.Email == "" && id.Addresses == nil:
	case id.Name == "":
		r.fault(r.first("identity"), `identity has no name: write name = "Ada Writer"`)
	case id.Email == "":
		r.fault(r.first("identity"), `identity has no email: write email = "ada@example.org"`)
	}
}

// first is the first key in a table.
func (r *reader) first(table string) toml.Key {
	for _, key := range r.meta.Keys() {
		if key[0] == table {
			return key
		}
	}
	return toml.Key{table}
}
