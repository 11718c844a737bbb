// Package decisions keeps what people decided about postings, in a plain file.
//
// In: the path of a file with one decision a line, a JSON record each. Out: [triage.Decision] values; [Append] adds one.
//
// Its law: nothing is ever taken out or changed. A line that cannot be read is an error with its number, for a
// decision that is passed over in silence is worse than none.
package decisions

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"patchpilot/triage"
)

// record is a line of the file.
type record struct {
	MessageID string     `json:"message_id"`
	State     string     `json:"state"`
	Reason    string     `json:"reason"`
	By        string     `json:"by"`
	Date      time.Time  `json:"date"`
	Until     *time.Time `json:"until,omitempty"`
}

// DefaultPath is the user's own file: $XDG_STATE_HOME/patchpilot/decisions, ~/.local/state by default; "" where that
// is not known.
func DefaultPath() string {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) { // a relative one is to be ignored
		return filepath.Join(dir, "patchpilot", "decisions")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".local", "state", "patchpilot", "decisions")
}

// Load reads the file at path; one that is not there holds no decision.
func Load(path string) ([]triage.Decision, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return Read(path, data)
}

// Read reads decisions; path names the file in what is said of its lines.
func Read(path string, data []byte) ([]triage.Decision, error) {
	var all []triage.Decision
	var errs []error
	n := 0
	for line := range bytes.Lines(data) {
		if n++; len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		d, err := readLine(line)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", path, n, err))
			continue
		}
		all = append(all, d)
	}
	return all, errors.Join(errs...)
}

func readLine(line []byte) (triage.Decision, error) {
	var r record
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return triage.Decision{}, fmt.Errorf("no decision: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := d.Token(); err != io.EOF {
		return triage.Decision{}, errors.New("no decision: more than one record in a line")
	}
	decision := triage.Decision{
		MessageID: r.MessageID, State: triage.Name(r.State), Reason: r.Reason, By: r.By, Date: r.Date,
	}
	if r.Until != nil {
		decision.Until = *r.Until
	}
	return decision, check(decision)
}

// check says what a decision lacks.
func check(d triage.Decision) error {
	switch {
	case d.MessageID == "" || strings.ContainsAny(d.MessageID, " \t\r\n<>"):
		return fmt.Errorf("message_id %q: not the id of a mail", d.MessageID)
	case !slices.Contains(triage.Names(), string(d.State)):
		return fmt.Errorf("state %q: there is %s", d.State, strings.Join(triage.Names(), ", "))
	case strings.TrimSpace(d.Reason) == "":
		return errors.New("a decision needs a reason")
	case d.By == "":
		return errors.New("a decision needs somebody who made it")
	case d.Date.IsZero():
		return errors.New("a decision needs its date")
	}
	return nil
}

// Append adds decisions to the file at path, and makes the file and its folder where they are not there.
func Append(path string, all []triage.Decision) error {
	var lines bytes.Buffer
	out := json.NewEncoder(&lines)
	out.SetEscapeHTML(false)
	for _, d := range all {
		if err := check(d); err != nil {
			return err
		}
		r := record{MessageID: d.MessageID, State: string(d.State), Reason: d.Reason, By: d.By, Date: d.Date.UTC()}
		if !d.Until.IsZero() {
			until := d.Until.UTC()
			r.Until = &until
		}
		if err := out.Encode(r); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(append(joint(f), lines.Bytes()...)) // at once, so that two writers do not mix their lines
	return errors.Join(err, f.Close())
}

// joint ends the last line of a file that somebody left without its end.
func joint(f *os.File) []byte {
	end, err := f.Seek(0, io.SeekEnd)
	last := make([]byte, 1)
	if err != nil || end == 0 {
		return nil
	}
	if _, err := f.ReadAt(last, end-1); err != nil || last[0] == '\n' {
		return nil
	}
	return []byte("\n")
}
