package mbox

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/charmap"
)

// toUTF8 recodes data; not ok where the charset is unknown or the bytes are not of it.
// Then UTF-8 is kept where it stands and every other byte is taken for windows-1252.
func toUTF8(data []byte, declared string) (string, bool) {
	name := charsetName(declared)
	switch name {
	case "", "us-ascii":
		text, _ := mendUTF8(data)
		return text, isASCII(data)
	case "utf-8":
		return mendUTF8(data)
	}
	if isASCII(data) && !isStateful(name) {
		return string(data), knownCharset(name)
	}
	r, err := charset.Reader(name, bytes.NewReader(data))
	if err != nil {
		text, _ := mendUTF8(data)
		return text, false
	}
	text, err := io.ReadAll(r)
	if err != nil {
		text, _ := mendUTF8(data)
		return text, false
	}
	return string(text), !bytes.Contains(text, []byte("\uFFFD"))
}

// charsetName brings the spellings found in mail to those of the IANA registry.
func charsetName(declared string) string {
	name := strings.ToLower(strings.Trim(declared, " \t\"'"))
	switch name {
	case "utf8", "utf_8", "utf-8-sig", "unicode-1-1-utf-8", "x-utf-8":
		return "utf-8"
	case "ascii", "ansi_x3.4-1968", "us_ascii", "usascii", "646":
		return "us-ascii"
	}
	if rest, ok := strings.CutPrefix(name, "iso8859"); ok {
		return "iso-8859" + "-" + strings.TrimLeft(rest, "-_")
	}
	if rest, ok := strings.CutPrefix(name, "cp125"); ok {
		return "windows-125" + rest
	}
	return name
}

func knownCharset(declared string) bool {
	name := charsetName(declared)
	switch name {
	case "", "us-ascii", "utf-8":
		return true
	}
	_, err := charset.Reader(name, strings.NewReader(""))
	return err == nil
}

// isStateful tells of charsets that write other characters with ASCII bytes.
func isStateful(name string) bool {
	return strings.HasPrefix(name, "iso-2022") || strings.HasPrefix(name, "hz") || strings.HasPrefix(name, "utf")
}

// mendUTF8 returns data as UTF-8: ok if it was; else each byte that is not part of a character is
// read as windows-1252, which undeclared mail mostly is.
func mendUTF8(data []byte) (string, bool) {
	if utf8.Valid(data) {
		return string(data), true
	}
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			b.WriteRune(charmap.Windows1252.DecodeByte(data[0]))
		} else {
			b.Write(data[:n])
		}
		data = data[n:]
	}
	return b.String(), false
}

func isASCII(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
