package series

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/trailers"
)

// readReply reads what a reply gives: trailer lines with the words that bear on them.
func (m *Mail) readReply() {
	if !strings.Contains(m.Text, "-by:") && !strings.Contains(m.Text, "-By:") {
		return
	}
	for _, t := range trailers.FindQuoted(m.Text, 1) {
		if trailers.IsReview(t.Key) {
			m.Quoted = append(m.Quoted, t)
		}
	}
	lines := strings.Split(m.Text, "\n")
	for _, t := range trailers.Find(m.Text, 1) {
		m.Given = append(m.Given, readGiven(t, lines))
	}
	m.Given = append(m.Given, m.saidOfSeries(lines)...)
}

var tagInSentence = lazyregexp.New(`^([^>|: \t][^>|:]{0,60}) ((?:Reviewed|Acked|Tested)-by: [^<>]+<([^<> ]+)>)[.!]?$`)

// saidOfSeries are tags at the end of a sentence about the series or some of its patches, "Series is Acked-by: …": the
// sender's own, without a condition. Of tags in other sentences nobody knows what they are for.
func (m *Mail) saidOfSeries(lines []string) (all []GivenTrailer) {
	for i, l := range lines {
		if l == "-- " {
			break
		}
		at := tagInSentence.FindStringSubmatch(strings.TrimRight(l, " \t\r"))
		if at == nil || !strings.EqualFold(at[3], m.From.Email) || exceptWords.MatchString(at[1]) || denialWords.MatchString(at[1]) || conditionWords.MatchString(at[1]) {
			continue
		}
		scope := readScope(at[1])
		for _, t := range trailers.Find(at[2], i+1) {
			if scope != "" {
				all = append(all, GivenTrailer{Trailer: t, Scope: scope})
			}
		}
	}
	return all
}

func readGiven(t trailers.Trailer, lines []string) GivenTrailer {
	g := GivenTrailer{Trailer: t}
	words := strings.TrimSpace(wordsBefore(lines, t.Line) + " " + t.Comment)
	if words == "" {
		return g
	}
	last := lastSentences(words)
	if c := conditionWords.FindString(last); c != "" && !unconditional.MatchString(last) {
		g.Condition = strings.Trim(c, " .,:;!…-")
	}
	if d := denialWords.FindString(last); d != "" {
		g.Denial = d
	}
	g.Scope = cmp.Or(readScope(last), earlierScope(words))
	return g
}

// earlierScope is what a sentence further up says the tag is for: some patches, counted, or a set of them that works.
func earlierScope(words string) string {
	if m := namedPatches.FindStringSubmatch(words); m != nil && m[1] != "" {
		return readScope(m[0])
	}
	if setWorks.MatchString(words) && !exceptWords.MatchString(words) {
		return "series"
	}
	return ""
}

// wordsBefore joins the reply's own lines that stand right above a trailer, at most four of them;
// trailers and blank lines between are passed over, a quote ends them.
func wordsBefore(lines []string, line int) string {
	var own []string
	for i := line - 2; i >= 0 && len(own) < 4; i-- {
		l := strings.TrimSpace(lines[i])
		switch {
		case strings.HasPrefix(l, ">"), strings.HasSuffix(l, "wrote:"), strings.HasSuffix(l, "writes:"):
			i = 0
		case l == "":
			if len(own) > 0 {
				i = 0
			}
		case trailerLine.MatchString(l) && len(own) == 0:
		default:
			own = append([]string{l}, own...)
		}
	}
	return strings.Join(own, " ")
}

var trailerLine = lazyregexp.New(`^[A-Z][A-Za-z-]*-by: `)

// lastSentences keeps the last sentence, and the one before it where the last is a mere "you can add my:".
func lastSentences(words string) string {
	ends := sentenceEnd.FindAllStringIndex(words, -1)
	for i := len(ends) - 1; i >= 0; i-- {
		if rest := words[ends[i][1]:]; len(strings.Fields(rest)) > 5 {
			return rest
		} else if rest != "" && !addMy.MatchString(rest) {
			return rest
		}
	}
	return words
}

