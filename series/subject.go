package series

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Subject is a subject line read.
type Subject struct {
	Text    string   // as decoded, whole
	Title   string   // the summary: prefixes, reply marks and list tags off, "(v2)" kept
	Prefix  string   // the brackets that hold PATCH or RFC, as written, without the brackets
	Lists   []string // list tags: "Linaro-mm-sig"
	Words   []string // what the prefix holds beside version, numbers and flags: "net-next", "i-g-t"
	Patch   bool     // PATCH is there, or RFC alone
	Reply   bool     // Re:, Aw:, 回复: … stands before
	Forward bool
	Version int // 0 = not stated
	Minor   int // the 1 of v5.1
	// VersionInTitle tells that Version was read off the end of the title: "… (v2)".
	VersionInTitle    bool
	Index             int  // of Index/Total; -1 = not stated
	Total             int  // 0 = not stated
	Padded            bool // Index is written with as many digits as Total
	RFC, Resend, Pull bool
	Target            string // the tree or branch named: "net-next", "5.10.y", "5.9", "AUTOSEL 6.6", "i-g-t"
	Stable            bool   // Target is a stable branch
}

// Numbered tells whether the subject places its mail in a series: "2/7".
func (s *Subject) Numbered() bool { return s.Index >= 0 && s.Total > 0 }

// Key is the title for comparison: lower case, blanks folded, version and "RFC:" off.
func (s *Subject) Key() string { return titleKey(s.Title) }

// ParseSubject reads a subject line.
func ParseSubject(text string) Subject {
	rest := text
	if !isSingleSpaced(text) {
		rest = strings.Join(strings.Fields(text), " ")
	}
	s := Subject{Text: text, Index: -1}
	for {
		if r, fwd, ok := cutReplyMark(rest); ok {
			s.Reply, s.Forward = s.Reply || !fwd, s.Forward || fwd
			rest = r
			continue
		}
		inside, r, ok := cutBracket(rest)
		if ok && r == "" {
			if p := (Subject{Index: -1}); p.prefixes(inside) {
				s.readBracket(inside) // a patch without a title
				rest = ""
			}
			break // any other subject that is all brackets keeps the last as its title
		}
		if !ok {
			break
		}
		s.readBracket(inside)
		rest = r
	}
	s.readBarePrefix(&rest)
	s.Title = rest
	s.readTitleVersion()
	s.Target = strings.Join(s.Words, " ")
	s.Stable = s.Patch && isStableTarget(s.Words)
	return s
}

// isSingleSpaced tells whether blanks stand singly and only between words.
func isSingleSpaced(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') || c < ' ' || c >= 0x80 {
			return false
		}
	}
	return true
}

// replyMarks are what mail programs in various tongues put before a subject.
var replyMarks = map[string]bool{
	"re": true, "aw": true, "antw": true, "sv": true, "vs": true, "vá": true, "odp": true, "ynt": true,
	"res": true, "rv": true, "ответ": true, "回复": true, "回覆": true, "答复": true, "답장": true, "返信": true,
	"fw": false, "fwd": false, "wg": false, "tr": false, "转发": false, "轉寄": false,
}

// cutReplyMark takes one "Re:", "RE[2]:", "回复：" off the front.
func cutReplyMark(s string) (rest string, forward, ok bool) {
	colon, width := strings.IndexByte(s, ':'), 1
	if wide := strings.Index(s, "："); wide >= 0 && (colon < 0 || wide < colon) {
		colon, width = wide, len("：")
	}
	if colon <= 0 || colon > 24 {
		return s, false, false
	}
	word := strings.TrimRight(strings.ToLower(s[:colon]), " ")
	if i := strings.IndexAny(word, "[("); i > 0 { // Re[2]
		word = word[:i]
	}
	reply, known := replyMarks[strings.TrimRight(word, "0123456789^ ")]
	if !known {
		return s, false, false
	}
	return strings.TrimLeft(s[colon+width:], " "), !reply, true
}

// cutBracket takes a leading "[…]" off, brackets inside it balanced.
func cutBracket(s string) (inside, rest string, ok bool) {
	if !strings.HasPrefix(s, "[") {
		return "", s, false
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return s[1:i], strings.TrimLeft(s[i+1:], " "), true
			}
		}
	}
	return "", s, false
}

// readBracket decides whether one bracket is a patch prefix or a list's tag.
// prefixes reads a bracket, and tells whether it holds the word that makes a mail a patch.
func (s *Subject) prefixes(inside string) bool {
	s.readPrefix(inside)
	return s.Patch
}

