package mbox

import (
	"bytes"
	"strings"
)

// fieldName returns the length of the field name a line starts with and the place of its colon;
// a name is printable ASCII (RFC 5322, 3.6.8). Blanks before the colon are let pass. 0 = none.
func fieldName(line []byte) (nameEnd, colon int) {
	i := 0
	for i < len(line) && '!' <= line[i] && line[i] <= '~' && line[i] != ':' {
		i++
	}
	nameEnd = i
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	if nameEnd == 0 || i == len(line) || line[i] != ':' {
		return 0, 0
	}
	return nameEnd, i
}

// wellKnown are fields whose name alone says that a line is a mail's header.
var wellKnown = map[string]bool{
	"from": true, "to": true, "cc": true, "bcc": true, "subject": true, "date": true, "message-id": true,
	"in-reply-to": true, "references": true, "received": true, "return-path": true, "reply-to": true,
	"sender": true, "mime-version": true, "content-type": true, "content-transfer-encoding": true,
	"content-disposition": true, "list-id": true, "user-agent": true, "delivered-to": true,
	"dkim-signature": true, "newsgroups": true, "path": true, "resent-from": true, "errors-to": true,
}

func isWellKnown(name []byte) bool {
	return len(name) < 32 && (wellKnown[strings.ToLower(string(name))] ||
		len(name) > 2 && (name[0]|0x20) == 'x' && name[1] == '-')
}

// headerGoesOn tells whether a well-known field stands in the next few lines, before a blank one.
func headerGoesOn(data []byte) bool {
	for range 8 {
		line := firstLine(data)
		if isBlank(line) {
			return false
		}
		if n, _ := fieldName(line); n > 0 && isWellKnown(line[:n]) {
			return true
		}
		data = data[len(line):]
	}
	return false
}

// looksLikeHeader tells whether a text starts as a mail does: header fields, one of them well known.
// A lone From: line with prose right below it is how a patch's body starts, and no header.
func looksLikeHeader(head []byte) bool {
	fields, known := 0, false
	for range 200 {
		line := firstLine(head)
		if isBlank(line) {
			return known
		}
		n, _ := fieldName(line)
		switch {
		case n > 0:
			fields++
			known = known || isWellKnown(line[:n])
		case (line[0] == ' ' || line[0] == '\t') && fields > 0:
		case fields == 0 && (bytes.HasPrefix(line, fromSpace) || bytes.HasPrefix(line, quotedFrom)):
		case fields == 0 || !headerGoesOn(head[len(line):]):
			return known && fields > 1
		}
		head = head[len(line):]
	}
	return known
}
