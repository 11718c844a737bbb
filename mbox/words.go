package mbox

import (
	"strings"
	"unicode/utf8"
)

// decodeWords decodes RFC 2047 encoded-words: blanks between two of them go, a word that is broken or
// of an unknown charset stays as it is, and bytes over 127 outside of them are mended to UTF-8.
// Neighbours of one charset are joined before they are recoded, since mailers cut characters in two.
func decodeWords(s string) string {
	if !strings.Contains(s, "=?") {
		return mendString(s)
	}
	var out strings.Builder
	var run []byte // decoded bytes of neighbouring words
	charset := ""
	flush := func() {
		if len(run) > 0 {
			text, _ := toUTF8(run, charset)
			out.WriteString(text)
			run = run[:0]
		}
	}
	for {
		i := strings.Index(s, "=?")
		if i < 0 {
			break
		}
		w, ok := cutWord(s[i:])
		if !ok {
			flush()
			out.WriteString(mendString(s[:i+2]))
			s = s[i+2:]
			charset = ""
			continue
		}
		blank := strings.TrimLeft(s[:i], " \t\r\n") == ""
		if !blank || charset == "" { // more than blanks, or no word before them
			flush()
			out.WriteString(mendString(s[:i]))
		} else if !strings.EqualFold(w.charset, charset) {
			flush()
		}
		charset = w.charset
		run = append(run, w.decoded...)
		s = s[i+w.length:]
	}
	flush()
	out.WriteString(mendString(s))
	return out.String()
}

func mendString(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	text, _ := mendUTF8([]byte(s))
	return text
}

// word is one encoded-word: its charset, its bytes, and its length as written.
type word struct {
	charset string
	decoded []byte
	length  int
}

// cutWord reads the encoded-word s starts with.
func cutWord(s string) (word, bool) {
	const maxCharset, maxWord = 40, 4096 // RFC 2047 lets a word have 75 characters
	q := strings.IndexByte(s[2:min(len(s), 2+maxCharset)], '?')
	if q <= 0 || len(s) < 2+q+3 || s[2+q+2] != '?' {
		return word{}, false
	}
	charset, _, _ := strings.Cut(s[2:2+q], "*") // RFC 2231's language
	text := s[2+q+3:]
	end := strings.Index(text[:min(len(text), maxWord)], "?=")
	if end < 0 {
		return word{}, false
	}
	w := word{charset: charset, length: 2 + q + 3 + end + 2}
	text = text[:end]
	switch s[2+q+1] | 0x20 {
	case 'q':
		w.decoded = decodeQ(text)
	case 'b':
		w.decoded = decodeBase64([]byte(text), nil)
	default:
		return word{}, false
	}
	return w, knownCharset(charset)
}

// decodeQ decodes the Q encoding; what is no hex pair stays.
func decodeQ(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '_':
			out = append(out, ' ')
		case s[i] == '=' && i+2 < len(s) && hexByte(s[i+1], s[i+2]) >= 0:
			out = append(out, byte(hexByte(s[i+1], s[i+2])))
			i += 2
		default:
			out = append(out, s[i])
		}
	}
	return out
}

// hexByte returns the byte two hex digits stand for, or -1.
func hexByte(a, b byte) int {
	hi, lo := hexDigit(a), hexDigit(b)
	if hi < 0 || lo < 0 {
		return -1
	}
	return hi<<4 | lo
}

func hexDigit(b byte) int {
	switch {
	case isDigit(b):
		return int(b - '0')
	case 'a' <= b|0x20 && b|0x20 <= 'f':
		return int(b|0x20-'a') + 10
	}
	return -1
}
