package mbox

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

const twoMails = "From ada Tue Oct  6 10:15:00 2020\nFrom: a@example.org\nMessage-ID: <1@x>\n\none\n\n" +
	"From bo Tue Oct  6 10:16:00 2020\nFrom: b@example.org\nMessage-ID: <2@x>\n\ntwo\n"

// scanned is what Scan yields of a text.
func scanned(t testing.TB, data []byte) (raws []Raw, problems []Problem, err error) {
	t.Helper()
	problems, err = Scan("box", bytes.NewReader(data), func(r Raw) error {
		raws = append(raws, r)
		return nil
	})
	return raws, problems, err
}

func TestIsFromLine(t *testing.T) {
	for line, want := range map[string]bool{
		"From ada@example.org Tue Oct  6 10:15:00 2020":                               true,
		"From ada@example.org Tue Oct  6 10:15:00 2020\r\n":                           true,
		"From ada Tue Oct  6 10:15:00 2020 +0200":                                     true,
		"From ada Tue Oct  6 10:15:00 1999":                                           true,
		"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001":      true,
		"From mboxrd@z Thu Jan  1 00:00:00 1970":                                      true,
		"From user at example.org  Tue Oct  6 10:15:00 2020":                          true,
		"From ada Tue Oct  6 10:15:00 90":                                             false,
		"From ada Tue Oct  6 10:15 2020":                                              true,
		"From ada Tue Oct  6 10:15:00 PST 2020":                                       false,
		"From here on it is clear":                                                    false,
		"From: ada@example.org":                                                       false,
		">From ada Tue Oct  6 10:15:00 2020":                                          false,
		"From ":                                                                       false,
		"From ::":                                                                     false,
		"From ada Tue Oct  6 10:15:":                                                  false,
		"From " + strings.Repeat("x", maxFromLine) + " Tue Oct  6 10:15:00 2020":      false,
		"From " + strings.Repeat(":", 40) + " 10:15:00 99999999999999999999999999999": true,
	} {
		if got := isFromLine([]byte(line)); got != want {
			t.Errorf("%q: %v", clip(line), got)
		}
	}
}

func TestScanCompressed(t *testing.T) {
	compressors := map[string]func(io.Writer) (io.WriteCloser, error){
		"gzip": func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil },
		"xz":   func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) },
		"zstd": func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) },
	}
	compress := func(t *testing.T, kind string, data []byte) []byte {
		var b bytes.Buffer
		w, err := compressors[kind](&b)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(data)
		w.Close()
		return b.Bytes()
	}
	for kind := range compressors {
		t.Run(kind, func(t *testing.T) {
			packed := compress(t, kind, []byte(twoMails))
			for name, data := range map[string][]byte{"once": packed, "twice": compress(t, "gzip", packed)} {
				raws, problems, err := scanned(t, data)
				if len(raws) != 2 || problems != nil || err != nil {
					t.Errorf("%s: %d mails, %v, %v", name, len(raws), problems, err)
				}
			}
			packed = compress(t, kind, []byte(strings.Repeat(twoMails, 100)+noise(1<<20)))
			raws, problems, err := scanned(t, packed[:len(packed)*3/4])
			if len(raws) < 200 || len(problems) != 1 || !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("truncated: %d mails, %v, %v", len(raws), problems, err)
			}
		})
	}
}

// noise is text that does not compress to nothing, the same every time.
func noise(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = "abcdefghijklmnopqrstuvwxyz012345"[x>>27]
		if i%70 == 69 {
			b[i] = '\n'
		}
	}
	return string(b)
}

// There is no bzip2 writer in Go: this is a mail of three lines.
const bzip2Mail = "425a6839314159265359c34b4c200000085d8000104003201545222286dc4020003141a346832034229a7a08c64c931ea94e31f84c55be7d1957aac26289ad7ce100ecf8f109b56b997e2ee48a70a12186969840"

func TestScanBzip2(t *testing.T) {
	data, err := hex.DecodeString(bzip2Mail)
	if err != nil {
		t.Fatal(err)
	}
	if raws, problems, err := scanned(t, data); len(raws) != 1 || problems != nil || err != nil {
		t.Errorf("%d mails, %v, %v", len(raws), problems, err)
	}
	if _, problems, err := scanned(t, data[:40]); len(problems) != 1 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("truncated: %v, %v", problems, err)
	}
}

