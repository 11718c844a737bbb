package report

import (
	"strings"

	"charm.land/lipgloss/v2"

	"patchpilot/series"
	"patchpilot/trailers"
)

// tags prints the trailers: the patch's own, then those given. Plain Cc lines are one: they are for
// mailers, and there can be dozens.
func (s *show) tags(patch *series.Patch) {
	copied := 0
	var given []*series.Tag
	all := patch.Tags()
	for i := range all {
		switch t := &all[i]; {
		case isPlainCc(t):
			copied++
		case t.Verdict == series.Own:
			s.p.put(plain, margin+tagText(t))
			s.p.line(faint, stableFloor(t))
		default:
			given = append(given, t)
		}
	}
	if copied > 0 {
		s.p.line(faint, margin, "Cc: ", plural(copied, "address", "addresses"))
	}
	for _, t := range given {
		s.given(t)
	}
}

// stableFloor says how a Cc: stable comment was read.
func stableFloor(t *series.Tag) string {
	st, ok := trailers.ReadStable(t.Trailer)
	switch {
	case !ok || st.Floor == "":
		return ""
	case st.Open:
		return "  (stable from " + st.Floor + ")"
	}
	return "  (stable " + st.Floor + ")"
}

func tagText(t *series.Tag) string {
	if t.Comment == "" {
		return t.Key + ": " + t.Value
	}
	return t.Key + ": " + t.Value + " # " + t.Comment
}

// isPlainCc tells whether a trailer only copies somebody: no stable list, no comment.
func isPlainCc(t *series.Tag) bool {
	if !t.Is("Cc") || t.Comment != "" || t.Verdict != series.Own {
		return false
	}
	_, stable := trailers.ReadStable(t.Trailer)
	return !stable
}

// given prints a trailer that came in a reply, with who gave it and whether it counts.
func (s *show) given(t *series.Tag) {
	mark := "+ "
	if !t.Verdict.Counts() {
		mark = "? "
	}
	s.p.line(tagStyle(t), margin[2:], mark, tagText(t))
	s.p.line(faint, margin, "    ", strings.Join(s.origin(t), "; "))
}

// origin says where a given trailer comes from, whether it counts and where it went.
func (s *show) origin(t *series.Tag) []string {
	var words []string
	switch {
	case t.Remark != "" && !strings.HasPrefix(t.Remark, string(t.Verdict)):
		words = append(words, string(t.Verdict)+": "+t.Remark)
	case t.Remark != "":
		words = append(words, t.Remark)
	case t.Verdict != series.Given:
		words = append(words, string(t.Verdict))
	}
	switch t.Scope {
	case "", "patch":
	case "series":
		words = append(words, "for the series")
	default:
		words = append(words, "for patches "+t.Scope)
	}
	if t.By != nil {
		words = append(words, "in "+t.By.ID)
	}
	for _, m := range t.SeenIn {
		words = append(words, "also in "+m.ID)
	}
	if len(t.CollectedIn) > 0 {
		var in []string
		for _, p := range t.CollectedIn {
			in = append(in, s.labels[p])
		}
		words = append(words, "collected in "+strings.Join(in, ", "))
	}
	return words
}

func tagStyle(t *series.Tag) lipgloss.Style {
	if t.Verdict.Counts() {
		return green
	}
	return amber
}
