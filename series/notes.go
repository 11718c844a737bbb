package series

import (
	"strings"

	"patchpilot/diff"
	"patchpilot/mbox"
)

// readNotes cuts out what stands between the log and the diff, and the diffstat in it.
func (m *Mail) readNotes(info *mbox.Info) {
	if info.PatchLine > 0 {
		end := len(info.Patch)
		if m.Diff != nil && m.Diff.Line >= info.PatchLine {
			end = lineOffset(info.Patch, m.Diff.Line-info.PatchLine)
		}
		m.Notes, m.NotesLine = info.Patch[:end], info.PatchLine
		if first, rest, ok := strings.Cut(m.Notes, "\n"); ok && strings.TrimRight(first, " ") == "---" {
			m.Notes, m.NotesLine = rest, m.NotesLine+1
		}
	}
	if m.Stat = diff.ParseStat(m.Notes, m.NotesLine); m.Stat == nil && m.Kind == CoverMail {
		m.Stat = diff.ParseStat(m.Log, m.LogLine)
	}
}

// lineOffset is where line n (from 0) starts in s.
func lineOffset(s string, n int) int {
	at := 0
	for ; n > 0; n-- {
		i := strings.IndexByte(s[at:], '\n')
		if i < 0 {
			return len(s)
		}
		at += i + 1
	}
	return at
}

// readMarks reads the lines by which tools tie postings together: base-commit, prerequisites, change-id,
// Supersedes, and links to an earlier version. They stand in log or notes, or below the diff.
func (m *Mail) readMarks() {
	tail := ""
	if m.Diff != nil && m.Diff.End > 0 {
		tail = m.Text[lineOffset(m.Text, m.Diff.End):]
	}
	for _, part := range []string{m.Log, m.Notes, tail} {
		m.readMarksIn(part)
	}
}

func (m *Mail) readMarksIn(text string) {
	previous := ""
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		if line != "" && (line[0]|0x20 == 'p' || line[0]|0x20 == 'd') {
			m.readPrerequisite(line)
		}
		if v, ok := mark(line, "base-commit: "); ok && m.BaseCommit == "" {
			m.BaseCommit = v
		} else if v, ok := mark(line, "change-id: "); ok && m.ChangeID == "" && !strings.HasPrefix(v, "I") {
			m.ChangeID = v // Gerrit's start with I and are no series mark
		} else if v, ok := mark(line, "supersedes: "); ok {
			m.Supersedes = append(m.Supersedes, strings.Trim(v, "<>"))
		} else if strings.Contains(line, "://") && (namesVersion(line) || namesVersion(previous)) {
			if id := linkedID(line); id != "" {
				m.Supersedes = append(m.Supersedes, id)
			}
		}
		if line != "" {
			previous = line
		}
	}
}

// mark reads "key: value" at the start of a line, letter case aside.
func mark(line, key string) (string, bool) {
	if len(line) <= len(key) || !strings.EqualFold(line[:len(key)], key) {
		return "", false
	}
	value := strings.TrimSpace(line[len(key):])
	return value, value != "" && !strings.Contains(value, " ")
}

// namesVersion tells whether a line speaks of an earlier version: "- Link to v2:", "v1: …", "previous version".
func namesVersion(line string) bool {
	lower := strings.ToLower(line)
	if strings.Contains(lower, "depend") || strings.Contains(lower, "based on") {
		return false
	}
	if strings.Contains(lower, "previous version") || strings.Contains(lower, "earlier version") || strings.Contains(lower, "last version") {
		return true
	}
	for i := 0; i+1 < len(lower); i++ {
		word := lower[i] == 'v' && lower[i+1] >= '1' && lower[i+1] <= '9'
		if word && (i == 0 || !isWordByte(lower[i-1])) && !strings.HasPrefix(lower[i:], "v4l") {
			return true
		}
	}
	return false
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '/' || c == '.' || c == '-'
}

// linkedID takes the message id out of an archive's link: lore.kernel.org/r/ID, …/all/ID/,
// lkml.kernel.org/r/ID, patch.msgid.link/ID, patchwork's …/msgid/ID.
func linkedID(line string) string {
	_, url, _ := strings.Cut(line, "://")
	if end := strings.IndexAny(url, " \t>)\"'],;"); end >= 0 {
		url = url[:end]
	}
	host, path, _ := strings.Cut(url, "/")
	switch {
	case strings.HasSuffix(host, "kernel.org"), strings.HasSuffix(host, "msgid.link"), strings.Contains(path, "msgid/"):
	default:
		return ""
	}
	for _, part := range strings.Split(path, "/") {
		if strings.Contains(part, "@") {
			return strings.ReplaceAll(strings.TrimRight(part, ".:"), "%2B", "+")
		}
		if strings.Contains(part, "%40") {
			return strings.ReplaceAll(strings.ReplaceAll(part, "%40", "@"), "%2B", "+")
		}
	}
	return ""
}
