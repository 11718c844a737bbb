package mbox

import (
	"fmt"
	"path"
	"strings"
)

// maxReferences is how many ids of a References header are kept, the nearest.
const maxReferences = 1000

// messageIDs takes every <…> out of a header value, blanks inside of it out. Where there is none, words with
// an @ are taken. junk tells that there was something else.
func messageIDs(value string) (ids []string, junk bool) {
	whole := value
	for value != "" {
		open := strings.IndexByte(value, '<')
		if open < 0 {
			junk = junk || strings.Trim(value, " \t\r\n,") != ""
			break
		}
		junk = junk || strings.Trim(value[:open], " \t\r\n,") != ""
		value = value[open+1:]
		end := strings.IndexAny(value, "<>")
		if end < 0 {
			junk = true
			break
		}
		if value[end] == '<' {
			junk = true
			value = value[end:]
			continue
		}
		if id := noBlanks(value[:end]); id != "" {
			ids = append(ids, id)
		}
		value = value[end+1:]
	}
	if ids != nil {
		return ids, junk
	}
	for word := range strings.FieldsSeq(whole) {
		if word = strings.Trim(word, "<>,;\""); strings.Contains(word, "@") {
			ids = append(ids, word)
		}
	}
	return ids, junk
}

func noBlanks(s string) string {
	if !strings.ContainsAny(s, " \t\r\n") {
		return s
	}
	return strings.Join(strings.Fields(s), "")
}

// readIDs fills in ID, InReplyTo and References.
func (p *parser) readIDs() {
	m := p.m
	if value, n := m.header.last("Message-ID"); n > 0 {
		ids, junk := messageIDs(value)
		if len(ids) == 0 {
			if id := noBlanks(strings.Trim(value, "<> ")); id != "" {
				ids, junk = []string{id}, true
			}
		}
		if len(ids) > 0 {
			m.ID = ids[0]
		}
		if junk || len(ids) > 1 || strings.ContainsAny(value, " \t") {
			p.problem("Message-ID %q is not one <id>", clip(value))
		}
	}
	if m.ID == "" {
		m.ID = fmt.Sprintf("%s:%d@nomsgid", path.Base(m.Source), m.Line)
		if !m.Dump && !m.Unsent {
			p.problem("no Message-ID")
		}
	}
	var junk bool
	value, _ := m.header.last("In-Reply-To")
	if m.InReplyTo, junk = messageIDs(value); junk && len(m.InReplyTo) == 0 {
		p.problem("In-Reply-To %q holds no id", clip(value))
	}
	value, _ = m.header.last("References")
	if m.References, junk = messageIDs(value); junk {
		p.problem("References hold more than ids: %q", clip(value))
	}
	if n := len(m.References); n > maxReferences {
		p.problem("References of %d ids: the nearest %d are kept", n, maxReferences)
		m.References = append([]string(nil), m.References[n-maxReferences:]...)
	}
}
