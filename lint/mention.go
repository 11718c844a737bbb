package lint

import (
	"fmt"
	"regexp"
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// ownWords are the lines that the writer of a mail wrote: of a posting its log and notes, of another mail
// what is not quoted, above the signature and the diff.
func ownWords(f *facts) []line {
	if f.mail.IsPosting() {
		return append(append([]line(nil), f.Log()...), f.Notes()...)
	}
	var own []line
	end := 0
	if f.mail.Diff != nil {
		end = f.mail.Diff.Line
	}
	for i, l := range f.Lines() {
		if l == "-- " || strings.HasPrefix(l, "-----Original Message") || i+1 == end {
			break
		}
		if t := strings.TrimLeft(l, " \t"); strings.HasPrefix(t, ">") || strings.HasPrefix(t, "|") {
			l = "" // where a quote stands, a sentence ends
		}
		own = append(own, line{i + 1, l})
	}
	return own
}

// says tells quickly whether one of some words can stand in what its writer wrote: a diff is longer than
// what is said of it.
func says(m *series.Mail, words ...string) bool {
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
func around(lines []line, i int, word string) (head, tail string) {
	first, last := i, i
	for first > 0 && i-first < 2 && strings.TrimSpace(lines[first-1].text) != "" {
		first--
	}
	for last+1 < len(lines) && last-i < 2 && strings.TrimSpace(lines[last+1].text) != "" {
		last++
	}
	if bullet(lines[i].text) {
		for first = i; first > 0 && i-first < 6 && bullet(lines[first].text); {
			first--
		}
	}
	at := strings.Index(lines[i].text, word)
	head, tail = joined(lines[first:i])+" "+lines[i].text[:at], lines[i].text[at:]+" "+joined(lines[i+1:last+1])
	if all := sentenceStop.FindAllStringIndex(head, -1); len(all) > 0 {
		head = head[all[len(all)-1][1]:]
	}
	if end := sentenceStop.FindStringIndex(tail); end != nil {
		tail = tail[:end[1]]
	}
	return head, strings.TrimSpace(tail)
}

var sentenceStop = regexp.MustCompile(`[.!?;](?:\s|$)`)

func joined(lines []line) string {
	var words []string
	for _, l := range lines {
		words = append(words, strings.Fields(l.text)...)
	}
	return strings.Join(words, " ")
}

func bullet(l string) bool {
	l = strings.TrimSpace(l)
	return strings.HasPrefix(l, "- ") || strings.HasPrefix(l, "* ")
}

// igtWord names the graphics test suite, or, as Intel's CI reads it, a posting to it.
var igtWord = regexp.MustCompile(`(?i)\b(?:igt|i-g-t|igt-gpu-tools|intel-gpu-tools)\b|^\s*Test-with:\s*\S`)

// igtHome is where a test can be looked at.
var igtHome = regexp.MustCompile(`(?i)https?://\S*(?:igt-gpu-tools|intel-gpu-tools|/igt-dev|/project/igt|/i-g-t)|^\s*Test-with:\s*\S`)

// The words around the name of a test that make of a mention a plan, or a wish, a question or a lack.
var (
	planned = regexp.MustCompile(`(?i)\b(?:I|we)(?:['’](?:ll|d)| will| shall| plan| intend| hope| want)\b|\bgoing to\b|\bplanning to\b|` +
		`\bwill (?:follow|come|be (?:sent|posted|written|added|submitted|ready|published))\b|\bto (?:follow|come)\b|\bsoon\b|\blater\b|\bwork(?:ing)? on\b|\bwriting\b|\bwip\b`)
	lackBefore = regexp.MustCompile(`(?i)(?:\b(?:no|without|lacks?|missing|lacking|not|any)\b|n['’]t\b)\s+(?:[\w-]+\s+){0,2}$|` +
		`\b(?:need(?:s|ed)?|should|would|could|can you|please|where|todo|missing|if)\b[^,]{0,40}$`)
	lackBehind = regexp.MustCompile(`(?i)^\S+(?:\s+\S+){0,4}\s+(?:missing|needed|required|lacking|yet|should|would|could)\b|\?\s*$`)
)

// Words that tell what was said of something that a posting wants.
const (
	given    = "given"
	promised = "promised"
	asked    = "asked" // asked for, or said to be missing
)

// markIGT keeps what a mail says of tests in IGT.
func markIGT(p *Pass) {
	if p.Mail.Kind == series.Notice || !says(p.Mail, "igt", "IGT", "i-g-t", "intel-gpu-tools", "est-with:") {
		return
	}
	lines := ownWords(p.facts)
	for i, l := range lines {
		word := igtWord.FindString(l.text)
		if word == "" {
			continue
		}
		how := given
		head, tail := around(lines, i, word)
		home := igtHome.FindString(head + tail)
		switch {
		case home != "":
		case planned.MatchString(head + tail):
			how = promised
		case lackBefore.MatchString(head), lackBehind.MatchString(tail):
			how = asked
		}
		p.Mark(Mark{Line: l.n, Text: "igt\t" + how + "\t" + home[:min(len(home), 200)]})
	}
}

// voice is something said in a mail of a series, in a posting or below it.
type voice struct {
	Mark
	how, what string
	mail      *series.Mail
	revision  *series.Revision
	reply     bool
}

// voices are the marks of a kind in all mails of the series, the oldest posting first.
func voices(p *Pass, kind string) []voice {
	var all []voice
	for _, r := range p.Series.Revisions {
		add := func(m *series.Mail, reply bool) {
			for _, k := range p.Marks(m) {
				if rest, is := strings.CutPrefix(k.Text, kind+"\t"); is {
					how, what, _ := strings.Cut(rest, "\t")
					all = append(all, voice{k, how, what, m, r, reply})
				}
			}
		}
		for _, m := range r.Mails() {
			add(m, false)
		}
		for _, f := range r.FollowUps {
			add(f.Mail, true)
		}
	}
	return all
}

// byAuthor tells whether who said it posted the series, or wrote the patch.
func (v voice) byAuthor() bool {
	return !v.reply || trailers.Same(person(v.mail.From), person(v.revision.Sender), nil) != trailers.Other
}

// where names the mail and what it is: "a reply to v3 (<id>:3)".
func (v voice) where() string {
	what := postingName(v.revision)
	if v.reply {
		what = "a reply to " + what
	}
	return fmt.Sprintf("%s (<%s>:%d)", what, v.mail.ID, v.Line)
}

// postingName is what people call a posting: "v2", "v2 resent".
func postingName(r *series.Revision) string {
	name := fmt.Sprintf("v%d", max(1, r.Stated))
	if r.Stated == 0 {
		name = fmt.Sprintf("v%d", r.Version)
	}
	if r.Resend {
		name += " resent"
	}
	return name
}

// looked says where something was looked for: "the cover, 5 patches and 2 replies of v5, and 23 mails of
// earlier postings".
func looked(s *series.Series, r *series.Revision) string {
	text := "1 patch"
	if n := len(posted(r)); n != 1 {
		text = fmt.Sprintf("%d patches", n)
	}
	if r.Cover != nil {
		text = "the cover, " + text
	}
	switch n := len(r.FollowUps); n {
	case 0:
	case 1:
		text += " and 1 reply"
	default:
		text += fmt.Sprintf(" and %d replies", n)
	}
	if len(s.Revisions) == 1 {
		return text
	}
	text += " of " + postingName(r)
	earlier := 0
	for _, o := range s.Revisions {
		if o != r {
			earlier += len(o.Mails()) + len(o.FollowUps)
		}
	}
	return text + ", and " + plural(earlier, "mail") + " of earlier postings"
}
