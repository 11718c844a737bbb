package query

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"patchpilot/mbox"
	"patchpilot/triage"
)

// key is a word before the colon: an example of its use, and what reads its value.
type key struct {
	like string
	read func(value string) (test, error)
}

var keys = map[string]key{
	"is":      {"is:ready", readIs},
	"not":     {"not:rfc", readIs},
	"missing": {"missing:igt-test", readMissing},
	"next":    {"next:maintainer", readNext},
	"needs":   {"needs:ada@example.org", readNeeds},
	"author":  {"author:ada", readAuthor},
	"from":    {"from:ada", readAuthor},
	"file":    {"file:drivers/gpu", readFile},
	"title":   {"title:fence", readTitle},
	"age":     {"age:>2w", readAge},
	"to":      {"to:linux-foo@example.org", readTo},
}

// Keys are the words that can stand before a colon.
func Keys() []string { return slices.Sorted(maps.Keys(keys)) }

// flags are what a revision can be beside its state.
var flags = map[string]test{
	"rfc":      func(s *triage.State, _ time.Time) bool { return s.Revision.RFC },
	"resend":   func(s *triage.State, _ time.Time) bool { return s.Revision.Resend },
	"stable":   func(s *triage.State, _ time.Time) bool { return s.Revision.Backport },
	"complete": func(s *triage.State, _ time.Time) bool { return s.Revision.Whole() },
	"reviewed": func(s *triage.State, _ time.Time) bool {
		return len(s.Patches) > 0 && !slices.ContainsFunc(s.Patches, func(p triage.PatchState) bool { return len(p.Reviews) == 0 })
	},
	"open": func(s *triage.State, _ time.Time) bool {
		return !slices.Contains([]triage.Name{
			triage.Applied, triage.Merged, triage.Superseded, triage.Rejected, triage.Withdrawn, triage.NotForUs,
		}, s.Name)
	},
}

func readIs(word string) (test, error) {
	word = strings.ToLower(word)
	if t, ok := flags[word]; ok {
		return t, nil
	}
	if slices.Contains(triage.Names(), word) {
		return func(s *triage.State, _ time.Time) bool { return s.Name == triage.Name(word) }, nil
	}
	return nil, unknown("state", word, append(triage.Names(), slices.Sorted(maps.Keys(flags))...))
}

// readMissing takes the beginning of an item's name for it: "igt".
func readMissing(word string) (test, error) {
	word = strings.ToLower(word)
	begins := func(item string) bool { return strings.HasPrefix(item, word) }
	if word == "any" {
		begins = func(string) bool { return true }
	} else if !slices.ContainsFunc(triage.ItemKinds(), begins) {
		return nil, unknown("item", word, append(triage.ItemKinds(), "any"))
	}
	return func(s *triage.State, _ time.Time) bool {
		return slices.ContainsFunc(s.Open(), func(it triage.Item) bool { return begins(it.Kind) })
	}, nil
}

func readNext(word string) (test, error) {
	turns := []string{string(triage.Author), string(triage.Reviewer), string(triage.Maintainer), string(triage.Nobody)}
	if !slices.Contains(turns, word) {
		return nil, unknown("turn", word, turns)
	}
	return func(s *triage.State, _ time.Time) bool { return s.Next == triage.Turn(word) }, nil
}

func readNeeds(address string) (test, error) {
	return func(s *triage.State, _ time.Time) bool { return anyOf(s.Waits, address) }, nil
}

func readAuthor(who string) (test, error) {
	return func(s *triage.State, _ time.Time) bool {
		people := []mbox.Address{s.Revision.Sender}
		for _, p := range s.Revision.Patches {
			people = append(people, p.Author)
		}
		return anyOf(people, who)
	}, nil
}

func readTo(who string) (test, error) {
	return func(s *triage.State, _ time.Time) bool {
		for _, m := range s.Revision.Mails() {
			if anyOf(m.To, who) || anyOf(m.Cc, who) {
				return true
			}
		}
		return false
	}, nil
}

// anyOf tells whether a word is in the name or the address of one of them.
func anyOf(people []mbox.Address, word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(people, func(a mbox.Address) bool {
		return strings.Contains(strings.ToLower(a.Name+" <"+a.Email+">"), word)
	})
}

// readFile takes a path for the file, and for all below it where it is a folder.
func readFile(path string) (test, error) {
	path = strings.TrimSuffix(path, "/")
	below := func(file string) bool { return file == path || strings.HasPrefix(file, path+"/") }
	return func(s *triage.State, _ time.Time) bool {
		for _, p := range s.Revision.Patches {
			if p.Diff == nil {
				continue
			}
			for _, f := range p.Diff.Files {
				if below(f.NewPath) || below(f.OldPath) {
					return true
				}
			}
		}
		return false
	}, nil
}

func readTitle(words string) (test, error) {
	words = strings.ToLower(words)
	return func(s *triage.State, _ time.Time) bool {
		in := func(title string) bool { return strings.Contains(strings.ToLower(title), words) }
		if s.Revision.Cover != nil && in(s.Revision.Cover.Subject.Title) || s.Revision.Series != nil && in(s.Revision.Series.Title) {
			return true
		}
		for _, p := range s.Revision.Patches {
			if in(p.Title) {
				return true
			}
		}
		return false
	}, nil
}

const day = 24 * time.Hour

var units = map[byte]time.Duration{'h': time.Hour, 'd': day, 'w': 7 * day, 'm': 30 * day, 'y': 365 * day}

// readAge reads ">2w", "<3d": older, younger than that; without a mark, that old or older.
func readAge(text string) (test, error) {
	bad := fmt.Errorf("age:%s: write age:>2w or age:<3d; units are h, d, w, m, y", text)
	rest, younger := strings.CutPrefix(text, "<")
	rest, _ = strings.CutPrefix(rest, ">")
	if len(rest) < 2 {
		return nil, bad
	}
	n, err := strconv.ParseUint(rest[:len(rest)-1], 10, 14)
	unit := units[rest[len(rest)-1]]
	if err != nil || unit == 0 || n > uint64(math.MaxInt64/unit) {
		return nil, bad
	}
	limit := time.Duration(n) * unit
	return func(s *triage.State, now time.Time) bool {
		if s.Revision.Date.IsZero() {
			return false
		}
		age := now.Sub(s.Revision.Date)
		return younger && age < limit || !younger && age >= limit
	}, nil
}