func (s *Subject) readBracket(inside string) {
	p := Subject{Index: -1}
	p.readPrefix(inside)
	states := p.Patch || p.Pull || p.RFC || p.Resend
	if p.Numbered() || p.Version > 0 {
		// patchwork writes [net-next,v3,1/2]; a robot's [tree:branch 15/25] is no prefix
		states = states || !strings.ContainsAny(inside, ":") && (len(p.Words) == 0 || !strings.Contains(inside, " "))
	}
	if !states {
		if s.Prefix == "" {
			s.Lists = append(s.Lists, inside)
		}
		return
	}
	s.Prefix = strings.TrimLeft(s.Prefix+" "+inside, " ")
	s.take(&p)
	s.Patch = s.Patch || p.RFC || p.Numbered() || p.Version > 0
}

// take adds what one prefix states to what is known; the first statement of a thing wins.
func (s *Subject) take(p *Subject) {
	s.Patch = s.Patch || p.Patch
	s.RFC, s.Resend, s.Pull = s.RFC || p.RFC, s.Resend || p.Resend, s.Pull || p.Pull
	if s.Version == 0 {
		s.Version, s.Minor = p.Version, p.Minor
	}
	if !s.Numbered() && p.Numbered() {
		s.Index, s.Total, s.Padded = p.Index, p.Total, p.Padded
	}
	s.Words = append(s.Words, p.Words...)
}

// readPrefix reads the words between the brackets of a patch prefix.
func (s *Subject) readPrefix(inside string) {
	words := strings.FieldsFunc(inside, func(r rune) bool { return r == ' ' || r == ',' || r == '[' || r == ']' || r == '(' || r == ')' })
	for i := 0; i < len(words); i++ {
		if i+2 < len(words) && strings.EqualFold(words[i+1], "of") && s.readNumber(words[i], words[i+2]) {
			i += 2 // Mercurial's "1 of 3"
			continue
		}
		if i+1 < len(words) && strings.EqualFold(words[i], "for") && strings.Contains(words[i+1], ".") && isRelease(strings.ToLower(words[i+1])) {
			s.Words = append(s.Words, words[i], words[i+1]) // "for v5.9" is a release, no version
			i++
			continue
		}
		s.readWord(words[i])
	}
}

// readWord reads one word of a prefix: PATCHv4, RFC, 1/2v2, V2, net-next, ….
func (s *Subject) readWord(word string) {
	if before, after, ok := strings.Cut(word, "/"); ok {
		if s.readFraction(before, after) {
			return
		}
		if len(before) > 2 && len(after) > 2 && (isFlagWord(before) || isFlagWord(after)) { // PATCH/RFC
			s.readWord(before)
			s.readWord(after)
			return
		}
	}
	upper := upperASCII(word)
	for _, flag := range []string{"PATCHSET", "PATCHES", "PATCH", "RFC", "RESEND", "REPOST", "RFT"} {
		rest, ok := strings.CutPrefix(upper, flag)
		if !ok {
			continue
		}
		tail := strings.TrimLeft(rest, "-:_.")
		if major, minor, ok := readVersion(tail); ok {
			s.setVersion(major, minor)
		} else if tail != "" {
			if tail == rest {
				continue // PATCHWORK
			}
			s.readWord(word[len(word)-len(tail):])
		}
		s.setFlag(flag)
		return
	}
	if upper == "PULL" || upper == "GIT" && s.Pull {
		s.Pull = true
		return
	}
	if major, minor, ok := readVersion(upper); ok {
		s.setVersion(major, minor)
		return
	}
	if upper == "GIT" || upper == "REQUEST" || word == "-" {
		return
	}
	s.Words = append(s.Words, word)
}

func isFlagWord(w string) bool {
	switch strings.ToUpper(w) {
	case "PATCH", "RFC", "RESEND", "REPOST", "RFT", "PULL":
		return true
	}
	return false
}

func (s *Subject) setFlag(flag string) {
	switch flag {
	case "RFC":
		s.RFC = true
	case "RESEND", "REPOST":
		s.Resend = true
	case "PATCH", "PATCHES", "PATCHSET":
		s.Patch = true
	}
}

func (s *Subject) setVersion(major, minor int) {
	if s.Version == 0 {
		s.Version, s.Minor = major, minor
	}
}

// readFraction reads "2/7", "002/007", "1/2v2", "v2-1/3".
func (s *Subject) readFraction(before, after string) bool {
	if v, index, ok := strings.Cut(before, "-"); ok {
		if major, minor, ok := readVersion(strings.ToUpper(v)); ok && s.readNumber(index, after) {
			s.setVersion(major, minor)
			return true
		}
	}
	total := strings.TrimLeft(after, "0123456789")
	if total == "" {
		return s.readNumber(before, after)
	}
	major, minor, ok := readVersion(strings.ToUpper(total))
	if !ok || !s.readNumber(before, after[:len(after)-len(total)]) {
		return false
	}
	s.setVersion(major, minor)
	return true
}

