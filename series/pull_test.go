package series

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
)

func pullMail(subject, text string) *Mail {
	return NewMail(mbox.Parse(mbox.Raw{Data: []byte("Message-ID: <p@x>\nFrom: a@example.org\nSubject: " + subject + "\n\n" + text)})).Light()
}

const requested = `The following changes since commit 0123456789abcdef0123456789abcdef01234567:

  Linux 6.8-rc1 (2024-01-21 14:11:32 -0800)

are available in the Git repository at:

  git://git.example.org/foo.git tags/foo-for-6.8

for you to fetch changes up to 89abcdef0123456789abcdef0123456789abcdef:

  foo: Last one (2024-01-30 18:00:00 +0100)
`

func TestPullRequests(t *testing.T) {
	whole := &PullRequest{"git://git.example.org/foo.git", "tags/foo-for-6.8", "0123456789abcdef0123456789abcdef01234567", "89abcdef0123456789abcdef0123456789abcdef"}
	for _, c := range []struct {
		name, subject, text string
		want                *PullRequest
	}{
		{"git request-pull", "[GIT PULL] foo for 6.8", requested, whole},
		{"without the mark", "foo for 6.8", requested, whole},
		{"an answer that asks again", "Re: [GIT PULL] foo for 6.8", "Second try:\n\n" + requested, whole},
		{"an answer that quotes it", "Re: [GIT PULL] foo for 6.8", "> are available in the Git repository at:\n>\n>   git://x y\n\nPulled.\n", nil},
		{"folded, a branch, old words", "[PULL] foo", "are available in the git repository at:\n  https://example.org/foo.git\n    for-next\n\n", &PullRequest{"https://example.org/foo.git", "for-next", "", ""}},
		{"by hand", "[GIT PULL] foo", "Please pull my tree.\n", &PullRequest{}},
		{"cut short", "[GIT PULL] foo", "changes since commit 12\nare available in the Git repository at:\n", &PullRequest{}},
		{"talk", "the words of git", "It prints \"are available in the Git repository at:\"\n", nil},
		{"a cover", "[PATCH 0/2] foo", requested, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := pullMail(c.subject, c.text)
			if diff := cmp.Diff(c.want, m.Pull); diff != "" || (m.Kind == Pull) != (c.want != nil) {
				t.Error(m.Kind, diff)
			}
		})
	}
}

func TestCorpusPullRequest(t *testing.T) {
	data, err := os.ReadFile(corpustest.File(t, "zoo", "git-pull-request-0.eml"))
	if err != nil {
		t.Fatal(err)
	}
	a := Group([]*Mail{NewMail(mbox.Parse(mbox.Raw{Data: data}))})
	if len(a.Series) != 0 || len(a.Threads) != 1 || len(a.Threads[0].Pulls) != 1 {
		t.Fatalf("%d series, %d threads", len(a.Series), len(a.Threads))
	}
	if tag := a.Threads[0].Pulls[0].Pull.Tag(); tag != "hwmon-for-v5.2-rc4" {
		t.Error(tag)
	}
}
