package trailers

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFind(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"given", "Looks good.\n\nReviewed-by: A <a@b>\n\n> quoted\n", "3+1 Reviewed-by|A <a@b>\n"},
		{"several", "Acked-by: A <a@b>\nTested-by: A <a@b> # on board\n", "1+1 Acked-by|A <a@b>\n2+1 Tested-by|A <a@b>|# on board\n"},
		{"with words behind", "Acked-by: A <a@b> for the first 2 +\n", "1+1 Acked-by|A <a@b> for the first 2 +\n"},
		{"quoted", "> Reviewed-by: A <a@b>\n", ""},
		{"indented", "  Reviewed-by: A <a@b>\n", ""},
		{"in a sentence", "that is Acked-by: A <a@b>\n", ""},
		{"below the signature", "ok\n-- \nReviewed-by: A <a@b>\n", ""},
		{"in a diff", "--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n Reviewed-by: A <a@b>\n+Reviewed-by: A <a@b>\n", ""},
		{"wrapped", "Reviewed-by: A Very Long Name\n<a@b>\n", "~1+2 Reviewed-by|A Very Long Name <a@b>\n"},
		{"wrapped in the address", "Reviewed-by: A Very Long Name <a\n@b>\n", "~1+2 Reviewed-by|A Very Long Name <a @b>\n"},
		{"wrapped and indented", "Reviewed-by: A Very Long Name\n    <a@b>\n", "~1+2 Reviewed-by|A Very Long Name <a@b>\n"},
		{"no address", "Acked-by: Rob Doe\n", "1+1 Acked-by|Rob Doe\n"},
		{"about tags", "Reviewed-by: tags are missing\nAcked-by: look at this\n", ""},
		{"obfuscated", "Acked-by: A <a at b.example>\nAcked-by: A <a(a)b.example>\n", "1+1 Acked-by|A <a at b.example>\n2+1 Acked-by|A <a(a)b.example>\n"},
		{"blank instead of a hyphen", "Reviewed by: A <a@b>\n", "1+1 Reviewed by|A <a@b>\n"},
		{"blank before the colon", "Acked-by : A <a@b>\n", "1+1 Acked-by|A <a@b>\n"},
		{"unknown *-by", "Blessed-by: A <a@b>\n", "1+1 Blessed-by|A <a@b>\n"},
		{"fixes", "Fixes: 123456789abc (\"a\")\nFixes: the bug\n", "1+1 Fixes|123456789abc (\"a\")\n"},
		{"fixes, wrapped", "Fixes: 123456789abc (\"a\n b\")\nx\n", "~1+2 Fixes|123456789abc (\"a b\")\n"},
		{"links", "Link: https://a.b/c\nCloses:\nhttps://a.b/d\nBug: 12\n", "1+1 Link|https://a.b/c\n~2+2 Closes|https://a.b/d\n"},
		{"stable", "Cc: stable@vger.kernel.org # 5.4+\nCc: everybody\n", "1+1 Cc|stable@vger.kernel.org|# 5.4+\n"},
		{"forwarded header", "From: A <a@b>\nTo: B <b@b>\nCc: C <c@b>\nSubject: x\n\nCc: D <d@b>\n", "6+1 Cc|D <d@b>\n"},
		{"prose with colons", "Note: this\nhttps://a.b/c\nFrom: x\nHi A: b@c\n", ""},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, brief(Find(tt.text, 1))); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

func TestFindQuoted(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"quoted", "> Reviewed-by: A <a@b>\nReviewed-by: B <a@b>\n", "1+1 Reviewed-by|A <a@b>\n"},
		{"no blank behind", ">Reviewed-by: A <a@b>\n", "1+1 Reviewed-by|A <a@b>\n"},
		{"twice", "> > Reviewed-by: A <a@b>\n>> Acked-by: A <a@b>\n", "1+1 Reviewed-by|A <a@b>\n2+1 Acked-by|A <a@b>\n"},
		{"wrapped", "> Fixes: 123456789abc (\"a\n> b\")\n", "~1+2 Fixes|123456789abc (\"a b\")\n"},
		{"an answer is no continuation", "> Reviewed-by: A Name\n<a@b>\n", "1+1 Reviewed-by|A Name\n"},
		{"indented behind the quoting", ">   Reviewed-by: A <a@b>\n", ""},
		{"below a quoted signature", "> -- \n> Reviewed-by: A <a@b>\n", "2+1 Reviewed-by|A <a@b>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := FindQuoted(tt.text, 1)
			if d := cmp.Diff(tt.want, brief(found)); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
			for _, f := range found {
				if f.Raw[0] != '>' {
					t.Errorf("Raw %q lost its quoting", f.Raw)
				}
			}
		})
	}
}
