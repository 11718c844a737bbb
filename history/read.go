package history

import (
	"cmp"
	"slices"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/trailers"
)

// said is one mention as read, before it is known what it means.
type said struct {
	kind  Kind
	form  trailers.Form
	line  int32
	id    string // hex digits, lower case
	title string // that the id is said to have; or all that is said
	copy  bool   // it is what the one before it was taken from: "X, which is commit Y upstream"
}

// asked is a Cc of the stable list as read.
type asked struct {
	line  int32
	value string // with its comment
}

// text is what is read of a message.
type text struct {
	title string
	said  []said
	asked []asked
}

// read reads a message as the conventions have it.
func (c *Conventions) read(message string) text {
	t := text{title: titleOf(message)}
	names := strings.Contains(message, "ommit")
	reverts := strings.Contains(message, "everts")
	line := int32(0)
	for rest := message; rest != "" && len(t.said) < mostSaid; {
		var this string
		this, rest = cutLine(rest)
		if line++; len(this) < len("fixes: x") || c.readTag(&t, this, rest, line) {
			continue
		}
		if reverts {
			t.readRevert(this, rest, line)
		}
		if names {
			t.readMentions(this, rest, line)
		}
	}
	if names {
		t.readOrigins(c, message)
	}
	if what, ok := revertTitle(t.title); ok {
		t.entitle(what)
	}
	slices.SortStableFunc(t.said, func(a, b said) int { return int(a.line - b.line) })
	return t
}

// A message of more than this is no message; what is beyond is not read.
const (
	longestTitle = 4096
	longestLine  = 4096
	mostSaid     = 1000
)

// cutLine takes the first line off.
func cutLine(s string) (line, rest string) {
	line, rest, _ = strings.Cut(s, "\n")
	return line[:min(len(line), longestLine)], rest
}

// entitle takes the title of what is taken back: an id that a message names may be none that is here.
func (t *text) entitle(what string) {
	i := slices.IndexFunc(t.said, func(s said) bool { return s.kind == Reverts })
	switch {
	case i < 0:
		t.said = append(t.said, said{kind: Reverts, line: 1, title: what})
	case t.said[i].title == "":
		t.said[i].title = what
	}
}

// titleOf is the first paragraph, on one line.
func titleOf(message string) string {
	paragraph, _, _ := strings.Cut(strings.TrimLeft(message, "\n"), "\n\n")
	if len(paragraph) < longestTitle && !strings.Contains(strings.TrimRight(paragraph, "\n"), "\n") {
		return strings.TrimRight(paragraph, "\n")
	}
	return strings.Join(strings.Fields(paragraph[:min(len(paragraph), longestTitle)]), " ")
}

// readTag reads a line that is a tag of those that matter; rest is what comes after it.
func (c *Conventions) readTag(t *text, this, rest string, line int32) bool {
	switch this[0] {
	case 'F', 'f':
		if value, ok := after(this, "fixes:"); ok {
			t.refer(Fixes, joined(value, rest), line)
			return true
		}
		if at := noColon.FindStringSubmatch(this); at != nil {
			t.refer(Fixes, at[1], line)
			return true
		}
	case 'R', 'r':
		if value, ok := after(this, "reverts:"); ok {
			t.refer(Reverts, joined(value, rest), line)
			return true
		}
	case 'S', 's':
		if value, ok := after(this, "stable-dep-of:"); ok {
			t.refer(DepOf, joined(value, rest), line)
			return true
		}
	case 'C', 'c':
		if value, ok := after(this, "cc:"); ok {
			c.readCc(t, strings.TrimSpace(value), line)
			return true
		}
	}
	return false
}

// noColon is a tag that lacks its colon, and is nothing else.
var noColon = lazyregexp.New(`^Fixes ((?:commit )?[0-9a-f]{12,40} \(".*"\))\.?$`)

// after cuts a lead off, letter case aside.
func after(s, lead string) (rest string, ok bool) {
	if len(s) < len(lead) || !strings.EqualFold(s[:len(lead)], lead) {
		return "", false
	}
	return s[len(lead):], true
}

// joined is a tag's value with the lines that its title goes on in, two at most.
func joined(value, rest string) string {
	open := strings.Index(value, `("`)
	if open < 0 || strings.Contains(value[open:], `")`) {
		return value
	}
	if more, ok := goesOn(value, rest, 2, `")`); ok {
		return more
	}
	return value
}

// goesOn appends lines, up to a blank one and to most of them, until one has what ends it.
func goesOn(s, rest string, most int, end string) (all string, ok bool) {
	for range most {
		var next string
		next, rest = cutLine(rest)
		if next = strings.TrimSpace(next); next == "" {
			break
		}
		if s += " " + next; strings.Contains(next, end) {
			return s, true
		}
	}
	return s, false
}

