package flow

import (
	"cmp"
	"hash/fnv"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"patchpilot/apply"
	"patchpilot/internal/gitrepo"
	"patchpilot/trailers"
)

// longestRead is how many commits of a history are read for what they say of others; the newest.
const longestRead = 200_000

// index finds commits by what their messages say. It keeps no text: what it finds is read again to be sure.
type index struct {
	titles, fixes, origins, reverts mentions
	cut                             bool // there are more commits than were read
}

// mentions are commits by the key of what they mention, in order of keys; of one key, the newest first.
type mentions []mention

type mention struct {
	key    uint64
	nth    int32 // from the newest commit
	commit apply.Hash
}

// onceIndex is an index that is made when first asked for.
type onceIndex struct {
	sync.Once
	index *index
	err   error
}

// readIndex reads commits, newest first, up to the most of them.
func readIndex(commits iter.Seq2[*gitrepo.Commit, error], most int) (*index, error) {
	ix, n := &index{}, 0
	for c, err := range commits {
		if err != nil {
			return nil, err
		}
		if n == most {
			ix.cut = true
			break
		}
		ix.add(c, int32(n))
		n++
	}
	for _, m := range []mentions{ix.titles, ix.fixes, ix.origins, ix.reverts} {
		slices.SortFunc(m, func(a, b mention) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.nth, b.nth)) })
	}
	return ix, nil
}

func (ix *index) add(c *gitrepo.Commit, nth int32) {
	ix.titles = append(ix.titles, mention{titleKey(c.Subject()), nth, c.Hash})
	said := func(to *mentions, ids []string) {
		for _, id := range ids {
			if key, ok := idKey(id); ok {
				*to = append(*to, mention{key, nth, c.Hash})
			}
		}
	}
	said(&ix.fixes, fixedBy(c))
	said(&ix.origins, originsOf(c))
	said(&ix.reverts, revertedBy(c))
}

// of lists the commits under a key.
func (m mentions) of(key uint64) []apply.Hash {
	var found []apply.Hash
	for _, e := range m.under(key) {
		if n := len(found); n == 0 || found[n-1] != e.commit {
			found = append(found, e.commit)
		}
	}
	return found
}

// under are the mentions of a key.
func (m mentions) under(key uint64) mentions {
	at, _ := slices.BinarySearchFunc(m, key, func(e mention, key uint64) int { return cmp.Compare(e.key, key) })
	end := at
	for end < len(m) && m[end].key == key {
		end++
	}
	return m[at:end]
}

// plainTitle is a title for comparison.
func plainTitle(title string) string {
	return strings.ToLower(strings.Join(strings.Fields(title), " "))
}

func titleKey(title string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(plainTitle(title)))
	return h.Sum64()
}

// idDigits are those that ids are found by; nobody writes fewer and is understood.
const idDigits = 7

// idKey is the same for all abbreviations of an id.
func idKey(id string) (key uint64, ok bool) {
	if len(id) < idDigits {
		return 0, false
	}
	key, err := strconv.ParseUint(id[:idDigits], 16, 64)
	return key, err == nil
}

// names tells whether one of the ids, whole or abbreviated, is a commit's.
func names(ids []string, c apply.Hash) bool {
	full := c.String()
	return slices.ContainsFunc(ids, func(id string) bool {
		return len(id) >= idDigits && strings.HasPrefix(full, strings.ToLower(id))
	})
}

// fixedBy are the ids in a commit's Fixes tags.
func fixedBy(c *gitrepo.Commit) []string {
	return eachLine(c.Message, "fixes:", func(rest string) string { return trailers.ReadFixes(rest).ID })
}

// revertedBy are the ids that a commit says it reverts; in a stable branch both of one, there and upstream.
func revertedBy(c *gitrepo.Commit) []string {
	return eachLine(c.Message, "this reverts commit ", func(rest string) string {
		id, _, _ := strings.Cut(rest, " ")
		return strings.TrimRight(id, ".,")
	})
}

// originsOf are the ids of the commits that one says it was taken from.
func originsOf(c *gitrepo.Commit) []string {
	if !strings.Contains(c.Message, "ommit ") && !strings.Contains(c.Message, "ommit:") {
		return nil
	}
	var ids []string
	for _, o := range trailers.Origins(logOf(c), 1) {
		ids = append(ids, o.ID)
	}
	return ids
}

// eachLine gives what read makes of the rest of each line that has the lead, letter case aside, but for "".
func eachLine(text, lead string, read func(rest string) string) (found []string) {
	for text != "" {
		var l string
		l, text, _ = strings.Cut(text, "\n")
		if len(l) > len(lead) && strings.EqualFold(l[:len(lead)], lead) {
			if s := read(l[len(lead):]); s != "" {
				found = append(found, s)
			}
		}
	}
	return found
}

// confirmed reads commits again and keeps those of which a thing holds.
func (r *Repo) confirmed(ids []apply.Hash, holds func(*gitrepo.Commit) bool) ([]*gitrepo.Commit, error) {
	var found []*gitrepo.Commit
	for _, id := range ids {
		c, err := r.git.Commit(id)
		if err != nil {
			return nil, err
		}
		if holds(c) {
			found = append(found, c)
		}
	}
	return found, nil
}
