package series

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/mbox"
)

func TestSignatures(t *testing.T) {
	const head = "From: Ann Author <ann@example.org>\nSubject: [PATCH] foo: mend it\n"
	const body = "\nWhy.\n---\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"
	for _, tc := range []struct {
		name, headers string
		want          []string
	}{
		{"none", "", nil},
		{"both, folded, twice", "DKIM-Signature: v=1; a=rsa-sha256; d=example\n .org; s=x; b=d=evil\nX-Developer-Signature: v=1; a=ed25519-sha256; t=1;\n i=ann@example.org; b=x\nDKIM-Signature: d=example.org\n",
			[]string{"developer ed25519-sha256 ann@example.org", "DKIM example.org"}},
		{"without tags", "X-Developer-Signature: nonsense\n", []string{"developer"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := NewMail(mbox.Parse(mbox.Raw{Data: []byte(tc.headers + head + body)}))
			if d := cmp.Diff(tc.want, m.Light().Signatures); d != "" {
				t.Error(d)
			}
		})
	}
}
