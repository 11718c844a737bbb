package report

import (
	"bytes"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTable(t *testing.T) {
	rows := [][]string{{"v10", "drm/msm: a title of some length", "3E"}, {"v2", "漢字のタイトル", ""}, {"v1", "", "12E"}}
	for _, c := range []struct {
		name  string
		width int
		want  string
	}{
		{"no terminal", 0, "" +
			"v10  drm/msm: a title of some length   3E\n" +
			"v2   漢字のタイトル\n" +
			"v1                                    12E\n"},
		{"narrow terminal", 34, "" +
			"v10  drm/msm: a title of som…   3E\n" +
			"v2   漢字のタイトル\n" +
			"v1                             12E\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			p := newPrinter(&out, Look{Width: c.width})
			tab := table{columns: []column{{}, {give: true, limit: 72}, {right: true}}}
			for _, r := range rows {
				tab.add(cell{r[0], bold}, cell{r[1], plain}, cell{r[2], red})
			}
			tab.print(p)
			if err := p.flush(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, out.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestTableWrapsItsLastColumn(t *testing.T) {
	var out bytes.Buffer
	p := newPrinter(&out, Look{Width: 32})
	tab := table{columns: []column{{}, {give: true, wrap: true}}}
	tab.add(cell{"subj-long", bold}, cell{"The summary is longer than 75 characters.", plain})
	tab.add(cell{"sob-dup", bold}, cell{"Somebody signs twice.", plain})
	tab.print(p)
	if err := p.flush(); err != nil {
		t.Fatal(err)
	}
	want := "" +
		"subj-long  The summary is longer\n" +
		"           than 75 characters.\n" +
		"sob-dup    Somebody signs twice.\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCutNeverExceedsItsColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(2, 50).Draw(t, "columns")
		got := cut(hostile().Draw(t, "text"), columns)
		if w := lipgloss.Width(got); w > columns {
			t.Fatalf("%q takes %d columns of %d", got, w, columns)
		}
	})
}
