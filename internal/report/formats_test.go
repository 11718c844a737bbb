package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	schema "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
)

// found is an item with one finding of each kind of place, hostile text in it.
func found(t *testing.T) *Item {
	t.Helper()
	rules := map[string]*lint.Rule{}
	for _, r := range lint.Rules() {
		rules[r.Name] = r
	}
	mail := &series.Mail{ID: "1@example.org", Source: "new patches/0001-a.patch", Line: 1, TextLine: 8,
		LogLine: 1, Subject: series.ParseSubject("[PATCH] demo: free the ring")}
	encoded := &series.Mail{ID: "2@example.org", Source: "/mail/box", Line: 40, LogLine: 1}
	piped := &series.Mail{ID: "3@example.org", Source: Stdin, Line: 1, TextLine: 5, LogLine: 1}
	commit := &series.Mail{ID: "x", Commit: "54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6", LogLine: 3}
	rev := &series.Revision{ID: "1@example.org", Version: 1}
	s := &series.Series{ID: "1@example.org", Title: "demo: free the ring", Revisions: []*series.Revision{rev}}
	rev.Series = s
	return &Item{Series: s, Postings: []*Posting{{Revision: rev, Findings: []lint.Finding{
		{Rule: rules["fixes-wrapped"], Severity: lint.Error, Mail: mail, Line: 3, Text: "the tag goes on in the next line",
			Fix: `Fixes: 54a4f0239f2e ("demo: add")`, Edit: &lint.Edit{First: 3, Last: 4, Lines: []string{`Fixes: 54a4f0239f2e ("demo: add")`}}},
		{Rule: rules["diff-trailing-ws"], Severity: lint.Warning, Mail: mail, Line: 20, Path: "drivers/demo/ring.c", PathLine: 11,
			Text: "a blank, 100% \u202e::error::of it\nand a line", Excuse: "it is\nmeant"},
		{Rule: rules["sob-missing"], Severity: lint.Error, Mail: encoded, Line: 0, Text: "nobody signed it"},
		{Rule: rules["fixes-short-id"], Severity: lint.Info, Mail: piped, Line: 2, Text: "seven digits"},
		{Rule: rules["fixes-short-id"], Severity: lint.Error, Mail: commit, Line: 5, Text: "seven digits"},
		{Rule: rules["diff-trailing-ws"], Severity: lint.Warning, Mail: commit, Line: 20, Path: "a,b:c.c", PathLine: 11, Text: "a blank"},
	}}}}
}

