package lint

import (
	"strings"

	"patchpilot/trailers"
)

// isLink tells a trailer that holds the address of a report or a discussion.
func isLink(t trailers.Trailer) bool {
	return t.Is("Closes") || t.Is("Link") || t.Is("BugLink") || t.Is("Buglink") || t.Is("Bugzilla") || t.Is("References")
}

const syzkaller = "syzkaller.appspotmail.com"

// fromSyzbot tells a trailer that names syzbot.
func fromSyzbot(t trailers.Trailer) bool {
	return namesPerson(t) && !t.Is("Cc") && !t.Is("Signed-off-by") && strings.Contains(t.Value, syzkaller)
}
