package flow

import (
	"testing"
	"time"
)

func TestParseMoment(t *testing.T) {
	now := time.Date(2024, 3, 31, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		in   string
		end  bool
		want string // "" = an error
	}{
		{"2024-03-01", false, "2024-03-01T00:00:00Z"},
		{"2024-03-01", true, "2024-03-01T23:59:59.999999999Z"},
		{"2024-03-01T10:00:00+02:00", true, "2024-03-01T08:00:00Z"},
		{"36h", false, "2024-03-30T00:00:00Z"},
		{"10d", false, "2024-03-21T12:00:00Z"},
		{"2w", false, "2024-03-17T12:00:00Z"},
		{"", false, ""},
		{"d", false, ""},
		{"-2d", false, ""},
		{"2m", false, ""}, // months or minutes?
		{"2024-3-1", false, ""},
		{"yesterday", false, ""},
		{"99999999d", false, ""},
	} {
		m, err := ParseMoment(c.in, c.end)
		got := ""
		if err == nil {
			got = m.at(now).UTC().Format(time.RFC3339Nano)
		}
		if got != c.want {
			t.Errorf("%q: %q (%v), want %q", c.in, got, err, c.want)
		}
	}
}

func TestParseNow(t *testing.T) {
	clock := func() time.Time { return time.Unix(1700000000, 0) }
	if m, err := ParseNow("wall", clock); err != nil || !m.at(time.Time{}).Equal(clock()) {
		t.Errorf("wall: %v, %v", m, err)
	}
	if _, err := ParseNow("2w", clock); err == nil {
		t.Error("a while back from nothing is no moment")
	}
}

func TestMomentDefaultsToNow(t *testing.T) {
	now := time.Unix(1700000000, 0)
	if got := (Moment{}).at(now); !got.Equal(now) {
		t.Errorf("got %v", got)
	}
}

func TestParseNumbers(t *testing.T) {
	for _, c := range []struct {
		in      string
		in1, no []int
	}{
		{"1-3,5", []int{1, 3, 5}, []int{0, 4, 6}},
		{"7-", []int{7, 1000}, []int{6}},
		{" 2 , 4 ", []int{2, 4}, []int{3}},
		{"0", []int{0}, []int{1}},
	} {
		ns, err := ParseNumbers(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
		}
		for _, n := range c.in1 {
			if !ns.Has(n) {
				t.Errorf("%q: %d is missing", c.in, n)
			}
		}
		for _, n := range c.no {
			if ns.Has(n) {
				t.Errorf("%q: %d is in it", c.in, n)
			}
		}
	}
	for _, bad := range []string{"", "x", "3-1", "-2", "1,,2", "1-2-3"} {
		if ns, err := ParseNumbers(bad); err == nil {
			t.Errorf("%q: %v, want an error", bad, ns)
		}
	}
}
