package flow

import (
	"regexp"
	"slices"
	"strings"

	"patchpilot/series"
)

var (
	shortlogAuthor = regexp.MustCompile(`^\S.* \(\d{1,4}\):$`)
	diffstatLine   = regexp.MustCompile(`^ \S.* +\| +(\d+|Bin)\b`)
	baseLine       = regexp.MustCompile(`^(base-commit|change-id|prerequisite-[a-z-]+): `)
)

// coverWords is what a cover says, without what git format-patch and b4 put below: shortlog, diffstat,
// base-commit, signature.
func coverWords(r *series.Revision) string {
	if r.Cover == nil {
		return ""
	}
	lines := strings.Split(r.Cover.Log, "\n")
	end := slices.IndexFunc(lines, func(l string) bool {
		return l == "-- " || strings.TrimSpace(l) == "---" || diffstatLine.MatchString(l) || baseLine.MatchString(l)
	})
	if end < 0 {
		end = len(lines)
	}
	for i := range end - 1 {
		if shortlogAuthor.MatchString(lines[i]) && titled(r, lines[i+1]) {
			end = i
			break
		}
	}
	return strings.Join(lines[:end], "\n")
}

// titled tells whether a line of a shortlog is, or begins, the title of a patch.
func titled(r *series.Revision, line string) bool {
	title, indented := strings.CutPrefix(line, "  ")
	title = strings.TrimSpace(title)
	return indented && title != "" && slices.ContainsFunc(r.Patches, func(p *series.Patch) bool { return strings.HasPrefix(p.Title, title) })
}
