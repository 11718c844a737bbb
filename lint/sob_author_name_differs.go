package lint

import (
	"fmt"
	"slices"

	"patchpilot/internal/nearest"
	"patchpilot/trailers"
)

// The author's name differs from the name in the sign-off with the same address.
//
// The commit will carry both. Often one of them is a mail account's nickname that was never meant for
// the history.
//
// Set the mail program's and git's `user.name` alike, or put the right name on a `From:` line at the top
// of the mail. Two names of one person, who share a first or a last name, are told as info; a misspelling is not.
//
//	bad:  From: ada85 <ada@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>
//	good: From: Ada Writer <ada@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/dev-tools/checkpatch.rst, FROM_SIGN_OFF_MISMATCH.
var sobAuthorNameDiffers = &Rule{
	Name:     "sob-author-name-differs",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if !authorKnown(p.Mail) {
			return
		}
		author := person(p.Mail.Author)
		match, by := p.signedBy(p.Signers(), author)
		if match == trailers.SameAddress && !sameName(by.person.Name, author.Name) {
			severity := p.rule.severity
			if shareName(by.person.Name, author.Name) {
				severity = min(severity, Info)
			}
			p.Report(Finding{Line: by.Line, Severity: severity, Text: fmt.Sprintf("the author is %s and signs off as %s", show(author), show(by.person))})
		}
	},
}

// sameName compares names alone: the addresses are made to differ in all they have.
func sameName(a, b string) bool {
	return mayBeSame(a, b) || trailers.Same(trailers.Person{Name: a, Email: "a@x"}, trailers.Person{Name: b, Email: "b@y"}, nil) != trailers.Other
}

// shareName tells whether two names have a word in common and no word of one is a misspelt word of the other.
func shareName(a, b string) bool {
	aw, bw := nameWords(a), nameWords(b)
	common := false
	for _, w := range aw {
		switch {
		case slices.Contains(bw, w):
			common = common || len(w) > 2
		case slices.ContainsFunc(bw, func(o string) bool { return len(o) > 3 && len(w) > 3 && nearest.Distance(w, o) <= 2 }):
			return false
		}
	}
	return common
}
