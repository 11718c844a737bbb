package lint

import (
	"fmt"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// A new version leaves patches out, and does not say what became of them.
//
// Whoever applies it cannot know whether the missing ones were dropped, went in elsewhere, or still stand as
// they were; robots that apply what they see test something else.
//
// Post the whole series again, or say what was dropped, merged or applied.
//
//	bad:  [PATCH v2 3/7] alone, below the 3/7 of v1
//	good: [PATCH v2 0/7] to 7/7; or [PATCH v2 0/6] and "v2: drop 3/7, it was applied"
//
// See Documentation/process/maintainer-netdev.rst, "Partial resends".
var serPartialResend = &Rule{
	Name:     "ser-partial-resend",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			old := r.Supersedes
			if old == nil || r.Backport || old.RFC && !r.RFC {
				continue
			}
			switch now, before := len(posted(r)), len(old.Patches); {
			case r.Partial:
				p.Report(Finding{Revision: r, Severity: min(Info, p.rule.severity),
					Text: fmt.Sprintf("v%d posts %s of v%d's %d again, and not the others", r.Version, countPatches(now), old.Version, before)})
			case old.Whole() && whole(p.Series, r) && r.Expected < old.Expected && old.Expected > 1 && !tellsFewer(r) && !squashed(old):
				p.Report(Finding{Revision: r, Text: fmt.Sprintf("v%d has %s, v%d had %d, and nothing says what became of the others: %s",
					r.Version, countPatches(r.Expected), old.Version, old.Expected, leftOut(old))})
			}
		}
	},
}

// fewer are words with which people say where patches went.
var fewer = lazyregexp.New(`(?i)\b(?:drop(?:ped|ping|s)?|remov(?:e[ds]?|ing)|appl(?:y|ied)|merg(?:e[ds]?|ing)|squash(?:ed|ing|es)?|fold(?:ed|ing|s)?|combin(?:e[ds]?|ing)|split|separate[ds]?(?: out)?|picked|queued|upstream(?:ed)?|landed|pushed|accepted|left out|leave out|omit(?:ted)?|without|skip(?:ped)?|no longer|defer(?:red)?|postpone[ds]?|sent|posted|rework(?:ed)?|rewr(?:ite|itten|ote)|rebased?|reduced?|single patch|one patch|mainline|take[ns]? out|pull(?:ed)? out|mov(?:e[ds]?|ing))\b`)

// tellsFewer tells whether a posting says where patches went.
func tellsFewer(r *series.Revision) bool {
	if fewer.MatchString(coverText(r)) {
		return true
	}
	for _, p := range posted(r) {
		if fewer.MatchString(p.Notes) || hasChangelog(r) && fewer.MatchString(p.Log) {
			return true
		}
	}
	return false
}

// squashed tells whether all that a posting has and the next has not was meant to be squashed.
func squashed(old *series.Revision) bool {
	any := false
	for _, p := range old.Patches {
		if p.Next != nil {
			continue
		}
		if _, mark := FixupMark(p.Title); !mark {
			return false
		}
		any = true
	}
	return any
}

// leftOut names the first patches of a posting that the next does not have.
func leftOut(old *series.Revision) string {
	first, more := "", 0
	for _, p := range old.Patches {
		switch {
		case p.Next != nil:
		case first == "":
			first = quote(p.Subject.Title)
		default:
			more++
		}
	}
	switch {
	case first == "":
		return "each has another in its place"
	case more > 0:
		return fmt.Sprintf("%s and %d more", first, more)
	}
	return first
}
