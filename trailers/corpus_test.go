package trailers

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/ulikunitz/xz"

	"patchpilot/internal/corpustest"
)

// letter is a mail of the corpus, read no further than these tests need.
type letter struct {
	id, subject, text string
	reply             bool
}

// letters reads an mbox; multiparts and other charsets are left alone.
func letters(t testing.TB, path string) []letter {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in := io.Reader(file)
	if strings.HasSuffix(path, ".xz") {
		if in, err = xz.NewReader(bufio.NewReader(file)); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	var all []letter
	for part := range bytes.SplitSeq(append([]byte("\n"), data...), []byte("\nFrom ")) {
		_, part, ok := bytes.Cut(part, []byte("\n"))
		if !ok {
			continue
		}
		m, err := mail.ReadMessage(bytes.NewReader(part))
		if err != nil {
			continue
		}
		body := io.Reader(m.Body)
		switch strings.ToLower(m.Header.Get("Content-Transfer-Encoding")) {
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		}
		text, _ := io.ReadAll(body)
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			subject = m.Header.Get("Subject")
		}
		all = append(all, letter{
			id: m.Header.Get("Message-Id"), subject: subject,
			text:  strings.ReplaceAll(string(text), "\r\n", "\n"),
			reply: strings.Contains(strings.ToLower(subject), "re:"),
		})
	}
	if len(all) == 0 {
		t.Fatalf("%s holds no mail", path)
	}
	return all
}

// log cuts the commit log out of a patch mail; false for other mail.
func (l letter) log() (string, bool) {
	if l.reply || !strings.Contains(l.text, "\n@@ -") && !strings.Contains(l.text, "\ndiff --git ") {
		return "", false
	}
	end := len(l.text)
	for _, cut := range []string{"\n---\n", "\ndiff --git ", "\nIndex: ", "\n--- a/", "\n--- "} {
		if i := strings.Index(l.text, cut); i >= 0 {
			end = min(end, i+1)
		}
	}
	return l.text[:end], true
}

// patchLogs returns the logs of all patch mails under a folder of the corpus.
func patchLogs(t testing.TB, pattern ...string) []letter {
	t.Helper()
	where := corpustest.File(t, pattern...)
	if logs, ok := cachedLogs[where]; ok {
		return logs
	}
	paths, err := filepath.Glob(where)
	if err != nil || len(paths) == 0 {
		t.Fatalf("nothing at %v: %v", pattern, err)
	}
	var logs []letter
	for _, path := range paths {
		for _, m := range letters(t, path) {
			if log, ok := m.log(); ok {
				m.text = log
				logs = append(logs, m)
			}
		}
	}
	cachedLogs[where] = logs
	return logs
}

// cachedLogs spares unpacking the lists for every test.
var cachedLogs = map[string][]letter{}

func TestCorpusB4Samples(t *testing.T) {
	tests := []struct{ file, want string }{
		{"trailers-test-simple.txt", `3+1 Reported-by|"Doe, Jane" <jane@example.com>
4+1 Reviewed-by|Bogus Bupkes <bogus@example.com>
5+1 Fixes|abcdef01234567890
6+1 Link|https://msgid.link/some@msgid.here
`},
		{"trailers-test-extinfo.txt", `3+1 Reported-by|Some, One <somewhere@example.com>
4+2 Reviewed-by|Bogus Bupkes <bogus@example.com>|[for the parts that are bogus]
6+1 Fixes|abcdef01234567890
7+2 Tested-by|Some Person <bogus2@example.com>|[this person visually indented theirs]
9+1 Link|https://msgid.link/some@msgid.here|# initial submission
~10+2 Signed-off-by|Wrapped Persontrailer <broken@example.com>
`},
	}
	for _, tt := range tests {
		logs := patchLogs(t, "b4", tt.file)
		if len(logs) != 1 {
			t.Fatalf("%s holds %d patches", tt.file, len(logs))
		}
		if d := cmp.Diff(tt.want, brief(Parse(logs[0].text, 1).Trailers)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.file, d)
		}
	}
}

// proseAfter are the mails whose sign-off stands above a last paragraph of prose: no block.
var proseAfter = map[string]int{
	"<010101745aafc197-5ab2470e-9693-4272-8bf3-c216fc7b3013-000000@us-west-2.amazonses.com>": 1, // "This patch depends-on …"
	"<010101747417bfb6-b5f45610-c887-4259-b87b-e77ef6a84ad8-000000@us-west-2.amazonses.com>": 1,
	"<010101747ee26f14-48006f2e-4009-42c2-af9e-571597bd5077-000000@us-west-2.amazonses.com>": 1,
	"<20201103221953.3920-2-khsieh@codeaurora.org>":                                          1, // BUG= and TEST= between two runs
	"<20201103221953.3920-3-khsieh@codeaurora.org>":                                          1,
	"<20201103221953.3920-4-khsieh@codeaurora.org>":                                          1,
	"<20240109193557.4946-1-dober6023@gmail.com>":                                            1, // "Written by … from Lenovo"
}

