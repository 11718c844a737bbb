package gitrepo

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const oddConfig = `# a comment
; another
[core]
	bare = false
	logallrefupdates
	Pager =  less -R   ; trailing comment
	quoted = "a # b; c" tail
	escaped = tab\there \"quoted\" back\\slash
	long = one \
two
	empty =
[Remote "Origin"]
	url = https://example.org/x.git?a=b
	fetch = +refs/heads/*:refs/remotes/origin/*
	fetch = +refs/notes/*:refs/notes/*
[remote "with \"quotes\" and \\ slash"] url = one-line
[user] name = "Jürgen" # note
[alias]
	x = "!f() { git log --format='%H' \"$@\"; }; f"
[diff "a.b"]
	textconv = cat
`

func TestPeerConfig(t *testing.T) {
	for name, text := range map[string]string{
		"plain":          oddConfig,
		"CRLF":           strings.ReplaceAll(strings.ReplaceAll(oddConfig, "one \\\ntwo", "one two"), "\n", "\r\n"),
		"BOM":            "\xef\xbb\xbf" + oddConfig,
		"old subsection": "[branch.Main]\n\tremote = origin\n",
		"no newline":     "[user]\n\temail = a@b",
		"dash in key":    "[sec-tion]\n\tke-y1 = x\n",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "config")
			check(t, os.WriteFile(path, []byte(text), 0o644))
			c := config{}
			check(t, c.read(path, "/"))
			var got []string
			for key, values := range c {
				for _, v := range values {
					got = append(got, key+"="+v)
				}
			}
			want := strings.FieldsFunc(peer(t, t.TempDir(), "config", "-z", "-l", "-f", path), func(r rune) bool { return r == 0 })
			for i, w := range want {
				key, value, ok := strings.Cut(w, "\n")
				if !ok {
					value = "true"
				}
				want[i] = key + "=" + value
			}
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-git +ours)\n%s", diff)
			}
		})
	}
}

func TestConfigIncludesItself(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	check(t, os.WriteFile(path, []byte(strings.Repeat("[include]\n\tpath = config\n", 50)), 0o644))
	wantError(t, config{}.read(path, "/"), path, "includes too much, or itself")
}
