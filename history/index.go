package history

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
)

// Index is commits by number, and what ties them. It is safe for concurrent reading once sealed.
type Index struct {
	conv *Conventions

	ids       []ID
	parents   [][2]N // first and second; a third and more in more
	more      map[N][]N
	committed []int64
	authored  []int64
	author    []int32 // in people
	titles    []uint64
	cut       map[N]bool // commits of which a parent is not there: history was cut off
	at        map[ID]N   // while commits are appended

	people []person
	known  map[person]int32

	said   []saidBy
	stable []StableTag

	// Made by Seal.
	byID    []N // in order of ids
	byTitle []N // in order of titles, then numbers
	byMade  []N // in order of authored, then numbers
	of      []N // of each said, what it means
	how     []Resolution
	naming  []int32 // of said, in order of of, then kind, then number
	from    []int32 // of each commit, its first said; one more at the end
}

// person is the hashes of an author's name and address.
type person struct{ name, email uint64 }

// saidBy is a mention as kept: an id's digits are in its first bytes.
type saidBy struct {
	by     N
	line   int32
	kind   Kind
	form   uint8
	digits uint8 // of the id
	id     ID
	title  uint64 // 0 = none given
}

// New is an index without commits.
func New(c *Conventions) *Index {
	return &Index{conv: c, more: map[N][]N{}, cut: map[N]bool{}, known: map[person]int32{}}
}

// Conventions are those that messages are read by.
func (x *Index) Conventions() *Conventions { return x.conv }

// Extend appends commits, parents before children; those it has already are passed over.
func (x *Index) Extend(commits []Commit) {
	x.Append(commits)
	x.Seal()
}

// Append is Extend in parts: nothing is to be asked before Seal.
func (x *Index) Append(commits []Commit) {
	if x.at == nil {
		x.at = make(map[ID]N, len(x.ids)+len(commits))
		for n, id := range x.ids {
			x.at[id] = N(n)
		}
	}
	for i := range commits {
		c := &commits[i]
		if _, ok := x.at[c.ID]; !ok {
			x.at[c.ID] = x.add(c, x.at)
		}
	}
}

func (x *Index) add(c *Commit, at map[ID]N) N {
	n := N(len(x.ids))
	parents := [2]N{None, None}
	if c.Cut {
		x.cut[n] = true
	}
	for i, id := range c.Parents {
		p, ok := at[id]
		if !ok {
			x.cut[n] = true
			continue
		}
		if i < 2 {
			parents[i] = p
		} else {
			x.more[n] = append(x.more[n], p)
		}
	}
	t := x.conv.read(c.Message)
	x.ids = append(x.ids, c.ID)
	x.parents = append(x.parents, parents)
	x.committed = append(x.committed, c.Committer.When.Unix())
	x.authored = append(x.authored, c.Author.When.Unix())
	x.author = append(x.author, x.personOf(c.Author))
	x.titles = append(x.titles, hash(x.conv.plain(t.title)))
	for _, s := range t.said {
		kept := saidBy{by: n, line: s.line, kind: s.kind, form: uint8(s.form)}
		kept.id, kept.digits = digits(s.id)
		if s.title != "" {
			kept.title = hash(x.conv.plain(s.title))
		}
		x.said = append(x.said, kept)
	}
	for _, tag := range t.stable {
		tag.By = n
		x.stable = append(x.stable, tag)
	}
	return n
}

func (x *Index) personOf(p Person) int32 {
	key := person{hash(strings.ToLower(p.Name)), hash(strings.ToLower(p.Email))}
	i, ok := x.known[key]
	if !ok {
		i = int32(len(x.people))
		x.people = append(x.people, key)
		x.known[key] = i
	}
	return i
}

// digits are those of an id, whole or abbreviated, and how many there are; none where it is no id.
func digits(s string) (id ID, n uint8) {
	if !isID(s) {
		return ID{}, 0
	}
	for i := range len(s) {
		v := s[i] - '0'
		if v > 9 {
			v = s[i] - 'a' + 10
		}
		id[i/2] |= v << (4 * (1 - i%2))
	}
	return id, uint8(len(s))
}

