package report

import (
	"fmt"
	"io"
	"strings"
)

// Recipient is somebody, or a list, that should get patches.
type Recipient struct {
	Name, Email string
	To          bool     // else Cc
	Why         []string // "maintainer:DEMO DRIVER", "Reported-by"
}

func (r Recipient) String() string {
	if r.Name == "" {
		return r.Email
	}
	return r.Name + " <" + r.Email + ">"
}

func (r Recipient) field() string {
	if r.To {
		return "to"
	}
	return "cc"
}

func (l *findings) recipients(all []Recipient) {
	if len(all) == 0 {
		return
	}
	t := table{columns: []column{{}, {limit: 60}, {give: true}}}
	for _, r := range all {
		t.add(cell{r.field(), bold}, cell{r.String(), plain}, cell{strings.Join(r.Why, ", "), faint})
	}
	t.print(l.p)
	l.p.newline()
}

type recipientRecord struct {
	Type  string   `json:"type"`
	Field string   `json:"field"` // "to" or "cc"
	Name  string   `json:"name,omitempty"`
	Email string   `json:"email"`
	Why   []string `json:"why"`
}

// SendOptions prints recipients as options of git send-email, one a line, for a shell to take as words: addresses
// alone, and none that a shell would read as more than a word.
func SendOptions(w io.Writer, all []Recipient) error {
	for _, r := range all {
		if !oneWord(r.Email) {
			continue
		}
		if _, err := fmt.Fprintf(w, "--%s=%s\n", r.field(), r.Email); err != nil {
			return err
		}
	}
	return nil
}

// oneWord tells whether an address is plain enough to stand in a command.
func oneWord(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"'`\\$&|;<>(){}[]*?!#~", r)
	}) < 0
}
