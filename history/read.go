package history

import (
	"hash/fnv"
	"slices"
	"strings"

	"patchpilot/trailers"
)

// said is one mention as read, before it is known what it means.
type said struct {
	kind  Kind
	form  trailers.Form
	line  int32
	id    string // hex digits, lower case
	title string // that the id is said to have; or all that is said
}

// text is what is read of a message.
type text struct {
	title  string
	said   []said
	stable []StableTag
}

// read reads a message as the conventions have it.
func (c *Conventions) read(message string) text {
	title, _, _ := strings.Cut(message, "\n")
	t := text{title: title}
	lines := strings.Split(message, "\n")
	for i, line := range lines {
		c.readLine(&t, lines, i, strings.TrimRight(line, " \t\r"))
	}
	t.readOrigins(c, message)
	if what, ok := revertTitle(title); ok && !slices.ContainsFunc(t.said, func(s said) bool { return s.kind == Reverts }) {
		t.said = append(t.said, said{kind: Reverts, line: 1, title: what})
	}
	return t
}

// readLine reads one line; the lines after it where it goes on there.
func (c *Conventions) readLine(t *text, lines []string, i int, line string) {
	if len(line) < len("fixes: x") {
		return
	}
	switch line[0] {
	case 'F', 'f':
		if rest, ok := after(line, "fixes:"); ok {
			t.refer(Fixes, joined(rest, lines[i+1:]), i)
			return
		}
	case 'S', 's':
		if rest, ok := after(line, "stable-dep-of:"); ok {
			t.refer(DepOf, joined(rest, lines[i+1:]), i)
			return
		}
	case 'C', 'c':
		if rest, ok := after(line, "cc:"); ok {
			c.readCc(t, strings.TrimSpace(rest), i)
			return
		}
	}
	t.readRevert(lines, i, line)
	t.readMentions(line, i)
}

// after cuts a lead off, letter case aside.
func after(s, lead string) (rest string, ok bool) {
	if len(s) < len(lead) || !strings.EqualFold(s[:len(lead)], lead) {
		return "", false
	}
	return s[len(lead):], true
}

// joined is a tag's value with the line it goes on in, where its quotes are not closed in the first.
func joined(value string, next []string) string {
	if len(next) > 0 && strings.Count(value, `"`) == 1 && strings.Contains(next[0], `"`) {
		return value + " " + strings.TrimSpace(next[0])
	}
	return value
}

// refer takes what a tag refers to; a value may name several.
func (t *text) refer(kind Kind, value string, i int) {
	f := trailers.ReadFixes(value)
	if f.ID == "" && f.Title == "" {
		return
	}
	t.said = append(t.said, said{kind: kind, line: int32(i + 1), id: strings.ToLower(f.ID), title: f.Title})
	rest := strings.TrimSpace(f.Trail)
	for f.Title == "" && strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, ", ") { // "Fixes: a, b"
		f = trailers.ReadFixes(strings.TrimLeft(rest, ", "))
		if f.ID == "" {
			return
		}
		t.said = append(t.said, said{kind: kind, line: int32(i + 1), id: strings.ToLower(f.ID), title: f.Title})
		rest = strings.TrimSpace(f.Trail)
	}
}

// readCc reads a Cc of the stable list.
func (c *Conventions) readCc(t *text, value string, i int) {
	if !strings.Contains(strings.ToLower(value), "stable") {
		return
	}
	value, comment, _ := strings.Cut(value, "#")
	tag := trailers.Trailer{Key: "Cc", Value: strings.TrimSpace(value), Comment: strings.TrimSpace(comment)}
	s, ok := trailers.ReadStable(tag)
	if !ok || c.List != nil && !c.List.MatchString(value) {
		if c.List == nil || !c.List.MatchString(value) {
			return
		}
		s = trailers.Stable{Address: c.List.FindString(value), Good: true, Comment: tag.Comment}
	}
	t.stable = append(t.stable, StableTag{Line: i + 1, Stable: s})
	for _, id := range s.Prereq {
		t.said = append(t.said, said{kind: Prereq, line: int32(i + 1), id: strings.ToLower(id)})
	}
}

// readRevert reads "This reverts commit X", wrapped or not, and the second id of "X, which is commit Y upstream".
func (t *text) readRevert(lines []string, i int, line string) {
	low := strings.ToLower(line)
	at := strings.Index(low, "reverts")
	if at < 0 || !strings.Contains(low[:at]+" ", "his ") { // "This reverts", "(this reverts"
		return
	}
	rest := low[at+len("reverts"):]
	for _, next := range lines[i+1 : min(i+4, len(lines))] {
		if strings.TrimSpace(next) == "" {
			break
		}
		rest += " " + strings.ToLower(strings.TrimSpace(next))
	}
	words := strings.Fields(rest)
	for len(words) > 0 && (words[0] == "commit" || words[0] == "commits" || words[0] == "upstream") {
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	id := strings.TrimRight(words[0], ".,;:")
	if !isID(id) {
		return
	}
	t.said = append(t.said, said{kind: Reverts, line: int32(i + 1), id: id})
	if len(words) > 4 && words[1] == "which" && words[2] == "is" && (words[3] == "commit" || words[3] == "upstream") {
		if second := strings.TrimRight(words[4], ".,;:"); isID(second) {
			t.said = append(t.said, said{kind: Reverts, line: int32(i + 1), id: second})
		}
	}
}

// readMentions reads `commit X ("title")` in prose.
func (t *text) readMentions(line string, i int) {
	for rest := line; ; {
		at := strings.Index(rest, "ommit ")
		if at < 0 {
			return
		}
		rest = rest[at+len("ommit "):]
		id, tail, _ := strings.Cut(rest, " ")
		if title, ok := strings.CutPrefix(tail, `("`); ok && isID(strings.ToLower(id)) {
			title, _, _ = strings.Cut(title, `")`)
			t.said = append(t.said, said{kind: Mentions, line: int32(i + 1), id: strings.ToLower(id), title: title})
		}
	}
}

// readOrigins reads the commits that the message says it was taken from.
func (t *text) readOrigins(c *Conventions, message string) {
	if !strings.Contains(message, "ommit ") && !strings.Contains(message, "ommit:") {
		return
	}
	_, body, _ := strings.Cut(message, "\n")
	for _, o := range trailers.Origins(body, 2) {
		if slices.Contains(c.Forms, o.Form) {
			t.said = append(t.said, said{kind: BackportOf, form: o.Form, line: int32(o.Line), id: strings.ToLower(o.ID)})
		}
	}
}

// revertTitle gives the title that a title takes back.
func revertTitle(title string) (what string, ok bool) {
	for _, lead := range []string{`Revert "`, `revert "`} {
		if what, ok = strings.CutPrefix(title, lead); ok {
			return strings.TrimSuffix(what, `"`), true
		}
	}
	if what, ok = strings.CutPrefix(title, `Reapply "`); ok { // takes the revert back
		return `Revert "` + what, true
	}
	return "", false
}

const leastDigits = 7 // of an id; nobody writes fewer and is understood

func isID(s string) bool {
	if len(s) < leastDigits || len(s) > 40 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// plain is a title for comparison: letter case, blanks, and what a branch puts before it aside.
func (c *Conventions) plain(title string) string {
	if c.Prefixes != nil {
		if at := c.Prefixes.FindStringIndex(title); at != nil && at[0] == 0 {
			title = title[at[1]:]
		}
	}
	return strings.ToLower(strings.Join(strings.Fields(title), " "))
}

// hash is the same from run to run.
func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}