func print(t *testing.T, sink Sink, item *Item) {
	t.Helper()
	if item != nil {
		if err := sink.Item(item); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(
		sink.Problem(mbox.Problem{Source: "notes.txt", Text: "no mail\nin it"}),
		sink.Summary(Summary{Skipped: []lint.Skipped{{Rules: []string{"diff-apply"}, Why: "no repository"}}}),
	); err != nil {
		t.Fatal(err)
	}
}

func TestTerse(t *testing.T) {
	var out bytes.Buffer
	print(t, NewTerse(&out, Look{}), found(t))
	want := `new patches/0001-a.patch:10: ERROR: fixes-wrapped: the tag goes on in the next line; fix: Fixes: 54a4f0239f2e ("demo: add")
new patches/0001-a.patch:27: WARNING: diff-trailing-ws: a blank, 100% <U+202E>::error::of it<U+000A>and a line (excused: it is<U+000A>meant)
/mail/box:40: ERROR: sob-missing: nobody signed it
-:6: CHECK: fixes-short-id: seven digits
54a4f0239f2e:5: ERROR: fixes-short-id: seven digits
a,b:c.c:11: WARNING: diff-trailing-ws: a blank
notes.txt: WARNING: no mail<U+000A>in it
`
	if d := cmp.Diff(want, out.String()); d != "" {
		t.Error(d)
	}
}

func TestGitHub(t *testing.T) {
	var out bytes.Buffer
	print(t, NewGitHub(&out, Look{}), found(t))
	want := `::error file=new patches/0001-a.patch,line=10,title=fixes-wrapped::1@example.org:3: the tag goes on in the next line; fix: Fixes: 54a4f0239f2e ("demo: add")
::warning file=new patches/0001-a.patch,line=27,title=diff-trailing-ws::1@example.org:20: a blank, 100%25 <U+202E>::error::of it<U+000A>and a line (excused: it is<U+000A>meant)
::error file=/mail/box,line=40,title=sob-missing::2@example.org:0: nobody signed it
::notice title=fixes-short-id::3@example.org:2: seven digits
::error title=fixes-short-id::54a4f0239f2e:5: seven digits
::warning file=a%2Cb%3Ac.c,line=11,title=diff-trailing-ws::a,b:c.c:11: a blank
::warning title=not read::notes.txt: no mail<U+000A>in it
::notice title=skipped::diff-apply: no repository
`
	if d := cmp.Diff(want, out.String()); d != "" {
		t.Error(d)
	}
}

// Whatever a mail holds, it starts no command of its own: a line is one command, and its text holds no
// percent sign that is not an escape.
func FuzzGitHub(f *testing.F) {
	f.Add("text", "path", "excuse")
	f.Add("a\n::error::b", "x::y,z", "50%")
	f.Add("\r::set-env name=A::b", "%0A::stop-commands::x", "%0a")
	f.Fuzz(func(t *testing.T, text, path, excuse string) {
		item := found(t)
		of := item.Postings[0]
		of.Findings = of.Findings[5:]
		of.Findings[0].Text, of.Findings[0].Path, of.Findings[0].Excuse = text, path, excuse
		var out bytes.Buffer
		sink := NewGitHub(&out, Look{})
		if err := errors.Join(sink.Item(item), sink.Summary(Summary{})); err != nil {
			t.Fatal(err)
		}
		line, rest, _ := strings.Cut(out.String(), "\n")
		head, data, ok := strings.Cut(strings.TrimPrefix(line, "::warning "), "::")
		if rest != "" || !ok || strings.ContainsAny(line, "\r") || strings.Count(head, "title=") != 1+strings.Count(path, "title=") {
			t.Errorf("%q", out.String())
		}
		for _, at := range strings.Split(data, "%")[1:] {
			if !strings.HasPrefix(at, "25") && !strings.HasPrefix(at, "0D") && !strings.HasPrefix(at, "0A") {
				t.Errorf("a bare %% in %q", data)
			}
		}
	})
}

// SARIF is what its schema says, and holds nothing that the format does not know.
func TestSARIF(t *testing.T) {
	for about, item := range map[string]*Item{"findings": found(t), "none": nil} {
		var out bytes.Buffer
		print(t, NewSARIF(&out, Look{}), item)
		checkSARIF(t, about, out.Bytes())
	}
}

func checkSARIF(t *testing.T, about string, data []byte) *schema.Report {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&schema.Report{}); err != nil && !strings.Contains(err.Error(), "PropertyBag") {
		t.Errorf("%s: %v", about, err)
	}
	r, err := schema.FromBytes(data)
	if err != nil {
		t.Fatalf("%s: %v\n%s", about, err, data)
	}
	if err := r.Validate(); err != nil {
		t.Errorf("%s: %v\n%s", about, err, data)
	}
	return r
}

func TestSARIFPlaces(t *testing.T) {
	var out bytes.Buffer
	print(t, NewSARIF(&out, Look{}), found(t))
	run := checkSARIF(t, "findings", out.Bytes()).Runs[0]
	var got []string
	for _, r := range run.Results {
		place := r.Locations[0]
		text := *r.RuleID + " " + r.Level
		if p := place.PhysicalLocation; p != nil {
			text += " " + *p.ArtifactLocation.URI
		}
		if len(place.LogicalLocations) > 0 {
			text += " " + *place.LogicalLocations[0].FullyQualifiedName
		}
		if *run.Tool.Driver.Rules[r.RuleIndex].ID != *r.RuleID {
			t.Errorf("rule %d is not %s", r.RuleIndex, *r.RuleID)
		}
		got = append(got, text)
	}
	want := []string{
		"fixes-wrapped error new%20patches/0001-a.patch 1@example.org:3",
		"diff-trailing-ws warning new%20patches/0001-a.patch 1@example.org:20",
		"sob-missing error file:///mail/box 2@example.org:0",
		"fixes-short-id note 3@example.org:2",
		"fixes-short-id error 54a4f0239f2e:5",
		"diff-trailing-ws warning ./a,b:c.c a,b:c.c:11",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if strings.Contains(out.String(), "\u202e") {
		t.Error("a bidi override goes out raw")
	}
	fix := run.Results[0].Fixes[0].ArtifactChanges[0].Replacements[0]
	if fix.DeletedRegion.StartLine == nil || *fix.DeletedRegion.StartLine != 10 || *fix.DeletedRegion.EndLine != 12 ||
		*fix.InsertedContent.Text != "Fixes: 54a4f0239f2e (\"demo: add\")\n" {
		t.Errorf("the edit: %+v", fix)
	}
}

// A writer that is full is told of, by every format.
func TestSinksTellOfTheirWriter(t *testing.T) {
	for name, sink := range map[string]Sink{
		"terse": NewTerse(broken{}, Look{}), "github": NewGitHub(broken{}, Look{}), "sarif": NewSARIF(broken{}, Look{}),
	} {
		err := errors.Join(sink.Item(found(t)), sink.Summary(Summary{}))
		if !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
