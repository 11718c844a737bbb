package series

import (
	"strings"

	"patchpilot/mbox"
	"patchpilot/trailers"
)

// maxParents bounds the references kept of one mail: the nearest, which decide, and the root.
const maxParents = 200

// parents lists the ids a mail answers, nearest first.
func parents(msg *mbox.Message) []string {
	var ids []string
	seen := map[string]bool{msg.ID: true}
	add := func(id string) {
		if id != "" && !seen[id] && len(ids) < maxParents {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	if len(msg.InReplyTo) > 0 {
		add(msg.InReplyTo[0])
	}
	for i := len(msg.References) - 1; i >= 0; i-- {
		add(msg.References[i])
	}
	for _, id := range msg.InReplyTo {
		add(id)
	}
	return ids
}

// sender is who sent the mail, with what a list's DMARC munging did to From undone.
func sender(msg *mbox.Message) (from mbox.Address, munged bool) {
	from = msg.From
	name, list, via := strings.Cut(from.Name, " via ")
	if !via || list == "" {
		return from, false
	}
	from.Name = strings.Trim(name, `"' `)
	candidates := msg.ReplyTo
	for _, field := range []string{"X-Original-From", "Original-From", "X-Original-Sender"} {
		if p, ok := trailers.ReadPerson(msg.Header(field)); ok {
			candidates = append([]mbox.Address{mbox.Address(p)}, candidates...)
		}
	}
	for _, a := range candidates {
		if !strings.EqualFold(a.Email, msg.From.Email) && (a.Name == "" || strings.EqualFold(a.Name, from.Name)) {
			from.Email = a.Email
			break
		}
	}
	return from, true
}

// footers are what list software puts below a mail.
var footers = []string{
	"\n_______________________________________________\n",
	"\nTo unsubscribe from this list: ",
	"\nYou received this message because you are subscribed to the Google Groups",
}

// mangling weighs what lists did to this copy of a mail.
func mangling(m *Mail) int {
	n := len(m.Subject.Lists)
	if m.Munged {
		n += 4
	}
	tail := m.Text[max(0, len(m.Text)-1000):]
	for _, f := range footers {
		if strings.Contains(tail, f) {
			n += 2
		}
	}
	return n + len(m.Problems)
}

// isNotice tells mails of stable queues and bots about a patch: they may hold the patch, but post nothing.
func isNotice(m *Mail, msg *mbox.Message) bool {
	t := m.Subject.Title
	switch {
	case strings.HasPrefix(t, "Patch \"") && strings.Contains(t, "\" has been "),
		strings.HasPrefix(t, "FAILED: patch \""), strings.HasPrefix(t, "FAILED: Patch \""), strings.HasPrefix(t, "WTF: patch \""),
		strings.HasPrefix(t, "patch '") && strings.Contains(t, "' has been queued to "),
		strings.HasPrefix(t, "[merged"),
		// Andrew Morton's queue took it, or it left the queue.
		strings.HasPrefix(m.Subject.Text, "+ ") && strings.Contains(m.Subject.Text, ".patch added to "),
		strings.HasPrefix(t, "- ") && strings.Contains(t, " removed from -mm tree"),
		strings.HasSuffix(m.Subject.Text, ".patch removed from -mm tree"):
		return true
	}
	// tip-bot posts every commit it applies under the commit's own subject.
	return strings.HasPrefix(m.Subject.Text, "[tip: ") || strings.HasPrefix(msg.From.Email, "tip-bot")
}

// bots send mail that nobody wrote.
var bots = []string{"lkp@", "kbuild", "syzbot", "patchwork-bot", "noreply@", "no-reply@", "tip-bot", "bot@", "robot@", "autosel", "patchwork@"}

// IsBot tells whether an address is a machine's.
func IsBot(a mbox.Address) bool {
	email := strings.ToLower(a.Email)
	for _, b := range bots {
		if strings.HasPrefix(email, b) || strings.Contains(email, "-"+b) {
			return true
		}
	}
	name := strings.ToLower(a.Name)
	return strings.Contains(name, "kernel test robot") || strings.HasSuffix(name, " bot") || strings.Contains(name, "patchwork bot")
}
