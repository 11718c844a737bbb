package lint

import (
	"cmp"
	"slices"
	"strings"
)

// Mend makes the edits of findings on one mail's text. Where two touch the same lines the first is made, and
// the other left for another round, as are edits outside the text. It returns the text and the findings mended,
// in the order of their lines.
func Mend(text string, found []Finding) (mended string, done []Finding) {
	lines := strings.SplitAfter(text, "\n")
	if n := len(lines); lines[n-1] == "" {
		lines = lines[:n-1]
	}
	for _, f := range found {
		if f.Edit != nil && f.Edit.First >= 1 && f.Edit.Last <= len(lines) && f.Edit.Last >= f.Edit.First-1 {
			done = append(done, f)
		}
	}
	slices.SortStableFunc(done, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Edit.First, b.Edit.First), cmp.Compare(a.Edit.Last, b.Edit.Last))
	})
	var out strings.Builder
	next := 1 // the first line not yet written
	done = slices.DeleteFunc(done, func(f Finding) bool {
		if f.Edit.First < next {
			return true
		}
		writeAll(&out, lines[next-1:f.Edit.First-1])
		for _, l := range f.Edit.Lines {
			out.WriteString(l + "\n")
		}
		next = max(f.Edit.Last, f.Edit.First-1) + 1
		return false
	})
	writeAll(&out, lines[next-1:])
	return out.String(), done
}

func writeAll(out *strings.Builder, lines []string) {
	for _, l := range lines {
		out.WriteString(l)
	}
}