// Every sign-off at the start of a line of a real log is in the block, but for the mails of proseAfter.
func TestCorpusSignOffs(t *testing.T) {
	logs := patchLogs(t, "lists", "*.mbox.xz")
	logs = append(logs, patchLogs(t, "apply", "*", "*.mbox")...)
	signed := 0
	for _, m := range logs {
		l := Parse(m.text, 1)
		if got := l.Format(); got != m.text {
			t.Errorf("%s: Format differs", m.id)
		}
		in := count(l.Trailers, "Signed-off-by")
		if n := strings.Count("\n"+m.text, "\nSigned-off-by:"); n != in+proseAfter[m.id] {
			t.Errorf("%s: of %d sign-offs %d are in the block, and %d should not be", m.id, n, in, proseAfter[m.id])
		}
		signed += in
	}
	if len(logs) < 1000 || signed < len(logs) {
		t.Errorf("only %d logs with %d sign-offs", len(logs), signed)
	}
	t.Logf("%d logs, %d sign-offs", len(logs), signed)
}

func count(ts []Trailer, key string) (n int) {
	for _, t := range ts {
		if t.Is(key) {
			n++
		}
	}
	return n
}

// No key of the real logs is taken for a misspelling of another, and every person can be read.
func TestCorpusKeys(t *testing.T) {
	for _, m := range patchLogs(t, "lists", "*.mbox.xz") {
		for _, tr := range Parse(m.text, 1).Trailers {
			if canonical, known := Known(tr.Key); !known && canonical != "" {
				t.Errorf("%s: %q taken for %q", m.id, tr.Key, canonical)
			}
			if _, ok := tr.Person(); !ok && classify(tr.Key) == personKey {
				t.Errorf("%s: no person in %q", m.id, tr.Raw)
			}
			if f := ReadFixes(tr.Value); tr.Is("Fixes") && (f.ID == "" || f.Title == "") {
				t.Errorf("%s: %+v read from %q", m.id, f, tr.Raw)
			}
		}
	}
}

// The trailers that git itself read off the series that apply.
func TestCorpusFacts(t *testing.T) {
	data, err := os.ReadFile(corpustest.File(t, "apply", "facts.json"))
	if err != nil {
		t.Fatal(err)
	}
	var facts []struct {
		File    string
		Patches []struct {
			Subject  string
			Trailers []string
		}
	}
	if err := json.Unmarshal(data, &facts); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, series := range facts {
		logs := patchLogs(t, "apply", filepath.FromSlash(series.File))
		for _, p := range series.Patches {
			for _, m := range logs {
				if !strings.HasSuffix(m.subject, "] "+p.Subject) {
					continue
				}
				var got []string
				for _, tr := range Parse(m.text, 1).Trailers {
					got = append(got, strings.TrimSuffix(tr.Raw, "\n"))
				}
				if d := cmp.Diff(p.Trailers, got, cmpopts.EquateEmpty()); d != "" {
					t.Errorf("%s: %s (-git +got):\n%s", series.File, p.Subject, d)
				}
				compared++
				break
			}
		}
	}
	t.Logf("%d logs compared", compared)
	if compared < 50 {
		t.Errorf("only %d logs compared", compared)
	}
}

// What git calls a trailer is one here too, in the same order; more may stand before it, as kernel logs leave gaps in their blocks.
func TestPeerGitTrailers(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("no git")
	}
	for i, m := range patchLogs(t, "lists", "*.mbox.xz") {
		if i%3 != 0 {
			continue // a process for each
		}
		cmd := exec.Command(git, "interpret-trailers", "--only-trailers", "--only-input", "--unfold", "--no-divider")
		cmd.Stdin = strings.NewReader("Subject\n\n" + m.text)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		var theirs, ours []string
		for line := range strings.Lines(string(out)) {
			key, _, _ := strings.Cut(line, ":")
			if key != "1" { // a footnote: "1: https://…"
				theirs = append(theirs, key)
			}
		}
		for _, tr := range Parse(m.text, 1).Trailers {
			ours = append(ours, tr.Key)
		}
		ours = ours[max(0, len(ours)-len(theirs)):]
		if d := cmp.Diff(theirs, ours, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s (-git +got):\n%s", m.id, d)
		}
	}
}

// Every review tag with an address at the start of a line of a reply, above its signature, is found.
func TestCorpusReplies(t *testing.T) {
	tag := regexp.MustCompile(`(?m)^(Reviewed|Acked|Tested|Reported|Suggested)-by ?:.*@`)
	paths, _ := filepath.Glob(corpustest.File(t, "lists", "*.mbox.xz"))
	total := 0
	for _, path := range paths {
		for _, m := range letters(t, path) {
			if !m.reply {
				continue
			}
			above, _, _ := strings.Cut("\n"+m.text, "\n-- \n")
			want, got := len(tag.FindAllString(above, -1)), 0
			found := Find(m.text, 1)
			for _, tr := range found {
				if tag.MatchString(tr.Raw) {
					got++
				}
			}
			if got != want {
				t.Errorf("%s: %d tags, %d found: %s", m.id, want, got, brief(found))
			}
			total += want
		}
	}
	if t.Logf("%d tags", total); total < 200 {
		t.Errorf("only %d tags in the replies", total)
	}
}

// Jordan Crouse gave eight Reviewed-by to the first revision.
func TestCorpusSeedReviews(t *testing.T) {
	jordan := 0
	for _, m := range letters(t, corpustest.File(t, "seeds", "msm-struct-mutex.mbox")) {
		if !m.reply || !strings.Contains(m.subject, "/14]") {
			continue
		}
		for _, tr := range Find(m.text, 1) {
			if p, _ := tr.Person(); tr.Is("Reviewed-by") && p == (Person{"Jordan Crouse", "jcrouse@codeaurora.org"}) {
				jordan++
			}
		}
	}
	if jordan != 8 {
		t.Errorf("%d Reviewed-by of Jordan Crouse, want 8", jordan)
	}
}
