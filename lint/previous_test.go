package lint

import (
	"slices"
	"testing"
)

// What cannot be compared is told as skipped, and only then.
func TestSkippedWithoutThePreviousVersion(t *testing.T) {
	for _, c := range []struct {
		rule, fixture string
		mails         []string
		want          bool
	}{
		{"rev-dropped", "ser-too-fast", []string{"bad-v2.eml"}, true},
		{"rev-dropped", "ser-too-fast", []string{"v1.eml", "bad-v2.eml"}, false},
		{"ser-resend-changed", "ser-too-fast", []string{"good-resend.eml"}, true},
		{"ser-resend-changed", "ser-too-fast", []string{"other.eml", "good-resend.eml"}, false},
		{"ser-reply-to-old", "ser-no-prev-link", []string{"good-in-reply.eml"}, true},
		{"ser-reply-to-old", "ser-no-prev-link", []string{"bad-v2.eml"}, false},
	} {
		l, err := New(Config{Only: []string{c.rule}})
		if err != nil {
			t.Fatal(err)
		}
		f := loadFixture(t, "../fixtures/rules/"+c.fixture+".txtar")
		lintAll(l, c.mails, f.mails)
		told := slices.ContainsFunc(l.Skipped(), func(s Skipped) bool { return s.Why == noPrevious && slices.Contains(s.Rules, c.rule) })
		if told != c.want {
			t.Errorf("%s on %v: skipped is %v, want %v", c.rule, c.mails, told, c.want)
		}
	}
}
