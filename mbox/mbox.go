// Package mbox turns archives of mail into messages.
//
// In: bytes of an mbox in any of its dialects (mboxo, mboxrd, mboxcl2, public-inbox's), a Maildir,
// a folder of mails or patches, a quilt series, a Pipermail or HyperKitty text archive, a dump that has lost its
// headers; plain or compressed. Out: one [Message] a mail, decoded to UTF-8 as `git mailinfo` decodes it.
//
// Its one law: parsing never fails. What cannot be read as the RFCs want it is read as well as it
// can be, and every forgiveness is a [Problem] with its place. Errors are for I/O alone.
//
// emersion/go-message reads media types and charsets. Cutting multiparts and undoing transfer encodings is done
// here: what git makes of a patch is told by every byte of it, and a library that stops at the first fault
// would lose mails that git applies.
//
// The package knows nothing of patches, series or trailers, beyond where git would cut a mail into
// log and patch ([Message.Mailinfo]).
package mbox

import "time"

// Address is one mailbox of an address header, decoded. Name may be empty.
type Address struct{ Name, Email string }

// Problem is something that had to be forgiven, or could not be read at all.
// With a MessageID, Line counts lines of that message's Text (0 = its headers);
// without one it counts lines of the source, from 1 (0 = the source as a whole).
type Problem struct {
	Source    string
	MessageID string
	Line      int
	Text      string
}

// Raw is one message as it stands in its archive, the archive's own framing taken off:
// no From_ line, mboxrd's quoting undone.
type Raw struct {
	Source   string // the archive, and inside a folder the file: "inbox/0001.eml"
	Line     int    // the message's first line in the file, from 1 (the From_ line where there is one)
	Framed   bool   // a From_ line stood before Data
	Unsent   bool   // and it is that of git format-patch: the mail waits to be sent
	Data     []byte // owned by the receiver; never reused by the reader
	Dump     bool   // Data is a bare body: the archive had no headers
	Quilt    Place  // zero but in a quilt folder
	Commit   string // the id of the commit this mail was made of; "" for mail that was sent
	Problems []Problem
}

// Place is where a patch stands in a quilt series: the folder, and the number in its series file, from 1, of so
// many.
type Place struct {
	Series     string
	Number, Of int
}

// Message is one mail, read and decoded. It does not change once read.
type Message struct {
	ID     string // Message-ID without angle brackets; "BASENAME:LINE@nomsgid" where the mail has none
	Unsent bool   // made and not sent: its date is that of the change
	Source string
	Line   int // first line in the source, from 1

	From     Address
	ReplyTo  []Address
	To, Cc   []Address
	Subject  string // decoded and unfolded; list tags and [PATCH …] kept
	Date     time.Time
	DateText string // the Date header as written

	// InReplyTo and References hold every <…> found, without brackets, in the order written; at most the
	// last thousand references.
	InReplyTo  []string
	References []string

	// Text is all text parts, decoded to UTF-8, joined as `git mailinfo` joins them, in-body headers
	// included. Lines end in LF; a CR before it belongs to the content, a patch to a CRLF file.
	// Every line number of a message counts its lines, from 1.
	Text string
	// TextLine is the line of the source that Text begins with, where its lines stand there as they are; 0 where
	// they went through an encoding, a multipart or a guess.
	TextLine int

	MIME MIME
	Dump bool // read from a dump without headers
	// Quilt is the place in a quilt series. Such a patch need be no mail: subject, sender and log are then
	// read off what its header and text hold.
	Quilt  Place
	Commit string // the commit it was made of, where it was not sent
	Raw    []byte

	Problems []Problem

	header header
}

// MIME says how the text was carried, for those who lint it.
type MIME struct {
	Charset      string // as declared by the first text part, lower case; empty if undeclared
	BadCharset   bool   // unknown charset, or bytes that are not of it (over 127 where none is declared)
	Encoding     string // Content-Transfer-Encoding of the first text part, lower case
	Flowed       bool   // format=flowed
	HTML         bool   // a text/html part is there
	HTMLOnly     bool   // and no text/plain one
	Attachment   bool   // some text in Text came from a part marked as an attachment
	CRLF         bool   // decoded text had CRLF line ends although the transport's own were removed; if all lines had, Text has none
	Multipart    bool
	Signed       bool // multipart/signed, or inline PGP
	Unterminated bool // multipart without its closing boundary
}

// Header returns the first header field of that name (any case), decoded and unfolded; "" if absent.
func (m *Message) Header(name string) string { return m.header.get(name) }

// HeaderAll returns all header fields of that name, decoded and unfolded, in order.
func (m *Message) HeaderAll(name string) []string { return m.header.all(name) }

// Info is what `git mailinfo` takes from a message.
type Info struct {
	Author  Address // the in-body From where there is one, else the header's
	Subject string  // the summary: [PATCH …], Re: and the like taken off
	Date    string  // as written, the in-body Date where there is one

	Log     string // the commit message below the in-body headers, blank ends trimmed as git trims them
	LogLine int    // number of Log's first line in Text

	// Patch runs from git's patch break (the `---` line, `diff -…`, `Index: …`) to the end of Text.
	Patch     string
	PatchLine int // number of Patch's first line in Text; 0 where there is no patch

	InBodyFrom    bool
	InBodyHeaders int // lines of Text taken by in-body headers
	Scissors      int // line of the scissors that cut the log, 0 = none
}

// InfoOptions are `git mailinfo`'s switches.
type InfoOptions struct {
	KeepSubject     bool // -k
	Scissors        bool // --scissors
	NoInBodyHeaders bool // --no-inbody-headers
}
