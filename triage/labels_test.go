package triage

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"patchpilot/internal/corpustest"
)

// label is what somebody who read a series by hand says of its newest revision, or of one that "v2" behind the id
// names.
type label struct {
	box, series, state, missing, mail, line, remark string
}

func readTable(t *testing.T, name string, columns int) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if l == "" || l[0] == '#' {
			continue
		}
		row := strings.Split(l, "\t")
		if len(row) != columns {
			t.Fatalf("%s: %d columns in %q", name, len(row), l)
		}
		rows = append(rows, row)
	}
	return rows
}

// folderOf is where the corpus has a box.
func folderOf(box string) string {
	switch box {
	case "msm-dp-hpd.mbox", "sync-file-zero-size.mbox":
		return "threads"
	case "dma-buf-sync-file.mbox", "dma-virt-ops-removal.mbox", "i915-fence-annotations.mbox", "msm-struct-mutex.mbox", "rxe-dma-mask-syzbot.mbox", "shmem-mmap-fix.mbox":
		return "seeds"
	}
	return "lists"
}

// stateOf finds the state of a series' newest revision, or of the one named.
func stateOf(states map[string][]State, name string) *State {
	id, version, named := strings.Cut(name, " v")
	all := states[id]
	for i := range all {
		if named && version == strconv.Itoa(all[i].Revision.Version) || !named && i == len(all)-1 {
			return &all[i]
		}
	}
	return nil
}

// TestCorpusLabels compares states and missing items with what was written down by hand before this code was. A
// disagreement stands in disagreements.tsv with its reason; one that does not stand there fails, and so does one that
// stands there and is none.
func TestCorpusLabels(t *testing.T) {
	reasons := map[string]string{}
	for _, row := range readTable(t, "disagreements.tsv", 5) {
		reasons[row[0]+" "+row[1]+" "+row[2]] = row[4]
	}
	states := map[string]map[string][]State{}
	right, rightItems, total := 0, 0, 0
	differs := func(l label, what, ours, theirs string, st *State) {
		key := l.box + " " + l.series + " " + what
		if _, known := reasons[key]; known {
			delete(reasons, key)
			return
		}
		place := "-"
		if st.Deciding != nil {
			place = mailID(st.Deciding.Mail)
		}
		t.Errorf("%s %s: %s is %s, by hand %s\n\tours: %s: %s <%s>\n\thand: <%s>:%s %s", l.box, l.series, what, ours, theirs, st.Rule, st.Reason, place, l.mail, l.line, l.remark)
	}
	for _, row := range readTable(t, "labels.tsv", 7) {
		l := label{row[0], row[1], row[2], row[3], row[4], row[5], row[6]}
		if states[l.box] == nil {
			path := corpustest.File(t, folderOf(l.box), l.box)
			states[l.box] = readBox(t, l.box, corpusBytes(t, path), time.Time{}).states()
		}
		st := stateOf(states[l.box], l.series)
		if st == nil {
			t.Errorf("%s: no series %s", l.box, l.series)
			continue
		}
		total++
		if string(st.Name) == l.state {
			right++
		} else {
			differs(l, "state", string(st.Name), l.state, st)
		}
		want := strings.Split(l.missing, ",")
		slices.Sort(want)
		if ours := missing(st); ours == strings.Join(want, ",") {
			rightItems++
		} else {
			differs(l, "missing", ours, strings.Join(want, ","), st)
		}
	}
	for key := range reasons {
		t.Errorf("disagreements.tsv: %s agrees", key)
	}
	t.Logf("%d series: state %d (%.1f %%), missing items %d (%.1f %%)", total, right, 100*float64(right)/float64(total), rightItems, 100*float64(rightItems)/float64(total))
	if right*100 < total*95 || rightItems*100 < total*90 {
		t.Errorf("too few agree: of %d series %d on the state, %d on what is missing", total, right, rightItems)
	}
}
