package mbox

import (
	"strings"
	"time"
)

// zones of RFC 822 and the ones seen beside them, in minutes east.
var zones = map[string]int{
	"UT": 0, "UTC": 0, "GMT": 0, "Z": 0,
	"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
	"CET": 60, "CEST": 120, "MET": 60, "MEST": 120, "BST": 60, "EET": 120, "EEST": 180, "MSK": 180, "JST": 540,
}

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// ParseDate reads a date as mail writes it (RFC 5322, 3.3), in ctime's order or as ISO 8601, with or without
// seconds, weekday and zone. Not ok where it is no date, or none that the calendar or the clock knows.
func ParseDate(s string) (time.Time, bool) {
	if s = strings.TrimSpace(s); len(s) > 10 && s[4] == '-' && s[10] == 'T' {
		t, err := time.Parse(time.RFC3339, s)
		return t, err == nil
	}
	var d dateParts
	for s != "" {
		var word string
		if word, s = cutDateWord(s); word != "" && !d.take(word) {
			return time.Time{}, false
		}
	}
	return d.time()
}

// cutDateWord cuts the next word off, over blanks, commas and comments.
func cutDateWord(s string) (word, rest string) {
	s = strings.TrimLeft(s, " \t\r\n,")
	if s != "" && s[0] == '(' {
		if end := strings.IndexByte(s, ')'); end >= 0 {
			return "", s[end+1:]
		}
		return "", ""
	}
	if end := strings.IndexAny(s, " \t\r\n,("); end >= 0 {
		return s[:end], s[end:]
	}
	return s, ""
}

type dateParts struct {
	day, month, year  int
	hour, min, sec    int
	zone              int
	hasTime, hasMonth bool
	hasZone           bool
}

// take sorts one word of a date into its place; false where it has none.
func (d *dateParts) take(w string) bool {
	switch {
	case strings.IndexByte(w, ':') > 0 && !d.hasTime:
		return d.takeTime(w)
	case (w[0] == '+' || w[0] == '-') && !d.hasZone:
		return d.takeOffset(w)
	case isDigit(w[0]):
		n, digits := number(w)
		if strings.Count(w, "-") == 2 { // 30-Sep-2020, 2020-09-30
			return d.takeDashed(w)
		}
		if digits != len(w) || n < 0 {
			return false
		}
		if d.day == 0 && digits <= 2 {
			d.day = n
			return true
		}
		if d.year != 0 {
			return true // more than is needed
		}
		d.year = fullYear(n, digits)
		return true
	}
	if !d.hasMonth && len(w) >= 3 {
		if i := strings.Index(months, strings.ToLower(w[:3])); i >= 0 && i%3 == 0 {
			d.month, d.hasMonth = i/3+1, true
			return true
		}
	}
	if minutes, ok := zones[strings.ToUpper(w)]; ok && !d.hasZone {
		d.zone, d.hasZone = minutes*60, true
	}
	return true // a weekday, a zone nobody knows
}

func (d *dateParts) takeTime(w string) bool {
	d.hasTime = true
	for _, to := range [...]*int{&d.hour, &d.min, &d.sec} {
		n, digits := number(w)
		if digits == 0 || digits > 2 {
			return false
		}
		*to = n
		if w = w[digits:]; w == "" || w[0] != ':' {
			break
		}
		w = w[1:]
	}
	if w != "" && (w[0] == '+' || w[0] == '-') {
		return d.takeOffset(w)
	}
	return w == "" || w[0] == '.'
}

func (d *dateParts) takeOffset(w string) bool {
	n, digits := number(strings.Replace(w[1:], ":", "", 1))
	if digits < 3 {
		return digits > 0 || len(w) == 1
	}
	d.zone, d.hasZone = (n/100*60+n%100)*60, true
	if n > 1500 || n%100 > 59 {
		d.zone = 0 // no such place
	}
	if w[0] == '-' {
		d.zone = -d.zone
	}
	return true
}

func (d *dateParts) takeDashed(w string) bool {
	parts := strings.Split(w, "-")
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	d.day, _ = number(parts[0])
	n, digits := number(parts[2])
	d.year = fullYear(n, digits)
	if m, digits := number(parts[1]); digits > 0 {
		d.month, d.hasMonth = m, true
		return true
	}
	return parts[1] != "" && d.take(parts[1])
}

func (d *dateParts) time() (time.Time, bool) {
	if !d.hasTime || !d.hasMonth || d.hour > 23 || d.min > 59 || d.sec > 60 || d.year < 1 {
		return time.Time{}, false
	}
	loc := time.UTC
	if d.zone != 0 {
		loc = time.FixedZone("", d.zone)
	}
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.min, d.sec, 0, loc)
	return t, int(t.Month()) == d.month && (t.Day() == d.day || d.sec == 60)
}

// fullYear reads years of two and three digits as RFC 5322, 4.3 says.
func fullYear(n, digits int) int {
	switch {
	case digits == 2 && n < 50:
		return n + 2000
	case digits <= 3:
		return n + 1900
	}
	return n
}

// number reads the digits s starts with, nine at most.
func number(s string) (n, digits int) {
	for digits < len(s) && digits < 9 && isDigit(s[digits]) {
		n = n*10 + int(s[digits]-'0')
		digits++
	}
	return n, digits
}

// readDate fills in Date. A Date header that is missing, no date, or one that the mail's way through the
// net contradicts gives way to the newest hop's Received.
func (p *parser) readDate() {
	m := p.m
	value, n := m.header.last("Date")
	m.DateText = value
	date, ok := ParseDate(value)
	received, hasReceived := p.received()
	switch {
	case n == 0 && !m.Dump:
		p.problem("no Date")
	case n == 0:
	case !ok:
		p.problem("Date %q is no date", clip(value))
	case date.Year() < 1990 || date.Year() > 2200:
		p.problem("Date %q is absurd", clip(value))
		ok = false
	case hasReceived && date.After(received.Add(36*time.Hour)):
		p.problem("Date %q is after the mail was received", clip(value))
		ok = false
	}
	switch {
	case ok:
		m.Date = date
	case hasReceived:
		m.Date = received
	}
}

// received is when the newest hop took the mail in.
func (p *parser) received() (time.Time, bool) {
	value, ok := p.m.header.first("Received")
	if !ok {
		return time.Time{}, false
	}
	date, ok := ParseDate(value[strings.LastIndexByte(value, ';')+1:])
	return date, ok && date.Year() >= 1990
}
