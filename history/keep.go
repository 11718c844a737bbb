package history

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
)

// All is the set of all commits.
func (x *Index) All() Bits {
	b := make(Bits, (len(x.ids)+63)/64)
	for n := range x.ids {
		b.add(N(n))
	}
	return b
}

// Cuts are the commits at which history was cut off.
func (x *Index) Cuts() []N { return slices.Sorted(maps.Keys(x.cut)) }

// dates are those of the commits, made later where a clock was wrong: a parent's is before its child's.
func (x *Index) dates() []int64 {
	dates := make([]int64, len(x.ids))
	for n := range dates {
		dates[n] = max(x.committed[n], 0)
		for _, p := range x.parents[n] {
			if p != None {
				dates[n] = max(dates[n], dates[p]+1)
			}
		}
		for _, p := range x.more[N(n)] {
			dates[n] = max(dates[n], dates[p]+1)
		}
	}
	return dates
}

func (x *Index) inOrder(dates []int64) func(a, b N) int {
	return func(a, b N) int {
		return cmp.Or(cmp.Compare(dates[a], dates[b]), bytes.Compare(x.ids[a][:], x.ids[b][:]))
	}
}

// InOrder tells whether the numbers are in order of dates, and of ids where those are the same. An index that grew
// as branches did is so, but for topics that were begun before and merged after.
func (x *Index) InOrder() bool {
	compare := x.inOrder(x.dates())
	for n := 1; n < len(x.ids); n++ {
		if compare(N(n-1), N(n)) > 0 {
			return false
		}
	}
	return true
}

// Keep is the index of the commits of a set, in order of dates and ids: as if it had never held others. A set that lacks a commit's parents is no history.
func (x *Index) Keep(set Bits) *Index {
	order := set.Beyond(nil)
	slices.SortFunc(order, x.inOrder(x.dates()))
	number := make([]N, len(x.ids)) // in the new index
	for n := range number {
		number[n] = None
	}
	y := New(x.conv)
	who := map[int32]int32{}
	for i, n := range order {
		number[n] = N(i)
		y.copy(x, n, number, who)
	}
	y.Seal()
	return y
}

// copy appends a commit of another index; number and who tell the commits and people that are here by those there.
func (y *Index) copy(x *Index, n N, number []N, who map[int32]int32) {
	to := N(len(y.ids))
	parents := [2]N{None, None}
	for i, p := range x.parents[n] {
		if p != None {
			parents[i] = number[p]
		}
	}
	for _, p := range x.more[n] {
		y.more[to] = append(y.more[to], number[p])
	}
	if x.cut[n] {
		y.cut[to] = true
	}
	author, ok := who[x.author[n]]
	if !ok {
		author = int32(len(y.people))
		who[x.author[n]] = author
		y.people = append(y.people, x.people[x.author[n]])
	}
	y.ids = append(y.ids, x.ids[n])
	y.parents = append(y.parents, parents)
	y.committed = append(y.committed, x.committed[n])
	y.authored = append(y.authored, x.authored[n])
	y.author = append(y.author, author)
	y.titles = append(y.titles, x.titles[n])
	for _, s := range x.said[x.from[n]:x.from[n+1]] {
		s.by = to
		y.said = append(y.said, s)
	}
	for i := x.firstAsked(n); i < len(x.asked) && x.asked[i].by == n; i++ {
		y.words = append(y.words, x.value(i)...)
		y.asked = append(y.asked, askedBy{to, x.asked[i].line, int32(len(y.words))})
	}
}
