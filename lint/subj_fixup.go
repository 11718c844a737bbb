package lint

import "strings"

// A commit is still to be squashed into another.
//
// `fixup!`, `squash!` and `amend!` are notes to `git rebase --autosquash`; sent as a patch such a commit asks the
// maintainer to do the author's work.
//
// Squash it before sending: `git rebase -i --autosquash`.
//
//	bad:  [PATCH 2/2] fixup! demo: free the ring
//	good: [PATCH] demo: free the ring when probe fails
//
// See git-rebase(1), --autosquash.
var subjFixup = &Rule{
	Name:     "subj-fixup",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if word, ok := FixupMark(p.Mail.Subject.Title); ok {
			p.Report(Finding{Text: "the patch is to be squashed into another one, as its " + quote(word) + " says"})
		}
	},
}

// FixupMark is the word with which a summary asks to be squashed: "fixup!", and "FIXUP:" as product trees have it.
func FixupMark(title string) (word string, ok bool) {
	for _, w := range [...]string{"fixup!", "squash!", "amend!", "FIXUP:"} {
		if strings.HasPrefix(title, w) {
			return w, true
		}
	}
	return "", false
}
