package triage

import (
	"slices"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/mbox"
	"patchpilot/said"
	"patchpilot/series"
)

// Heard is what was heard in one mail; nil where there was nothing. It pins no text of the mail.
type Heard struct {
	sentences []said.Sentence
	tests     []said.Mention
	users     []said.Mention
	wants     []said.Want
	asked     map[int]mbox.Address // who is asked by name, by the line of the question
	notice    *notice
	check     *check
	title     string // under which the patch is attached, where it is not the mail's
	auth      said.Auth
}

// mostText is how much of a sentence evidence shows.
const mostText = 200

// Read listens to a mail while its text is at hand. It is safe to call from several goroutines.
func Read(m *series.Mail) *Heard {
	h := Heard{notice: readNotice(m), tests: said.Tests(m), users: said.Users(m), title: titleAttached(m)}
	if !m.IsPosting() && m.Kind != series.Pull && m.Kind != series.Notice {
		h.sentences = said.In(m)
		h.wants = said.Wants(m)
		h.check = readCheck(m)
	}
	if h.notice == nil && h.check == nil && h.title == "" && m.Upstream == "" && len(h.tests)+len(h.users)+len(h.sentences)+len(h.wants) == 0 {
		return nil
	}
	if h.notice == nil && len(h.sentences) > 0 {
		h.notice = listBeside(m, h.sentences)
	}
	h.askedByName(m)
	h.pinNothing()
	h.auth = said.ReadAuth(m)
	return &h
}

var byName = lazyregexp.New(`^(?:(?i:hi|hello|hey|dear|and|so|but|also),? )?@?(\p{Lu}[\p{L}-]+)(?:[,:]| (?:can|could|do|did|would|will|are|were|have|any|please)\b)`)

// askedByName finds which of those a mail goes to its questions are put to.
func (h *Heard) askedByName(m *series.Mail) {
	for _, s := range h.says(said.Question) {
		name := byName.FindStringSubmatch(s.Text)
		if name == nil {
			continue
		}
		for _, a := range slices.Concat(m.To, m.Cc) {
			if strings.EqualFold(name[1], firstName(a)) {
				if h.asked == nil {
					h.asked = map[int]mbox.Address{}
				}
				h.asked[s.Line] = mbox.Address{Name: strings.Clone(a.Name), Email: strings.Clone(a.Email)}
				break
			}
		}
	}
}

// firstName is that of a person; of an address alone "ann" of ann.author@example.org, and of a list all its name.
func firstName(a mbox.Address) string {
	if a.Name == "" {
		return a.Email[:max(0, strings.IndexAny(a.Email, "._@"))]
	}
	first, _, _ := strings.Cut(a.Name, " ")
	return first
}

// pinNothing keeps copies of the words, cut to what is shown.
func (h *Heard) pinNothing() {
	for i := range h.sentences {
		h.sentences[i].Text = clip(h.sentences[i].Text)
	}
	for i := range h.tests {
		h.tests[i].Where = strings.Clone(h.tests[i].Where)
	}
	for i := range h.users {
		h.users[i].Where = strings.Clone(h.users[i].Where)
	}
	for i := range h.wants {
		h.wants[i].Text = clip(h.wants[i].Text)
	}
}

// clip is a copy of a text's beginning.
func clip(s string) string {
	if len(s) > mostText {
		s = strings.ToValidUTF8(s[:mostText], "")
	}
	return strings.Clone(s)
}

// says gives the sentences of a sense.
func (h *Heard) says(sense said.Sense) (all []said.Sentence) {
	for _, s := range h.sentences {
		if s.Sense == sense {
			all = append(all, s)
		}
	}
	return all
}
