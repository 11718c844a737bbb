package history

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"sync"
)

// Seal makes what things are looked up by.
func (x *Index) Seal() {
	x.at, x.known = nil, nil
	var sorts sync.WaitGroup
	sorts.Go(func() {
		x.byID = grown(x.byID, len(x.ids), func(a, b N) int { return bytes.Compare(x.ids[a][:], x.ids[b][:]) })
	})
	sorts.Go(func() {
		x.byTitle = grown(x.byTitle, len(x.ids), func(a, b N) int {
			return cmp.Or(cmp.Compare(x.titles[a], x.titles[b]), cmp.Compare(a, b))
		})
	})
	sorts.Go(func() {
		x.byMade = grown(x.byMade, len(x.ids), func(a, b N) int {
			return cmp.Or(cmp.Compare(x.authored[a], x.authored[b]), cmp.Compare(a, b))
		})
	})
	sorts.Wait()
	x.markSaid()
	x.of = make([]N, len(x.said))
	x.how = make([]Resolution, len(x.said))
	below := x.line()
	each(len(x.said), func(i int) { x.of[i], x.how[i] = x.resolve(&x.said[i], below) })
	x.sortNaming()
}

// markSaid finds where each commit's mentions begin.
func (x *Index) markSaid() {
	x.from = make([]int32, len(x.ids)+1)
	for i := range x.said {
		x.from[x.said[i].by+1] = int32(i + 1)
	}
	for n := range x.ids { // commits that say nothing
		x.from[n+1] = max(x.from[n+1], x.from[n])
	}
}

// grown takes the numbers up to n into those that are sorted.
func grown(sorted []N, n int, compare func(a, b N) int) []N {
	fresh := make([]N, 0, n-len(sorted))
	for i := len(sorted); i < n; i++ {
		fresh = append(fresh, N(i))
	}
	slices.SortFunc(fresh, compare)
	if len(sorted) == 0 || len(fresh) == 0 {
		return append(sorted, fresh...)
	}
	all := make([]N, 0, n)
	for len(sorted) > 0 && len(fresh) > 0 {
		from := &sorted
		if compare(fresh[0], sorted[0]) < 0 {
			from = &fresh
		}
		all = append(all, (*from)[0])
		*from = (*from)[1:]
	}
	return append(append(all, sorted...), fresh...)
}

// sortNaming puts the mentions in order of what they mean: those of one commit are few.
func (x *Index) sortNaming() {
	ends := make([]int32, len(x.ids)+1)
	total := int32(0)
	for _, n := range x.of {
		if n != None {
			ends[n+1]++
			total++
		}
	}
	for n := range x.ids {
		ends[n+1] += ends[n]
	}
	x.naming = make([]int32, total)
	for i, n := range x.of {
		if n != None {
			x.naming[ends[n]] = int32(i)
			ends[n]++
		}
	}
	start := int32(0)
	for _, end := range ends[:len(x.ids)] {
		if some := x.naming[start:end]; len(some) > 1 {
			slices.SortFunc(some, func(a, b int32) int {
				return cmp.Or(cmp.Compare(x.said[a].kind, x.said[b].kind), cmp.Compare(a, b))
			})
		}
		start = end
	}
}

// resolve finds what a mention means.
func (x *Index) resolve(s *saidBy, below func(n, top N) bool) (N, Resolution) {
	var found []N
	if s.digits > 0 {
		found = x.prefixed(s.id, s.digits)
	}
	if s.title == 0 {
		switch len(found) {
		case 0:
			return None, Unknown
		case 1:
			return found[0], ByID
		}
		return None, Ambiguous
	}
	entitled := slices.DeleteFunc(slices.Clone(found), func(n N) bool { return x.titles[n] != s.title })
	switch {
	case len(entitled) == 1 && len(found) == 1:
		return found[0], ByID
	case len(entitled) == 1:
		return entitled[0], ByIDAndTitle
	case len(found) > 1:
		return None, Ambiguous
	}
	other := x.before(s, below)
	switch {
	case s.digits == 0 && s.kind == Fixes && x.several(s):
		return None, Ambiguous
	case len(found) == 0 && other == None:
		return None, Unknown
	case len(found) == 0:
		return other, ByTitle
	case other == None:
		return found[0], OtherTitle
	}
	return other, WrongID
}

// mostTitled bounds how many commits of one title are looked at.
const mostTitled = 64

// several tells whether more than one commit before one has the title it gives, copies aside.
func (x *Index) several(s *saidBy) bool {
	all := x.titled(s.title)
	at, _ := slices.BinarySearch(all, s.by)
	count := 0
	for _, n := range all[max(0, at-mostTitled):at] {
		if !x.isCopy(n) {
			count++
		}
	}
	return count > 1
}

// before is the newest commit before one that has the title it gives. Copies on branches have it too: what is taken
// back is on the same branch, if it is there; what is fixed is no copy, if there is another.
func (x *Index) before(s *saidBy, below func(n, top N) bool) N {
	all := x.titled(s.title)
	at, _ := slices.BinarySearch(all, s.by)
	if all = all[max(0, at-mostTitled):at]; len(all) == 0 {
		return None
	}
	if s.kind == Reverts {
		for _, n := range slices.Backward(all) {
			if below(n, s.by) {
				return n
			}
		}
	}
	for _, n := range slices.Backward(all) {
		if !x.isCopy(n) {
			return n
		}
	}
	return all[len(all)-1]
}

// line gives what tells whether a commit is on the way from another down first parents. Each commit knows one far
// below it, so far that a way of n commits takes about log n jumps (E. W. Myers, 1983).
func (x *Index) line() func(n, top N) bool {
	deep, jump := make([]int32, len(x.ids)), make([]N, len(x.ids))
	for n := range x.ids {
		p := x.parents[n][0]
		if p == None {
			jump[n] = N(n)
			continue
		}
		deep[n], jump[n] = deep[p]+1, p
		if far := jump[p]; deep[p]-deep[far] == deep[far]-deep[jump[far]] {
			jump[n] = jump[far]
		}
	}
	return func(n, top N) bool {
		for top > n {
			if far := jump[top]; far >= n && far < top {
				top = far
			} else if top = x.parents[top][0]; top == None {
				return false
			}
		}
		return top == n
	}
}

// isCopy tells whether a commit says that it was taken from another.
func (x *Index) isCopy(n N) bool {
	said := x.said[x.from[n]:x.from[n+1]]
	return slices.ContainsFunc(said, func(s saidBy) bool { return s.kind == BackportOf })
}

// prefixed are the commits whose ids begin with the digits, two at most.
func (x *Index) prefixed(id ID, n uint8) (found []N) {
	i := sort.Search(len(x.byID), func(i int) bool { return bytes.Compare(x.ids[x.byID[i]][:], id[:]) >= 0 })
	for ; i < len(x.byID) && begins(x.ids[x.byID[i]], id, n); i++ {
		found = append(found, x.byID[i])
	}
	return found
}

func begins(id, with ID, n uint8) bool {
	whole := n / 2
	if !bytes.Equal(id[:whole], with[:whole]) {
		return false
	}
	return n%2 == 0 || id[whole]>>4 == with[whole]>>4
}

// titled are the commits with a title, oldest first.
func (x *Index) titled(title uint64) []N {
	from := sort.Search(len(x.byTitle), func(i int) bool { return x.titles[x.byTitle[i]] >= title })
	to := from + sort.Search(len(x.byTitle)-from, func(i int) bool { return x.titles[x.byTitle[from+i]] > title })
	return x.byTitle[from:to]
}
