package rangediff

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"strings"

	"patchpilot/diff"
	"patchpilot/mbox"
	"patchpilot/series"
)

// patch is a patch as text to be compared: the lines of its log and of its diff, without what moves by
// itself (line numbers, blob ids).
type patch struct {
	*series.Patch
	author string
	log    []string // title, an empty line, the message
	diff   []string
	size   int            // of the diff in lines, empty ones between files aside
	key    string         // of the diff
	counts map[string]int // of its lines
	match  *patch
	done   bool // told already
}

func read(r *series.Revision) []*patch {
	var out []*patch
	for _, p := range r.Patches {
		m := p.Mail
		if n := len(p.Rerolls); n > 0 {
			m = p.Rerolls[n-1]
		}
		q := &patch{Patch: p, author: fmt.Sprintf("%s <%s>", m.Author.Name, m.Author.Email), counts: make(map[string]int)}
		title, log := p.Title, m.Log
		if m.Message != nil {
			info := m.Message.Mailinfo(mbox.InfoOptions{})
			title, log = info.Subject, info.Log
		}
		q.log = append([]string{title, ""}, stripped(log)...)
		q.diff = diffLines(m)
		for _, line := range q.diff {
			q.counts[line]++
		}
		q.size = len(q.diff) - q.counts[""]
		sum := sha1.Sum([]byte(strings.Join(q.diff, "\n")))
		if len(q.diff) > 0 {
			q.key = hex.EncodeToString(sum[:])
		}
		out = append(out, q)
	}
	return out
}

// creation is what the patch costs where it is dropped or added.
func (p *patch) creation() int { return p.size * creation / 100 }

// atLeast is a bound of the distance that is quickly found: the lines that the other has not.
func (p *patch) atLeast(q *patch) int {
	common := 0
	for line, n := range p.counts {
		common += min(n, q.counts[line])
	}
	return len(p.diff) + len(q.diff) - 2*common
}

// text is the whole patch as lines, for telling a difference.
func (p *patch) text() []string {
	out := []string{" ## Metadata ##", "Author: " + p.author, "", " ## Commit message ##"}
	for _, line := range p.log {
		if line != "" {
			line = "    " + line
		}
		out = append(out, line)
	}
	out = append(out, "")
	return append(out, p.diff...)
}

// section is the heading above a line of a patch's text: that of a hunk, else of a file or part.
func section(text []string, at int) string {
	for i := at - 1; i >= 0; i-- {
		if name, ok := strings.CutPrefix(text[i], "@@ "); ok {
			return name
		}
		if name, ok := strings.CutPrefix(text[i], " ## "); ok {
			return strings.TrimSuffix(name, " ##")
		}
	}
	return ""
}

// stripped is a log as git stores it: blank ends cut, runs of empty lines one.
func stripped(log string) []string {
	var out []string
	for _, line := range strings.Split(log, "\n") {
		line = strings.TrimRight(line, " \t\r\v\f")
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// diffLines are the files and hunks of a mail's diff; where that cannot be told, the lines as they stand.
func diffLines(m *series.Mail) []string {
	var out []string
	if m.Diff == nil {
		return nil
	}
	for _, f := range m.Diff.Files {
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, " ## "+heading(f)+" ##")
		out = append(out, binaryLines(f.Binary)...)
		for _, h := range f.Hunks {
			at := "@@"
			if h.Section != "" {
				at += " " + f.Path() + ": " + h.Section
			}
			out = append(out, at)
			for line := range strings.SplitSeq(strings.TrimSuffix(string(h.Body), "\n"), "\n") {
				if line == "" {
					line = " " // an empty context line that lost its blank
				}
				out = append(out, line)
			}
		}
	}
	if len(m.Diff.Files) == 0 || len(m.Diff.Damage) > 0 && bare(m.Diff) {
		return rawLines(m)
	}
	return out
}

// heading names a file and what happens to it beside its lines.
func heading(f *diff.File) string {
	switch {
	case f.Status == diff.Added:
		return f.NewPath + " (new)"
	case f.Status == diff.Deleted:
		return f.OldPath + " (deleted)"
	}
	name := f.Path()
	if f.OldPath != f.NewPath {
		name = f.OldPath + " => " + f.NewPath
	}
	if f.OldMode != "" && f.NewMode != "" && f.OldMode != f.NewMode {
		name += fmt.Sprintf(" (mode change %s => %s)", f.OldMode, f.NewMode)
	}
	return name
}

// binaryLines stand for data that cannot be compared line by line.
func binaryLines(b *diff.Binary) []string {
	switch {
	case b == nil:
		return nil
	case b.Forward == nil:
		return []string{" Binary files differ"}
	}
	return []string{fmt.Sprintf(" Binary data, %d bytes, %x", b.Forward.Size, sha1.Sum(b.Forward.Data))}
}

// bare tells whether no hunk was understood.
func bare(p *diff.Patch) bool {
	for _, f := range p.Files {
		if len(f.Hunks) > 0 || f.Binary != nil {
			return false
		}
	}
	return true
}

func rawLines(m *series.Mail) []string {
	lines := strings.Split(m.Text, "\n")
	from, to := max(m.Diff.Line-1, 0), len(lines)
	if m.Message != nil {
		if info := m.Message.Mailinfo(mbox.InfoOptions{}); info.PatchLine > 0 {
			from = info.PatchLine - 1
		}
	}
	return lines[min(from, to):]
}
