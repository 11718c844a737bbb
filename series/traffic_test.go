package series

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ulikunitz/xz"

	"patchpilot/internal/corpustest"
)

// posted is one line of the traffic generator's truth: what a posting is.
type posted struct {
	Version  int                 `json:"version"`
	Total    int                 `json:"total"`
	Cover    string              `json:"cover"`
	IDs      []string            `json:"ids"` // null where the patch was lost
	Lost     []int               `json:"lost"`
	Trailers map[string][]string `json:"trailers"`
}

// TestCorpusTraffic: 20,000 generated mails with the truth beside them. Every posting is found with its
// version, total, cover and lost patches (99.5 %), every trailer given in a reply on its patch (99 %).
func TestCorpusTraffic(t *testing.T) {
	generator := filepath.Join(corpustest.Dir(t), "..", "tools", "gen-traffic")
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("the generator needs python3")
	}
	dir := t.TempDir()
	source, archive, truth := filepath.Join(dir, "source.mbox"), filepath.Join(dir, "big.mbox"), filepath.Join(dir, "big.jsonl")
	unpack(t, corpustest.File(t, "lists", "linux-hwmon-2024Q1.mbox.xz"), source)
	out, err := exec.Command(generator, "--from-mbox", source, "--messages", "20000", "--out", archive, "--truth", truth).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	a := Group(readFile(t, archive))
	at := make(map[string]*Revision)
	patch := make(map[string]*Patch)
	for _, s := range a.Series {
		for _, r := range s.Revisions {
			for _, m := range r.Mails() {
				at[m.ID] = r
			}
			for _, p := range r.Patches {
				patch[p.ID] = p
			}
		}
	}
	var postings, wrong, tags, lost int
	for _, p := range readTruth(t, truth) {
		postings++
		if fault := p.compare(at); fault != "" {
			wrong++
			t.Logf("%s %v: %s", p.Cover, p.IDs[:1], fault)
		}
		for n, values := range p.Trailers {
			var index int
			fmt.Sscan(n, &index)
			given := make(map[string]bool)
			if m := patch[p.IDs[index-1]]; m != nil {
				for _, tag := range m.Tags() {
					given[tag.Key+": "+tag.Value] = true
				}
			}
			for _, v := range values {
				if p.IDs[index-1] == "" {
					continue // a lost patch holds nothing
				}
				if tags++; !given[v] {
					lost++
					t.Logf("%s: %q is not on it", p.IDs[index-1], v)
				}
			}
		}
	}
	t.Logf("%d postings, %d wrong; %d trailers, %d lost", postings, wrong, tags, lost)
	if wrong*1000 > postings*5 || lost*100 > tags || postings < 2000 || tags < 2000 {
		t.Error("more than the 0.5 % of postings and 1 % of trailers that may be missed")
	}
}

// compare says what a posting was found as instead, "" if rightly.
func (p *posted) compare(at map[string]*Revision) string {
	r := at[p.Cover]
	for _, id := range p.IDs {
		if id != "" && r == nil {
			r = at[id]
		}
	}
	if r == nil {
		return "not found"
	}
	cover := ""
	if r.Cover != nil {
		cover = r.Cover.ID
	}
	got := fmt.Sprintf("v%d of %d, cover %q, lost %v", r.Version, r.Expected, cover, r.Missing())
	want := fmt.Sprintf("v%d of %d, cover %q, lost %v", p.Version, p.Total, p.Cover, p.Lost)
	for i, id := range p.IDs {
		if id != "" && !slices.ContainsFunc(r.Patches, func(q *Patch) bool { return q.ID == id && q.Index == i+1 }) {
			return fmt.Sprintf("%s is not patch %d of it", id, i+1)
		}
	}
	if got != want {
		return got + ", want " + want + "; tied: " + r.Tie
	}
	return ""
}

func readTruth(t *testing.T, name string) []*posted {
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []*posted
	for lines := bufio.NewScanner(file); lines.Scan(); {
		p := new(posted)
		if err := json.Unmarshal(lines.Bytes(), p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func unpack(t *testing.T, from, to string) {
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	r, err := xz.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := out.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
