package mbox

import (
	"bytes"
	"regexp"
)

// dumpCutter tells where one mail of a dump ends and the next begins.
type dumpCutter struct {
	lines      [][]byte       // with their line ends
	signatures map[string]int // by the signer: how long the signature is, told by its repetition
}

func newDumpCutter(data []byte) *dumpCutter {
	c := &dumpCutter{signatures: map[string]int{}}
	for len(data) > 0 {
		line := firstLine(data)
		c.lines = append(c.lines, line)
		data = data[len(line):]
	}
	seen := map[string]int{} // signer: where he signed before
	for i := range c.lines {
		if !c.isSignature(i) {
			continue
		}
		signer := string(trimmed(c.lines[i+1]))
		if before, ok := seen[signer]; ok {
			c.signatures[signer] = max(c.signatures[signer], c.common(before, i+1))
		}
		seen[signer] = i + 1
	}
	return c
}

// common counts the lines that are the same from a and from b on.
func (c *dumpCutter) common(a, b int) int {
	const longest = 12
	n := 0
	for n < longest && b+n < len(c.lines) && bytes.Equal(c.lines[a+n], c.lines[b+n]) && !isBlank(c.lines[a+n]) {
		n++
	}
	return n
}

// end returns where the mail that starts at line start ends.
func (c *dumpCutter) end(start int) int {
	var hunk hunkCount
	quoter := c.attribution(start)
	replies, diff := quoter > 0, false
	for i := start + quoter; i < len(c.lines); i++ {
		line := c.lines[i]
		switch {
		case line[0] == '>':
			replies = true
			continue
		case i > start && c.attribution(i) > 0 && (replies || diff || !c.prose(start, i)):
			return i
		case i > start && c.isFrom(i) && !hunk.open() && !c.blank(start, i):
			return i
		case isGitSignature(c.lines[i:]):
			return c.footer(i + 2)
		case c.isSignature(i) && (!hunk.open() || c.signatures[string(trimmed(c.lines[i+1]))] > 0):
			return c.footer(i + 1 + c.signatureLength(i+1))
		case hunk.start(line):
			diff = true
		case hunk.open():
			hunk.count(line)
		case diff && !isDiffLine(line) && hunk.done:
			return c.footer(i)
		}
		if isDiffHeader(line) {
			hunk.done = false
		}
	}
	return len(c.lines)
}

// footer passes a list's footer and blank lines at i: they belong to the mail before.
func (c *dumpCutter) footer(i int) int {
	i = c.skipBlank(i)
	if i < len(c.lines) && bytes.HasPrefix(c.lines[i], []byte("____________________")) {
		for n := 0; n < 4 && i < len(c.lines) && !isBlank(c.lines[i]) && (n == 0 || c.isFooter(i)); n++ {
			i++
		}
	}
	return c.skipBlank(i)
}

func (c *dumpCutter) isFooter(i int) bool {
	return footerLine.Match(c.lines[i]) && !c.isFrom(i) && c.attribution(i) == 0
}

func (c *dumpCutter) skipBlank(i int) int {
	for i < len(c.lines) && isBlank(c.lines[i]) {
		i++
	}
	return i
}

func (c *dumpCutter) blank(from, to int) bool { return c.skipBlank(from) >= to }

// prose tells whether there is nothing of a finished mail between two lines: then an attribution below
// is of the same, top-posted mail.
func (c *dumpCutter) prose(from, to int) bool {
	for _, line := range c.lines[from:to] {
		if bytes.Contains(line, []byte("-by: ")) {
			return false
		}
	}
	return true
}

var (
	footerLine  = regexp.MustCompile(`(?i)mailing list|https?://|@|\(a\)| at `)
	gitVersion  = regexp.MustCompile(`^\d+\.\d+(\.\w+)*([-.+ ].*)?$`)
	attribution = regexp.MustCompile(`(?i)(^(on|am|le|el|op|il|den)\b.*|.*[@>]\s*)(wrote|writes|schrieb.*|a écrit|escribió|ha scritto|schreef|skrev)\s*:$`)
	inBodyMail  = regexp.MustCompile(`^From: .*(<[^<>\s]+(@|\(a\)| at )[^<>]+>|\S+(@|\(a\))\S+)$`)
	replyHead   = regexp.MustCompile(`(?i)^(sent|gesendet|envoyé):`)
)

// attribution returns how many lines, one or two, at i say who is quoted below; 0 where none does.
func (c *dumpCutter) attribution(i int) int {
	const longest = 300
	if i >= len(c.lines) || len(c.lines[i]) > longest {
		return 0
	}
	line, n := trimmed(c.lines[i]), 1
	if len(line) == 0 || line[0] == '>' {
		return 0
	}
	if line[len(line)-1] != ':' {
		if i+1 == len(c.lines) || len(c.lines[i+1]) > longest || !startsAttribution(line) {
			return 0
		}
		second := trimmed(c.lines[i+1])
		if len(second) == 0 || second[0] == '>' || second[len(second)-1] != ':' {
			return 0
		}
		line = bytes.Join([][]byte{line, second}, []byte{' '})
		n = 2
	}
	if !attribution.Match(line) {
		return 0
	}
	next := c.skipBlank(i + n)
	if next == len(c.lines) || c.lines[next][0] != '>' {
		return 0
	}
	return n
}

// startsAttribution tells of the first line of two: it names a day.
func startsAttribution(line []byte) bool {
	for _, word := range [...]string{"On ", "Am ", "Le ", "El "} {
		if bytes.HasPrefix(line, []byte(word)) {
			return bytes.ContainsAny(line, "0123456789")
		}
	}
	return false
}

// isFrom tells whether line i is a From: line that a mail's text starts with.
func (c *dumpCutter) isFrom(i int) bool {
	if !bytes.HasPrefix(c.lines[i], []byte("From: ")) || len(c.lines[i]) > 300 {
		return false
	}
	return inBodyMail.Match(trimmed(c.lines[i])) && (i+1 == len(c.lines) || !replyHead.Match(c.lines[i+1]))
}

// isSignature tells whether line i is a signature's mark with a signer below it.
func (c *dumpCutter) isSignature(i int) bool {
	if !isDashes(c.lines[i]) || i+1 >= len(c.lines) || isBlank(c.lines[i+1]) {
		return false
	}
	return bytes.IndexByte([]byte("+-@ >"), c.lines[i+1][0]) < 0
}

// signatureLength counts the lines of the signature at i: what others of the same signer have in
// common with it, or, if he signed once, what is short and no sentence.
func (c *dumpCutter) signatureLength(i int) int {
	if n := c.signatures[string(trimmed(c.lines[i]))]; n > 0 {
		return min(n, len(c.lines)-i)
	}
	const most, widest = 5, 60
	n := 1
	for n < most && i+n < len(c.lines) {
		line := trimmed(c.lines[i+n])
		if len(line) == 0 || len(line) > widest || c.attribution(i+n) > 0 || c.isFrom(i+n) ||
			bytes.IndexByte([]byte(".,;:"), line[len(line)-1]) >= 0 {
			break
		}
		n++
	}
	return n
}

// isGitSignature tells whether lines start with "-- " and a version, as git ends its patches.
func isGitSignature(lines [][]byte) bool {
	return len(lines) > 1 && isDashes(lines[0]) && len(lines[1]) < 60 && gitVersion.Match(trimmed(lines[1]))
}

func isDashes(line []byte) bool { return bytes.Equal(trimmed(line), []byte("--")) }

func trimmed(line []byte) []byte { return bytes.TrimRight(line, " \t\r\n") }