// afterShort is the title that stands between (" and ") after an id too short to be one.
func afterShort(value string) string {
	id, rest, _ := strings.Cut(strings.TrimSpace(value), " ")
	title, quoted := strings.CutPrefix(rest, `("`)
	title, _, closed := strings.Cut(title, `")`)
	if !quoted || !closed || id == "" || strings.Trim(strings.ToLower(id), "0123456789abcdef") != "" {
		return ""
	}
	return title
}

// linked is the id in the address of a commit's page.
var linked = lazyregexp.New(`/(?:c/|linus/|commit/|commit/?\?(?:\S*[;&])?id=)([0-9a-f]{12,40})\b`)

// entitled is what looks like a commit's title: what it is about stands before a colon.
var entitled = lazyregexp.New(`^[\w./,+-][\w./,+ -]{0,60}: \S`)

// titleAlone is the title that a tag gives and no id; "" for prose.
func titleAlone(value string) string {
	title := strings.Trim(strings.TrimSpace(value), `("')`)
	if !entitled.MatchString(title) || strings.Contains(title, "://") {
		return ""
	}
	return title
}

// refer takes what a tag refers to; a value may name several: `a, b`, `a ("title"), b ("title")`.
func (t *text) refer(kind Kind, value string, line int32) {
	for rest := value; rest != ""; {
		value, rest = oneOf(rest)
		f := trailers.ReadFixes(value)
		if f.ID == "" {
			if at := linked.FindStringSubmatch(value); f.URL && at != nil {
				f.ID = at[1]
			}
			f.Title = cmp.Or(afterShort(value), titleAlone(value))
		}
		if f.ID == "" && f.Title == "" {
			return
		}
		t.said = append(t.said, said{kind: kind, line: line, id: strings.ToLower(f.ID), title: f.Title})
	}
}

// oneOf parts the first of several references from the rest, which begins with an id.
func oneOf(value string) (first, rest string) {
	first = pastFiller(value)
	bare := len(value) - len(first) + len(leadingID(first)) // where the first id ends
	for at := 1; at < len(value); at++ {
		if c := value[at]; c != ',' && (c != ' ' || value[at-1] != ')' && at != bare) && !strings.HasPrefix(value[at:], " and ") {
			continue
		}
		next := pastFiller(value[at:])
		if id := leadingID(next); id == "" || !closed(value[:at]) || at == bare && !strings.ContainsAny(id, "0123456789") { // "defaced" is a word
			continue
		}
		return value[:at], next
	}
	return value, ""
}

// closed tells whether no title is open.
func closed(s string) bool {
	open := strings.LastIndex(s, `("`)
	return open < 0 || strings.Contains(s[open:], `")`)
}

// pastFiller cuts off what stands before an id, and between several.
func pastFiller(s string) string {
	for {
		s = strings.TrimLeft(s, " ,;:([")
		word, rest, _ := strings.Cut(s, " ")
		switch strings.TrimRight(word, ",") {
		case "the", "commit", "commits", "upstream", "and", "which", "is", "was":
			s = rest
		default:
			return s
		}
	}
}

// leadingID is the id that a text begins with, lower case; "" if it does with none.
func leadingID(s string) string {
	n := 0
	for n < len(s) && isHex(s[n]) {
		n++
	}
	if n < leastDigits || n > 40 || n < len(s) && isWordByte(s[n]) {
		return ""
	}
	return strings.ToLower(s[:n])
}

const leastDigits = 7 // of an id; nobody writes fewer and is understood

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' }

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '-'
}

// readCc keeps a Cc of the stable list.
func (c *Conventions) readCc(t *text, value string, line int32) {
	s, ok := c.stableTag(value)
	if !ok {
		return
	}
	t.asked = append(t.asked, asked{line, value})
	for _, id := range s.Prereq {
		t.said = append(t.said, said{kind: Prereq, line: line, id: strings.ToLower(id)})
	}
}

// stableTag reads the value of a Cc, and tells whether it is the stable list's.
func (c *Conventions) stableTag(value string) (trailers.Stable, bool) {
	to, comment, _ := strings.Cut(value, "#")
	if !strings.Contains(to, "table") || c.List == nil || !c.List.MatchString(to) {
		return trailers.Stable{}, false
	}
	tag := trailers.Trailer{Key: "Cc", Value: strings.TrimSpace(to), Comment: strings.TrimSpace(comment)}
	s, ok := trailers.ReadStable(tag)
	if !ok { // another project's list
		s = trailers.Stable{Address: c.List.FindString(to), Good: true, Comment: tag.Comment}
	}
	return s, true
}

