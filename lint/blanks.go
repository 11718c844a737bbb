package lint

import (
	"bytes"
	"strings"

	"patchpilot/apply"
	"patchpilot/diff"
)

// blanksFault is a line that a diff wants with blanks where the file has a tab.
type blanksFault struct {
	path           string
	line, pathLine int // in the mail, in the file
	want, got      string
}

// findBlanks looks at the hunks that clashed: whether all their lines stand in the file, but for blanks.
func findBlanks(t apply.Tree, d *diff.Patch, clashes []apply.Clash) (*blanksFault, error) {
	for _, c := range clashes {
		f := fileOf(d, c)
		if f == nil || c.Reason != apply.Context || c.Hunk == 0 || c.Hunk > len(f.Hunks) {
			continue
		}
		data, err := readFile(t, f.OldPath)
		if err != nil {
			return nil, err
		}
		if fault := blanksIn(f.Hunks[c.Hunk-1], f.HunkLines[c.Hunk-1]+1, data); fault != nil {
			fault.path = f.Path()
			return fault, nil
		}
	}
	return nil, nil
}

// fileOf is the file of a diff that a clash is about.
func fileOf(d *diff.Patch, c apply.Clash) *diff.File {
	for _, f := range d.Files {
		if f.NewPath == c.Path || f.OldPath == c.Path {
			return f
		}
	}
	return nil
}

// readFile gives a file's contents, nothing where there is none.
func readFile(t apply.Tree, path string) ([]byte, error) {
	dir, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		dir, name = path[:i], path[i+1:]
	}
	entries, err := t.Entries(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.Name == name && (e.Mode == apply.Regular || e.Mode == apply.Executable) {
			return t.Blob(e.Hash)
		}
	}
	return nil, nil
}

// wanted is a line that a hunk looks for.
type wanted struct {
	n    int // in the mail
	text []byte
}

// blanksIn looks in a file for the lines a hunk wants, blanks aside, and gives the first of them that has a
// tab there and none in the mail. first is the number in the mail of the hunk's first line.
func blanksIn(h *diff.Hunk, first int, data []byte) *blanksFault {
	var pre []wanted
	eachHunkLine(h, first, func(n int, l []byte) {
		if len(l) > 0 && (l[0] == ' ' || l[0] == '-') {
			pre = append(pre, wanted{n, l[1:]})
		}
	})
	lines := bytes.Split(data, []byte("\n"))
	at := findUnspaced(lines, pre)
	if at < 0 {
		return nil
	}
	for i, w := range pre {
		got := lines[at+i]
		if bytes.IndexByte(got, '\t') >= 0 && bytes.IndexByte(w.text, '\t') < 0 && bytes.IndexByte(w.text, ' ') >= 0 {
			return &blanksFault{line: w.n, pathLine: at + i + 1, want: string(w.text), got: string(got)}
		}
	}
	return nil
}

// maxCompared bounds the lines compared for one hunk: files are long, and some are one line over and over.
const maxCompared = 1 << 22

// findUnspaced finds where lines stand one below the other, blanks aside; -1 = nowhere.
func findUnspaced(lines [][]byte, pre []wanted) int {
	compared := 0
	for at := 0; len(pre) > 0 && at+len(pre) <= len(lines) && compared < maxCompared; at++ {
		i := 0
		for i < len(pre) && sameUnspaced(lines[at+i], pre[i].text) {
			i++
		}
		if i == len(pre) {
			return at
		}
		compared += i + 1
	}
	return -1
}

// sameUnspaced compares two lines without their blanks.
func sameUnspaced(a, b []byte) bool {
	for {
		a, b = bytes.TrimLeft(a, " \t\r"), bytes.TrimLeft(b, " \t\r")
		if len(a) == 0 || len(b) == 0 {
			return len(a) == len(b)
		}
		if a[0] != b[0] {
			return false
		}
		a, b = a[1:], b[1:]
	}
}