var (
	sentenceEnd = lazyregexp.New(`[.!?]\s+`)
	addMy       = lazyregexp.New(`(?i)^(so |then |please |feel free to )*(you can |you may |i'll |i can )?(please )?(also )?add( my)?\b`)

	// conditionWords: "With that fixed:", "…, with the todo deleted:", "Once that's addressed".
	conditionWords = lazyregexp.New(`(?i)(?:^|[,;:(–-] ?|\b(?:but|so|and|then|also) )(?:with|once|assuming|provided|modulo|after|if)\b[^!?]*$`)
	// unconditional: openings that look alike and ask for nothing.
	unconditional = lazyregexp.New(`(?i)with (?:this|the) current|either way|with (?:this|the|these|those|your) (?:patch|series|set|change)(?:es|s|set)?(?: series| set)?(?: applied| on| in|[.,:;]|$)|if (?:you|it|that|this) (?:want|like|helps|matters|is useful|makes)|in any case|with (?:many )?thanks|with pleasure|with regards|if (?:it's|its|it is) not too late|if (?:still )?(?:needed|required|relevant)|(?:tested|booted|run|ran|built|compiled|works|verified)\b.*\bwith\b|after (?:testing|a quick|some|looking|reading|review)`)
	denialWords   = lazyregexp.New(`(?i)\b(?:drop|remove|withdraw|withdrawing|retract|revoke|take back|cannot give|can't give|won't give|not giving|without) (?:my\b|the (?:tags?|r-?b|a-?b|t-?b|reviewed|acked|tested)\b)`)

	seriesWords  = lazyregexp.New(`(?i)\b(?:(?:for|of|on) (?:the |this |whole |entire |all |full |complete )*(?:series|set|patch ?set|lot)\b|(?:this|the|whole|entire|complete) (?:patch )?(?:series|patchset|set)\b|(?:whole|entire) (?:lot|thing|pile)\b|(?:all|both) (?:of )?(?:the |these |those |two |three |four |five |\d+ )*patches\b)|^series\b`)
	exceptWords  = lazyregexp.New(`(?i)\b(?:except|apart from|other than|but not)\b|\bpatches for \w+`)
	firstPatches = lazyregexp.New(`(?i)\bfirst (two|three|four|five|six|seven|eight|nine|ten|\d{1,3}) patches\b`)
	patchNumbers = lazyregexp.New(`(?i)\bpatch(?:es)? #?(\d{1,3}(?:/\d+)?(?:(?:\s*(?:,|&|-|–|\+|to|through|and|and patch)\s*)+#?\d{1,3}(?:/\d+)?)*)`)
	setWorks     = lazyregexp.New(`(?i)\b(?:the|this) (?:(?:whole|entire|complete|full) )?(?:series|patch ?set|set) (?:works?|looks? (?:good|fine|ok)|is (?:fine|good))\b`)
	namedPatches = lazyregexp.New(`(?i)\bthe (?:(two|three|four|five|six|\d{1,2}) )?([\w./-]{3,}) patches\b`)
)

var numberWords = map[string]int{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}

// readScope reads for which patches a tag is meant: "series", "1-3,5", "named P2PDMA", "2 named P2PDMA", or "" for the
// mail answered.
func readScope(words string) string {
	var parts []string
	if m := firstPatches.FindStringSubmatch(words); m != nil {
		parts = append(parts, "1-"+strconv.Itoa(readCount(m[1])))
	}
	for _, m := range patchNumbers.FindAllStringSubmatch(words, -1) {
		parts = append(parts, numberList(m[1]))
	}
	switch {
	case len(parts) > 0:
		return strings.Join(parts, ",")
	case seriesWords.MatchString(words) && !exceptWords.MatchString(words):
		return "series"
	}
	if m := namedPatches.FindStringSubmatch(words); m != nil && !exceptWords.MatchString(words) {
		if n := readCount(m[1]); n > 0 {
			return fmt.Sprintf("%d named %s", n, m[2])
		}
		return "named " + m[2]
	}
	return ""
}

func readCount(word string) int {
	if n, ok := numberWords[strings.ToLower(word)]; ok {
		return n
	}
	n, _ := strconv.Atoi(word)
	return n
}

var (
	listRange = lazyregexp.New(`\s*(?:-|–|to|through)\s*`)
	listComma = lazyregexp.New(`(?:\s*(?:,|&|\+|and patch|and)\s*)+`)
	listTotal = lazyregexp.New(`/\d+`)
)

// numberList turns "1 to 3, 5 and 7/9" into "1-3,5,7".
func numberList(s string) string {
	s = listTotal.ReplaceAllString(strings.ReplaceAll(s, "#", ""), "")
	return listComma.ReplaceAllString(listRange.ReplaceAllString(s, "-"), ",")
}

// InScope tells whether patch number n lies in a list such as "1-3,5".
func InScope(list string, n int) bool {
	for _, part := range strings.Split(list, ",") {
		low, high, isRange := strings.Cut(part, "-")
		a, err := strconv.Atoi(low)
		if err != nil {
			continue
		}
		b := a
		if isRange {
			if b, err = strconv.Atoi(high); err != nil {
				continue
			}
		}
		if a <= n && n <= b {
			return true
		}
	}
	return false
}
