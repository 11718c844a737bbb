package history

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sort"
	"strings"
	"time"

	"patchpilot/trailers"
)

// What Lookup says of ids.
var (
	ErrUnknown   = errors.New("no commit here has this id")
	ErrAmbiguous = errors.New("several commits have this id")
)

// Lookup finds the commit that an id names, whole or abbreviated.
func (x *Index) Lookup(id string) (N, error) {
	d, n := digits(strings.ToLower(id))
	if n == 0 {
		return None, fmt.Errorf("%q: not the id of a commit", id)
	}
	switch found := x.prefixed(d, n); len(found) {
	case 0:
		return None, fmt.Errorf("%s: %w", id, ErrUnknown)
	case 1:
		return found[0], nil
	default:
		return None, fmt.Errorf("%s: %w: %s, %s", id, ErrAmbiguous, x.ids[found[0]], x.ids[found[1]])
	}
}

// Find is the number of a commit, None where it is not here.
func (x *Index) Find(id ID) N {
	if found := x.prefixed(id, 40); len(found) == 1 {
		return found[0]
	}
	return None
}

// Len is how many commits there are.
func (x *Index) Len() int { return len(x.ids) }

// ID is a commit's.
func (x *Index) ID(n N) ID { return x.ids[n] }

// Committed is when a commit was made.
func (x *Index) Committed(n N) time.Time { return time.Unix(x.committed[n], 0).UTC() }

// Authored is when its change was made.
func (x *Index) Authored(n N) time.Time { return time.Unix(x.authored[n], 0).UTC() }

var nobody = hash("")

// SameAuthor tells whether two commits have an author of one address or of one name.
func (x *Index) SameAuthor(a, b N) bool {
	p, q := x.people[x.author[a]], x.people[x.author[b]]
	return p.email == q.email && p.email != nobody || p.name == q.name && p.name != nobody
}

// SameTitle tells whether two commits have one title.
func (x *Index) SameTitle(a, b N) bool { return x.titles[a] == x.titles[b] }

// Said is what a commit's message says of others, in order of lines.
func (x *Index) Said(n N) []Mention {
	var all []Mention
	for i := x.from[n]; i < x.from[n+1]; i++ {
		all = append(all, x.mention(i))
	}
	return all
}

// Naming are the mentions of a commit of one kind, oldest first.
func (x *Index) Naming(k Kind, n N) []Mention {
	from := sort.Search(len(x.naming), func(i int) bool {
		at := x.naming[i]
		return cmp.Or(cmp.Compare(x.of[at], n), cmp.Compare(x.said[at].kind, k)) >= 0
	})
	var all []Mention
	for _, at := range x.naming[from:] {
		if x.of[at] != n || x.said[at].kind != k {
			break
		}
		all = append(all, x.mention(at))
	}
	return all
}

// Every are all mentions of one kind, in order of who says so.
func (x *Index) Every(k Kind) iter.Seq[Mention] {
	return func(yield func(Mention) bool) {
		for i := range x.said {
			if x.said[i].kind == k && !yield(x.mention(int32(i))) {
				return
			}
		}
	}
}

func (x *Index) mention(i int32) Mention {
	s := &x.said[i]
	return Mention{
		Kind: s.kind, By: s.by, Of: x.of[i], ID: s.id.String()[:s.digits], Line: int(s.line), Form: trailers.Form(s.form), How: x.how[i],
	}
}

// Stable are the Ccs of the stable list in a commit's message.
func (x *Index) Stable(n N) (all []StableTag) {
	for i := x.firstAsked(n); i < len(x.asked) && x.asked[i].by == n; i++ {
		if s, ok := x.conv.stableTag(string(x.value(i))); ok {
			all = append(all, StableTag{By: n, Line: int(x.asked[i].line), Stable: s})
		}
	}
	return all
}

func (x *Index) firstAsked(n N) int {
	i, _ := slices.BinarySearchFunc(x.asked, n, func(a askedBy, n N) int { return cmp.Compare(a.by, n) })
	return i
}

// value is what is kept of the i-th tag.
func (x *Index) value(i int) []byte {
	from := int32(0)
	if i > 0 {
		from = x.asked[i-1].end
	}
	return x.words[from:x.asked[i].end]
}

// Titled are the commits with the title of one, itself among them, oldest first.
func (x *Index) Titled(n N) []N { return x.titled(x.titles[n]) }

// TitledAs are the commits with a title, oldest first.
func (x *Index) TitledAs(title string) []N { return x.titled(x.conv.titleHash(title)) }

// MadeWith are the commits that a commit's author made in the same second, itself aside: copies keep both.
func (x *Index) MadeWith(n N) (all []N) {
	when := x.authored[n]
	from := sort.Search(len(x.byMade), func(i int) bool { return x.authored[x.byMade[i]] >= when })
	for _, m := range x.byMade[from:] {
		if x.authored[m] != when {
			break
		}
		if m != n && x.SameAuthor(m, n) {
			all = append(all, m)
		}
	}
	return all
}