// readRevert reads "This reverts commit X", wrapped or not, all of "commits X and Y", and the second id of "X, which
// is commit Y upstream". What takes back a part only, or does not begin the sentence, as in "We cannot say that this
// reverts", is no more than a mention.
func (t *text) readRevert(this, rest string, line int32) {
	at := strings.Index(this, "everts")
	if at < 1 {
		return
	}
	lead := strings.ToLower(this[:at])
	says := strings.Contains(lead, "his ") && strings.HasSuffix(lead, " r") // "This reverts", "(this commit reverts"
	if !says && !strings.HasPrefix(this, "Reverts commit ") {
		return
	}
	kind := Reverts
	if says && !beginsRevert.MatchString(lead) || inPart.MatchString(lead) {
		kind = Mentions
	}
	sentence := this[at+len("everts"):]
	if !strings.Contains(sentence, ".") {
		sentence, _ = goesOn(sentence, rest, mostWrapped, ".")
	}
	for _, r := range revertedIn(sentence) {
		r.kind, r.line = kind, line
		t.said = append(t.said, r)
	}
}

var (
	beginsRevert = lazyregexp.New(`(?:^|[.:;!?([*-]\s*|\b(?:so|thus|hence|therefore|then|and|but|also|note|note that)[, ]+)this (?:\(?\w+\)? ){0,3}r$`)
	inPart       = lazyregexp.New(`\b(?:partial|partly|mostly)`)
)

const (
	mostWrapped  = 3  // lines that a sentence goes on for
	mostReverted = 32 // commits in one sentence
)

// revertedIn are the ids, with titles where they are given, that a sentence begins with.
func revertedIn(sentence string) (all []said) {
	for before, rest := sentence, pastFiller(sentence); len(all) < mostReverted; before, rest = rest, pastFiller(rest) {
		id := leadingID(rest)
		if id == "" {
			break
		}
		between := before[:len(before)-len(rest)]
		one := said{id: id, copy: len(all) > 0 && (strings.Contains(between, "which") || strings.Contains(between, "upstream") || upstreamNext(rest[len(id):]))}
		rest = rest[len(id):]
		if title, more, ok := cutTitle(rest); ok {
			one.title, rest = title, more
		}
		if all = append(all, one); strings.HasPrefix(rest, ".") {
			break
		}
	}
	return all
}

// upstreamNext tells whether what follows an id says that it is upstream's.
func upstreamNext(s string) bool { return strings.HasPrefix(strings.TrimLeft(s, " "), "upstream") }

// Revert is a commit that a message says it takes back.
type Revert struct {
	ID       string // lower case
	Line     int
	Upstream string // the id of what it is said to have been taken from; "" = none
}

// RevertsIn reads what a message takes back, as an index of its commit does, but for its title. The text may be a part of
// the message, from a line on.
func RevertsIn(log string, line int) (all []Revert) {
	var t text
	for rest := log; rest != "" && len(t.said) < mostSaid; line++ {
		var this string
		this, rest = cutLine(rest)
		if value, ok := after(this, "reverts:"); ok {
			t.refer(Reverts, joined(value, rest), int32(line))
		} else {
			t.readRevert(this, rest, int32(line))
		}
	}
	for _, s := range t.said {
		switch {
		case s.kind != Reverts || s.id == "":
		case s.copy:
			all[len(all)-1].Upstream = s.id
		default:
			all = append(all, Revert{ID: s.id, Line: int(s.line)})
		}
	}
	return all
}

// cutTitle takes a ("title") off.
func cutTitle(s string) (title, rest string, ok bool) {
	if title, ok = strings.CutPrefix(s, ` ("`); !ok {
		return "", s, false
	}
	return strings.Cut(title, `")`)
}

// readMentions reads `commit X ("title")` in prose, wrapped or not.
func (t *text) readMentions(this, rest string, line int32) {
	for at := strings.Index(this, "ommit "); at >= 0; at = strings.Index(this, "ommit ") {
		this = this[at+len("ommit "):]
		id := leadingID(this)
		if id == "" {
			continue
		}
		tail := this[len(id):]
		if tail == "" || strings.HasPrefix(tail, ` ("`) && !strings.Contains(tail, `")`) {
			tail, _ = goesOn(tail, rest, 2, `")`)
		}
		if title, _, ok := cutTitle(tail); ok && !t.names(line, id) {
			t.said = append(t.said, said{kind: Mentions, line: line, id: id, title: title})
		}
	}
}

// names tells whether it is known of a line that it names a commit.
func (t *text) names(line int32, id string) bool {
	return slices.ContainsFunc(t.said, func(s said) bool { return s.line == line && s.id == id })
}

// readOrigins reads the commits that the message says it was taken from. The lines of a revert's sentence say what it
// takes back.
func (t *text) readOrigins(c *Conventions, message string) {
	_, body, _ := strings.Cut(message, "\n")
	for _, o := range trailers.Origins(body, 2) {
		id := strings.ToLower(o.ID)
		back := slices.ContainsFunc(t.said, func(s said) bool {
			return s.kind == Reverts && s.id == id && int32(o.Line) >= s.line && int32(o.Line) <= s.line+mostWrapped
		})
		if !back && slices.Contains(c.Forms, o.Form) && len(t.said) < 2*mostSaid {
			t.said = append(t.said, said{kind: BackportOf, form: o.Form, line: int32(o.Line), id: id})
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
