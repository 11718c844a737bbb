package said

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// Own are the lines that the writer of a mail wrote: of a posting its log and notes, of another mail
// what is not quoted, above the signature and the diff.
func Own(m *series.Mail) []Line {
	if m.IsPosting() {
		return append(split(m.Log, m.LogLine), split(m.Notes, m.NotesLine)...)
	}
	var own []Line
	end := 0
	if m.Diff != nil {
		end = m.Diff.Line
	}
	for i, l := range strings.Split(m.Text, "\n") {
		if l == "-- " || strings.HasPrefix(l, "-----Original Message") || i+1 == end {
			break
		}
		if t := strings.TrimLeft(l, " \t"); strings.HasPrefix(t, ">") || strings.HasPrefix(t, "|") {
			l = "" // where a quote stands, a sentence ends
		}
		own = append(own, Line{i + 1, l})
	}
	return own
}

// Holds tells quickly whether one of some words can stand in what its writer wrote: a diff is longer than
// what is said of it.
func Holds(m *series.Mail, words ...string) bool {
	texts := [...]string{m.Text, ""}
	if m.IsPosting() {
		texts = [...]string{m.Log, m.Notes}
	}
	for _, text := range texts {
		for _, w := range words {
			if strings.Contains(text, w) {
				return true
			}
		}
	}
	return false
}

// around is the sentence around a word of line i, cut before the word. It may begin and end on the lines beside; of
// a list it begins with the line that leads it in.
func around(lines []Line, i int, word string) (head, tail string) {
	first, last := i, i
	for first > 0 && i-first < 2 && strings.TrimSpace(lines[first-1].Text) != "" {
		first--
	}
	for last+1 < len(lines) && last-i < 2 && strings.TrimSpace(lines[last+1].Text) != "" {
		last++
	}
	if bullet(lines[i].Text) {
		for first = i; first > 0 && i-first < 6 && bullet(lines[first].Text); {
			first--
		}
	}
	at := strings.Index(lines[i].Text, word)
	head, tail = joined(lines[first:i])+" "+lines[i].Text[:at], lines[i].Text[at:]+" "+joined(lines[i+1:last+1])
	if all := sentenceStop.FindAllStringIndex(head, -1); len(all) > 0 {
		head = head[all[len(all)-1][1]:]
	}
	if end := sentenceStop.FindStringIndex(tail); end != nil {
		tail = tail[:end[1]]
	}
	return head, strings.TrimSpace(tail)
}

var sentenceStop = lazyregexp.New(`[.!?;](?:\s|$)`)

func joined(lines []Line) string {
	var words []string
	for _, l := range lines {
		words = append(words, strings.Fields(l.Text)...)
	}
	return strings.Join(words, " ")
}

func bullet(l string) bool {
	l = strings.TrimSpace(l)
	return strings.HasPrefix(l, "- ") || strings.HasPrefix(l, "* ")
}

// igtWord names the graphics test suite, or, as Intel's CI reads it, a posting to it.
var igtWord = lazyregexp.New(`(?i)\b(?:igt|i-g-t|igt-gpu-tools|intel-gpu-tools)\b|^\s*Test-with:\s*\S`)

// igtHome is where a test can be looked at.
var igtHome = lazyregexp.New(`(?i)https?://\S*(?:igt-gpu-tools|intel-gpu-tools|/igt-dev|/project/igt|/i-g-t)|^\s*Test-with:\s*\S`)

// The words around the name of a test that make of a mention a plan, or a wish, a question or a lack.
var (
	planned = lazyregexp.New(`(?i)\b(?:I|we)(?:['’](?:ll|d)| will| shall| plan| intend| hope| want)\b|\bgoing to\b|\bplanning to\b|` +
		`\bwill (?:follow|come|be (?:sent|posted|written|added|submitted|ready|published))\b|\bto (?:follow|come)\b|\bsoon\b|\blater\b|\bwork(?:ing)? on\b|\bwriting\b|\bwip\b`)
	lackBefore = lazyregexp.New(`(?i)(?:\b(?:no|without|lacks?|missing|lacking|not|any)\b|n['’]t\b)\s+(?:[\w-]+\s+){0,2}$|` +
		`\b(?:need(?:s|ed)?|should|would|could|can you|please|where|todo|missing|if)\b[^,]{0,40}$`)
	lackBehind = lazyregexp.New(`(?i)^\S+(?:\s+\S+){0,4}\s+(?:missing|needed|required|lacking|yet|should|would|could)\b|\?\s*$`)
)

// Mention is what a mail says of something that a posting wants.
type Mention struct {
	Line  int
	How   string // Given, Promised or Asked; of a user "user", "fork" or "toy"
	Where string // an address, "" where none is given
}

// Words that tell what was said of something that a posting wants.
const (
	Given    = "given"
	Promised = "promised"
	Asked    = "asked" // asked for, or said to be missing
)

