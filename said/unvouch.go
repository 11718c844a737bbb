package said

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
	"patchpilot/trailers"
)

// Retraction is a tag that somebody takes back in prose.
type Retraction struct {
	Line int
	stem string // "reviewed", "acked", "tested"; "" = whatever they gave
}

// Means tells whether it is about tags of a kind.
func (r Retraction) Means(t trailers.Trailer) bool {
	return strings.Contains(strings.ToLower(t.Key), r.stem)
}

// TakesBackTag tells whether the sender of a reply takes back a tag like one of theirs, and in which line.
func TakesBackTag(m *series.Mail, t trailers.Trailer) (line int, taken bool) {
	for _, r := range Retractions(In(m)) {
		if r.Means(t) {
			return r.Line, true
		}
	}
	return 0, false
}

// Retractions are those among sentences.
func Retractions(sentences []Sentence) (all []Retraction) {
	for _, s := range sentences {
		if s.Sense == Unvouches {
			all = append(all, Retraction{s.Line, tagStem(s.Text)})
		}
	}
	return all
}

// tagNamed is a tag by one of the names people have for it, and tagStems what its key holds.
var (
	tagNamed = lazyregexp.New(`\bmy (reviewed|acked|tested|r-?b|a-?b|t-?b|ack|review)\b`)
	tagStems = map[string]string{"r": "reviewed", "a": "acked", "t": "tested"}
)

func tagStem(text string) string {
	if at := tagNamed.FindStringSubmatch(plainLower(text)); at != nil {
		return tagStems[at[1][:1]]
	}
	return ""
}
