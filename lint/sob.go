package lint

import (
	"strings"

	"patchpilot/trailers"
)

const signedOffBy = "Signed-off-by:"

// signsSomewhere tells whether the log tries to sign off at all, misspelt or outside its block: another
// rule then says what is wrong with it.
func signsSomewhere(p *Pass) bool {
	for _, t := range p.Mail.Trailers {
		if t.Is("Signed-off-by") {
			return true
		}
		if canonical, _ := trailers.Known(t.Key); canonical == "Signed-off-by" {
			return true
		}
	}
	for _, l := range p.Log() {
		if looksSigned(l.text) {
			return true
		}
	}
	return false
}

// looksSigned tells a line that starts like a sign-off, hyphens and letter case aside.
func looksSigned(s string) bool {
	s = strings.TrimLeft(s, " \t")
	return len(s) > 13 && (s[0] == 'S' || s[0] == 's') &&
		strings.EqualFold(strings.ReplaceAll(s[:13], " ", "-"), signedOffBy[:13])
}

// signedBelow finds a sign-off that `git am` will not see: below the cut, or after the diff.
func signedBelow(p *Pass) (line, bool) {
	for _, l := range p.Notes() {
		if s := strings.TrimSpace(l.text); hasPrefixFold(s, signedOffBy) {
			return line{l.n, s}, true
		}
	}
	if p.Mail.Diff == nil || p.Mail.Diff.End == 0 || !strings.Contains(p.Mail.Text, signedOffBy) {
		return line{}, false
	}
	for i, s := range p.Lines()[min(p.Mail.Diff.End, len(p.Lines())):] {
		if hasPrefixFold(s, signedOffBy) {
			return line{p.Mail.Diff.End + 1 + i, s}, true
		}
	}
	return line{}, false
}
