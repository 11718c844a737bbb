package series

import (
	"hash/crc32"
	"strings"

	"patchpilot/diff"
	"patchpilot/mbox"
	"patchpilot/trailers"
)

// NewMail reads a message. It is safe to call from several goroutines.
func NewMail(msg *mbox.Message) *Mail {
	m := &Mail{
		ID: msg.ID, Source: msg.Source, Line: msg.Line, TextLine: msg.TextLine,
		To: msg.To, Cc: msg.Cc, Date: msg.Date,
		Subject: ParseSubject(msg.Subject),
		ListID:  msg.Header("List-Id"),
		Dump:    msg.Dump, Flowed: msg.MIME.Flowed, Problems: msg.Problems, Quilt: msg.Quilt, Commit: msg.Commit, Unsent: msg.Unsent && msg.Quilt.Series == "",
		Text: msg.Text, Message: msg,
	}
	m.numberByQuilt()
	m.From, m.Munged = sender(msg)
	m.Author = m.From
	m.Parents = parents(msg)
	m.Mangled = mangling(m)
	m.Digest = digest(m)
	m.readBody(msg)
	return m
}

// readBody decides what the mail is, and reads what mails of that kind hold.
func (m *Mail) readBody(msg *mbox.Message) {
	info := msg.Mailinfo(mbox.InfoOptions{})
	var found *diff.Patch
	if diff.Looks(m.Text) {
		found = ownDiff(m.Text, &info)
	}
	m.Kind = kind(m, msg, found)
	switch m.Kind {
	case Reply, Suggestion:
		m.Diff = found
		m.readReply()
		return
	case Pull:
		m.Pull = readPull(m.Text)
		return
	}
	if found == nil && m.Commit != "" && m.Kind == PatchMail {
		found = &diff.Patch{} // a commit that changes nothing
	}
	if info.InBodyFrom {
		m.Author, m.InBody = info.Author, true
	}
	m.Log, m.LogLine = info.Log, info.LogLine
	m.Signatures = signatures(msg)
	m.Trailers = trailers.Parse(m.Log, m.LogLine).Trailers
	m.Diff = found
	m.readNotes(&info)
	m.readMarks()
	if found != nil {
		m.Identity = found.Identity()
	}
	id, line, _ := trailers.Upstream(m.Log, m.LogLine)
	m.Upstream, m.UpstreamLine = id, line
}

// ownDiff reads the diffs of a mail from its patch part; where git finds no patch break (a diff in
// prose, below a reply's words) from the whole text. nil if there are none.
func ownDiff(text string, info *mbox.Info) *diff.Patch {
	p := (*diff.Patch)(nil)
	if info.PatchLine > 0 {
		p = diff.Parse(info.Patch, info.PatchLine)
	}
	if p == nil || len(p.Files) == 0 && len(p.Damage) == 0 {
		p = diff.Parse(text, 1)
	}
	if len(p.Files) == 0 && len(p.Damage) == 0 {
		return nil
	}
	return p
}

// kind tells what a mail is from the mail alone.
func kind(m *Mail, msg *mbox.Message, found *diff.Patch) Kind {
	s := &m.Subject
	switch {
	case m.Quilt.Series != "":
		return PatchMail // whatever its subject was when it was a mail
	case m.Commit != "" && (!s.Numbered() || s.Index > 0):
		return PatchMail
	case isNotice(m, msg):
		return Notice
	case isPull(m):
		return Pull
	case s.Reply && found != nil:
		return Suggestion
	case s.Reply, msg.Dump && found == nil && startsWithAttribution(m.Text):
		return Reply
	case found != nil && len(found.Files) > 0, found != nil && s.Patch:
		if s.Numbered() && s.Index == 0 {
			return CoverMail // a range-diff or an example in a cover
		}
		return PatchMail
	case s.Numbered() && s.Index == 0:
		return CoverMail
	case s.Forward:
		return Reply
	case len(m.Parents) > 0 && !s.Numbered():
		return Reply
	case s.Patch && s.Numbered():
		return PatchMail // its diff was lost or scrubbed
	case looksLikeCover(m.Text):
		return CoverMail
	}
	return Discussion
}

// startsWithAttribution tells a reply in a dump, where no header says so.
func startsWithAttribution(text string) bool {
	line, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	return strings.HasPrefix(line, ">") || strings.HasPrefix(line, "On ") && strings.HasSuffix(strings.TrimRight(line, " "), ":")
}

// looksLikeCover tells whether a text without a diff carries a diffstat's totals line.
func looksLikeCover(text string) bool {
	for _, words := range []string{" files changed, ", " file changed, "} {
		if i := strings.Index(text, words); i > 0 {
			start := strings.LastIndexByte(text[:i], '\n') + 1
			return strings.TrimLeft(text[start:i], " 0123456789") == ""
		}
	}
	return false
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// digest orders copies of one message by what they say, shortest first.
func digest(m *Mail) uint64 {
	sum := crc32.Update(0, castagnoli, []byte(m.From.Email+"\n"+m.Subject.Text+"\n"))
	return uint64(len(m.Text))<<32 | uint64(crc32.Update(sum, castagnoli, []byte(m.Text)))
}
