package report

import (
	"testing"

	"patchpilot/series"
)

// A signature that one mail of many carries is told, too.
func TestSignaturesOf(t *testing.T) {
	mail := func(s ...string) *series.Patch { return &series.Patch{Mail: &series.Mail{Signatures: s}} }
	r := &series.Revision{Patches: []*series.Patch{mail("DKIM a.org"), mail("developer openpgp-sha256", "DKIM a.org"), mail("DKIM a.org")}}
	if got, want := signaturesOf(r), "DKIM a.org, developer openpgp-sha256 on 1 of 3 mails"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
