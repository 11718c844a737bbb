package trailers

import (
	"strconv"
	"strings"
)

// Stable is a `Cc: stable` value read (Documentation/process/stable-kernel-rules.rst, option 1).
type Stable struct {
	Address  string   // as written, but for an archive's "(a)" and " at "
	Good     bool     // stable@vger.kernel.org, stable@kernel.org, or stable+noautosel@kernel.org
	NoAuto   bool     // stable+noautosel
	Floor    string   // "v5.9" of "# v5.9+", "# 5.9.x", …: the lowest version named; "" if none is stated
	Open     bool     // the floor has a "+": that release and all after it
	Versions []string // all versions named, as "5.9"
	Prereq   []string // commit ids named as prerequisites: "# 5.4.x: 1b2c3d4e5f60: subject"
	Comment  string   // the whole comment, the "#" aside; without "#" what follows the address
	Note     string   // what of the comment only people can read: "after -rc4", "needs adjusting for 5.15"
	Odd      bool     // there is a comment that is none of the documented forms
}

// ReadStable reads a Cc trailer; false where it names no stable list of the kernel, misspelt ones included.
func ReadStable(t Trailer) (Stable, bool) {
	if !t.Is("Cc") {
		return Stable{}, false
	}
	value := t.Value
	if strings.IndexByte(value, '@') < 0 && len(value) < 200 {
		value = strings.Replace(strings.Replace(value, "(a)", "@", 1), " at ", "@", 1)
	}
	s, before, rest, ok := findStable(value)
	if !ok {
		return Stable{}, false
	}
	s.Comment = t.Comment
	if rest = strings.Trim(rest, " \t>,;"); rest != "" && !hasAddress(rest) {
		s.Odd = true // a comment without its "#"
		s.Comment = trim(rest + " " + s.Comment)
	}
	s.readComment()
	if name := strings.Trim(before, " \t<\"'#[]()"); s.Comment == "" && isVersion(name) { // "Cc: 5.8+ <stable@vger.kernel.org>"
		s.readVersion(name)
		s.setFloor()
	}
	return s, true
}

// findStable looks for the list's address in a value that may hold several.
func findStable(value string) (s Stable, before, rest string, ok bool) {
	for off := 0; off < len(value); {
		for off < len(value) && isAddressEnd(value[off]) {
			off++
		}
		end := off
		for end < len(value) && !isAddressEnd(value[end]) {
			end++
		}
		word := value[off:end]
		if good, is := stableAddress(word); is {
			s = Stable{Address: word, Good: good, NoAuto: strings.HasPrefix(strings.ToLower(word), "stable+noautosel")}
			return s, value[:off], value[end:], true
		}
		off = end
	}
	// "Cc: stable # v5.4": the list's name alone.
	if word, rest, _ := strings.Cut(value, " "); strings.EqualFold(word, "stable") && !hasAddress(rest) {
		return Stable{Address: word}, "", rest, true
	}
	return Stable{}, "", "", false
}

func isAddressEnd(c byte) bool { return isSeparator(c) || c == '<' || c == '>' || c == '"' || c == '#' }

// stableAddress tells whether a word is the list's address, rightly written or nearly.
// Other projects have a stable@ of their own.
func stableAddress(word string) (good, is bool) {
	local, host, ok := strings.Cut(strings.ToLower(word), "@")
	if !ok {
		return false, false
	}
	local = strings.TrimPrefix(local, "mailto:")
	vger, kernel := host == "vger.kernel.org", host == "kernel.org"
	switch {
	case local == "stable":
		return vger || kernel, vger || kernel || nearKernel(host)
	case strings.HasPrefix(local, "stable+"):
		return kernel && local == "stable+noautosel", vger || kernel || nearKernel(host)
	case local == "linux-stable":
		return false, vger || kernel
	}
	return false, (vger || kernel) && editDistance(local, "stable") == 1
}

// nearKernel finds kernel.vger.org, vger.org, vger.kernel.com, vger.kernl.org.
func nearKernel(host string) bool {
	if strings.Contains(host, "vger") || strings.HasPrefix(host, "kernel.") || strings.HasSuffix(host, "kernel.org") {
		return true
	}
	return editDistance(host, "vger.kernel.org") <= 2 || editDistance(host, "kernel.org") <= 1
}

// readComment fills in what the comment says of versions and prerequisites. Versions make a floor where nothing stands
// beside them that could turn it into something else; all other words are for people.
func (s *Stable) readComment() {
	text := strings.Trim(s.Comment, "#[]() \t")
	if text == "" || s.NoAuto {
		return
	}
	if low := strings.ToLower(text); strings.HasPrefix(low, "after ") || strings.HasPrefix(low, "see patch description") {
		s.Note = text
		return
	}
	said, note := cutNote(text)
	versions, ids, _ := strings.Cut(said, ":")
	documented, ranged, foreign, only := note == "", false, false, false
	for _, word := range strings.FieldsFunc(versions, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == ';' }) {
		known := len(s.Versions)
		documented = s.readVersion(word) && documented
		low := strings.ToLower(word)
		ranged, only = ranged || boundsAbove(low), only || low == "only"
		foreign = foreign || len(s.Versions) == known && !besideVersions[low]
	}
	if s.setFloor(); ranged || foreign || only && !s.Open {
		s.Floor, s.Open = "", false
	}
	left := s.readPrereqs(ids)
	switch {
	case s.Floor == "":
		note = text
	case left != "":
		note = left
	}
	s.Note, s.Odd = note, s.Odd || !documented || len(s.Versions) == 0
}

