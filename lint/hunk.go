package lint

import (
	"strings"

	"patchpilot/diff"
)

// newLine is a line of a hunk as the file has it after the change.
type newLine struct {
	n     int // in the mail
	text  string
	added bool
}

// after are the lines of a hunk without those it removes.
func after(h *diff.Hunk, first int) []newLine {
	var ls []newLine
	eachHunkLine(h, first, func(n int, l []byte) {
		switch {
		case len(l) == 0:
			ls = append(ls, newLine{n: n})
		case l[0] == '+' || l[0] == ' ':
			ls = append(ls, newLine{n, strings.TrimSuffix(string(l[1:]), "\r"), l[0] == '+'})
		}
	})
	return ls
}
