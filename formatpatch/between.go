package formatpatch

import (
	"bytes"

	"patchpilot/apply"
)

// Diff is the diff between two trees alone, with ids of abbrev digits in its index lines.
func Diff(before, after apply.Tree, abbrev int) ([]byte, error) {
	d, err := compare(before, after)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	d.writePatch(&b, abbrev)
	return b.Bytes(), nil
}

// Paths are the files that differ between two trees, sorted; of a renamed one both names. No contents are read.
func Paths(before, after apply.Tree) ([]string, error) {
	d := differences{before: before, after: after}
	if before.Root() == after.Root() {
		return nil, nil
	}
	if err := d.walk(""); err != nil {
		return nil, err
	}
	paths := make([]string, len(d.changes))
	for i, c := range d.changes {
		paths[i] = c.path()
	}
	return paths, nil
}