func TestScanTellsWhatIsNoMail(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"empty":             {"", "empty"},
		"blank":             {" \n\n", "empty"},
		"binary":            {"\x7fELF\x02\x01\x00\x00", "no mail: not text"},
		"tar":               {"file.txt\x00\x00\x00", "no mail: not text"},
		"text":              {"Dear diary,\nnothing today.\n", "no mail: text without headers"},
		"source":            {"int main(void)\n{\n\treturn 0;\n}\n", "no mail: text without headers"},
		"yaml":              {"name: x\nversion: 1\n", "no mail: text without headers"},
		"gzip of nothing":   {"\x1f\x8b\x08\x00", "gzip: truncated; what could be read was"},
		"quoted from alone": {"> From ada\n> text\n", "no mail: text without headers"},
	} {
		raws, problems, _ := scanned(t, []byte(c.data))
		if len(raws) != 0 || len(problems) != 1 || problems[0].Text != c.want || problems[0].Source != "box" {
			t.Errorf("%s: %d mails, %v; want %q", name, len(raws), problems, c.want)
		}
	}
}

func TestScanStopsWhenYieldWantsNoMore(t *testing.T) {
	enough := errors.New("enough")
	n := 0
	_, err := Scan("box", strings.NewReader(twoMails), func(Raw) error { n++; return enough })
	if n != 1 || err != enough {
		t.Errorf("%d mails, %v", n, err)
	}
}

// A mail too long to hold gives its head and a problem, and the mails after it are read.
func TestScanTooLong(t *testing.T) {
	const longest = 2 * chunk
	for _, length := range []int{longest - 1000, longest - 600, longest, longest + 1, longest + chunk - 500, longest + chunk, longest + 5*chunk + 17} {
		for _, body := range []string{strings.Repeat("x", length), noise(length), strings.Repeat("\nFrom x", length/7)} {
			long := "From ada Tue Oct  6 10:15:00 2020\nMessage-ID: <long@x>\n\n" + body + "\n"
			var lines []int
			var ids []string
			s := &scanner{name: "box", longest: longest, yield: func(r Raw) error {
				m := Parse(r)
				lines, ids = append(lines, r.Line), append(ids, m.ID)
				if m.ID == "long@x" && (len(long) > longest) != (len(r.Problems) == 1) {
					t.Errorf("%d bytes: problems %v", len(long), r.Problems)
				}
				return nil
			}}
			if err := s.scan(bufio.NewReaderSize(strings.NewReader(long+twoMails), peekSize)); err != nil {
				t.Fatal(err)
			}
			n := strings.Count(long, "\n")
			if diff := cmp.Diff([]string{"long@x", "1@x", "2@x"}, ids); diff != "" {
				t.Error(len(long), diff)
			}
			if diff := cmp.Diff([]int{1, n + 1, n + 7}, lines); diff != "" {
				t.Error(len(long), diff)
			}
		}
	}
}

// The parts of an mbox account for every byte of it, wherever reads happen to end.
func TestScanLosesNoByte(t *testing.T) {
	var b strings.Builder
	for i := range 300 {
		fmt.Fprintf(&b, "From ada Tue Oct  6 10:15:00 2020\nFrom: a@example.org\nMessage-ID: <%d@x>\n\n%s\n", i, noise(i*37))
	}
	for _, size := range []int{1, 7, 4096} {
		var got strings.Builder
		line := 1
		_, err := Scan("box", &smallReader{strings.NewReader(b.String()), size}, func(r Raw) error {
			if r.Line != line {
				t.Fatalf("message at line %d, want %d", r.Line, line)
			}
			line += 1 + bytes.Count(r.Data, []byte("\n"))
			got.WriteString("From ada Tue Oct  6 10:15:00 2020\n")
			got.Write(r.Data)
			return nil
		})
		if err != nil || got.String() != b.String() {
			t.Errorf("reads of %d: %v, %d bytes of %d", size, err, got.Len(), b.Len())
		}
	}
}

type smallReader struct {
	r    io.Reader
	size int
}

func (s *smallReader) Read(p []byte) (int, error) { return s.r.Read(p[:min(len(p), s.size)]) }

// What is read of a message is the receiver's: the next one does not change it.
func TestScanDataIsNotReused(t *testing.T) {
	raws, _, _ := scanned(t, []byte(twoMails))
	copied := string(raws[0].Data)
	copy(raws[1].Data, "XXXXXXXXXXXXXXXXXXXXXXXXXXX")
	if string(raws[0].Data) != copied {
		t.Error("messages share memory")
	}
}
