package mbox

import (
	"bytes"
	"encoding/base64"
)

// decodeBase64 keeps whatever decodes; bad, if given, is told of the first byte that is not base64's.
// Foreign bytes are passed over as git does, but not so a line of words or anything below the padding:
// that is a footer some list has hung on.
func decodeBase64(data []byte, bad func(at int)) []byte {
	clean := make([]byte, 0, len(data))
	for at := 0; at < len(data); {
		line := firstLine(data[at:])
		foreign := foreignByte(line)
		if foreign >= 0 && bad != nil {
			bad(at + foreign)
			bad = nil
		}
		at += len(line)
		padded := len(clean) > 0 && clean[len(clean)-1] == '='
		if foreign >= 0 && (padded || bytes.IndexByte(bytes.TrimSpace(line), ' ') >= 0) {
			continue
		}
		clean = appendBase64(clean, line)
	}
	return decodeQuads(clean)
}

// foreignByte returns where the first byte stands that is neither base64's nor white space, or -1.
func foreignByte(line []byte) int {
	for i, b := range line {
		if !isBase64(b) && b != '=' && !isSpace(b) {
			return i
		}
	}
	return -1
}

func isBase64(b byte) bool {
	return 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z' || isDigit(b) || b == '+' || b == '/'
}

// appendBase64 appends what is base64 of a line; padding fills up to four.
func appendBase64(clean, line []byte) []byte {
	for _, b := range line {
		switch {
		case isBase64(b):
			clean = append(clean, b)
		case b == '=':
			if n := len(clean) % 4; n > 0 { // the end of a run: another may follow
				clean = append(clean, "===="[:4-n]...)
			}
		}
	}
	return clean
}

// decodeQuads decodes clean base64, padding inside of it included.
func decodeQuads(clean []byte) []byte {
	out := make([]byte, 0, len(clean)/4*3+3)
	for len(clean) > 0 {
		run := clean
		if i := bytes.IndexByte(clean, '='); i >= 0 {
			run = clean[:i]
			clean = clean[min((i+3)/4*4, len(clean)):]
		} else {
			clean = nil
		}
		if len(run)%4 == 1 {
			run = run[:len(run)-1]
		}
		out, _ = base64.RawStdEncoding.AppendDecode(out, run)
	}
	return out
}
