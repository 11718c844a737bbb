package trailers

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Match says how sure it is that two people are one.
type Match int

// From the least sure up.
const (
	Other       Match = iota // nothing in common
	SameName                 // the same full name of two words or more
	SameLocal                // the same local part of the address ("hoegsberg@")
	SameMailmap              // joined by the mailmap
	SameAddress              // the same address, letter case and +tag aside
)

// Same compares two people. mailmap maps an address (lower case) to its owner's canonical one; nil for none.
// Names are compared without case, accents, quotes, "Last, First" order and "(Company)" suffixes;
// initials count. A local part that is a mere first name, or nobody's ("info@"), proves nothing.
func Same(a, b Person, mailmap map[string]string) Match {
	localA, hostA := splitAddress(a.Email)
	localB, hostB := splitAddress(b.Email)
	sameLocal := localA != "" && strings.EqualFold(localA, localB)
	switch {
	case sameLocal && strings.EqualFold(hostA, hostB):
		return SameAddress
	case len(mailmap) > 0 && owner(a.Email, mailmap) == owner(b.Email, mailmap) && a.Email != "":
		return SameMailmap
	case sameLocal && telling(localA, a.Name, b.Name):
		return SameLocal
	case sameNames(a.Name, b.Name):
		return SameName
	}
	return Other
}

// owner follows the mailmap; an address it does not know is its own.
func owner(email string, mailmap map[string]string) string {
	email = strings.ToLower(email)
	if to, ok := mailmap[email]; ok {
		return strings.ToLower(to)
	}
	return email
}

// splitAddress cuts at the "@" and takes the +tag off. b4's relay keeps its tag: there it is the person.
func splitAddress(email string) (local, host string) {
	at := strings.LastIndexByte(email, '@')
	if at < 0 {
		return "", ""
	}
	local, host = email[:at], email[at+1:]
	if i := strings.IndexByte(local, '+'); i > 0 && !strings.EqualFold(local[:i], "devnull") {
		local = local[:i]
	}
	return local, host
}

// telling tells whether a local part shared by two addresses points at one person.
func telling(local, nameA, nameB string) bool {
	if len(local) < 3 {
		return false
	}
	switch strings.ToLower(local) {
	case "info", "root", "admin", "linux", "kernel", "lkml", "mail", "email", "dev", "devel", "contact", "patches",
		"noreply", "no-reply", "git", "hello", "linux-kernel", "kernel-dev", "devnull", "webmaster", "postmaster",
		"stable", "bot", "lists", "list", "foss", "opensource", "code", "public", "test", "user", "name":
		return false
	}
	var bufA, bufB [64]byte
	a, b := foldName(bufA[:0], nameA), foldName(bufB[:0], nameB)
	firstA, _, moreA := bytes.Cut(a, []byte(" "))
	firstB, _, moreB := bytes.Cut(b, []byte(" "))
	if !moreA || !moreB || bytes.Equal(a, b) || !bytes.Equal(firstA, firstB) {
		return true
	}
	// "john@" shared by John Smith and John Doe.
	var bufL [64]byte
	return !bytes.Equal(foldName(bufL[:0], local), firstA)
}

// sameNames compares full names; a lone word is none. "Charles (Chas) Smith" goes by "Chas Smith" too.
func sameNames(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if nickA, nickB := byNick(a), byNick(b); nickA != "" && sameNames(nickA, b) || nickB != "" && sameNames(a, nickB) {
		return true
	}
	var bufA, bufB [64]byte
	foldA, foldB := foldName(bufA[:0], a), foldName(bufB[:0], b)
	return bytes.IndexByte(foldA, ' ') > 0 && bytes.Equal(foldA, foldB)
}

// byNick is a name with what stands in brackets inside it for the first name, "" without.
func byNick(name string) string {
	_, rest, open := strings.Cut(name, "(")
	if !open {
		return ""
	}
	nick, last, closed := strings.Cut(rest, ")")
	if last = strings.TrimSpace(last); !closed || nick == "" || last == "" || strings.Contains(last, "(") {
		return ""
	}
	return nick + " " + last
}

// foldName appends a name in the form in which names are compared: "Müller, Jörg (ACME)" is
// "jorg muller". It allocates only for scripts beyond Latin and names over 64 bytes.
func foldName(buf []byte, name string) []byte {
	last, first, comma := strings.Cut(name, ",")
	if !comma || isBlank(first) {
		return foldWords(buf, last)
	}
	return foldWords(foldWords(buf, first), last)
}

func foldWords(buf []byte, s string) []byte {
	gap := len(buf) > 0
	depth := 0
	put := func(r byte) {
		if gap && len(buf) > 0 {
			buf = append(buf, ' ')
		}
		gap = false
		// ö is written o, oe or ö: an e after a vowel that takes dots does not count.
		if n := len(buf); r == 'e' && n > 0 && (buf[n-1] == 'a' || buf[n-1] == 'o' || buf[n-1] == 'u') {
			return
		}
		buf = append(buf, r)
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			i += n
			if depth == 0 {
				foldRune(r, put)
			}
			continue
		}
		i++
		switch {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth = max(depth-1, 0)
		case depth > 0:
		case c == ' ' || c == '\t' || c == '_':
			gap = true
		case c == '"' || c == '\'' || c == '.' || c == '`' || c == '\\' || c == ',':
		default:
			put(lower(c))
		}
	}
	return buf
}

// latin folds U+00C0 to U+017F; "?" stands for letters that fold to two, or to none.
const latin = "aaaaa??ceeeeiiii" + "dnooooo?ouuuuy??" + "aaaaa??ceeeeiiii" + "dnooooo?ouuuuy?y" +
	"aaaaaaccccccccdd" + "ddeeeeeeeeeegggg" + "gggghhhhiiiiiiii" + "ii??jjkkklllllll" +
	"lllnnnnnn???oooo" + "oo??rrrrrrssssss" + "ssttttttuuuuuuuu" + "uuuuwwyyyzzzzzzs"

// foldRune puts a letter beyond ASCII without its accents, in lower case.
func foldRune(r rune, put func(byte)) {
	if 0xC0 <= r && r < 0xC0+rune(len(latin)) {
		if c := latin[r-0xC0]; c != '?' {
			put(c)
			return
		}
	}
	switch {
	case r == 'ß':
		put('s')
		put('s')
	case r == 'æ' || r == 'Æ' || r == 'å' || r == 'Å':
		put('a')
	case r == 'œ' || r == 'Œ':
		put('o')
	case r == 'þ' || r == 'Þ':
		put('t')
		put('h')
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Pi, r) || unicode.Is(unicode.Pf, r):
	case unicode.IsSpace(r):
		put(' ')
	default:
		putFolded(r, put)
	}
}

func putFolded(r rune, put func(byte)) {
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.Is(unicode.Mn, d) {
			continue
		}
		var enc [utf8.UTFMax]byte
		for _, c := range enc[:utf8.EncodeRune(enc[:], unicode.ToLower(d))] {
			put(c)
		}
	}
}
