package mbox

import (
	"strings"
	"testing"
	"time"
)

// linear fails where work on four times the size takes much more than four times as long. What is done in a
// moment is not looked at: the clock of a busy machine says nothing of it.
func linear(t *testing.T, name string, work func(size int)) {
	t.Helper()
	const size, moment = 128 << 10, 300 * time.Millisecond
	clock := func(size int) time.Duration {
		start := time.Now()
		work(size)
		return time.Since(start)
	}
	for range 3 {
		small := clock(size)
		if big := clock(4 * size); big < moment || big < 10*small {
			return
		}
	}
	t.Errorf("%s: more than linear time", name)
}

// Mail made to be slow is read in time that grows with its length alone.
func TestHostileMailIsReadInLinearTime(t *testing.T) {
	for name := range hostileMails(1000) {
		linear(t, name, func(size int) {
			m := Parse(Raw{Source: "box", Line: 1, Data: []byte(hostileMails(size)[name])})
			for _, scissors := range []bool{false, true} {
				m.PatchBytes(m.Mailinfo(InfoOptions{Scissors: scissors}))
			}
			if len(m.Problems) > maxProblems || len(m.References) > maxReferences || len(m.To) > maxAddresses {
				t.Errorf("%s: %d problems, %d references, %d addresses", name, len(m.Problems), len(m.References), len(m.To))
			}
		})
	}
}

func hostileMails(size int) map[string]string {
	times := func(s string) string { return strings.Repeat(s, size/len(s)) }
	return map[string]string{
		"nested references":        "References: " + times("<") + "\n\n",
		"a million references":     "References: " + times("<a@b>\n ") + times("<a@b>\n ") + "\n\n",
		"references that open":     "References: " + times("<a ") + "\n\n",
		"encoded words that open":  "Subject: " + times("=?a?q?") + "\n\n",
		"encoded words":            "Subject: " + times("=?utf-8?q?a?= ") + "\n\n",
		"encoded words, no such":   "Subject: " + times("=?none?q?a?= ") + "\n\n",
		"comments that open":       "From: " + times("(,") + "\n\n",
		"quotes that open":         "From: " + times(`"a",",`) + "\n\n",
		"names with commas":        "To: " + times("a,") + "\n\n",
		"many addresses":           "To: " + times("a@b, ") + "\n\n",
		"many fields":              times("From: a@b\n") + "\n",
		"folded field":             "Subject: a\n" + times(" \n b\n") + "\n",
		"header without colons":    "From: a@b\n" + times("xx\n") + "Subject: x\n\n",
		"header of one line":       times("a"),
		"parts of bad base64":      "Content-Type: multipart/mixed; boundary=x\n\n" + times("--x\nContent-Transfer-Encoding: base64\n\n!\n"),
		"boundaries":               "Content-Type: multipart/mixed; boundary=x\n\n" + times("--x\n"),
		"boundaries within lines":  "Content-Type: multipart/mixed; boundary=x\n\n" + times("--x"),
		"multiparts in multiparts": "Content-Type: multipart/mixed; boundary=x\n\n" + times("--x\nContent-Type: multipart/mixed; boundary=xx\n\n--xx\n"),
		"in-body header, folded":   "From: a@b\n\nSubject: a\n" + times(" b\n") + "---\n",
		"in-body headers":          "From: a@b\n\n" + times(">From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"),
		"scissors":                 "From: a@b\n\n" + times("-- >8 --\n"),
		"html tags":                "Content-Type: text/html\n\n" + times("<script><p>"),
		"html that opens":          "Content-Type: text/html\n\n" + times("<"),
		"padding":                  "Content-Transfer-Encoding: base64\n\n" + times("YQ=="),
		"flowed":                   "Content-Type: text/plain; format=flowed\n\n" + times("a \n"),
		"date":                     "Date: " + times("1 ") + "\n\n",
		"hidden addresses":         "From: a at b.org\n\n" + times("a(a)") + times("<a at b.c"),
	}
}

// Dumps that pretend to end at every line.
func TestHostileDumpIsReadInLinearTime(t *testing.T) {
	for name, piece := range map[string]string{
		"attributions":         "On 1 a wrote:\n",
		"attributions in two":  "On 1 a\nb wrote:\n",
		"replies":              "On 1 a wrote:\n>\n",
		"from lines":           "From: a <a@b>\n",
		"signatures":           "--\nAda\n",
		"signatures and blank": "--\nAda\n\n\n",
		"git signatures":       "-- \n2.0\n",
		"hunks":                "@@ -1 +1 @@\n-\n+\n",
		"endless hunks":        "@@ -1,999999999 +1,999999999 @@\n",
		"blank lines":          "\n",
		"dashes":               "--\n",
	} {
		linear(t, name, func(size int) {
			data := "diff --git a b\n" + strings.Repeat(piece, size/len(piece))
			if _, err := Scan("box", strings.NewReader(data), func(r Raw) error { Parse(r); return nil }); err != nil {
				t.Fatal(err)
			}
		})
	}
}
