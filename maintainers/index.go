package maintainers

import (
	"cmp"
	"slices"
	"strings"
)

// rule is one F, N or K entry of a section.
type rule struct {
	section *Section
	entry   Entry
	glob    glob   // of F
	regex   *regex // of N and K
	number  int    // among all rules, in the file's order
}

// index finds rules without a look at every one.
type index struct {
	rules    int
	folders  map[string][]*rule // F, by the folder they begin in
	deepest  int                // length of the longest of these
	names    []*rule            // N
	keywords []*rule            // K
	finder   *finder            // of the literals of K; nil without any
	unsought []int32            // those of keywords that it does not seek
}

func (in *index) add(r *rule) {
	in.rules++
	r.number = in.rules
	switch r.entry.Tag {
	case 'F':
		if in.folders == nil {
			in.folders = map[string][]*rule{}
		}
		folder := r.glob.folder()
		in.folders[folder] = append(in.folders[folder], r)
		in.deepest = max(in.deepest, len(folder))
	case 'N':
		in.names = append(in.names, r)
	case 'K':
		in.keywords = append(in.keywords, r)
		return
	}
	r.section.rules = append(r.section.rules, r)
}

// finish is called when all rules are there.
func (in *index) finish() {
	if len(in.keywords) == 0 {
		return
	}
	literals := make([][]string, len(in.keywords))
	for i, r := range in.keywords {
		literals[i] = r.regex.needs
	}
	in.finder, in.unsought = newFinder(literals)
}

// Match is a section that concerns a path or a patch, and the entry that says so.
type Match struct {
	*Section
	By    Entry // of F, N or K; where several of F and N match, the last of them
	Depth int   // how many parts of the path By names; 0 of N and K, -1 of an F that begins with a star
}

// Covering returns the sections that cover a path, the narrowest first: the deeper pattern before the less deep, N after
// them, then patterns that begin with a star, as those of THE REST do; of equal ones in the file's order.
// A path that ends in a slash is a folder.
func (f *File) Covering(path string) []Match {
	rules := f.index.find(path)
	slashes := strings.Count(path, "/")
	var out []Match
	for i, r := range rules {
		last := i+1 == len(rules) || rules[i+1].section != r.section
		if last && !r.section.excludes(path, slashes) {
			out = append(out, r.match())
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int { return cmp.Compare(b.Depth, a.Depth) })
	return out
}

// Covers tells whether the section covers the path: Covering for a single section, without the index.
func (s *Section) Covers(path string) bool {
	slashes := strings.Count(path, "/")
	lowered := lower(path)
	return slices.ContainsFunc(s.rules, func(r *rule) bool {
		if r.regex != nil {
			return r.regex.in(path, lowered)
		}
		return r.glob.match(path, slashes)
	}) && !s.excludes(path, slashes)
}

func (s *Section) excludes(path string, slashes int) bool {
	return slices.ContainsFunc(s.excluded, func(g glob) bool { return g.match(path, slashes) })
}

func (r *rule) match() Match {
	if r.regex != nil {
		return Match{Section: r.section, By: r.entry}
	}
	return Match{Section: r.section, By: r.entry, Depth: r.glob.depth()}
}

// find returns all rules of F and N that match a path, in the file's order.
func (in *index) find(path string) []*rule {
	var out []*rule
	slashes := strings.Count(path, "/")
	for end := 0; end <= in.deepest; {
		for _, r := range in.folders[path[:end]] {
			if r.glob.match(path, slashes) {
				out = append(out, r)
			}
		}
		next := strings.IndexByte(path[end:], '/')
		if next < 0 {
			break
		}
		end += next + 1
	}
	lowered := lower(path)
	for _, r := range in.names {
		if r.regex.in(path, lowered) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b *rule) int { return cmp.Compare(a.number, b.number) })
	return out
}
