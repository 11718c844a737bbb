package mbox

import "io"
import "io/fs"

type header struct{}

func (h header) get(string) string   { panic("stub") }
func (h header) all(string) []string { panic("stub") }

// Mailinfo cuts the message as `git mailinfo -u` would.
func (m *Message) Mailinfo(o InfoOptions) Info { panic("stub") }

// Scan reads one archive, told by its content, and calls yield for every message in order.
// name is the source's name in problems and ids. Problems are about the archive itself
// (a truncated gzip, bytes between messages); the error is yield's, or misuse.
func Scan(name string, r io.Reader, yield func(Raw) error) ([]Problem, error) { panic("stub") }

// ScanFS reads a folder: a Maildir, or mails, patches and archives in any depth, in order of name.
func ScanFS(name string, fsys fs.FS, yield func(Raw) error) ([]Problem, error) { panic("stub") }

// Parse decodes one message.
func Parse(raw Raw) *Message { panic("stub") }
