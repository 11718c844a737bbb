package mbox

import (
	"html"
	"strings"
)

// stripTags makes plain text of html, simply: tags and what is in head, style and script go, ends of blocks
// are line ends, entities are decoded. It is for reading replies; a patch does not survive html.
func stripTags(s string) string {
	var b strings.Builder
	for s != "" {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:open])
		s = s[open+1:]
		end := strings.IndexByte(s, '>')
		if end < 0 {
			break
		}
		tag := strings.ToLower(s[:min(end, 12)])
		s = s[end+1:]
		name := strings.TrimLeft(tag, "/")
		if i := strings.IndexAny(name, " \t\r\n/"); i >= 0 {
			name = name[:i]
		}
		switch name {
		case "head", "style", "script":
			if tag[0] != '/' {
				s = afterTag(s, "</"+name)
			}
		case "br":
			if !strings.HasPrefix(s, "\n") {
				b.WriteByte('\n')
			}
		case "p", "div", "tr", "li", "blockquote", "pre", "h1", "h2", "h3":
			if so := b.String(); so != "" && so[len(so)-1] != '\n' {
				b.WriteByte('\n')
			}
		}
	}
	return strings.TrimLeft(html.UnescapeString(b.String()), "\n")
}

// afterTag returns what follows the tag, or nothing.
func afterTag(s, tag string) string {
	for rest := s; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			return ""
		}
		rest = rest[i:]
		if len(rest) >= len(tag) && strings.EqualFold(rest[:len(tag)], tag) {
			if end := strings.IndexByte(rest, '>'); end >= 0 {
				return rest[end+1:]
			}
			return ""
		}
		rest = rest[1:]
	}
}
