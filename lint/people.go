package lint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
)

func person(a mbox.Address) trailers.Person {
	return trailers.Person{Name: a.Name, Email: a.Email}
}

func show(p trailers.Person) string {
	if p.Name == "" {
		return quote("<" + p.Email + ">")
	}
	return quote(p.Name + " <" + p.Email + ">")
}

// Tags are the log's trailers of one key.
func (f *facts) Tags(key string) []trailers.Trailer {
	var out []trailers.Trailer
	for _, t := range f.mail.Trailers {
		if t.Is(key) {
			out = append(out, t)
		}
	}
	return out
}

// HasTag tells whether the log carries a trailer of one of the keys.
func (f *facts) HasTag(keys ...string) bool {
	for _, t := range f.mail.Trailers {
		for _, k := range keys {
			if t.Is(k) {
				return true
			}
		}
	}
	return false
}

// signer is one Signed-off-by read.
type signer struct {
	trailers.Trailer
	person trailers.Person
	ok     bool // it names an address
}

// Signers are the log's sign-offs in order.
func (f *facts) Signers() []signer {
	if f.haveSigners {
		return f.signers
	}
	f.haveSigners = true
	for _, t := range f.mail.Trailers {
		if t.Is("Signed-off-by") {
			p, ok := t.Person()
			f.signers = append(f.signers, signer{t, p, ok})
		}
	}
	return f.signers
}

// AllSigners are the sign-offs wherever they stand in the log: one that a gap cut off from the block is
// tag-blank-inside's, and no sign that nobody signed.
func (f *facts) AllSigners() []signer {
	out := slices.Clip(f.Signers())
	for _, l := range f.Prose() {
		if strings.HasPrefix(l.text, signedOffBy) {
			value := strings.TrimSpace(l.text[len(signedOffBy):])
			p, ok := trailers.ReadPerson(value)
			out = append(out, signer{trailers.Trailer{Key: "Signed-off-by", Value: value, Line: l.n, Lines: 1}, p, ok})
		}
	}
	return out
}

// signedBy gives the surest match of a person among sign-offs, and the sign-off.
func (p *Pass) signedBy(signers []signer, who trailers.Person) (trailers.Match, signer) {
	best, by := trailers.Other, signer{}
	for _, s := range signers {
		if m := trailers.Same(s.person, who, p.aliases); m > best {
			best, by = m, s
		}
	}
	return best, by
}

// unreadable tells whether a sign-off names no address: then who signed is not known.
func unreadable(signers []signer) bool {
	for _, s := range signers {
		if !s.ok {
			return true
		}
	}
	return false
}

// authorKnown tells whether the mail says who wrote the patch: a rewritten From without an in-body
// one does not.
func authorKnown(m *series.Mail) bool {
	return m.Author.Email != "" && (m.InBody || !m.Munged)
}

// mayBeSame tells whether two names can be one person's: one holds all words of the other, in any
// order, or one of them is not in Latin letters and cannot be compared.
func mayBeSame(a, b string) bool {
	if a == "" || b == "" || ascii(a) != ascii(b) {
		return true
	}
	aw, bw := nameWords(a), nameWords(b)
	if len(aw) > len(bw) {
		aw, bw = bw, aw
	}
	for _, w := range aw {
		if !hasWord(bw, w) {
			return false
		}
	}
	return true
}

// hasWord finds a word or its initial.
func hasWord(words []string, w string) bool {
	for _, o := range words {
		if o == w || len(w) == 1 && strings.HasPrefix(o, w) || len(o) == 1 && strings.HasPrefix(w, o) {
			return true
		}
	}
	return false
}

// nameWords are a name's words, lower case, without dots, quotes, commas and "(Company)".
func nameWords(s string) []string {
	if i := strings.IndexByte(s, '('); i > 0 {
		s = s[:i]
	}
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return strings.ContainsRune(" .,-_\"'", r)
	})
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// draft tells whether the posting says of itself that it is not to be merged.
func draft(m *series.Mail) bool {
	if m.Subject.RFC {
		return true
	}
	s := strings.ToUpper(m.Subject.Text)
	for _, w := range [...]string{"RFC", "RFT", "WIP", "DO NOT MERGE", "DONOTMERGE", "DO-NOT-MERGE", "NOT FOR MERG", "NOT-FOR-MERG", "NOMERGE", "DO NOT APPLY", "HACK"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// softened is a rule's severity on a draft: one step down from error.
func softened(m *series.Mail, s Severity) Severity {
	if s == Error && draft(m) {
		return Warning
	}
	return s
}
