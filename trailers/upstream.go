package trailers

import "strings"

// Form is how a log names the commit it was taken from.
type Form int

// From the weakest up.
const (
	NotTaken       Form = iota
	BareCommit          // "commit <40 hex>" alone, among the log's first three lines
	BackportedFrom      // "(backported from commit <id>)"
	CherryPicked        // "(cherry picked from commit <id>)"
	UpstreamCommit      // "[ Upstream commit <id> ]"
	CommitUpstream      // "commit <id> upstream."
)

// Origin is one line that names the commit a backport was taken from.
type Origin struct {
	ID   string // as written
	Line int
	Form Form
}

// Origins returns all of a log's lines that name an upstream commit
// (Documentation/process/stable-kernel-rules.rst, option 3, and git-cherry-pick -x), in order.
// Only whole lines count: "the upstream commit <id>" inside prose does not, nor does the second line of a
// revert's "This reverts commit <id> which is". firstLine is the number of the log's first line.
func Origins(log string, firstLine int) []Origin {
	var found []Origin
	seen := 0 // lines that are not empty
	content := ""
	for line := firstLine; log != ""; line++ {
		goesOn := strings.HasSuffix(content, " which is")
		content, log, _ = strings.Cut(log, "\n")
		if content != "" {
			seen++
		}
		if goesOn || content == "" || strings.IndexByte("[(cCuUG", content[0]) < 0 {
			continue
		}
		id, form := readOrigin(trim(content))
		if form == BareCommit && (seen > 3 || len(id) != 40) {
			continue
		}
		if form != NotTaken {
			found = append(found, Origin{id, line, form})
		}
	}
	return found
}

// Upstream returns the surest of a log's Origins, the first of equals; form is NotTaken without one.
func Upstream(log string, firstLine int) (id string, line int, form Form) {
	for _, o := range Origins(log, firstLine) {
		if o.Form > form {
			id, line, form = o.ID, o.Line, o.Form
		}
	}
	return id, line, form
}

// readOrigin reads one line.
func readOrigin(s string) (id string, form Form) {
	bracketed := false
	if inner, ok := strings.CutPrefix(s, "["); ok {
		s, bracketed = trim(strings.TrimRight(inner, ". ]")), true
	} else if inner, ok := strings.CutPrefix(s, "("); ok {
		s, bracketed = trim(strings.TrimRight(inner, ". )")), true
	}
	if bracketed {
		for _, lead := range []string{"cherry picked from commit ", "cherry-picked from commit "} {
			if rest, ok := cutPrefixFold(s, lead); ok {
				return lineID(rest, CherryPicked)
			}
		}
		if rest, ok := cutPrefixFold(s, "backported from commit "); ok {
			return lineID(rest, BackportedFrom)
		}
	}
	for _, lead := range []string{"upstream commit ", "upstream-commit: ", "git-commit: "} {
		if rest, ok := cutPrefixFold(s, lead); ok {
			id, form = lineID(rest, UpstreamCommit)
			if !bracketed && len(id) != len(trim(strings.TrimRight(rest, ". "))) {
				return "", NotTaken // "Upstream commit <id> did this" is prose
			}
			return id, form
		}
	}
	rest, ok := cutPrefixFold(s, "commit ")
	if !ok {
		return "", NotTaken
	}
	rest, _ = cutPrefixFold(rest, "commit ")
	id, form = lineID(rest, CommitUpstream)
	after := trim(strings.TrimRight(rest[len(id):], ". \t"))
	if strings.EqualFold(after, "upstream") || strings.EqualFold(after, "upstream commit") {
		return id, form
	}
	if after == "" && form != NotTaken {
		return id, BareCommit
	}
	return "", NotTaken
}

const minOrigin = 7 // hex digits

// lineID takes the commit id that rest begins with.
func lineID(rest string, form Form) (string, Form) {
	id := leadingHex(rest)
	if len(id) < minOrigin || len(id) < len(rest) && isKeyByte(rest[len(id)]) {
		return "", NotTaken
	}
	return id, form
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
