package series

import (
	"slices"
	"strings"

	"patchpilot/mbox"
)

// signatures names the signatures that a mail carries, none of them verified: "developer
// ed25519-sha256 ann@example.org" (patatt's header), "DKIM example.org" (RFC 6376), "PGP".
func signatures(msg *mbox.Message) []string {
	var out []string
	add := func(words ...string) {
		if s := strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " "); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, value := range msg.HeaderAll("X-Developer-Signature") {
		add("developer", tagValue(value, "a"), tagValue(value, "i"))
	}
	for _, value := range msg.HeaderAll("DKIM-Signature") {
		add("DKIM", tagValue(value, "d"))
	}
	if msg.MIME.Signed {
		add("PGP")
	}
	return out
}

// tagValue reads one of "tag=value; tag=value" (RFC 6376, 3.2).
func tagValue(list, tag string) string {
	for field := range strings.SplitSeq(list, ";") {
		if name, value, ok := strings.Cut(field, "="); ok && strings.TrimSpace(name) == tag {
			return strings.Join(strings.Fields(value), "")
		}
	}
	return ""
}
