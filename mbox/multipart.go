package mbox

import (
	"bytes"
	"strings"
)

// multipart takes in the parts, joined as git's mailinfo joins them: the line break before a
// boundary belongs to the part, and the closing boundary gives a line of its own.
func (b *textBuilder) multipart(ct contentType, body []byte, depth int) bool {
	if ct.media == "multipart/signed" {
		b.m.MIME.Signed = true
	}
	parts, closed := splitParts(body, ct.boundary)
	if !closed {
		b.m.MIME.Unterminated = true
		b.problem("%s without its closing boundary", ct.media)
	}
	gave := false
	for _, part := range parts {
		h, content := readPartHeader(part, b.problem)
		gave = b.part(h, b.contentType(h), content, depth+1) || gave
		if gave && ct.media == "multipart/alternative" {
			break // the others say the same again
		}
	}
	if gave && closed {
		b.write("\n")
	}
	return gave
}

// readPartHeader reads a part's header; a part may have none.
func readPartHeader(part []byte, problem func(string, ...any)) (header, []byte) {
	if line := firstLine(part); isBlank(line) {
		return header{}, part[len(line):]
	}
	return readHeader(part, problem)
}

// splitParts cuts a multipart body at its boundary lines (RFC 2046, 5.1.1).
func splitParts(body []byte, boundary string) (parts [][]byte, closed bool) {
	delimiter := []byte("--" + boundary)
	start := -1 // of the current part
	for at := 0; at < len(body); {
		i := bytes.Index(body[at:], delimiter)
		if i < 0 {
			break
		}
		i += at
		at = i + len(delimiter)
		if i > 0 && body[i-1] != '\n' {
			continue
		}
		line := firstLine(body[at:])
		rest, last := bytes.CutPrefix(line, []byte("--"))
		if !isBlank(rest) {
			continue
		}
		at += len(line)
		if start >= 0 {
			parts = append(parts, body[start:i])
		}
		if start = at; last {
			return parts, true
		}
	}
	if start >= 0 {
		parts = append(parts, body[start:])
	}
	return parts, false
}

// holdsPatch tells whether a part that calls itself no text is a patch all the same.
func holdsPatch(ct contentType, disposition string, body []byte, encoding int) bool {
	if strings.Contains(ct.media, "patch") || strings.Contains(ct.media, "diff") {
		return true
	}
	if strings.Contains(ct.media, "signature") || strings.HasPrefix(ct.media, "image/") || strings.HasPrefix(ct.media, "multipart/") {
		return false
	}
	for _, s := range [...]string{ct.name, disposition} {
		s = strings.ToLower(strings.TrimRight(s, "\"'; "))
		if strings.HasSuffix(s, ".patch") || strings.HasSuffix(s, ".diff") {
			return true
		}
	}
	head := body[:min(len(body), 4096)]
	if encoding == base64Encoding {
		head = head[:len(head)/4*4]
	}
	head = decodeTransfer(head, encoding, nil)
	return bytes.HasPrefix(head, []byte("diff --git ")) || isFromLine(firstLine(head)) ||
		bytes.HasPrefix(head, []byte("--- ")) && bytes.Contains(head, []byte("\n+++ "))
}
