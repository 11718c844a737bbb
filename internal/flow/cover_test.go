package flow

import (
	"testing"

	"patchpilot/series"
)

func TestCoverWords(t *testing.T) {
	const words = "Why it is done (in 3 parts):\n  one, two, three\n\n| a | table |\n\n"
	for name, below := range map[string]string{
		"nothing":   "",
		"shortlog":  "Ann Author (2):\n  foo: mend what is\n    long\n  foo: go on\n\n f.c | 2 +-\n",
		"diffstat":  " drivers/f.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n",
		"base":      "base-commit: 0123456789abcdef0123456789abcdef01234567\n-- \n2.43.0\n",
		"b4":        "---\nChanges in v2:\n- more\n\n---\nAnn Author (1):\n      foo: go on\n",
		"signature": "-- \n2.43.0\n",
	} {
		r := &series.Revision{Cover: &series.Mail{Log: words + below},
			Patches: []*series.Patch{{Title: "foo: mend what is long"}, {Title: "foo: go on"}}}
		if got := message("t", coverWords(r)); got != message("t", words) {
			t.Errorf("%s: %q", name, got)
		}
	}
}
