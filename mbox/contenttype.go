package mbox

import (
	"strings"

	"github.com/emersion/go-message"
)

// contentType is what a Content-Type header says about its part.
type contentType struct {
	media    string // lower case; text/plain where nothing is said
	charset  string
	boundary string
	name     string
	flowed   bool
	delSp    bool
}

func (ct contentType) isMultipart() bool { return strings.HasPrefix(ct.media, "multipart/") }

// contentType reads the last Content-Type of a header, as git does.
func (p *parser) contentType(h header) contentType {
	value, _ := h.last("Content-Type")
	switch {
	case value == "":
		return contentType{media: "text/plain"}
	case strings.EqualFold(value, "text/plain; charset=UTF-8") || strings.EqualFold(value, `text/plain; charset="UTF-8"`):
		return contentType{media: "text/plain", charset: "utf-8"}
	case strings.EqualFold(value, "text/plain; charset=us-ascii"):
		return contentType{media: "text/plain", charset: "us-ascii"}
	}
	var entity message.Header
	entity.Set("Content-Type", value)
	media, params, err := entity.ContentType()
	if err != nil {
		media, params = looseContentType(value)
		p.problem("Content-Type %q: %v", clip(value), err)
	}
	return contentType{
		media:    strings.ToLower(media),
		charset:  params["charset"],
		boundary: params["boundary"],
		name:     params["name"],
		flowed:   strings.EqualFold(params["format"], "flowed"),
		delSp:    strings.EqualFold(params["delsp"], "yes"),
	}
}

// looseContentType reads a Content-Type that breaks RFC 2045's grammar: whatever looks like a parameter is one.
func looseContentType(value string) (media string, params map[string]string) {
	media, rest, _ := strings.Cut(value, ";")
	params = map[string]string{}
	lower := strings.ToLower(rest)
	if len(lower) != len(rest) {
		lower = rest
	}
	for _, name := range [...]string{"charset", "boundary", "name", "format", "delsp"} {
		i := strings.Index(lower, name+"=")
		if i < 0 {
			continue
		}
		v := rest[i+len(name)+1:]
		ends := "; \t"
		if strings.HasPrefix(v, `"`) {
			v, ends = v[1:], `"`
		}
		if end := strings.IndexAny(v, ends); end >= 0 {
			v = v[:end]
		}
		params[name] = v
	}
	media = strings.ToLower(strings.TrimSpace(media))
	if i := strings.IndexAny(media, " \t"); i >= 0 {
		media = media[:i]
	}
	if !strings.Contains(media, "/") {
		media = "text/plain"
	}
	return media, params
}

// encoding reads a part's Content-Transfer-Encoding.
func (p *parser) encoding(h header) int {
	value, _ := h.last("Content-Transfer-Encoding")
	encoding, ok := transferEncoding(value)
	if !ok {
		p.problem("unknown Content-Transfer-Encoding %q", clip(value))
	}
	return encoding
}
