// Package formatpatch makes of commits the mails that `git format-patch` would make of them.
//
// In: a commit's texts, and the trees before and after it. Out: the bytes of the mail: headers, log, diffstat,
// diff. A cover letter is made of the series' ends.
//
// Its law: laying the diff on the tree before gives the tree after, and what can be said in two ways is said
// as git says it by default: names, folding, the choice of hunks, renames and their similarity. What differs: a
// binary change is always whole ("literal"), never a delta, and so may be longer than git's; a .gitattributes asks in
// vain for another function line behind @@; in texts of tens of thousands of lines that changed all over, git may
// find other edits.
//
// It knows no repository: a [apply.Tree] is read where it differs from the other, and nowhere else.
package formatpatch

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"patchpilot/apply"
)

// Person is a name and an address.
type Person struct{ Name, Email string }

// Commit is what a mail is made of.
type Commit struct {
	ID      apply.Hash
	Author  Person
	Date    time.Time // the author's, in the author's time zone
	Message string    // UTF-8
	Notes   string    // shown below the log, if there are any
	Before  apply.Tree
	After   apply.Tree
}

// Options are what the sender decides; the zero value is `git format-patch -N --signature=""`.
type Options struct {
	Prefix    string    // in the subject's brackets; "PATCH" if empty
	RFC       bool      // "RFC " before it
	Version   int       // "v2" and the like behind it, from 2 on
	N, Total  int       // this mail's number and the last one's; no numbers if Total is 0
	Sender    Person    // whoever mails it; the author if empty
	Sent      time.Time // when; the author's date stands in the body then. When the change was made if zero
	To        string    // an address; none if empty
	MessageID string    // without angle brackets; none if empty
	InReplyTo string
	Declare   bool   // the charset of a diff of more than ASCII under a plain log, as `git send-email` does
	Abbrev    int    // digits of the ids in index lines, 12 if 0
	Signature string // below "-- ", such as the version of git
}

// Mail is the mail of one commit. An error is one of the trees.
func Mail(c Commit, o Options) ([]byte, error) {
	d, err := compare(c.Before, c.After)
	if err != nil {
		return nil, fmt.Errorf("commit %s: %w", c.ID, err)
	}
	title, body := splitMessage(c.Message)
	sender, date, inBody := c.Author, c.Date, ""
	if o.Sender != (Person{}) && o.Sender != c.Author {
		sender, inBody = o.Sender, fmt.Sprintf("From: %s <%s>\n", c.Author.Name, c.Author.Email)
	}
	if !o.Sent.IsZero() {
		date, inBody = o.Sent, inBody+"Date: "+c.Date.Format(mailDate)+"\n"
	}
	if inBody != "" {
		inBody += "\n"
	}
	var text bytes.Buffer
	text.WriteString(inBody)
	text.WriteString(body)
	if c.Notes != "" {
		writeNotes(&text, c.Notes)
	}
	if len(d.changes) > 0 {
		if c.Notes == "" {
			text.WriteString("---")
		}
		text.WriteByte('\n')
		d.writeStat(&text)
		d.writeSummary(&text)
		text.WriteByte('\n')
		d.writePatch(&text, o.Abbrev)
	}
	writeSignature(&text, o)
	eightBits := !ascii(inBody+c.Message) || o.Declare && utf8.Valid(text.Bytes()) && !ascii(text.String())
	var b bytes.Buffer
	writeHeaders(&b, headers{c.ID, sender, date, title, eightBits}, o)
	b.Write(text.Bytes())
	return b.Bytes(), nil
}

func writeNotes(b *bytes.Buffer, notes string) {
	b.WriteString("---\n\nNotes:\n")
	for line := range strings.Lines(strings.TrimRight(notes, "\n") + "\n") {
		if line != "\n" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
}

func writeSignature(b *bytes.Buffer, o Options) {
	if o.Signature != "" {
		fmt.Fprintf(b, "-- \n%s\n\n", o.Signature)
	}
}

// Cover is the letter before a series.
type Cover struct {
	Tip           apply.Hash // the last commit
	Sender        Person
	Date          time.Time
	Subject       string
	Text          string
	Commits       []Commit // in the order of the series, for the shortlog; their trees are not looked at
	Before, After apply.Tree
}

// Mail is the cover letter's mail, number 0.
func (c Cover) Mail(o Options) ([]byte, error) {
	d, err := compare(c.Before, c.After)
	if err != nil {
		return nil, fmt.Errorf("cover letter of %s: %w", c.Tip, err)
	}
	eight := !ascii(c.Subject + c.Text)
	for _, patch := range c.Commits {
		eight = eight || !ascii(patch.Message+patch.Author.Name+patch.Author.Email)
	}
	var b bytes.Buffer
	o.N = 0
	writeHeaders(&b, headers{c.Tip, c.Sender, c.Date, c.Subject, eight}, o)
	b.WriteString(strings.TrimRight(c.Text, " \t\n") + "\n\n")
	writeShortlog(&b, c.Commits)
	d.writeStat(&b)
	d.writeSummary(&b)
	b.WriteByte('\n')
	writeSignature(&b, o)
	return b.Bytes(), nil
}
