package mbox

import "bytes"

// hunkCount follows a hunk by the counts of its header.
type hunkCount struct {
	old, new int
	done     bool // a hunk was read to its end
}

func (h *hunkCount) open() bool { return h.old > 0 || h.new > 0 }

// start reads "@@ -a,b +c,d @@".
func (h *hunkCount) start(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte("@@ -"))
	if !ok {
		return false
	}
	old, rest, ok := rangeLength(rest)
	if !ok {
		return false
	}
	rest, ok = bytes.CutPrefix(rest, []byte(" +"))
	if !ok {
		return false
	}
	n, _, ok := rangeLength(rest)
	if ok {
		h.old, h.new, h.done = old, n, old+n == 0
	}
	return ok
}

// rangeLength reads "a,b", or "a" for a,1, and returns b.
func rangeLength(s []byte) (n int, rest []byte, ok bool) {
	_, digits := number(string(s[:min(len(s), 10)]))
	if digits == 0 {
		return 0, nil, false
	}
	s = s[digits:]
	if len(s) == 0 || s[0] != ',' {
		return 1, s, true
	}
	n, digits = number(string(s[1:min(len(s), 11)]))
	return n, s[1+digits:], digits > 0
}

// count takes one line of the hunk.
func (h *hunkCount) count(line []byte) {
	switch line[0] {
	case '+':
		h.new--
	case '-':
		h.old--
	case '\\':
	default:
		h.old--
		h.new--
	}
	h.done = !h.open()
}

var diffHeads = [][]byte{
	[]byte("diff "), []byte("index "), []byte("--- "), []byte("+++ "), []byte("@@ "), []byte("Index: "), []byte("new file "),
	[]byte("deleted file "), []byte("old mode "), []byte("new mode "), []byte("rename "), []byte("copy "), []byte("similarity "),
	[]byte("dissimilarity "), []byte("GIT binary "), []byte("Binary files "), []byte("\\ No newline"),
}

func isDiffHeader(line []byte) bool {
	for _, head := range diffHeads {
		if bytes.HasPrefix(line, head) {
			return true
		}
	}
	return false
}

func isDiffLine(line []byte) bool { return isBlank(line) || isDiffHeader(line) }

// lostBlanks returns the number of the first context line of a diff without its leading blank, or 0.
func (c *dumpCutter) lostBlanks() int {
	var hunk hunkCount
	for i, line := range c.lines {
		switch {
		case hunk.start(line) || !hunk.open():
		case bytes.IndexByte([]byte(" +-\\\n"), line[0]) < 0 && !isDiffHeader(line):
			return i + 1
		default:
			hunk.count(line)
		}
	}
	return 0
}
