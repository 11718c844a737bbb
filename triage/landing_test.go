package triage

import (
	"strings"
	"testing"
	"time"
)

// A list that names a patch as an older posting called it is about that posting; the newer one is applied with it
// where it makes the same change.
func TestListOfAnOldTitle(t *testing.T) {
	old := thread(1)
	same := strings.NewReplacer("[PATCH] demo: free the ring", "[PATCH v2] demo: mend a leak in the reader", "<1@t.", "<2@t.", "02 Mar", "03 Mar").Replace(old)
	pull := "From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: Mary Keeper <mary@example.org>\nSubject: [GIT PULL] demo\nDate: Thu, 05 Mar 2026 10:00:00 +0000\nMessage-ID: <p@t.example>\n\n" +
		"The following changes since commit 0123456789abcdef0123456789abcdef01234567:\n\n  Demo 1 (2026-03-01)\n\nare available in the Git repository at:\n\n  https://git.example/demo tags/demo-1\n\nAda Coder (1):\n      demo: free the ring\n\n drivers/demo/f1.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n"
	for _, c := range []struct{ name, newer, want string }{
		{"the same change", same, "applied applied"},
		{"another change under the old title", strings.Replace(old, "<1@t.", "<2@t.", 1), "superseded applied"},
		{"a change of the change", strings.NewReplacer("int b1", "int c1").Replace(strings.Replace(same, "mend a leak in the reader", "free the pipe", 1)), "applied new"},
	} {
		newer := strings.Replace(strings.Replace(c.newer, "[PATCH] ", "[PATCH v2] ", 1), "02 Mar", "03 Mar", 1)
		b := readBox(t, "pull", []byte(old+newer+pull), time.Time{})
		var got []string
		for _, st := range NewJudge(b.in).Series(b.archive.Series[0]) {
			got = append(got, string(st.Name))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
