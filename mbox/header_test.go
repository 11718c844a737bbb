package mbox

import (
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"
)

func TestHeader(t *testing.T) {
	m := Parse(Raw{Source: "box", Line: 1, Data: []byte("Received: one\nX-Thing: =?utf-8?q?S=C3=B8ren?=\n =?utf-8?q?!?= and\n\tmore  \nreceived: two\n\nX-Thing: body\n")})
	for name, want := range map[string][]string{
		"Received": {"one", "two"},
		"x-thing":  {"Søren! and more"},
		"X-Other":  nil,
	} {
		if diff := cmp.Diff(want, m.HeaderAll(name)); diff != "" {
			t.Error(name, diff)
		}
		first := ""
		if want != nil {
			first = want[0]
		}
		if got := m.Header(name); got != first {
			t.Errorf("%s: %q, want %q", name, got, first)
		}
	}
}

// Whoever keeps a message but not its Raw and Text must not keep their memory.
func TestMessageHoldsNoPieceOfRaw(t *testing.T) {
	data := []byte("From: Ada Quill <ada@example.org>\nSubject: [PATCH] foo\nMessage-ID: <1@x>\nReferences: <0@x>\nX: y\n\ntext\n")
	m := Parse(Raw{Source: "box", Line: 1, Data: data})
	inside := func(s string) bool {
		p := uintptr(unsafe.Pointer(unsafe.StringData(s)))
		from := uintptr(unsafe.Pointer(unsafe.SliceData(data)))
		return from <= p && p < from+uintptr(len(data))
	}
	for _, s := range []string{m.ID, m.From.Name, m.From.Email, m.Subject, m.References[0], m.Text, m.Header("X")} {
		if s == "" || inside(s) {
			t.Errorf("%q is empty or a piece of Raw", s)
		}
	}
	runtime.KeepAlive(data)
}

func TestHeaderOutOfProportionIsCut(t *testing.T) {
	data := "From: a@b\nReferences: <first@x>"
	for len(data) < 3<<20 {
		data += strings.ReplaceAll(noise(8000), "\n", "\n ") + "\n <id@x>"
	}
	m := Parse(Raw{Data: []byte(data + "\n <last@x>\nSubject: end\n\ntext\n")})
	if m.Text != "text\n" || len(m.header.block) > 2<<20 || m.References[len(m.References)-1] != "last@x" {
		t.Errorf("text %q, header of %d bytes, %d references", clip(m.Text), len(m.header.block), len(m.References))
	}
}
