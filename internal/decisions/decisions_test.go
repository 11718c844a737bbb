package decisions

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"patchpilot/triage"
)

var decided = triage.Decision{
	MessageID: "1@example.org", State: triage.Rejected, Reason: "The hardware <is> gone.", By: "Max Maintainer <max@example.org>",
	Date: time.Date(2024, 6, 1, 8, 0, 0, 0, time.UTC),
}

func TestWhatIsAppendedIsReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "decisions")
	if all, err := Load(path); len(all) > 0 || err != nil {
		t.Fatal(all, err)
	}
	later := decided
	later.State, later.Until = triage.Stalled, decided.Date.AddDate(0, 1, 0)
	for _, d := range []triage.Decision{decided, later} {
		if err := Append(path, []triage.Decision{d}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]triage.Decision{decided, later}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	data, _ := os.ReadFile(path)
	want := `{"message_id":"1@example.org","state":"rejected","reason":"The hardware <is> gone.","by":"Max Maintainer <max@example.org>","date":"2024-06-01T08:00:00Z"}`
	if first, _, _ := strings.Cut(string(data), "\n"); first != want {
		t.Errorf("%s, want %s", first, want)
	}
}

// A file that an editor left without its last line end takes no harm.
func TestAppendBeginsALine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "decisions")
	line := `{"message_id":"1@example.org","state":"ready","reason":"r","by":"m","date":"2024-06-01T08:00:00Z"}`
	if err := os.WriteFile(path, []byte(line), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Append(path, []triage.Decision{decided}); err != nil {
		t.Fatal(err)
	}
	if all, err := Load(path); len(all) != 2 || err != nil {
		t.Errorf("%v, %v; want two decisions", all, err)
	}
}

func TestEveryStateCanBeDecided(t *testing.T) {
	path := filepath.Join(t.TempDir(), "decisions")
	for _, name := range triage.Names() {
		d := decided
		d.State = triage.Name(name)
		if err := Append(path, []triage.Decision{d}); err != nil {
			t.Error(err)
		}
	}
	if all, err := Load(path); len(all) != len(triage.Names()) || err != nil {
		t.Errorf("%d read of %d: %v", len(all), len(triage.Names()), err)
	}
}

func TestFaults(t *testing.T) {
	good := `{"message_id":"1@example.org","state":"ready","reason":"r","by":"m","date":"2024-06-01T08:00:00Z"}`
	for _, c := range []struct{ line, want string }{
		{"rejected", "f:2: no decision: invalid character 'r' looking for beginning of value"},
		{good + good, "f:2: no decision: more than one record in a line"},
		{strings.Replace(good, "state", "sate", 1), `f:2: no decision: unknown field "sate"`},
		{strings.Replace(good, "ready", "redy", 1), `f:2: state "redy": there is new, `},
		{strings.Replace(good, `"r"`, `" "`, 1), "f:2: a decision needs a reason"},
		{strings.Replace(good, `"m"`, `""`, 1), "f:2: a decision needs somebody who made it"},
		{strings.Replace(good, "1@example.org", "<1@example.org>", 1), `f:2: message_id "<1@example.org>": not the id of a mail`},
	} {
		all, err := Read("f", []byte("\n"+c.line+"\n"+good+"\n"))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || len(all) != 1 {
			t.Errorf("%s: %d read, %v, want %s", c.line, len(all), err, c.want)
		}
	}
}

// What is read can be written, and is then the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"message_id":"1@x","state":"ready","reason":"r","by":"m","date":"2024-06-01T08:00:00Z","until":"2024-07-01T08:00:00Z"}`))
	f.Add([]byte("{}\n\n[]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		all, _ := Read("f", data)
		if len(all) == 0 {
			return
		}
		path := filepath.Join(t.TempDir(), "decisions")
		if err := Append(path, all); err != nil {
			t.Skip(err) // a year that JSON cannot hold
		}
		again, err := Load(path)
		if err != nil || len(again) != len(all) {
			t.Errorf("%d, then %d: %v", len(all), len(again), err)
		}
	})
}
