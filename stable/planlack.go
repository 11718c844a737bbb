package stable

import (
	"slices"
	"strings"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
	"patchpilot/internal/lazyregexp"
)

// Lack is a name that a step uses, and the branch seems not to have: it applies, and may not build.
type Lack struct {
	Name   string
	Path   string    // the file that has it upstream: one that the step changes, or a header that this includes
	Line   int       // there, as it is before the step
	Commit history.N // brought it there
}

// Bounds of what is looked for, in a step.
const (
	maxNames   = 64
	maxHeaders = 64
	maxLacks   = 8
)

// lacks are the names in a step's new lines that upstream has in the file or in a header that it includes, since a
// commit that the branch does not have, and the branch has in neither. What stands in other headers is not known.
func (s *seeker) lacks(p pick, onto apply.Tree) (all []Lack, err error) {
	if p.patch == nil || p.on == history.None {
		return nil, nil
	}
	for _, f := range p.patch.Files {
		names := newNames(f)
		if len(names) == 0 || !sourceFile.MatchString(f.OldPath) {
			continue
		}
		found, err := s.lacksOf(f, names, p, onto)
		if err != nil {
			return nil, err
		}
		for _, l := range found {
			if len(all) < maxLacks && !slices.ContainsFunc(all, func(k Lack) bool { return k.Name == l.Name }) {
				all = append(all, l)
			}
		}
	}
	return all, nil
}

func (s *seeker) lacksOf(f *diff.File, names []string, p pick, onto apply.Tree) (all []Lack, err error) {
	tree, err := s.in.Source.Tree(s.in.Index.ID(p.on))
	if err != nil {
		return nil, err
	}
	theirs, err := readUnit(tree, f.OldPath)
	if err != nil {
		return nil, err
	}
	ours, err := readUnit(onto, f.OldPath)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		path, line := theirs.find(name)
		if line == 0 {
			continue
		}
		if _, there := ours.find(name); there > 0 {
			continue
		}
		makers, err := s.makers(place{p.on, path}, []spot{{kind: aLine, at: line - 1, line: line}})
		if err != nil {
			return all, err
		}
		for _, m := range makers {
			all = append(all, Lack{name, path, line, m.commit})
		}
	}
	return all, nil
}

// unit is a file and the headers that it includes.
type unit struct{ paths, texts []string }

func readUnit(tree apply.Tree, path string) (u unit, err error) {
	text, err := textAt(tree, path)
	u.add(path, text)
	for _, header := range includes(text, path) {
		if err == nil {
			text, err = textAt(tree, header)
			u.add(header, text)
		}
	}
	return u, err
}

func (u *unit) add(path, text string) {
	u.paths, u.texts = append(u.paths, path), append(u.texts, text)
}

// find is where a name first stands; line 0 = nowhere.
func (u *unit) find(name string) (path string, line int) {
	for i, text := range u.texts {
		if line = lineWith(text, name); line > 0 {
			return u.paths[i], line
		}
	}
	return "", 0
}

var (
	sourceFile = lazyregexp.New(`\.(?:c|h|cc|cpp|hpp|S)$`)
	aName      = lazyregexp.New(`\b[A-Za-z_]\w{3,}\b`)
	noCode     = lazyregexp.New(`"(?:[^"\\]|\\.)*"|//.*|/\*.*?(?:\*/|$)|^\s*\*.*`)
	include    = lazyregexp.New(`(?m)^\s*#\s*include\s*(?:<([^>\n]+)>|"([^"\n]+)")`)
)

// newNames are the names in lines that a file's change adds and in no other line of it, in order.
func newNames(f *diff.File) (names []string) {
	known := map[string]bool{}
	var added []string
	for _, h := range f.Hunks {
		for line := range strings.Lines(string(h.Body)) {
			code := noCode.ReplaceAllString(strings.TrimRight(line[1:], "\n"), " ")
			for _, name := range aName.FindAllString(code, -1) {
				if line[0] == '+' {
					added = append(added, name)
				} else {
					known[name] = true
				}
			}
		}
	}
	for _, name := range added {
		if !known[name] && len(names) < maxNames {
			names, known[name] = append(names, name), true
		}
	}
	return names
}

// includes are the headers that a file includes and that can be in its tree.
func includes(text, path string) (all []string) {
	dir := path[:strings.LastIndexByte(path, '/')+1]
	for _, m := range include.FindAllStringSubmatch(text, maxHeaders) {
		if m[1] != "" {
			all = append(all, "include/"+m[1])
		} else {
			all = append(all, dir+m[2])
		}
	}
	return all
}

// lineWith is the first line of code that has a name, from 1; 0 = none.
func lineWith(text, name string) int {
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return 0
		}
		at += i
		from := strings.LastIndexByte(text[:at], '\n') + 1
		to := from + len(firstLine(text[from:]))
		if slices.Contains(aName.FindAllString(noCode.ReplaceAllString(text[from:to], " "), -1), name) {
			return 1 + strings.Count(text[:from], "\n")
		}
		at = to
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// textAt is what a file of a tree holds, "" where there is none.
func textAt(tree apply.Tree, path string) (string, error) {
	e, err := entryOf(tree, path)
	if err != nil || !exists(e) || e.Mode == apply.Submodule {
		return "", err
	}
	data, err := tree.Blob(e.Hash)
	return string(data), err
}
