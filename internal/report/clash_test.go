package report

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
	"patchpilot/series"
)

// A conflict is told once for all refs that have it, as short as it can be understood.
func TestExplain(t *testing.T) {
	conflict := func(clashes ...apply.Clash) Cell {
		return Cell{Outcome: apply.Outcome{Status: apply.Conflict, Clashes: clashes}}
	}
	cell := func(s apply.Status) Cell { return Cell{Outcome: apply.Outcome{Status: s}} }
	other := apply.Clash{Path: "a.c", Hunk: 2, Line: 40, Reason: apply.Context,
		Want: "one\ntwo\nthree\nfour\nfive\nsix\nseven\n", Got: "one\ntwo\nthree\nvier\nand\nfive\nsix\n"}
	alien := apply.Clash{Path: "b.c", Hunk: 1, Line: 7, Reason: apply.Context,
		Want: "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n", Got: "\x1b[2J\n"}
	end := apply.Clash{Path: "c.c", Hunk: 1, Line: 900, Reason: apply.Context, Want: "last\n"}
	folded := []apply.Clash{{Path: "d.c", Hunk: 1, Reason: apply.Corrupt, Got: "one folded)\n"}, {Path: "d.c", Hunk: 3, Reason: apply.Corrupt, Got: "two folded)\n"}}
	rows := []*series.Patch{{Title: "first", Index: 1}, {Title: "second", Index: 2}}
	m := Matrix{
		Revision: &series.Revision{Version: 1, Expected: 2, Series: &series.Series{Title: "work"}},
		Rows:     rows,
		Columns: []Laid{
			{Ref: "main", Cells: []Cell{cell(apply.Clean), conflict(other, alien)}},
			{Ref: "next", Cells: []Cell{conflict(end), cell(apply.Skipped)}},
			{Ref: "0123456789abcdef0123456789abcdef01234567", Cells: []Cell{cell(apply.Clean), conflict(other, alien)}},
			{Ref: "done", Cells: []Cell{cell(apply.Already), cell(apply.Skipped)}},
			{Ref: "gone", Err: errors.New("object 01: corrupt")},
			{Ref: "old", Cells: []Cell{cell(apply.Clean), conflict(folded...)}},
		},
	}
	var out bytes.Buffer
	if err := PrintMatrix(&out, Look{}, m); err != nil {
		t.Fatal(err)
	}
	want := `v1 work
             main      next      0123456789ab  done     gone  old
1/2  first   clean     CONFLICT  clean         already  ?     clean
2/2  second  CONFLICT  -         CONFLICT      -        ?     CONFLICT

1/2 on next: first
c.c:900: hunk 1 does not fit: the file ends before it
  wanted | last

2/2 on main, 0123456789ab: second
a.c:40: hunk 2 does not fit
         | one
         | two
         | three
  wanted | four
  found  | vier
  found  | and
         | five
         | six
         | seven
b.c:7: hunk 1 does not fit
  wanted | a
  wanted | b
  wanted | c
  wanted | d
  wanted | e
  wanted | f
  wanted | g
  wanted | h
  wanted | … 2 more lines
  found  | <U+001B>[2J

2/2 on old: second
d.c: hunk 1: the diff itself is damaged: "one folded)"

done: 1/2 is there already, and git am stops at it; -P lays the rest
gone: object 01: corrupt
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

// A hunk with less context after it than before must end the file.
func TestClashTextOfLinesThatAreThere(t *testing.T) {
	got := ClashText(apply.Clash{Path: "a.c", Hunk: 1, Line: 7, Reason: apply.Context, Want: "}\n", Got: "}\n"})
	if want := "a.c:7: hunk 1 does not fit: its lines are there, but not at the file's beginning or end, where it has them"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
