package history

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Index is commits by number, and what ties them. It is safe for concurrent reading once sealed.
type Index struct {
	conv *Conventions

	ids       []ID
	parents   [][2]N // first and second; a third and more in more
	more      map[N][]N
	cut       map[N]bool // commits of which a parent is not there: history was cut off
	committed []int64
	authored  []int64
	author    []int32 // in people
	titles    []uint64
	people    []person
	said      []saidBy
	asked     []askedBy
	words     []byte // of asked

	// Made by Seal.
	byID    []N // in order of ids
	byTitle []N // in order of titles, then numbers
	byMade  []N // in order of authored, then numbers
	of      []N // of each said, what it means
	how     []Resolution
	naming  []int32 // of said, in order of of, then kind, then number
	from    []int32 // of each commit, its first said; one more at the end

	// While commits are appended.
	at    map[ID]N
	known map[person]int32 // in people
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

// askedBy is a Cc of the stable list as kept: its value is read when it is asked for.
type askedBy struct {
	by   N
	line int32
	end  int32 // of its value, in words
}

// New is an index without commits.
func New(c *Conventions) *Index {
	return &Index{conv: c, more: map[N][]N{}, cut: map[N]bool{}}
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
		x.known = make(map[person]int32, len(x.people))
		for i, p := range x.people {
			x.known[p] = int32(i)
		}
	}
	entries := make([]entry, len(commits))
	each(len(commits), func(i int) { entries[i] = x.conv.entry(&commits[i]) })
	for i := range commits {
		if _, ok := x.at[commits[i].ID]; !ok {
			x.add(&commits[i], &entries[i])
		}
	}
}

// each does a thing for all numbers below n, with all processors.
func each(n int, do func(i int)) {
	const batch = 64
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/batch+1) {
		workers.Go(func() {
			for from := int(next.Add(batch)) - batch; from < n; from = int(next.Add(batch)) - batch {
				for i := from; i < min(from+batch, n); i++ {
					do(i)
				}
			}
		})
	}
	workers.Wait()
}

// entry is what is kept of a commit's texts.
type entry struct {
	author person
	title  uint64
	said   []saidBy
	asked  []asked
}

func (c *Conventions) entry(one *Commit) entry {
	t := c.read(one.Message)
	e := entry{person{hash(one.Author.Name), hash(one.Author.Email)}, c.titleHash(t.title), nil, t.asked}
	if len(t.said) > 0 {
		e.said = make([]saidBy, len(t.said))
	}
	for i, s := range t.said {
		kept := &e.said[i]
		*kept = saidBy{line: s.line, kind: s.kind, form: uint8(s.form)}
		kept.id, kept.digits = digits(s.id)
		if s.title != "" {
			kept.title = c.titleHash(s.title)
		}
	}
	return e
}

// digits are those of an id, whole or abbreviated, and how many there are; none where it is no id.
func digits(s string) (id ID, n uint8) {
	if s == "" || leadingID(s) != s {
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

// add appends a commit.
func (x *Index) add(c *Commit, e *entry) {
	n := N(len(x.ids))
	x.at[c.ID] = n
	parents := [2]N{None, None}
	if c.Cut {
		x.cut[n] = true
	}
	for i, id := range c.Parents {
		p, ok := x.at[id]
		switch {
		case !ok:
			x.cut[n] = true
		case i < 2:
			parents[i] = p
		default:
			x.more[n] = append(x.more[n], p)
		}
	}
	who, ok := x.known[e.author]
	if !ok {
		who = int32(len(x.people))
		x.people = append(x.people, e.author)
		x.known[e.author] = who
	}
	x.ids = append(x.ids, c.ID)
	x.parents = append(x.parents, parents)
	x.committed = append(x.committed, c.Committer.When.Unix())
	x.authored = append(x.authored, c.Author.When.Unix())
	x.author = append(x.author, who)
	x.titles = append(x.titles, e.title)
	for _, s := range e.said {
		s.by = n
		x.said = append(x.said, s)
	}
	for _, a := range e.asked {
		x.words = append(x.words, a.value...)
		x.asked = append(x.asked, askedBy{n, a.line, int32(len(x.words))})
	}
}

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
