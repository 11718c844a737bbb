package stable

import (
	"strings"

	"patchpilot/history"
	"patchpilot/internal/lazyregexp"
	"patchpilot/trailers"
)

// Is tells whether a name is that of the branch, with the remote before it or without.
func (b *Branch) Is(name string) bool {
	return name != "" && (b.Name == name || strings.HasSuffix(b.Name, "/"+name))
}

var plainName = lazyregexp.New(`^(?:.*/)?(?:(?:linux|stable|lts|v)[-_]?)*\d+(?:\.\d+)+(?:[.-](?:y|x|stable|lts|staging))*$`)

// Plain tells whether the branch's name has a version and nothing that tells it from another tree's of that version, as
// "rpi-6.6.y" has.
func (b *Branch) Plain() bool { return plainName.MatchString(b.Name) }

// ownBranch is the name of a distribution's branch for the series of a version, with the remote before it or without:
// "rpi-6.6.y".
var ownBranch = lazyregexp.New(`^[A-Za-z][\w.+]*(?:[-_/][\w.+]+)*[-_/]v?(\d+(?:\.\d+)+)\.[xy]$`)

// VersionOf is the version in a branch's name; a name that is none of the conventions' may have one all the same.
func VersionOf(conv *history.Conventions, name string) string {
	for _, re := range []*lazyregexp.Regexp{conv.Branch, history.CherryPick.Branch, ownBranch} {
		if m := re.FindStringSubmatch(name); m != nil {
			return m[1]
		}
	}
	return ""
}

// IsFor tells whether a fact is about a branch: it names it, or its version, which may be within a range, "5.4-6.17".
func (f *Fact) IsFor(b *Branch) bool {
	switch {
	case f.Kind == FactAsked, f.Branch == "" && b.Version == "":
		return false
	case f.Branch != "":
		return b.Is(f.Branch)
	case f.Elsewhere && !b.Plain():
		return false
	}
	from, to, ranges := strings.Cut(f.Version, "-")
	if !ranges {
		return f.Version == b.Version
	}
	return !trailers.VersionLess(b.Version, from) && !trailers.VersionLess(to, b.Version)
}
