package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"patchpilot/mbox"
)

// Detail says which records of a series are printed.
type Detail int

// Each prints what the one before does, and more.
const (
	Revisions Detail = iota // the series and its revisions, with the counts of findings
	Patches                 // and patches and follow-ups
	Findings                // and findings
)

// JSON is a stream of records, one a line, each with its "type". Field names are fixed; absent means unknown.
type JSON struct {
	w      *bufio.Writer
	detail Detail
	states bool // a record of each revision's state
}

// NewJSON makes a sink that writes records to w.
func NewJSON(w io.Writer, detail Detail) *JSON {
	return &JSON{w: bufio.NewWriterSize(w, 64<<10), detail: detail}
}

// Item prints one series with all its records.
func (j *JSON) Item(it *Item) error {
	if err := j.record(newSeriesRecord(it, j.detail)); err != nil {
		return err
	}
	for _, p := range it.Postings {
		if err := j.record(newRevisionRecord(p)); err != nil {
			return err
		}
		if err := j.posting(p); err != nil {
			return err
		}
	}
	return nil
}

func (j *JSON) posting(p *Posting) error {
	if j.states && p.State != nil {
		if err := j.record(newStateRecord(p.State)); err != nil {
			return err
		}
	}
	if j.detail < Patches {
		return nil
	}
	for _, patch := range p.Patches {
		if err := j.record(newPatchRecord(p, patch)); err != nil {
			return err
		}
	}
	for _, f := range p.FollowUps {
		if err := j.record(newFollowUpRecord(p, f)); err != nil {
			return err
		}
	}
	for i := range p.Submissions {
		if err := j.record(newSubmissionRecord(p, &p.Submissions[i])); err != nil {
			return err
		}
	}
	if j.detail < Findings {
		return nil
	}
	for i := range p.Findings {
		if err := j.record(newFindingRecord(p, &p.Findings[i])); err != nil {
			return err
		}
	}
	return nil
}

// Problem prints one problem.
func (j *JSON) Problem(p mbox.Problem) error {
	return j.record(problemRecord{"problem", p.Source, p.MessageID, p.Line, p.Text})
}

// Summary ends the stream, after the rules that could not look.
func (j *JSON) Summary(s Summary) error {
	for _, r := range s.Recipients {
		if err := j.record(recipientRecord{"recipient", r.field(), r.Name, r.Email, r.Why}); err != nil {
			return err
		}
	}
	for _, skip := range s.Skipped {
		if j.detail < Findings {
			break
		}
		if err := j.record(skippedRecord{"skipped", skip.Rules, skip.Why}); err != nil {
			return err
		}
	}
	r := summaryRecord{
		Type: "summary", Now: moment(s.Now), Messages: s.Messages, Duplicates: s.Duplicates,
		Series: s.Series, Revisions: s.Revisions, Patches: s.Patches, Pulls: s.Pulls,
		Problems: s.Problems, Excused: s.Excused,
	}
	if j.detail != Patches {
		r.Findings = &s.Findings
	}
	if err := j.record(r); err != nil {
		return err
	}
	return j.w.Flush()
}

func (j *JSON) record(r any) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	_, err := j.w.Write(escapeUnsafe(line.Bytes()))
	return err
}

// escapeUnsafe writes what encoding/json lets through but a terminal must not see as \u escapes: C1
// controls, DEL and invisible format characters. They can only stand inside strings.
func escapeUnsafe(line []byte) []byte {
	var out []byte
	done := 0
	for i := 0; i < len(line); {
		if c := line[i]; c < utf8.RuneSelf && c != 0x7f {
			i++
			continue
		}
		r, size := utf8.DecodeRune(line[i:])
		if isUnsafe(r) {
			out = append(out, line[done:i]...)
			out = appendEscape(out, r)
			done = i + size
		}
		i += size
	}
	if done == 0 {
		return line
	}
	return append(out, line[done:]...)
}

func appendEscape(out []byte, r rune) []byte {
	if r >= 0x10000 {
		r -= 0x10000
		return fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}
