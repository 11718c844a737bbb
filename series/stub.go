package series

import "patchpilot/mbox"

// NewMail reads a message. It is safe to call from several goroutines.
func NewMail(m *mbox.Message) *Mail { panic("stub") }

// Light returns a copy without texts and hunks, pinning nothing of the message.
func (m *Mail) Light() *Mail { panic("stub") }

// ParseSubject reads a subject line.
func ParseSubject(s string) Subject { panic("stub") }

// Group makes an archive of mails in any order. Copies of one message are one.
func Group(mails []*Mail) *Archive { panic("stub") }
