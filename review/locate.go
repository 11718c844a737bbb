package review

import (
	"bytes"
	"strings"

	"patchpilot/diff"
)

// Place is where a quote stands in a diff.
type Place struct {
	Path string
	Line int // in the file as it is after the change; of a line that is taken out, before it
}

// Bounds of a look: an answer to a patch larger than that says which file it means.
const (
	mostSought = 200_000 // lines of a diff
	tooPlain   = 4       // bytes of a line that stands everywhere
)

// Locate finds the lines quoted in a diff that has its hunks. The last line of a quote is what a comment is about; of
// several places, that which the lines above it fit best.
func Locate(quoted []string, d *diff.Patch) (Place, bool) {
	want := cleaned(quoted)
	if len(want) == 0 || d == nil {
		return Place{}, false
	}
	var best Place
	most, sought := 0, 0
	for _, f := range d.Files {
		for _, h := range f.Hunks {
			lines := bytes.Split(h.Body, []byte("\n"))
			before, after := int(h.OrigStartLine), int(h.NewStartLine)
			for i, line := range lines {
				if sought++; sought > mostSought {
					return best, most > 0
				}
				if n := fits(want, lines[:i+1]); n > most {
					most, best = n, Place{f.Path(), after}
					if len(line) > 0 && line[0] == '-' {
						best.Line = before
					}
				}
				if len(line) == 0 || line[0] != '+' {
					before++
				}
				if len(line) == 0 || line[0] != '-' {
					after++
				}
			}
		}
	}
	if last := want[len(want)-1]; most == 1 && len(strings.TrimSpace(last[1:])) < tooPlain {
		return Place{}, false
	}
	return best, most > 0
}

// cleaned are the lines of a quote that can be lines of a diff, up to the first from below that cannot.
func cleaned(quoted []string) (lines []string) {
	for i := len(quoted) - 1; i >= 0; i-- {
		line := strings.TrimRight(quoted[i], " \t\r")
		if line == "" {
			continue
		}
		if strings.IndexByte("+- ", line[0]) < 0 {
			break
		}
		lines = append([]string{line}, lines...)
	}
	return lines
}

// fits counts how many of the lines wanted the lines end with.
func fits(want []string, lines [][]byte) int {
	n := 0
	for i := len(lines) - 1; i >= 0 && n < len(want); i-- {
		line := bytes.TrimRight(lines[i], " \t\r")
		if len(line) == 0 && n > 0 {
			continue // empty lines are left out of quotes
		}
		if string(line) != want[len(want)-1-n] {
			break
		}
		n++
	}
	return n
}
