package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A known trailer is written with other capitals or blanks than everywhere else.
//
// Git and most scripts forgive it; people searching the log, and some scripts, do not find it.
//
// Write the name as the documents do, a colon, one blank, the value.
//
//	bad:  Signed-Off-By:  Ada Writer <ada@example.org>
//	good: Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/dev-tools/checkpatch.rst, BAD_SIGN_OFF.
var tagCaseSpace = &Rule{
	Name:     "tag-case-space",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			canonical, known := trailers.Known(t.Key)
			if !known || !namesPerson(t) && !t.Is("Fixes") && !t.Is("Link") && !t.Is("Closes") {
				continue // "BUG: KASAN: …" is no trailer
			}
			f := Finding{Line: t.Line, Fix: canonical + ": " + t.Value, Edit: renamed(t, canonical)}
			if f.Edit != nil {
				f.Fix = f.Edit.Lines[0]
			}
			switch {
			case t.Key != canonical && !t.Is("Cc"): // "CC:" and "cc:" are everywhere and harm nobody
				f.Text = quote(t.Key+":") + " is written " + quote(canonical+":")
			case spaceFault(t.Raw) != "":
				if strings.Contains(t.Raw, ":  ") {
					f.Severity = min(p.rule.severity, Info) // every script reads it
				}
				f.Text = spaceFault(t.Raw) + ": " + quote(firstLine(t.Raw))
			default:
				continue
			}
			p.Report(f)
		}
	},
}

// spaceFault says what is wrong around a trailer's colon, "" where nothing is.
func spaceFault(raw string) string {
	key, value, found := strings.Cut(raw, ":")
	switch {
	case !found:
		return ""
	case strings.TrimRight(key, " \t") != key:
		return "a blank stands before the colon"
	case strings.HasPrefix(value, "\t"):
		return "a tab follows the colon, where one blank belongs"
	case strings.HasPrefix(value, "  "):
		return "more than one blank follows the colon"
	case !strings.HasPrefix(value, " ") && strings.TrimSpace(value) != "":
		return "no blank follows the colon"
	}
	return ""
}
