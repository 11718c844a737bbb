package lint

import "strings"

// topFrom is the `From:` line at the top of a mail's text, where git looks for the author, and the line below it.
func topFrom(p *Pass) (top line, next string, found bool) {
	for s := range strings.Lines(p.Mail.Text) {
		top.n++
		switch s = strings.TrimSuffix(s, "\n"); {
		case found:
			top.n--
			return top, s, true
		case strings.TrimSpace(s) == "":
		case hasPrefixFold(s, "From:"):
			top.text, found = s, true
		default:
			return line{}, "", false
		}
	}
	return top, "", found
}

func indented(s string) bool { return s != "" && (s[0] == ' ' || s[0] == '\t') }
