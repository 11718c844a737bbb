package lint

// The log carries a Gerrit Change-Id.
//
// It means something on one review server only. On a public list it says nothing to anybody and stays in
// the history for good.
//
// Delete the line before sending. b4's `change-id:` below the `---` is another thing and is fine.
//
//	bad:  Change-Id: I7d2f0a1c9e3b4d5f6a7b8c9d0e1f2a3b4c5d6e7f
//	good: Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/dev-tools/checkpatch.rst, GERRIT_CHANGE_ID.
var tagChangeID = &Rule{
	Name:     "tag-change-id",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, l := range p.Log() {
			if hasPrefixFold(l.text, "change-id:") && gerritID(l.text[len("change-id:"):]) {
				p.Report(Finding{Line: l.n, Fix: "delete the line", Edit: p.cutOut(l.n), Text: "the log carries a Gerrit id: " + quote(l.text)})
			}
		}
	},
}

// gerritID is a capital I and at least eight hex digits.
func gerritID(s string) bool {
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	if len(s) < 9 || s[0] != 'I' {
		return false
	}
	for i := 1; i < 9; i++ {
		if !hex(s[i]) {
			return false
		}
	}
	return true
}

func hex(c byte) bool {
	return digit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
