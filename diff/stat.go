package diff

import (
	"strconv"
	"strings"
)

// ParseStat reads the first diffstat in text; nil if there is none. firstLine is the number of text's
// first line. It stops at the first diff.
//
// Git's diff.c, diffstat(1) and quilt write it. A table is told from a diffstat by what ends it: the totals
// line, or, without one, a graph on every line. Lines may have lost their leading blank.
func ParseStat(text string, firstLine int) *Stat {
	s := statScanner{line: firstLine}
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if strings.HasPrefix(line, "diff --git ") || strings.HasPrefix(line, "@@ -") {
			break
		}
		if s.take(line) {
			break
		}
		s.line++
	}
	return s.result()
}

// statScanner collects the lines of one diffstat.
type statScanner struct {
	stat   Stat
	line   int
	graphs bool // there is a line with a graph, and none without that should have one
}

// take looks at one line; true when the diffstat is over.
func (s *statScanner) take(line string) (over bool) {
	line = strings.TrimRight(line, " \r")
	switch {
	case s.stat.TotalLine != 0:
		if !isSummary(line) {
			return true
		}
		s.stat.Summary = append(s.stat.Summary, strings.TrimSpace(line))
	case s.stat.totals(line):
		s.stat.TotalLine = s.line
		if s.stat.Line == 0 {
			s.stat.Line = s.line
		}
	default:
		return s.takeFile(line)
	}
	return false
}

func (s *statScanner) takeFile(line string) (over bool) {
	f, graph, ok := parseStatFile(line)
	if !ok {
		if len(s.stat.Files) == 0 {
			return false
		}
		if s.graphs {
			return true
		}
		s.stat = Stat{}
		return false
	}
	if len(s.stat.Files) == 0 {
		s.stat.Line, s.graphs = s.line, graph
	}
	f.Line = s.line
	s.graphs = graph || s.graphs && f.Count == 0
	s.stat.Files = append(s.stat.Files, f)
	return false
}

func (s *statScanner) result() *Stat {
	if s.stat.TotalLine != 0 || len(s.stat.Files) > 0 && s.graphs {
		return &s.stat
	}
	return nil
}

// parseStatFile reads " dir/x.c | 8 ++--", " x.png | Bin 0 -> 12 bytes", " x | Unmerged". graph tells whether
// more than the bar tells it from a table.
func parseStatFile(line string) (f StatFile, graph, ok bool) {
	i := strings.LastIndexByte(line, '|')
	if i < 1 || line[0] == '>' || line[0] == '+' || line[0] == '-' || line[0] == '|' {
		return f, false, false
	}
	name, value := strings.TrimSpace(line[:i]), strings.TrimSpace(line[i+1:])
	if name == "" || value == "" || strings.Contains(name, " | ") {
		return f, false, false
	}
	f = StatFile{Name: name, Count: -1, Elided: strings.HasPrefix(name, "...")}
	if strings.HasPrefix(value, "Bin") && (value == "Bin" || value[3] == ' ') || value == "Unmerged" || value == "Unreported" {
		return f, true, true
	}
	n, rest, _ := strings.Cut(value, " ")
	count, err := strconv.Atoi(n)
	if err != nil || count < 0 || n[0] == '+' {
		return f, false, false
	}
	f.Count = count
	rest = strings.TrimSpace(rest)
	if strings.Trim(rest, "+-!") != "" {
		return f, false, false
	}
	return f, rest != "", true
}

// totals reads " 2 files changed, 8 insertions(+), 3 deletions(-)", with any of its parts missing but the
// first; diffstat(1) says "1 files" and may count modifications(!).
func (s *Stat) totals(line string) bool {
	line = strings.TrimLeft(line, " ")
	if line == "" || !isDigit(line[0]) || !strings.Contains(line, " changed") {
		return false
	}
	var added, deleted int
	parts := strings.Split(line, ", ")
	changed, ok := countOf(parts[0], "file changed", "files changed")
	if !ok || len(parts) > 4 {
		return false
	}
	for _, p := range parts[1:] {
		if n, ok := countOf(p, "insertion(+)", "insertions(+)"); ok {
			added = n
		} else if n, ok := countOf(p, "deletion(-)", "deletions(-)"); ok {
			deleted = n
		} else if _, ok := countOf(p, "modification(!)", "modifications(!)"); !ok {
			return false
		}
	}
	s.Changed, s.Added, s.Deleted = changed, added, deleted
	return true
}

func countOf(s, one, many string) (int, bool) {
	n, what, _ := strings.Cut(s, " ")
	if what != one && what != many {
		return 0, false
	}
	v, err := strconv.Atoi(n)
	return v, err == nil && v >= 0
}

// isSummary knows the lines under the totals.
func isSummary(line string) bool {
	line = strings.TrimLeft(line, " ")
	for _, p := range [...]string{"create mode ", "delete mode ", "rename ", "copy ", "mode change ", "rewrite "} {
		if strings.HasPrefix(line, p) {
			return p != "rename " && p != "copy " || strings.HasSuffix(line, "%)")
		}
	}
	return false
}

// Matches tells whether a stat line's name can mean the file: elision and renames understood.
func (s StatFile) Matches(f *File) bool {
	old, new, renamed := s.names()
	if !renamed {
		return s.means(new, f.Path())
	}
	return s.means(old, f.OldPath) && s.means(new, f.NewPath)
}

// means compares a name, of which only the end may be known, with a path.
func (s StatFile) means(name, path string) bool {
	if !s.Elided {
		return name == path
	}
	return strings.HasSuffix("/"+path, name)
}

// names expands "dir/{a => b}/x.c" and "a => b". Of an elided name only the ends are given.
func (s StatFile) names() (old, new string, renamed bool) {
	name := strings.TrimPrefix(s.Name, "...")
	left, right, ok := strings.Cut(name, " => ")
	if !ok {
		left, right, ok = "", strings.TrimPrefix(name, "=> "), s.Elided && strings.HasPrefix(name, "=> ")
		if !ok {
			return "", unquote(name), false
		}
	}
	end := ""
	if i := strings.IndexByte(right, '}'); i >= 0 {
		right, end = right[:i], right[i+1:]
	}
	dir, left, braces := strings.Cut(left, "{")
	if !braces {
		dir, left = "", dir
	}
	return unquote(joinName(dir, left, end)), unquote(joinName(dir, right, end)), true
}

// joinName puts a name together; an empty middle leaves one slash of two.
func joinName(dir, middle, end string) string {
	if middle == "" && (dir == "" || strings.HasSuffix(dir, "/")) {
		end = strings.TrimPrefix(end, "/")
	}
	return dir + middle + end
}
