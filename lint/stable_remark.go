package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/trailers"
)

// documented writes a remark about releases as the stable rules have it, "" where its meaning is not sure.
func documented(remark string) string {
	bare := bareRemark(remark)
	if reads(bare) {
		return bare
	}
	for _, re := range openRelease {
		if m := re.FindStringSubmatch(bare); m != nil {
			return "v" + m[1] + "+"
		}
	}
	if m := stableRelease.FindStringSubmatch(bare); m != nil {
		return m[1] + ".x"
	}
	return ""
}

// Ways to say "that release and all after it", and the name of a branch.
var (
	openRelease = [...]*lazyregexp.Regexp{
		lazyregexp.New(`(?i)^(?:>= ?|(?:since|from) (?:kernel )?)v?(\d+\.\d+)(?:\.[xy])?\+?(?: on(?:wards?)?)?$`),
		lazyregexp.New(`(?i)^v?(\d+\.\d+)(?:\.[xy])?\+?,? (?:(?:and|or|&) )?(?:later|up|above|newer|onwards?)(?: versions| kernels)?$`),
	}
	stableRelease = lazyregexp.New(`(?i)^v?(\d+\.\d+)-stable$`)
)

// bareRemark is a remark without brackets around it.
func bareRemark(s string) string {
	s = strings.Trim(s, "# \t")
	for _, pair := range [...]string{"[]", "()"} {
		if n := len(s); n > 1 && s[0] == pair[0] && s[n-1] == pair[1] {
			s = strings.TrimSpace(s[1 : n-1])
		}
	}
	return s
}

// reads tells whether a remark behind "#" is one that the documents have.
func reads(remark string) bool {
	s, ok := trailers.ReadStable(trailers.Trailer{Key: "Cc", Value: "stable@vger.kernel.org", Comment: remark})
	return ok && remark != "" && !s.Odd
}

// withRemark is the edit that puts a remark behind the address and its "#", whatever stood there before.
func withRemark(t trailers.Trailer, s trailers.Stable, remark string) *Edit {
	before, behind, found := strings.Cut(t.Value, s.Address)
	if remark == "" || !found || strings.Contains(behind, "@") {
		return nil
	}
	value := before + s.Address
	if strings.HasPrefix(behind, ">") {
		value += ">"
	}
	t.Comment = remark
	return rewritten(t, withValue(t, value))
}

// nameBefore is what stands before the list's address, its quotes off.
func nameBefore(t trailers.Trailer, s trailers.Stable) string {
	before, _, found := strings.Cut(t.Value, "<"+s.Address)
	if !found || strings.Contains(before, "@") {
		return ""
	}
	return strings.Trim(before, " \t\"'")
}
