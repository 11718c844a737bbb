package diff

import "strings"

// combined reads the name in a `diff --cc` line.
func (s *scanner) combined() {
	_, name, _ := strings.Cut(s.peek()[len("diff -"):], " ")
	s.refuseCombined(unquote(name))
}

// plainCombinedAt knows "---", "+++" and an @@@ hunk without a `diff --cc` line above.
func (s *scanner) plainCombinedAt(pos int) (name string, ok bool) {
	if !s.at(pos, "--- ") {
		return "", false
	}
	_, second := s.lineAt(pos)
	if !s.at(second, "+++ ") {
		return "", false
	}
	line, third := s.lineAt(second)
	return stripPrefix(fileName(line[len("+++ "):])), s.at(third, "@@@ -")
}

// refuseCombined refuses a combined diff (of a merge) by name, and passes over it.
func (s *scanner) refuseCombined(name string) {
	first, line := s.peek(), s.line
	s.skip()
	if s.at(s.pos, "+++ ") {
		s.skip()
	}
	for !s.done() && !s.at(s.pos, "diff -") && !s.signatureAt(s.pos) && s.inCombined() {
		s.skip()
	}
	s.damage(Damage{Kind: Combined, Line: line, Path: name, Got: first,
		Text: "a combined diff of a merge cannot be applied: " + name})
	s.mark(line)
}

func (s *scanner) inCombined() bool {
	line := s.peek()
	if line == "" || strings.IndexByte(" +-\\", line[0]) >= 0 {
		return true
	}
	for _, p := range [...]string{"@@@", "index ", "mode ", "new file mode ", "deleted file mode ", "Binary files "} {
		if strings.HasPrefix(line, p) {
			return true
		}
	}
	return false
}

// notUnified reports context diffs ("*** a/x", "--- b/x", "*****") and normal ones ("12c12", "< old").
func (s *scanner) notUnified() bool {
	line, next := s.peek(), s.pos
	_, next = s.lineAt(next)
	name, what := "", ""
	switch {
	case strings.HasPrefix(line, "*** ") && s.at(next, "--- "):
		if _, third := s.lineAt(next); !s.at(third, "***************") {
			return false
		}
		name, what = fileName(line[len("*** "):]), "a context diff"
		if hasPrefix(name) {
			name = stripPrefix(name)
		}
	case isNormalCommand(line) && s.at(next, "< "): // additions alone look like quoted text
		what = "a normal diff"
	default:
		return false
	}
	if n := len(s.patch.Damage); what == "a normal diff" && n > 0 && s.patch.Damage[n-1].Kind == NotUnified {
		return false // once for each run of commands
	}
	s.damage(Damage{Kind: NotUnified, Line: s.line, Path: name, Got: line,
		Text: "this is " + what + "; patches are sent as unified diffs (diff -u)"})
	s.skip()
	s.mark(s.line - 1)
	return true
}

// isNormalCommand knows "12c12", "3,4d2", "5a6,7".
func isNormalCommand(line string) bool {
	left, line, ok := strings.Cut(line, "c")
	if !ok {
		if left, line, ok = strings.Cut(left, "a"); !ok {
			left, line, ok = strings.Cut(left, "d")
		}
	}
	return ok && isRange(left) && isRange(line)
}

func isRange(s string) bool {
	from, to, has := strings.Cut(s, ",")
	return isNumber(from) && (!has || isNumber(to))
}

func isNumber(s string) bool { return s != "" && len(s) < 10 && strings.Trim(s, "0123456789") == "" }
