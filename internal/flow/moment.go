package flow

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"patchpilot/mbox"
)

// Moment is a point in time as the command line gives it: absolute, or a while back from now.
type Moment struct {
	t    time.Time
	back time.Duration
	set  bool
}

// At makes an absolute moment.
func At(t time.Time) Moment { return Moment{t: t, set: true} }

// ParseMoment reads YYYY-MM-DD (in UTC; the day's last moment where end is true, else its first),
// RFC 3339, or a number of hours, days or weeks back from now: 36h, 10d, 2w.
func ParseMoment(s string, end bool) (Moment, error) {
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		if end {
			day = day.AddDate(0, 0, 1).Add(-time.Nanosecond)
		}
		return At(day), nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return At(t), nil
	}
	units := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	if len(s) > 1 {
		n, err := strconv.ParseUint(s[:len(s)-1], 10, 14)
		if unit := units[s[len(s)-1]]; err == nil && unit > 0 {
			return Moment{back: time.Duration(n) * unit, set: true}, nil
		}
	}
	return Moment{}, fmt.Errorf("%q is no date: write 2024-03-31, 2024-03-31T12:00:00Z, or 36h, 10d, 2w before now", s)
}

// ParseNow reads the value of --now: a date, or "wall" for the clock.
func ParseNow(s string, clock func() time.Time) (Moment, error) {
	if s == "wall" {
		return At(clock()), nil
	}
	m, err := ParseMoment(s, true)
	if err == nil && m.back > 0 {
		return Moment{}, fmt.Errorf("%q is no moment by itself: write a date, or wall for the clock", s)
	}
	return m, err
}

// at is the moment in time; now is what a while back is reckoned from, and the default.
func (m Moment) at(now time.Time) time.Time {
	switch {
	case !m.set:
		return now
	case m.back > 0:
		return now.Add(-m.back)
	}
	return m.t
}

// Ahead is the moment in time, a while being one from now on.
func (m Moment) Ahead(now time.Time) time.Time {
	if m.back > 0 {
		return now.Add(m.back)
	}
	return m.at(now)
}

// ParseCommitterDate reads what git puts into GIT_COMMITTER_DATE: "1700000000 +0100", "@1700000000", or a date.
func ParseCommitterDate(s string) (time.Time, error) {
	seconds, zone, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(s), "@"), " ")
	if n, err := strconv.ParseInt(seconds, 10, 64); err == nil && len(seconds) > 8 {
		t := time.Unix(n, 0).UTC()
		if at, err := time.Parse("-0700", zone); err == nil {
			t = t.In(at.Location())
		}
		return t, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	if t, ok := mbox.ParseDate(s); ok {
		return t, nil
	}
	return time.Time{}, fmt.Errorf("%q is no date", s)
}
