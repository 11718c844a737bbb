package maintainers_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/maintainers"
	"patchpilot/trailers"
)

func TestMailmap(t *testing.T) {
	m := maintainers.ParseMailmap(fixture(t, "mailmap"))
	for _, tc := range []struct{ name, email, want string }{
		{"A. Quill", "aquill@example.com", "Ada Quill <ada@example.org>"},
		{"A. Quill", "AQuill@Example.com", "Ada Quill <ada@example.org>"},
		{"A. Quill", "ada@example.org", `"A. Quill" <ada@example.org>`},
		{"tan", "tan.hu@example.cn", "Tan Hu <tan.hu@example.cn>"},
		{"Daria Voss", "dvoss@example.net", "Daria Voss <dvoss@example.org>"},
		{"Weatherby, Jonas", "jweatherby@example.com", "Jonas Weatherby <jonas@example.org>"},
		{"jonas", "jweatherby@example.com", "jonas <jweatherby@example.com>"}, // known under one name only
		{"root", "root@localhost", "Pilar Echeverri <pilar@example.org>"},     // the later line counts
		{"", "pilar@example.com", "Pilar Echeverri <pilar@example.com>"},
		{"Nobody", "nobody@example.org", "Nobody <nobody@example.org>"},
	} {
		if got := m.Canonical(maintainers.Person{Name: tc.name, Email: tc.email}); got.String() != tc.want {
			t.Errorf("%s <%s>: %s, want %s", tc.name, tc.email, got, tc.want)
		}
	}
	if want := []maintainers.Problem{{Line: 10, Text: "no address in angle brackets"}, {Line: 11, Text: "no address in angle brackets"}}; !cmp.Equal(m.Problems, want) {
		t.Errorf("problems %v", m.Problems)
	}
}

// The addresses are in the form that trailers.Same takes.
func TestMailmapAddresses(t *testing.T) {
	text := fixture(t, "mailmap") + "A <a@example.org> one <shared@example.org>\nB <b@example.org> two <shared@example.org>\n"
	got := maintainers.ParseMailmap(text).Addresses()
	want := map[string]string{
		"aquill@example.com":     "ada@example.org",
		"dvoss@example.net":      "dvoss@example.org",
		"jweatherby@example.com": "jonas@example.org",
		"root@localhost":         "pilar@example.org",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	a, b := trailers.Person{Name: "aq", Email: "AQuill@example.com"}, trailers.Person{Name: "Ada", Email: "ada@example.org"}
	if trailers.Same(a, b, got) != trailers.SameMailmap || trailers.Same(a, b, nil) != trailers.Other {
		t.Error("trailers.Same does not see by it that two addresses are one person's")
	}
}

func TestNoMailmap(t *testing.T) {
	var m *maintainers.Mailmap
	ada := maintainers.Person{Name: "Ada", Email: "ada@example.org"}
	if m.Canonical(ada) != ada || len(m.Addresses()) > 0 {
		t.Error("without a mailmap somebody is somebody else")
	}
}
