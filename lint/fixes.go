package lint

import (
	"strings"

	"patchpilot/trailers"
)

// eachFix calls do for every Fixes tag of the log with its value read.
func eachFix(p *Pass, do func(t trailers.Trailer, f trailers.Fixes)) {
	for _, t := range p.Mail.Trailers {
		if t.Is("Fixes") {
			do(t, trailers.ReadFixes(t.Value))
		}
	}
}

// goodFix writes the tag as it should be, "" where a part of it is not known: a title may be cut short.
func goodFix(t trailers.Trailer, f trailers.Fixes) string {
	marked := strings.ContainsAny(t.Value, `("“`)
	if len(f.ID) < 12 || f.Title == "" || marked && !wholeTitle(t.Value, f.Title) || t.Wrapped && torn(t.Raw) {
		return ""
	}
	t.Key = "Fixes"
	if trail := strings.Trim(f.Trail, " .,;#"); trail != "" { // nothing of what was written is lost
		t.Comment = strings.TrimSpace(trail + " " + t.Comment)
	}
	return withValue(t, strings.ToLower(f.ID)+` ("`+f.Title+`")`)
}

// mendedFix is the edit that does it; nil where that would be a guess.
func mendedFix(t trailers.Trailer, f trailers.Fixes) *Edit {
	if !wholeTitle(t.Value, f.Title) || !knownLead(f.Lead) {
		return nil
	}
	return rewritten(t, goodFix(t, f))
}

// wholeTitle tells whether a title stands between marks of any kind, with nothing that looks like a second tag.
func wholeTitle(value, title string) bool {
	if title == "" || strings.Contains(title, `")`) {
		return false
	}
	for _, marks := range [...][2]string{{`("`, `")`}, {"(", ")"}, {`"`, `"`}, {"“", "”"}, {"('", "')"}, {"(‘", "’)"}} {
		if strings.Contains(value, marks[0]+title+marks[1]) {
			return true
		}
	}
	return false
}

// knownLead tells the words before an id that say nothing.
func knownLead(lead string) bool {
	switch strings.ToLower(strings.Trim(lead, " :#")) {
	case "", "commit", "commits", "commit id", "fixes", "fixes: commit", "sha1", "git commit":
		return true
	}
	return false
}

// torn tells whether a line ends within a word: then nobody knows whether a blank belongs there.
func torn(raw string) bool {
	lines := strings.Split(strings.TrimSuffix(raw, "\n"), "\n")
	for _, l := range lines[:len(lines)-1] {
		l = strings.TrimRight(l, " \t")
		if n := len(l); n > 1 && strings.IndexByte("-_/", l[n-1]) >= 0 && l[n-2] != ' ' {
			return true
		}
	}
	return false
}
