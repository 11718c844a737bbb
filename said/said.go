package said

import (
	"slices"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// Sentence is what a reply says of the posting it answers.
type Sentence struct {
	Sense Sense
	Line  int // of the mail's text
	Text  string
}

// Bounds on what one mail may make us read: people write less.
const (
	longMail   = 1 << 20
	longLine   = 1000
	longPara   = 4000
	mostSaid   = 40
	longLead   = 60 // letters before the words that count
	fewLetters = 10 // of a question worth an answer
)

// Line is one line of a mail's text, without its end.
type Line struct {
	N    int
	Text string
}

// In is what a reply says in its own words; nothing for postings.
func In(m *series.Mail) []Sentence {
	if m.IsPosting() || m.Kind == series.Pull {
		return nil
	}
	lines := strings.Split(m.Text[:min(len(m.Text), longMail)], "\n")
	all := listen(paragraphs(m, lines))
	for i := range all {
		finish(&all[i], lines)
	}
	return slices.DeleteFunc(all, func(s Sentence) bool { return s.Sense == Elsewhere && !namesPatch.MatchString(s.Text) })
}

// namesPatch is a link, or a commit's id.
var namesPatch = lazyregexp.New(`https?://|\b[0-9a-f]{12,40}\b`)

// finish adds what stands below a sentence that leads it in: to "Applied to" the tree, to "fixed by" the patch.
func finish(s *Sentence, lines []string) {
	text := strings.TrimRight(s.Text, ": ")
	if s.Sense != Applied && s.Sense != Elsewhere || !strings.HasSuffix(text, " to") && !strings.HasSuffix(text, " by") && !strings.HasSuffix(text, " in") && !strings.HasSuffix(text, " of") {
		return
	}
	for _, l := range lines[s.Line:min(len(lines), s.Line+3)] {
		if l = strings.TrimSpace(l); l != "" {
			s.Text += " " + l
			return
		}
	}
}

// paragraphs are the lines that the sender wrote, cut where they are: quotes, attributions, signature,
// indented text and diffs are left out.
func paragraphs(m *series.Mail, lines []string) [][]Line {
	var all [][]Line
	var para []Line
	size := 0
	end := func() {
		if len(para) > 0 {
			all = append(all, para)
		}
		para, size = nil, 0
	}
	for i, l := range lines {
		l = strings.TrimRight(l[:min(len(l), longLine)], " \t\r")
		if endsOwnText(lines, i) {
			break
		}
		switch {
		case !ownLine(m, i+1, l):
			end()
		case endsWithAny(l, attributions):
			para = slices.DeleteFunc(para, func(o Line) bool { return strings.HasPrefix(o.Text, "On ") || strings.Contains(o.Text, "@") })
			end()
		case command(l):
			end()
			all = append(all, []Line{{i + 1, l}})
		default:
			para, size = append(para, Line{i + 1, l}), size+len(l)
			if size > longPara {
				end()
			}
		}
	}
	end()
	return all
}

// ownLine tells whether a line is the sender's prose.
func ownLine(m *series.Mail, n int, l string) bool {
	if d := m.Diff; d != nil && d.Line > 0 && d.Line <= n && n <= d.End {
		return false
	}
	if l == "" || strings.HasPrefix(l, "\t") || strings.HasPrefix(l, "    ") {
		return false
	}
	t := strings.TrimLeft(l, " ")
	return t != "" && t[0] != '>' && t[0] != '|'
}

// endsOwnText tells whether what follows is a signature, or a mail quoted as Outlook does.
func endsOwnText(lines []string, i int) bool {
	l := lines[i]
	if l == "-- " || l == "--" {
		return true
	}
	for _, e := range ends {
		if strings.HasPrefix(l, e) {
			return true
		}
	}
	if !strings.HasPrefix(l, "From: ") {
		return false
	}
	for _, o := range lines[i+1 : min(len(lines), i+4)] {
		if strings.HasPrefix(o, "Sent: ") || strings.HasPrefix(o, "Subject: ") || strings.HasPrefix(o, "Date: ") {
			return true
		}
	}
	return false
}

// command tells a line that stands for itself: a tag, or a word to a robot.
func command(l string) bool {
	if strings.HasPrefix(l, "#") || strings.HasPrefix(l, "[") || hasPrefixFold(l, "pw-bot:") {
		return true
	}
	key, _, found := strings.Cut(l, ":")
	return found && len(key) > 3 && strings.EqualFold(key[len(key)-3:], "-by") && !strings.Contains(key, " ")
}

func endsWithAny(l string, ends []string) bool {
	return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(l, e) })
}

