package flow

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"patchpilot/apply"
)

// mentions are commits by the key of what they mention, in order of keys.
type mentions []mention

type mention struct {
	key    uint64
	ref    int32 // that holds the commit
	commit apply.Hash
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
