package mbox

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"patchpilot/internal/corpustest"
)

func needGit(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
}

// git runs git in an empty folder with stdin and returns what it printed; not ok if it refused.
func git(t *testing.T, dir string, stdin []byte, args ...string) (string, bool) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Stdin = bytes.NewReader(stdin)
	out, err := cmd.Output()
	return string(out), err == nil
}

// peerMails are mails of every kind at hand, long lists sampled.
func peerMails(t *testing.T) map[string]Raw {
	t.Helper()
	mails := map[string]Raw{}
	add := func(pattern string, every int) {
		files, _ := filepath.Glob(pattern)
		if len(files) == 0 {
			t.Fatalf("nothing in %s", pattern)
		}
		for _, f := range files {
			raws, _ := scanFile(t, f)
			for i := 0; i < len(raws); i += every {
				name := filepath.Base(f)
				if len(raws) > 1 {
					name += fmt.Sprintf(":%d", raws[i].Line)
				}
				mails[name] = raws[i]
			}
		}
	}
	every := 25
	if os.Getenv("PATCHPILOT_ALL") != "" {
		every = 1
	}
	add(mailFixtures+"/*.eml", 1)
	add(mailFixtures+"/*-*.mbox", 1)
	add(corpustest.File(t, "cases/mail/*"), 1)
	add(corpustest.File(t, "zoo/*.eml"), 1)
	add(corpustest.File(t, "seeds/*.mbox"), every)
	add(corpustest.File(t, "threads/*.mbox"), every)
	add(corpustest.File(t, "apply/*/*.mbox"), every)
	add(corpustest.File(t, "lists/*.mbox.xz"), every)
	return mails
}

// TestPeerMailinfo compares what Mailinfo cuts with what git cuts, mail by mail.
func TestPeerMailinfo(t *testing.T) {
	needGit(t)
	dir := t.TempDir()
	for name, raw := range peerMails(t) {
		t.Run(name, func(t *testing.T) {
			if why, ok := peerDiffers[name]; ok {
				t.Skip(why)
			}
			data := transportLines(raw.Data) // as git mailsplit leaves them
			info, ok := git(t, dir, data, "mailinfo", "-u", "msg", "patch")
			if !ok {
				t.Skip("git refuses it")
			}
			m := Parse(raw)
			got := m.Mailinfo(InfoOptions{})
			compare(t, "info", trimLines(info), trimLines(printInfo(m, got)))
			compareText(t, m, "msg", golden(t, filepath.Join(dir, "msg")), got.Log)
			compareText(t, m, "patch", golden(t, filepath.Join(dir, "patch")), string(m.PatchBytes(got)))
		})
	}
}

// compareText compares log or patch, the differences that are meant taken out: bytes out of place are mended; line ends that are all CRLF are the transport's, base64 or not; signatures, html and
// binaries behind the text are left out.
func compareText(t *testing.T, m *Message, what, want, got string) {
	t.Helper()
	if what == "msg" && m.MIME.BadCharset {
		want, _ = toUTF8([]byte(want), m.MIME.Charset)
	}
	if m.MIME.CRLF && !strings.Contains(m.Text, "\r\n") {
		want = strings.TrimLeft(strings.ReplaceAll(want, "\r\n", "\n"), "\n")
	}
	if m.MIME.Multipart && mixedParts.Match(m.Raw) {
		return
	}
	compare(t, what, want, got)
}

var mixedParts = regexp.MustCompile(`(?i)\ncontent-type:\s*(application|image|text/html|multipart/\S+(?s:.*)\ncontent-type:\s*multipart)`)

func trimLines(s string) string { return strings.ReplaceAll(s, " \n", "\n") }

// peerDiffers names the mails Mailinfo means to read otherwise than git, and why.
var peerDiffers = map[string]string{
	"20-raw8bit-from":     "git leaves raw bytes in headers as they are; we make UTF-8 of them",
	"15-space-in-hdrname": "git ends the headers at blanks before a colon; we read on",
	"40-subjspace":        "the same",

	"header-blank-before-colon.eml": "the same",
	"header-without-colon.eml":      "git ends the headers at a line without colon; we read on where headers follow",
	"header-raw-8bit.eml":           "git leaves raw bytes in headers as they are; we make UTF-8 of them",
	"address-hidden.eml":            "we restore what archives hide",
	"author-odd.mbox:25":            "git knows no author without an address",
	"html-only.eml":                 "git takes html for text",
	"transfer-base64-broken.eml":    "git decodes a list's footer as base64",
	"empty-body.eml":                "git takes the last header line for a body that is not there",
}

// TestPeerMailsplit compares number and bytes of the mails with what git mailsplit cuts.
func TestPeerMailsplit(t *testing.T) {
	needGit(t)
	for _, pattern := range []string{"seeds/*.mbox", "threads/*.mbox", "patchwork/*.mbox", "apply/applies/*.mbox", "lists/linux-cifs*"} {
		files, _ := filepath.Glob(corpustest.File(t, pattern))
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				dir := t.TempDir()
				f, _ := os.Open(file)
				defer f.Close()
				r, _, err := decompress(bufio.NewReader(f))
				if err != nil {
					t.Fatal(err)
				}
				var data bytes.Buffer
				data.ReadFrom(r)
				args := []string{"mailsplit", "-d6", "--keep-cr", "-o" + dir}
				if bytes.HasPrefix(data.Bytes(), mboxrdFrom) {
					args = append(args, "--mboxrd")
				}
				git(t, dir, data.Bytes(), args...)
				raws, problems := scanFile(t, file)
				split, _ := filepath.Glob(filepath.Join(dir, "*"))
				if len(split) != len(raws) {
					t.Fatalf("git cuts %d mails, we %d; %v", len(split), len(raws), problems)
				}
				for i, s := range split {
					want := golden(t, s)
					if strings.HasPrefix(want, "From ") {
						_, want, _ = strings.Cut(want, "\n")
					}
					if want != string(raws[i].Data) {
						compare(t, s, want, string(raws[i].Data))
					}
				}
			})
		}
	}
}
