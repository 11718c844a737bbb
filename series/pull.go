package series

import (
	"strings"
)

// PullRequest is what a mail made with `git request-pull` asks to take. Each field is empty where the mail
// does not say it.
type PullRequest struct {
	URL  string // of the repository
	Ref  string // as written: "tags/foo-for-6.8", "for-next"
	Base string // the commit the work starts from
	Head string // the commit it ends with
}

// Tag is the name of the tag to pull, "" where the request names none.
func (p *PullRequest) Tag() string {
	tag, ok := strings.CutPrefix(strings.TrimPrefix(p.Ref, "refs/"), "tags/")
	if !ok {
		return ""
	}
	return tag
}

const pullWords = "are available in the git repository at:" // git wrote "Git" for a while

// isPull tells whether a mail asks to pull. An answer that quotes a request asks nothing, one that holds the
// words unquoted does.
func isPull(m *Mail) bool {
	if m.Subject.Pull && !m.Subject.Reply {
		return true
	}
	return (m.Subject.Pull || !m.Subject.Patch) && pullLine(m.Text) >= 0
}

// pullLine is where the line of git's words starts in a text; -1 where there is none.
func pullLine(text string) int {
	const mark = "repository at:\n"
	for at := 0; ; {
		i := strings.Index(text[at:], mark)
		if i < 0 {
			return -1
		}
		end := at + i + len(mark) - 1
		start := strings.LastIndexByte(text[:end], '\n') + 1
		if strings.EqualFold(strings.TrimSpace(text[start:end]), pullWords) {
			return start
		}
		at = end
	}
}

// readPull reads what git request-pull wrote.
func readPull(text string) *PullRequest {
	p := &PullRequest{}
	at := pullLine(text)
	if at < 0 {
		return p
	}
	if i := strings.LastIndex(text[:at], "changes since commit "); i >= 0 {
		p.Base = commitID(text[i+len("changes since commit "):])
	}
	_, rest, _ := strings.Cut(text[at:], "\n")
	rest = strings.TrimLeft(rest, " \t\n")
	place, rest, _ := strings.Cut(rest, "\n\n") // mailers fold long lines
	if fields := strings.Fields(place); len(fields) > 0 {
		p.URL = strings.Clone(fields[0])
		if len(fields) > 1 {
			p.Ref = strings.Clone(fields[1])
		}
	}
	if _, head, ok := strings.Cut(rest, "changes up to "); ok {
		p.Head = commitID(head)
	}
	return p
}

// commitID is the commit id a text starts with, "" if it does with none.
func commitID(text string) string {
	n := 0
	for n < len(text) && n < 64 && strings.IndexByte("0123456789abcdef", text[n]) >= 0 {
		n++
	}
	if n < 7 {
		return ""
	}
	return strings.Clone(text[:n])
}