func (s *Subject) readNumber(index, total string) bool {
	i, ok1 := smallNumber(index)
	n, ok2 := smallNumber(total)
	if !ok1 || !ok2 || n == 0 {
		return false
	}
	s.Index, s.Total, s.Padded = i, n, len(index) >= len(total)
	return true
}

// smallNumber reads up to five digits: a series of 100,000 patches is a joke or an attack.
func smallNumber(s string) (int, bool) {
	if s == "" || len(s) > 5 {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// upperASCII keeps each byte at its place, which strings.ToUpper does not.
func upperASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// readVersion reads "V2", "V2.1", "VER3"; upper is in upper case.
func readVersion(upper string) (major, minor int, ok bool) {
	digits, found := strings.CutPrefix(upper, "V")
	if !found {
		return 0, 0, false
	}
	digits = strings.TrimPrefix(digits, "ER")
	whole, fraction, dotted := strings.Cut(digits, ".")
	major, ok = smallNumber(whole)
	if !ok || major == 0 || major > 999 {
		return 0, 0, false
	}
	if dotted {
		if minor, ok = smallNumber(fraction); !ok {
			return 0, 0, false
		}
	}
	return major, minor, true
}

// readBarePrefix reads "PATCH v2 1/3: title", a prefix that lost its brackets.
func (s *Subject) readBarePrefix(rest *string) {
	if s.Prefix != "" || len(*rest) < 5 || !strings.EqualFold((*rest)[:5], "patch") {
		return
	}
	head, tail, ok := strings.Cut(*rest, ": ")
	if !ok || tail == "" || len(head) > 40 {
		return
	}
	p := Subject{Index: -1}
	p.readPrefix(head)
	if !p.Patch || len(p.Words) > 0 {
		return
	}
	s.Prefix, *rest = head, tail
	s.take(&p)
}

// readTitleVersion reads a version at the end of the title. Without brackets around it ("… v2")
// it is believed only where there is no patch prefix: sensors have a v2 too.
func (s *Subject) readTitleVersion() {
	if s.Version > 0 || s.Pull {
		return
	}
	if v, _, _ := cutTitleVersion(s.Title, !s.Patch); v > 0 {
		s.Version, s.VersionInTitle = v, true
	}
}

// cutTitleVersion takes "(v2)", "[v2]", ", v2" and, if bare, " v2" off a title's end.
func cutTitleVersion(title string, bare bool) (version int, rest string, ok bool) {
	last := strings.LastIndexAny(title, " ([")
	if last <= 0 {
		return 0, title, false
	}
	word := title[last:]
	if last > 0 && (word[0] == '(' || word[0] == '[') {
		bare = true
	}
	word = strings.Trim(word, " ()[]")
	major, _, ok := readVersion(strings.ToUpper(word))
	if !ok || !bare {
		return 0, title, false
	}
	return major, strings.TrimRight(title[:last], " ([,"), true
}

func titleKey(title string) string {
	title = strings.TrimRight(title, ". ")
	if _, rest, ok := cutTitleVersion(title, true); ok {
		title = rest
	}
	title = strings.ToLower(strings.Join(strings.Fields(title), " "))
	for strings.HasPrefix(title, "rfc: ") || strings.HasPrefix(title, "rfc ") {
		title = strings.TrimLeft(title[4:], " ")
	}
	return title
}

// isStableTarget knows "5.10.y", "5.9", "linux-6.1.y", "5.10-stable", "AUTOSEL", "stable".
func isStableTarget(words []string) bool {
	for _, w := range words {
		w = strings.TrimPrefix(strings.ToLower(w), "linux-")
		if strings.HasPrefix(w, "autosel") || w == "stable" || w == "-stable" || strings.HasPrefix(w, "stable-") || strings.HasSuffix(w, ".y") && isRelease(w) {
			return true
		}
	}
	return len(words) == 1 && isRelease(strings.ToLower(words[0])) // "for 6.8" is the mainline cycle
}

// isRelease knows "5.9", "5.10.y", "v6.1", "5.10-stable", "6.6-rc1-review", "5.10+".
func isRelease(w string) bool {
	w = strings.TrimPrefix(w, "v")
	w = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(w, "-stable"), "-lts"), "+")
	parts := strings.SplitN(w, ".", 3)
	if len(parts) < 2 {
		return false
	}
	major, err := strconv.Atoi(parts[0])
	if err != nil || major < 2 || major > 99 || utf8.RuneCountInString(parts[0]) > 2 {
		return false
	}
	if _, ok := smallNumber(parts[1]); !ok || len(parts[1]) > 3 {
		return false
	}
	if len(parts) == 3 {
		_, ok := smallNumber(parts[2])
		return ok || parts[2] == "y" || parts[2] == "x"
	}
	return true
}