// listen finds sentences that mean something. Few paragraphs hold a cue, and only they are cut into sentences.
func listen(paras [][]Line) []Sentence {
	var all []Sentence
	low := make([]string, len(paras))
	for i, para := range paras {
		low[i] = lower(para)
	}
	ofMail := cued(phrases, strings.Join(low, "\n"))
	var lead *sentence // that leads in what is shown below it, code for the most part
	for i, para := range paras {
		near := cued(ofMail, low[i])
		if len(near) == 0 && !strings.Contains(low[i], "?") && !strings.HasSuffix(low[i], ": ") {
			if strings.Contains(low[i], ". ") {
				lead = nil
			}
			continue
		}
		said := sentences(para)
		if first := &said[0]; lead != nil && len(first.text) < fewLetters && strings.HasSuffix(first.text, "?") {
			all = append(all, Sentence{Question, lead.lines[0].n, lead.text + " … " + first.text})
		}
		for k := range said {
			if len(all) >= mostSaid {
				return all
			}
			found := said[k].senses(near)
			if k+1 < len(said) {
				thank(found, said[k+1].text)
			}
			all = append(all, found...)
			if hasStop(said[k].text) {
				lead = nil
			}
		}
		if last := &said[len(said)-1]; strings.HasSuffix(last.text, ":") {
			lead = last
		}
	}
	return all
}

// thank adds to a notice the thanks that follow it: who takes patches gives them.
func thank(found []Sentence, next string) {
	if !hasPrefixFold(next, "thank") {
		return
	}
	for i := range found {
		if found[i].Sense == Applied {
			found[i].Text += " " + next
		}
	}
}

// lower joins the lines of a paragraph, ready to be compared.
func lower(para []Line) string {
	var b strings.Builder
	for _, l := range para {
		b.WriteString(l.Text)
		b.WriteByte(' ')
	}
	return plainLower(b.String())
}

// plainLower is a text in lower case with straight quotes.
func plainLower(s string) string {
	if !ascii(s) {
		s = straight.Replace(s)
	}
	return strings.ToLower(s)
}

// cued gives those of the phrases that a text has a cue of. Most have none: a cue is looked for only where its
// first two letters stand together somewhere.
func cued(of []*phrase, low string) (near []*phrase) {
	var pairs [1 << 10]uint64
	for i := 1; i < len(low); i++ {
		at := twoLetters(low[i-1], low[i])
		pairs[at>>6] |= 1 << (at & 63)
	}
	has := func(cue string) bool {
		at := twoLetters(cue[0], cue[1])
		return pairs[at>>6]&(1<<(at&63)) != 0 && strings.Contains(low, cue)
	}
	for _, p := range of {
		if slices.ContainsFunc(p.cues, has) {
			near = append(near, p)
		}
	}
	return near
}

func twoLetters(a, b byte) uint16 { return uint16(a)<<8 | uint16(b) }

// sentence is a sentence that may go over several lines.
type sentence struct {
	text  string
	lines []lineStart
}

// lineStart is where in a sentence a line of the mail begins.
type lineStart struct{ at, n int }

// line is the mail's line that holds a place in the sentence.
func (s *sentence) line(at int) int {
	n := s.lines[0].n
	for _, l := range s.lines {
		if l.at <= at {
			n = l.n
		}
	}
	return n
}

// sentences cuts a paragraph.
func sentences(para []Line) []sentence {
	var all []sentence
	var now sentence
	end := func() {
		if now.text = strings.TrimSpace(now.text); now.text != "" {
			all = append(all, now)
		}
		now = sentence{}
	}
	for _, l := range para {
		for rest := strings.TrimLeft(l.Text, " "); rest != ""; {
			if now.text != "" {
				now.text += " "
			}
			now.lines = append(now.lines, lineStart{len(now.text), l.N})
			i := sentenceEnd(rest)
			now.text += rest[:i]
			rest = strings.TrimLeft(rest[i:], " \t")
			if hasStop(now.text) && !command(l.Text) {
				end()
			}
		}
	}
	end()
	return all
}

func hasStop(s string) bool {
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?")
}

// sentenceEnd is the length of the text up to the first stop that a blank follows.
func sentenceEnd(s string) int {
	for i := 0; i+1 < len(s); i++ {
		if (s[i] == '.' || s[i] == '!' || s[i] == '?') && (s[i+1] == ' ' || s[i+1] == '\t') {
			return i + 1
		}
	}
	return len(s)
}

// senses are what a sentence means of the phrases near it, each once.
func (s *sentence) senses(near []*phrase) []Sentence {
	var all []Sentence
	low := plainLower(s.text)
	bare := strings.TrimRight(low, ".! ")
	for _, p := range near {
		if at := p.in(bare); at >= 0 && !slices.ContainsFunc(all, func(o Sentence) bool { return o.Sense == p.sense }) {
			all = append(all, s.said(p.sense, at))
		}
	}
	if strings.HasSuffix(low, "?") && len(low) >= fewLetters && !pleasantries.MatchString(low) {
		all = append(all, s.said(Question, 0))
	}
	return all
}

// said shows the sentence; of a long one what begins near the words that count.
func (s *sentence) said(sense Sense, at int) Sentence {
	text := s.text
	if at >= len(text) || !ascii(text) {
		at = 0 // places in the lower-case text are not ours
	}
	if at > longLead {
		text = "… " + text[at:]
	}
	return Sentence{sense, s.line(at), text}
}

// in is where a sentence says it, -1 for nowhere.
func (p *phrase) in(s string) int {
	if !hasAny(s, p.cues...) {
		return -1
	}
	at := p.says.FindStringIndex(s)
	if at == nil || p.unless != nil && p.unless.MatchString(s) {
		return -1
	}
	return at[0]
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func hasAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "…", "...")
