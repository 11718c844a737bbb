package mbox

import (
	"bytes"
	"io"
	"slices"
	"strconv"
)

const (
	maxMessage = 256 << 20 // no message longer than this is held
	keptOfLong = 1 << 20   // what is kept of a longer one
	chunk      = 256 << 10
	handOver   = 4 << 20 // a message over this takes the buffer with it instead of being copied
)

// splitter cuts an mbox into messages over a sliding window.
type splitter struct {
	*scanner
	in    io.Reader
	buf   []byte
	start int // in buf: the current message's From_ line
	line  int // number of that line
	eof   bool
}

func (s *scanner) splitMbox(in io.Reader) error {
	sp := &splitter{scanner: s, in: in, line: 1}
	sp.fill()
	for i := 0; i < len(sp.buf) && (isSpace(sp.buf[i]) || bytes.IndexByte(utf8BOM, sp.buf[i]) >= 0); i++ {
		if sp.buf[i] == '\n' {
			sp.line++
		}
		sp.start = i + 1
	}
	for sp.start < len(sp.buf) || !sp.eof {
		if err := sp.next(); err != nil {
			return err
		}
	}
	return nil
}

// fill reads on; it reports whether there was more.
func (s *splitter) fill() bool {
	if s.eof {
		return false
	}
	if s.start > len(s.buf)/2 { // half of it is done with: slide
		s.buf = append(s.buf[:0], s.buf[s.start:]...)
		s.start = 0
	}
	s.buf = slices.Grow(s.buf, chunk)
	n, err := io.ReadFull(s.in, s.buf[len(s.buf):len(s.buf)+chunk])
	s.buf = s.buf[:len(s.buf)+n]
	s.eof = err != nil
	return n > 0
}

// next yields the message at start and moves start to the next one.
func (s *splitter) next() error {
	length, ok := s.messageEnd()
	raw := Raw{Source: s.name, Line: s.line, Framed: true}
	if !ok {
		return s.skipLong(raw)
	}
	message := s.buf[s.start : s.start+length]
	s.line += bytes.Count(message, []byte{'\n'})
	from := firstLine(message)
	raw.Unsent = isFormatPatchFrom(string(bytes.TrimRight(from[:min(len(from), maxFromLine)], "\r\n")) + "\n")
	if length > handOver {
		raw.Data = message[len(from):len(message):len(message)]
		s.buf, s.start = bytes.Clone(s.buf[s.start+length:]), 0
	} else {
		raw.Data = bytes.Clone(message[len(from):])
		s.start += length
	}
	if bytes.HasPrefix(from, mboxrdFrom) {
		raw.Data = unquoteFrom(raw.Data)
	}
	return s.yield(raw)
}

// messageEnd returns the length of the message at start; not ok if it is too long to hold.
func (s *splitter) messageEnd() (int, bool) {
	length, ok := s.nextFrom(0)
	if !ok {
		return 0, false
	}
	if n := s.contentEnd(length); n > length {
		return n, true
	}
	return length, true
}

// nextFrom returns where the next From_ line stands, counted from start, looking beyond skip.
func (s *splitter) nextFrom(skip int) (int, bool) {
	for at := skip; ; {
		rest := s.buf[s.start:]
		i := bytes.Index(rest[min(at, len(rest)):], newFrom)
		if i < 0 {
			at = max(at, len(rest)-len(newFrom)+1)
			if len(rest) > s.longest {
				return 0, false
			}
			if !s.fill() {
				return len(s.buf) - s.start, len(s.buf)-s.start <= s.longest
			}
			continue
		}
		at += i + 1
		line := firstLine(rest[at:])
		if line[len(line)-1] != '\n' && len(line) <= maxFromLine && s.fill() {
			at-- // look again, now that more of it is here
			continue
		}
		if isFromLine(line) {
			return at, at <= s.longest
		}
	}
}

// contentEnd honours Content-Length as mboxcl2 means it: the end it names, or 0 where it names none
// beyond the From_ line already found, or none that a From_ line or the end of the archive confirms.
func (s *splitter) contentEnd(length int) int {
	message := s.buf[s.start : s.start+length]
	head := bytes.Index(message, []byte("\n\n"))
	if head < 0 {
		return 0
	}
	const name = "\nContent-Length:"
	i := bytes.Index(message[:head+1], []byte(name))
	if i < 0 {
		return 0
	}
	n, err := strconv.Atoi(string(bytes.TrimSpace(firstLine(message[i+len(name):]))))
	end := head + 2 + n
	if err != nil || n < 0 || n > s.longest || end <= length {
		return 0
	}
	for len(s.buf)-s.start < end+maxFromLine && s.fill() {
	}
	rest := s.buf[s.start:]
	if len(rest) < end {
		return 0
	}
	blank := len(rest[end:]) - len(bytes.TrimLeft(rest[end:], "\r\n"))
	next := end + blank
	if blank > 4 || next < len(rest) && (rest[next-1] != '\n' || !isFromLine(firstLine(rest[next:]))) {
		return 0
	}
	return next
}

// skipLong yields the head of a message too long to hold and reads on to the next From_ line.
func (s *splitter) skipLong(raw Raw) error {
	head := s.buf[s.start:]
	head = bytes.Clone(head[:min(len(head), keptOfLong)])
	raw.Data = head[len(firstLine(head)):]
	raw.Problems = append(raw.Problems, s.tooLong(s.line))
	for drop := s.longest; ; drop = len(s.buf) {
		// No From_ line stands before drop, but one may reach over it.
		keep := max(min(s.start+drop, len(s.buf))-maxFromLine, s.start)
		s.line += bytes.Count(s.buf[s.start:keep], []byte{'\n'})
		s.buf, s.start = append([]byte(nil), s.buf[keep:]...), 0
		if at := s.fromInWindow(); at >= 0 {
			s.line += bytes.Count(s.buf[:at], []byte{'\n'})
			s.start = at
			break
		}
		if !s.fill() {
			s.start = len(s.buf)
			break
		}
	}
	return s.yield(raw)
}

// fromInWindow returns where the first whole From_ line of the window stands, or -1.
func (s *splitter) fromInWindow() int {
	for at := 0; ; at++ {
		i := bytes.Index(s.buf[at:], newFrom)
		if i < 0 {
			return -1
		}
		at += i
		if isFromLine(firstLine(s.buf[at+1:])) {
			return at + 1
		}
	}
}

func (s *scanner) tooLong(line int) Problem {
	return Problem{Source: s.name, Line: line, Text: "message of over 256 MB: only its first megabyte was read"}
}
