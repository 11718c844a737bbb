package gitrepo

import (
	"errors"
	"fmt"
	"strings"
)

// configParser reads git's config syntax (git-config, "Syntax"). go-git's reader refuses what git takes:
// a key on its section's line, [section.sub], a byte order mark.
type configParser struct {
	text string
	at   int
	line int

	section, sub string // sub as written, or lower case from [section.sub]
}

// parseConfig hands every variable to each, in order: section and key in lower case; a key without "=" is
// "true". An error names the line.
func parseConfig(text string, each func(section, sub, key, value string)) error {
	text = strings.TrimPrefix(text, "\xef\xbb\xbf")
	p := &configParser{text: strings.ReplaceAll(text, "\r\n", "\n"), line: 1}
	for p.at < len(p.text) {
		var err error
		switch c := p.text[p.at]; {
		case c == '\n' || c == ' ' || c == '\t' || c == '\r':
			p.next()
		case c == '#' || c == ';':
			p.skip(func(c byte) bool { return c != '\n' })
		case c == '[':
			err = p.header()
		case isLetter(c) && p.section != "":
			var key, value string
			if key, value, err = p.variable(); err == nil {
				each(p.section, p.sub, key, value)
			}
		default:
			err = fmt.Errorf("unexpected %q", c)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", p.line, err)
		}
	}
	return nil
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isKeyByte(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' || c == '-' }

// next takes one byte; 0 at the end.
func (p *configParser) next() byte {
	if p.at == len(p.text) {
		return 0
	}
	c := p.text[p.at]
	p.at++
	if c == '\n' {
		p.line++
	}
	return c
}

// skip takes the bytes that are wanted and returns them.
func (p *configParser) skip(wanted func(byte) bool) string {
	from := p.at
	for p.at < len(p.text) && wanted(p.text[p.at]) {
		p.at++
	}
	return p.text[from:p.at]
}

func blank(c byte) bool { return c == ' ' || c == '\t' }

// header reads [section], [section.sub] or [section "sub"].
func (p *configParser) header() error {
	p.next()
	name := strings.ToLower(p.skip(func(c byte) bool { return isKeyByte(c) || c == '.' }))
	p.section, p.sub, _ = strings.Cut(name, ".")
	if p.section == "" {
		return errors.New("section without name")
	}
	if p.skip(blank) != "" {
		sub, err := p.subsection()
		if err != nil {
			return err
		}
		p.sub = sub
	}
	if p.next() != ']' {
		return errors.New("section without ]")
	}
	return nil
}

func (p *configParser) subsection() (string, error) {
	if p.next() != '"' {
		return "", errors.New("subsection without quotes")
	}
	var b strings.Builder
	for {
		c := p.next()
		switch c {
		case '"':
			return b.String(), nil
		case '\\':
			c = p.next()
		}
		if c == 0 || c == '\n' {
			return "", errors.New("subsection without end")
		}
		b.WriteByte(c)
	}
}

// variable reads "key = value" or "key".
func (p *configParser) variable() (key, value string, err error) {
	key = strings.ToLower(p.skip(isKeyByte))
	p.skip(blank)
	switch c := p.next(); c {
	case 0, '\n':
		return key, "true", nil
	case '=':
		value, err = p.value()
		return key, value, err
	default:
		return "", "", fmt.Errorf("%q after key %s", c, key)
	}
}

// value reads to the end of the line: quotes may hold parts of it, a backslash goes on to the next line.
func (p *configParser) value() (string, error) {
	p.skip(blank)
	var b strings.Builder
	kept := 0 // length without blanks at the end
	for quoted := false; ; {
		switch c := p.next(); {
		case c == 0 || c == '\n':
			if quoted {
				return "", errors.New("quotes without end")
			}
			return b.String()[:kept], nil
		case c == '"':
			quoted = !quoted
			kept = b.Len()
		case !quoted && (c == '#' || c == ';'):
			p.skip(func(c byte) bool { return c != '\n' })
		case c == '\\':
			if err := p.escape(&b); err != nil {
				return "", err
			}
			kept = b.Len()
		default:
			b.WriteByte(c)
			if quoted || !blank(c) {
				kept = b.Len()
			}
		}
	}
}

func (p *configParser) escape(b *strings.Builder) error {
	switch c := p.next(); c {
	case '\n':
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	case 'b':
		b.WriteByte('\b')
	case '"', '\\':
		b.WriteByte(c)
	default:
		return fmt.Errorf("bad escape \\%c", c)
	}
	return nil
}
