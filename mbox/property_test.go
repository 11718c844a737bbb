package mbox

import (
	"bytes"
	"encoding/base64"
	"mime"
	"mime/quotedprintable"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ulikunitz/xz"
	"pgregory.net/rapid"

	"patchpilot/internal/corpustest"
)

// What Go's standard library encodes is decoded to what it was.
func TestDecodingUndoesEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOf(rapid.Byte()).Draw(t, "data")
		wrapped := base64.StdEncoding.EncodeToString(data)
		for i := 60; i < len(wrapped); i += 61 {
			wrapped = wrapped[:i] + "\n" + wrapped[i:]
		}
		if got := decodeBase64([]byte(wrapped), func(int) { t.Error("complaint") }); !bytes.Equal(got, data) {
			t.Errorf("base64: %q, want %q", got, data)
		}
		var b bytes.Buffer
		w := quotedprintable.NewWriter(&b)
		w.Binary = true
		w.Write(data)
		w.Close()
		if got := decodeQuotedPrintable(b.Bytes()); !bytes.Equal(got, data) {
			t.Errorf("quoted-printable: %q, want %q", got, data)
		}
	})
}

func TestDecodeWordsUndoesEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zå-žа-я€ ]{0,80}`).Draw(t, "text")
		for _, e := range []mime.WordEncoder{mime.QEncoding, mime.BEncoding} {
			encoded := strings.ReplaceAll(e.Encode("utf-8", text), "?= =?", "?=\n =?")
			if got := decodeWords(unfold("x" + encoded + "x")); strings.Contains(encoded, "=?") && got != "x"+text+"x" {
				t.Errorf("%q: %q, want %q", encoded, got, text)
			}
		}
	})
}

func TestParseDateReadsWhatIsPrinted(t *testing.T) {
	layouts := []string{time.RFC1123Z, time.RFC3339, "2 Jan 2006 15:04:05 -0700", "Mon Jan _2 15:04:05 2006 -0700", "02-Jan-2006 15:04:05 -0700"}
	rapid.Check(t, func(t *rapid.T) {
		zone := time.FixedZone("", 60*rapid.IntRange(-12*60, 14*60).Draw(t, "zone"))
		want := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "seconds"), 0).In(zone)
		for _, layout := range layouts {
			if got, ok := ParseDate(want.Format(layout)); !ok || !got.Equal(want) {
				t.Errorf("%s: %v, %v", want.Format(layout), got, ok)
			}
		}
	})
}

// A dictionary out of all proportion is seen before it is allocated.
func TestXZDict(t *testing.T) {
	var b bytes.Buffer
	w, err := xz.WriterConfig{DictCap: 1 << 20}.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte(twoMails))
	w.Close()
	if got := xzDict(b.Bytes()); got != 1<<20 {
		t.Errorf("dictionary of %d", got)
	}
	hostile := bytes.Clone(b.Bytes())
	hostile[bytes.Index(hostile, []byte{0x21, 1})+2] = 40
	if _, problems, err := scanned(t, hostile); err == nil || len(problems) != 1 {
		t.Errorf("4 GB of dictionary: %v, %v", problems, err)
	}
}

func TestXZDictOfRealArchives(t *testing.T) {
	data, err := os.ReadFile(corpustest.File(t, "lists", "linux-cifs-2023JanFeb.mbox.xz"))
	if err != nil {
		t.Fatal(err)
	}
	if got := xzDict(data[:64]); got < 1<<20 || got > maxWindow {
		t.Errorf("dictionary of %d", got)
	}
}
