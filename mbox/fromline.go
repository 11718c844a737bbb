package mbox

import "bytes"

// maxFromLine bounds how far a From_ line is looked at: a longer one is not believed.
const maxFromLine = 1000

// isFromLine tells whether a line (with or without its line end) starts a message, by the rule of
// git's mailsplit: the last colon stands in hh:mm:ss and a year after 90 follows it. That takes in
// format-patch's "From <40 hex> Mon Sep 17 00:00:00 2001" and public-inbox's "From mboxrd@z Thu …".
func isFromLine(line []byte) bool {
	line = bytes.TrimRight(line, "\r\n")
	if len(line) < 19 || len(line) > maxFromLine || !bytes.HasPrefix(line, fromSpace) {
		return false
	}
	c := bytes.LastIndexByte(line[:len(line)-1], ':')
	if c < 9 || c+3 > len(line) {
		return false
	}
	for _, i := range [...]int{c - 4, c - 2, c - 1, c + 1, c + 2} {
		if !isDigit(line[i]) {
			return false
		}
	}
	year := 0
	for _, b := range bytes.TrimPrefix(bytes.TrimLeft(line[c+3:], " \t"), []byte{'+'}) { // as strtol reads it
		if !isDigit(b) || year > 9999 {
			break
		}
		year = year*10 + int(b-'0')
	}
	return year > 90
}

var (
	fromSpace  = []byte("From ")
	newFrom    = []byte("\nFrom ")
	quotedFrom = []byte(">From ")
	mboxrdFrom = []byte("From mboxrd@z ")
)

// unquoteFrom takes one '>' off every line that is '>'s and then "From ", in place, as mboxrd asks.
func unquoteFrom(data []byte) []byte {
	if !bytes.Contains(data, quotedFrom) {
		return data
	}
	out := data[:0]
	for len(data) > 0 {
		line := firstLine(data)
		data = data[len(line):]
		if line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), fromSpace) {
			line = line[1:]
		}
		out = append(out, line...)
	}
	return out
}

// firstLine returns data up to and with its first line feed.
func firstLine(data []byte) []byte {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return data[:i+1]
	}
	return data
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isSpace(b byte) bool { return b == ' ' || '\t' <= b && b <= '\r' }