// Tests is what a mail says of tests in IGT.
func Tests(m *series.Mail) []Mention {
	if m.Kind == series.Notice || !Holds(m, "igt", "IGT", "i-g-t", "intel-gpu-tools", "est-with:") {
		return nil
	}
	var all []Mention
	lines := Own(m)
	for i, l := range lines {
		word := igtWord.FindString(l.Text)
		if word == "" || len(all) >= mostSaid {
			continue
		}
		how := Given
		head, tail := around(lines, i, word)
		home := igtHome.FindString(head + tail)
		switch {
		case home != "":
		case planned.MatchString(head + tail):
			how = Promised
		case lackBefore.MatchString(head), lackBehind.MatchString(tail):
			how = Asked
		}
		all = append(all, Mention{l.N, how, home[:min(len(home), 200)]})
	}
	return all
}

// Want is something that a posting needs first, as somebody who answers it says.
type Want struct {
	What string // "igt-test", "userspace-user", "review", "documentation" or "changelog"
	Line int
	Text string
}

// wanted are the words for what can be missing; lacks are words near them that say it is.
var (
	wanted = []struct {
		what  string
		words *lazyregexp.Regexp
	}{
		{"igt-test", lazyregexp.New(`(?i)\b(?:igts?|i-g-t|igt-gpu-tools)\b`)},
		{"userspace-user", lazyregexp.New(`(?i)\b(?:user[- ]?space|umd|mesa|compositor)\b`)},
		{"review", lazyregexp.New(`(?i)^\W*(?:an? |some |more |full )?reviews?\b`)},
		{"documentation", lazyregexp.New(`(?i)\b(?:documentation|kernel-?doc|docs|ABI entry)\b`)},
		{"changelog", lazyregexp.New(`(?i)\b(?:change ?log|list of changes)\b`)},
	}
	lacks     = lazyregexp.New(`(?i)\b(?:missing|where(?: is|'s| are)|lacks?|lacking|without an?y? )`)
	needs     = lazyregexp.New(`(?i)\b(?:(?:this|we|you|it|uapi|patch|series)(?:'ll| will| would| also| still| really)* (?:needs?|requires?)|please (?:add|provide|post|write|include|link|document)|(?:would|'d) (?:like|need|want) (?:to see )?)`)
	noneNeeds = lazyregexp.New(`(?i)\b(?:needs?|requires?) no\b|\b(?:no|not|n't|already|nothing)\b[^.]{0,30}\b(?:need|missing|require)|\b(?:to|in|from|by|for|of) (?:the )?user[- ]?space\b`)
)

// Wants are what a reply says is missing or needed: in a sentence, or in the list that such a sentence leads in.
func Wants(m *series.Mail) []Want {
	if m.IsPosting() || m.Kind == series.Pull || m.Kind == series.Notice || len(m.Text) > longMail || !Holds(m, "issing", "need", "eed", "lease", "here", "acks", "equire", "like", "without") {
		return nil
	}
	lines := Own(m)
	var all []Want
	leads := false // a list of what is missing goes on
	for i, l := range lines {
		if len(all) >= mostSaid {
			break
		}
		if t := strings.TrimSpace(l.Text); t == "" || !bullet(l.Text) {
			leads = t != "" && i+1 < len(lines) && bullet(lines[i+1].Text) && lacks.MatchString(l.Text) && !noneNeeds.MatchString(l.Text)
		}
		for _, w := range wanted {
			at := w.words.FindStringIndex(l.Text)
			if at == nil || !(leads && bullet(l.Text)) && !lackNear(w.what, l.Text, at) {
				continue
			}
			all = append(all, Want{w.what, l.N, strings.TrimSpace(l.Text[:min(len(l.Text), 200)])})
		}
	}
	return all
}

// lackNear tells whether words that say that something lacks stand near: right before what is a common word, within
// 80 letters of the name of the tests.
func lackNear(what, l string, at []int) bool {
	near := l[max(0, at[0]-80):min(len(l), at[1]+80)]
	if what == "review" || noneNeeds.MatchString(near) {
		return false
	}
	before := l[max(0, at[0]-80):at[0]]
	if what == "igt-test" {
		return lacks.MatchString(before) || needs.MatchString(before) || lackBehind.MatchString(l[at[0]:])
	}
	return lackOf.MatchString(before) && (what != "userspace-user" || userOfIt.MatchString(l[at[0]:]))
}

var (
	lackOf   = lazyregexp.New(`(?i)\b(?:needs?|requires?|missing|lacks?|lacking|where(?: is|'s| are)|please (?:add|provide|post|write|include|link|document)|(?:would|'d) (?:like|need|want) to see)(?:\s+(?:an?|the|some|any|real|open|open-source|corresponding|actual|proper|more|your|to|have|see|it|in|for|upstream))*\s+$`)
	userOfIt = lazyregexp.New(`(?i)^(?:\S+ )?\S*(?:user[- ]?space|umd|mesa|compositor)\S*(?:\s+(?:\S+\s+)?(?:user|users|code|patch|patches|side|consumer|implementation|driver|support|MR|part|bits|for|using)\b|[.,;:]|$)`)
)

func split(text string, first int) []Line {
	if text == "" {
		return nil
	}
	parts := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	out := make([]Line, len(parts))
	for i, s := range parts {
		out[i] = Line{first + i, s}
	}
	return out
}