// Seal makes what things are looked up by.
func (x *Index) Seal() {
	x.at = nil
	all := make([]N, len(x.ids))
	for i := range all {
		all[i] = N(i)
	}
	x.byID, x.byTitle, x.byMade = slices.Clone(all), slices.Clone(all), all
	slices.SortFunc(x.byID, func(a, b N) int { return bytes.Compare(x.ids[a][:], x.ids[b][:]) })
	slices.SortFunc(x.byTitle, func(a, b N) int { return cmp.Or(cmp.Compare(x.titles[a], x.titles[b]), cmp.Compare(a, b)) })
	slices.SortFunc(x.byMade, func(a, b N) int { return cmp.Or(cmp.Compare(x.authored[a], x.authored[b]), cmp.Compare(a, b)) })
	x.from = make([]int32, len(x.ids)+1)
	for i := range x.said {
		x.from[x.said[i].by+1] = int32(i + 1)
	}
	for n := range x.ids { // commits that say nothing
		x.from[n+1] = max(x.from[n+1], x.from[n])
	}
	x.of = make([]N, len(x.said))
	x.how = make([]Resolution, len(x.said))
	x.naming = x.naming[:0]
	for i := range x.said {
		x.of[i], x.how[i] = x.resolve(&x.said[i])
		if x.of[i] != None {
			x.naming = append(x.naming, int32(i))
		}
	}
	slices.SortFunc(x.naming, func(a, b int32) int {
		return cmp.Or(cmp.Compare(x.of[a], x.of[b]), cmp.Compare(x.said[a].kind, x.said[b].kind), cmp.Compare(a, b))
	})
}

// resolve finds what a mention means.
func (x *Index) resolve(s *saidBy) (N, Resolution) {
	var found []N
	if s.digits > 0 {
		found = x.prefixed(s.id, s.digits)
	}
	entitled := func(n N) bool { return s.title == 0 || x.titles[n] == s.title }
	if len(found) == 1 {
		if entitled(found[0]) {
			return found[0], ByID
		}
		if other, ok := x.before(s); ok {
			return other, WrongID
		}
		return found[0], OtherTitle
	}
	if len(found) > 1 {
		if s.title != 0 {
			if found = slices.DeleteFunc(found, func(n N) bool { return !entitled(n) }); len(found) == 1 {
				return found[0], ByIDAndTitle
			}
		}
		return None, Ambiguous
	}
	if s.title == 0 {
		return None, Unknown
	}
	if other, ok := x.before(s); ok {
		return other, ByTitle
	}
	return None, Unknown
}

// before is the newest commit before one that has the title it gives.
func (x *Index) before(s *saidBy) (N, bool) {
	if s.title == 0 {
		return None, false
	}
	all := x.titled(s.title)
	i := sort.Search(len(all), func(i int) bool { return all[i] >= s.by })
	if i == 0 {
		return None, false
	}
	return all[i-1], true
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
	to := from
	for to < len(x.byTitle) && x.titles[x.byTitle[to]] == title {
		to++
	}
	return x.byTitle[from:to]
}

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

// Parents are those of a commit that are here.
func (x *Index) Parents(n N) (all []N) {
	for _, p := range x.parents[n] {
		if p != None {
			all = append(all, p)
		}
	}
	return append(all, x.more[n]...)
}

// Cut tells whether a parent of a commit is not here: history was cut off.
func (x *Index) Cut(n N) bool { return x.cut[n] }

// Merge tells whether a commit has more parents than one.
func (x *Index) Merge(n N) bool { return x.parents[n][1] != None }

// Committed is when a commit was made.
func (x *Index) Committed(n N) time.Time { return time.Unix(x.committed[n], 0).UTC() }

// Authored is when its change was made.
func (x *Index) Authored(n N) time.Time { return time.Unix(x.authored[n], 0).UTC() }

// SameAuthor tells whether two commits have an author of one address or of one name.
func (x *Index) SameAuthor(a, b N) bool {
	p, q := x.people[x.author[a]], x.people[x.author[b]]
	return p.email == q.email || p.name == q.name
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

func (x *Index) mention(i int32) Mention {
	s := &x.said[i]
	return Mention{
		Kind: s.kind, By: s.by, Of: x.of[i], ID: s.id.String()[:s.digits], Line: int(s.line), Form: formOf(s.form), How: x.how[i],
	}
}

// Stable are the Ccs of the stable list in a commit's message.
func (x *Index) Stable(n N) []StableTag {
	from, _ := slices.BinarySearchFunc(x.stable, n, func(t StableTag, n N) int { return cmp.Compare(t.By, n) })
	to := from
	for to < len(x.stable) && x.stable[to].By == n {
		to++
	}
	return x.stable[from:to]
}

// Titled are the commits with the title of one, itself among them, oldest first.
func (x *Index) Titled(n N) []N { return x.titled(x.titles[n]) }

// TitledAs are the commits with a title, oldest first.
func (x *Index) TitledAs(title string) []N { return x.titled(hash(x.conv.plain(title))) }

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
