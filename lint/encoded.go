package lint

import "strings"

// encoded tells whether the sender chose a transfer encoding: lists that add a footer recode what they carry,
// and lines longer than mail allows can travel in no other way.
func encoded(p *Pass, encoding string) bool {
	m := p.Mail
	if m.Message == nil || m.Message.MIME.Encoding != encoding || m.Mangled > 0 {
		return false
	}
	for l := range strings.Lines(m.Text) {
		if len(l) > 998 {
			return false
		}
	}
	return true
}
