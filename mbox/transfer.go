package mbox

import (
	"bytes"
	"strings"
)

// The transfer encodings of RFC 2045, as far as they change bytes.
const (
	plainEncoding = iota
	quotedPrintable
	base64Encoding
)

// transferEncoding reads a Content-Transfer-Encoding; not ok if it is none of RFC 2045's.
// Like git it looks for the name anywhere in the value.
func transferEncoding(value string) (encoding int, ok bool) {
	value = strings.ToLower(strings.TrimSpace(value))
	switch {
	case value == "" || value == "7bit" || value == "8bit" || value == "binary":
		return plainEncoding, true
	case strings.Contains(value, "base64"):
		return base64Encoding, value == "base64"
	case strings.Contains(value, "quoted-printable"):
		return quotedPrintable, value == "quoted-printable"
	}
	return plainEncoding, false
}

// decodeQuotedPrintable decodes as git does: a soft line break joins, blanks at the end of a line stay,
// an '=' that starts no hex pair stays.
func decodeQuotedPrintable(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for {
		i := bytes.IndexByte(data, '=')
		if i < 0 {
			return append(out, data...)
		}
		out = append(out, data[:i]...)
		data = data[i+1:]
		switch {
		case len(data) == 0:
			return out
		case data[0] == '\n':
			data = data[1:]
		case len(data) > 1 && data[0] == '\r' && data[1] == '\n':
			data = data[2:]
		case len(data) > 1 && hexByte(data[0], data[1]) >= 0:
			out = append(out, byte(hexByte(data[0], data[1])))
			data = data[2:]
		default:
			out = append(out, '=')
		}
	}
}

// unflow joins the lines of format=flowed text (RFC 3676) as git does: a line that ends in a blank
// runs on in the next, a leading blank is stuffing, the signature's "-- " stays.
func unflow(text string, delSp bool) string {
	var b strings.Builder
	b.Grow(len(text))
	for text != "" {
		line, rest, ended := strings.Cut(text, "\n")
		text = rest
		if line == "-- " || line == "-- \r" {
			if s := b.String(); s != "" && s[len(s)-1] != '\n' {
				b.WriteByte('\n')
			}
			b.WriteString(line)
		} else {
			line = strings.TrimPrefix(line, " ")
			soft := strings.TrimSuffix(line, "\r")
			if strings.HasSuffix(soft, " ") {
				if delSp {
					soft = soft[:len(soft)-1]
				}
				b.WriteString(soft)
				continue
			}
			b.WriteString(line)
		}
		if ended {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
