package apply

import (
	"bytes"
	"strings"
)

// mergeMode is git's merge of three modes (merge-recursive.c, merge_mode_and_contents).
func mergeMode(base, ours, theirs Mode) (Mode, bool) {
	switch {
	case ours == theirs || ours == base:
		return theirs, true
	case theirs == base:
		return ours, true
	}
	return ours, false
}

// contents merges a file that both sides changed.
func (m *merge) contents(path string, base, ours, theirs Entry) error {
	mode, ok := mergeMode(base.Mode, ours.Mode, theirs.Mode)
	if !ok || ours.Mode.kind() != theirs.Mode.kind() || ours.Mode.kind() != base.Mode.kind() {
		m.clash(path, BadMode)
		return nil
	}
	switch {
	case ours.Hash == theirs.Hash || theirs.Hash == base.Hash:
		m.put(path, Entry{Mode: mode, Hash: ours.Hash})
		return nil
	case ours.Hash == base.Hash:
		m.put(path, Entry{Mode: mode, Hash: theirs.Hash})
		return nil
	case mode.kind() == Submodule:
		m.clash(path, InSubmodule)
		return nil
	case mode.kind() == Symlink:
		m.clash(path, Context)
		return nil
	}
	return m.text(path, mode, base, ours, theirs)
}

func (m *merge) text(path string, mode Mode, base, ours, theirs Entry) error {
	var blobs [3][]byte
	for i, e := range [...]Entry{base, ours, theirs} {
		var err error
		if blobs[i], err = m.read(e.Hash); err != nil {
			return err
		}
		if isBinary(blobs[i]) {
			m.clash(path, BinaryBase)
			return nil
		}
	}
	special, err := m.o.hasMergeDriver(path)
	if err != nil {
		return err
	}
	if special {
		m.clash(path, Context)
		return nil
	}
	merged, conflicts := mergeText(blobs[0], blobs[1], blobs[2])
	if len(conflicts) > 0 {
		m.conflicts(path, conflicts, blobs[0], blobs[1])
		return nil
	}
	m.sheet.created = append(m.sheet.created, file{path, mode, objectID("blob", merged), merged})
	return nil
}

func (m *merge) read(h Hash) ([]byte, error) {
	if data, ok := m.data[h]; ok {
		return data, nil
	}
	return m.o.Blob(h)
}

// conflicts reports where a merge of texts is at odds: the base's lines are wanted, ours are there.
func (m *merge) conflicts(path string, regions []region, base, ours []byte) {
	b, o := splitLines(base), splitLines(ours)
	for _, r := range regions {
		m.clashes = append(m.clashes, Clash{
			Path: path, Hunk: m.hunkAt(path, r.base.from), Line: r.ours.from + 1, Reason: Context,
			Want: text(b[r.base.from:r.base.to]), Got: text(o[r.ours.from:r.ours.to]),
		})
	}
}

// hunkAt is the hunk that changes the base at a line, the last one that begins before it.
func (m *merge) hunkAt(path string, line int) int {
	n := 0
	for _, c := range m.changes {
		if c.old != path {
			continue
		}
		for i, h := range c.hunks {
			if h.oldPos-1 <= line {
				n = i + 1
			}
		}
	}
	return n
}

// hasMergeDriver tells whether a .gitattributes on the way to a file may ask for another merge than the
// usual one. It looks at extensions only, and takes any other pattern to match.
func (o *Overlay) hasMergeDriver(path string) (bool, error) {
	dir, name := splitPath(path)
	for {
		e, ok, err := o.entry(joinPath(dir, ".gitattributes"))
		if err != nil {
			return false, err
		}
		if ok && e.Mode.kind() == Regular.kind() {
			data, err := o.Blob(e.Hash)
			if err != nil {
				return false, err
			}
			for line := range bytes.Lines(data) {
				if asksForMerge(string(line), name) {
					return true, nil
				}
			}
		}
		if dir == "" {
			return false, nil
		}
		dir, _ = splitPath(dir)
	}
}

func asksForMerge(line, name string) bool {
	fields := strings.Fields(line)
	if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
		return false
	}
	if ext, ok := strings.CutPrefix(fields[0], "*"); ok && !strings.ContainsAny(ext, "*?[\\\"") && !strings.HasSuffix(name, ext) {
		return false
	}
	for _, attr := range fields[1:] {
		word, _, _ := strings.Cut(strings.TrimLeft(attr, "-!"), "=")
		if word == "merge" || word == "binary" || strings.HasPrefix(fields[0], "[attr]") {
			return true
		}
	}
	return false
}