// cutNote parts versions and prerequisites from the words for people behind them.
func cutNote(text string) (said, note string) {
	colon := strings.IndexByte(text+":", ':')
	cut := colon
	for _, at := range []string{" after ", " once ", "(", "#", ";", ","} {
		if i := strings.Index(text[:colon], at); i > 0 && i < cut && !beginsWithVersion(text[i+len(at):]) {
			cut = i
		}
	}
	if cut == colon {
		return text, ""
	}
	return trim(text[:cut]), strings.Trim(text[cut:], " \t,;#()")
}

// beginsWithVersion tells whether a list of versions goes on.
func beginsWithVersion(text string) bool {
	word, _, _ := strings.Cut(trim(text), " ")
	return isVersion(strings.Trim(word, ",;:"))
}

// isVersion tells a word that is a version and nothing else.
func isVersion(word string) bool {
	var s Stable
	return s.readVersion(word) && len(s.Versions) == 1
}

// besideVersions are words that leave a version what it is.
var besideVersions = map[string]bool{
	"and": true, "or": true, "&": true, ">": true, ">=": true, "+": true, "only": true, "since": true, "from": true, "for": true, "starting": true, "with": true,
	"later": true, "up": true, "upwards": true, "on": true, "onwards": true, "onward": true, "newer": true, "above": true, "higher": true,
	"stable": true, "kernel": true, "kernels": true, "lts": true, "all": true, "please": true,
}

// boundsAbove tells a word that makes a version the last one meant, or a range: "<= 6.2", "5.4 - 6.2", "5.4-6.2",
// "until 6.2", "5.4..6.2".
func boundsAbove(word string) bool {
	switch word {
	case "-", "\u2013", "to", "until", "till", "through", "upto", "before", "prior", "below", "older", "earlier":
		return true
	}
	_, after, _ := strings.Cut(word, "-")
	after = strings.TrimLeft(after, "v<=")
	return strings.HasPrefix(word, "<") || strings.Contains(word, "..") || after != "" && isDigit(after[0])
}

// readVersion reads "v5.9", "5.9+", "5.9.x", ">=5.9", "5.9-", "5.9-stable"; false for what the documents do not name.
func (s *Stable) readVersion(word string) (documented bool) {
	switch word {
	case "later", "up", "onwards", "onward", "newer", "above":
		s.Open = true
		return false
	}
	bare := strings.TrimLeft(word, ">=~")
	documented = len(bare) == len(word)
	if !documented && strings.HasPrefix(word, ">") {
		s.Open = true
	}
	bare = strings.TrimPrefix(strings.TrimPrefix(bare, "v"), "V")
	n := 0
	for n < len(bare) && (isDigit(bare[n]) || bare[n] == '.') {
		n++
	}
	number, suffix := strings.TrimRight(bare[:n], "."), bare[n:]
	if strings.IndexByte(number, '.') <= 0 || !isDigit(number[0]) {
		return false
	}
	switch suffix {
	case "", "x", "y":
	case "+", "x+", "y+":
		s.Open = true
	default:
		s.Open = s.Open || suffix == "-" || strings.HasSuffix(suffix, "+")
		documented = false
	}
	s.Versions = append(s.Versions, number)
	return documented
}

// setFloor takes the lowest of the versions.
func (s *Stable) setFloor() {
	if len(s.Versions) == 0 {
		s.Open = false
		return
	}
	low := s.Versions[0]
	for _, v := range s.Versions[1:] {
		if VersionLess(v, low) {
			low = v
		}
	}
	s.Floor = "v" + low
}

// VersionLess compares dotted numbers: "5.9" is less than "5.10".
func VersionLess(a, b string) bool {
	for a != "" || b != "" {
		var partA, partB string
		partA, a, _ = strings.Cut(a, ".")
		partB, b, _ = strings.Cut(b, ".")
		x, _ := strconv.Atoi(partA)
		y, _ := strconv.Atoi(partB)
		if x != y {
			return x < y
		}
	}
	return false
}

// readPrereqs reads "id: subject" and "id, id" behind a version's colon, and gives back what is neither.
func (s *Stable) readPrereqs(text string) (left string) {
	for text = trim(text); text != ""; {
		id := leadingHex(text)
		rest := text[len(id):]
		if len(id) < 7 || rest != "" && isKeyByte(rest[0]) {
			break
		}
		s.Prereq = append(s.Prereq, id)
		if rest = trim(rest); strings.HasPrefix(rest, ":") {
			return ""
		}
		text = strings.TrimLeft(rest, ", \t")
	}
	if text != "" && len(s.Prereq) == 0 {
		s.Odd = true
	}
	return text
}
