package mbox

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Scan reads one archive, told by its content and never by its name, and calls yield for every
// message in order. name is the source's name in problems and ids.
//
// Problems are about the archive itself: not mail at all, a truncated gzip, a message too long to hold.
// The error is yield's own, which stops the reading, or says that the source could not be read to its end;
// then everything readable has been yielded, and a truncated archive's wraps [io.ErrUnexpectedEOF].
//
// Memory is bounded by the largest message, and that by 256 MB: of a longer one the first megabyte is
// yielded, with a problem.
func Scan(name string, r io.Reader, yield func(Raw) error) ([]Problem, error) {
	s := &scanner{name: name, yield: yield, dumps: true, longest: maxMessage}
	err := s.scan(bufio.NewReaderSize(r, peekSize))
	return s.problems, err
}

type scanner struct {
	name     string
	yield    func(Raw) error
	dumps    bool // text without headers is read as a dump
	bare     bool // or as one patch
	longest  int  // no message of more bytes is held
	problems []Problem
}

func (s *scanner) problem(line int, format string, args ...any) {
	s.problems = append(s.problems, Problem{Source: s.name, Line: line, Text: fmt.Sprintf(format, args...)})
}

// scan reads a source through a buffer of at least peekSize.
func (s *scanner) scan(br *bufio.Reader) error {
	br, kind, err := decompress(br)
	if err != nil {
		return s.broken(kind, err)
	}
	in := &tolerantReader{r: br}
	head, err := br.Peek(peekSize)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		in.err = err
	}
	if err := s.dispatch(head, in); err != nil {
		return err
	}
	if in.err != nil {
		return s.broken(kind, in.err)
	}
	return nil
}

func (s *scanner) dispatch(head []byte, in *tolerantReader) error {
	switch tell(head) {
	case kindEmpty:
		if in.err == nil {
			s.problem(0, "empty")
		}
		return nil
	case kindMbox:
		return s.splitMbox(in)
	case kindMail:
		return s.single(in)
	case kindText:
		if s.bare {
			return s.single(in)
		}
		if s.dumps {
			return s.splitDump(in)
		}
		s.problem(0, "no mail: text without headers")
		return nil
	}
	s.problem(0, "no mail: not text")
	return nil
}

// broken turns a reading error into a problem and the error to return.
func (s *scanner) broken(kind string, err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF // a header cut short
	}
	what := "read"
	if kind != "" {
		what = kind
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		s.problem(0, "%s: truncated; what could be read was", what)
	} else {
		s.problem(0, "%s: %v; what could be read was", what, err)
	}
	return fmt.Errorf("%s: %s: %w", s.name, what, err)
}

// single reads a source that is one mail.
func (s *scanner) single(in io.Reader) error {
	raw := Raw{Source: s.name, Line: 1}
	data, err := io.ReadAll(io.LimitReader(in, int64(s.longest)+1))
	if err != nil {
		return err
	}
	if len(data) > s.longest {
		data = bytes.Clone(data[:min(keptOfLong, s.longest)])
		raw.Problems = append(raw.Problems, s.tooLong(1))
	}
	raw.Data = data
	return s.yield(raw)
}

// tolerantReader ends the stream where its source breaks, and remembers why.
type tolerantReader struct {
	r   io.Reader
	err error
}

func (t *tolerantReader) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if err != nil && err != io.EOF {
		t.err = err
		err = io.EOF
	}
	return n, err
}

// What a source may be.
const (
	kindEmpty = iota
	kindMbox
	kindMail
	kindText
	kindBinary
)

// tell says what the start of a source looks like.
func tell(head []byte) int {
	head = bytes.TrimPrefix(head, utf8BOM)
	head = bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(head) == 0:
		return kindEmpty
	case isFromLine(firstLine(head)):
		return kindMbox
	case looksLikeHeader(head):
		return kindMail
	case bytes.IndexByte(head, 0) >= 0:
		return kindBinary
	}
	return kindText
}

var utf8BOM = []byte("\xef\xbb\xbf")
