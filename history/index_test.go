package history

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// numbered is an id; those of numbers that are 16 apart begin with the same seven digits.
func numbered(i int) (id ID) {
	id[0], id[1], id[2], id[3] = 0xab, 0xcd, byte(i%16), 0x10
	binary.BigEndian.PutUint32(id[4:], uint32(i)*2654435761)
	return id
}

func draw(t *rapid.T, name string, below int) int { return rapid.IntRange(0, below-1).Draw(t, name) }

// drawCommits are commits whose messages speak of others, before and after them, rightly or not.
func drawCommits(t *rapid.T) []Commit {
	n := rapid.IntRange(1, 40).Draw(t, "commits")
	people := []Person{{Name: "Ada", Email: "ada@example.org"}, {Name: "Bob", Email: "bob@example.org"}, {Name: "Ada", Email: "ada@example.com"}}
	title := func() string { return fmt.Sprintf("demo: change %d", draw(t, "title", 10)) }
	var all []Commit
	for i := range n {
		one := Commit{ID: numbered(i), Author: people[draw(t, "author", 3)], Cut: draw(t, "cut", 20) == 0}
		one.Author.When = time.Unix(int64(draw(t, "authored", 5)), 0)
		one.Committer.When = time.Unix(int64(draw(t, "committed", 1000)), 0)
		for _, p := range rapid.SliceOfNDistinct(rapid.IntRange(-1, i-1), 0, min(i, 4), rapid.ID[int]).Draw(t, "parents") {
			one.Parents = append(one.Parents, numbered(p)) // -1 is not there
		}
		one.Message = title() + "\n"
		for range draw(t, "lines", 4) {
			id := numbered(draw(t, "of", n+1)).String()[:rapid.SampledFrom([]int{7, 8, 12, 40}).Draw(t, "digits")]
			form := rapid.SampledFrom([]string{
				"Fixes: %s (%q)", "commit %s upstream. (%[2]q)", "This reverts commit %s (%q).", "see commit %s (%q)",
				"Cc: stable@vger.kernel.org # 5.10: %s: %s", "[ Upstream commit %[1]s ]",
			}).Draw(t, "form")
			one.Message += "\n" + fmt.Sprintf(form, id, title())
		}
		all = append(all, one)
	}
	return all
}

// In one go, one by one, in any parts, with commits given twice: the index is the same.
func TestExtendInParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		commits := drawCommits(t)
		whole := New(Kernel)
		whole.Extend(commits)
		parts := New(Kernel)
		for from := 0; from < len(commits); {
			to := rapid.IntRange(from, len(commits)).Draw(t, "to")
			if rapid.Bool().Draw(t, "sealed") {
				parts.Extend(commits[max(0, from-2):to])
			} else {
				parts.Append(commits[max(0, from-2):to])
			}
			from = to
		}
		parts.Seal()
		same(t, whole, parts)
	})
}

func same(t interface{ Fatalf(string, ...any) }, want, got *Index) {
	for i := range reflect.TypeFor[Index]().NumField() {
		a, b := reflect.ValueOf(want).Elem().Field(i), reflect.ValueOf(got).Elem().Field(i)
		if a.Kind() == reflect.Slice && a.Len() == 0 && b.Len() == 0 {
			continue
		}
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Fatalf("%s: %v, want %v", reflect.TypeFor[Index]().Field(i).Name, b, a)
		}
	}
}

func TestReachIsThatOfAWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := New(Kernel)
		x.Extend(drawCommits(t))
		tips := []N{N(draw(t, "tip", x.Len())), N(draw(t, "other tip", x.Len()+1) - 1)}
		seen := map[N]bool{}
		for todo := slices.Clone(tips); len(todo) > 0; {
			n := todo[0]
			if todo = todo[1:]; n != None && !seen[n] {
				seen[n] = true
				todo = append(todo, x.Parents(n)...)
			}
		}
		reach := x.Reach(tips...)
		for n := range N(x.Len()) {
			if reach.Has(n) != seen[n] {
				t.Fatalf("%d is reached: %v", n, reach.Has(n))
			}
		}
		other := x.Reach(tips[0])
		if got := len(reach.Beyond(other)); got != len(seen)-len(other.Beyond(nil)) {
			t.Fatalf("%d beyond", got)
		}
	})
}

// An index is put in order whatever order it grew in, and nothing is left in it of what it is not to keep.
func TestKeepIsAsIfReadAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := New(Kernel)
		commits := drawCommits(t)
		x.Extend(commits)
		tip := N(draw(t, "tip", x.Len()))
		kept := x.Reach(tip)
		got := x.Keep(kept)
		if got.Len() != kept.Len() || !got.InOrder() {
			t.Fatalf("%d commits of %d, in order: %v", got.Len(), kept.Len(), got.InOrder())
		}
		anew := New(Kernel)
		for n := range N(got.Len()) { // in the new order
			anew.Append(commits[x.Find(got.ID(n)):][:1])
		}
		anew.Seal()
		same(t, anew, got)
		same(t, got, got.Keep(got.All()))
	})
}

func TestLineIsThatOfFirstParents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := New(Kernel)
		x.Extend(drawCommits(t))
		below := x.line()
		for top := range N(x.Len()) {
			on := map[N]bool{}
			for n := top; n != None; n = x.parents[n][0] {
				on[n] = true
			}
			for n := range N(x.Len()) {
				if below(n, top) != on[n] {
					t.Fatalf("%d below %d: %v", n, top, below(n, top))
				}
			}
		}
	})
}

func encoded(t interface{ Fatalf(string, ...any) }, x *Index) []byte {
	var file bytes.Buffer
	if err := x.Encode(&file); err != nil {
		t.Fatalf("%v", err)
	}
	return file.Bytes()
}

// What comes out of a file is what went in, and grows on as it would have.
func TestFileRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		commits := drawCommits(t)
		x := New(Kernel)
		x.Extend(commits[:draw(t, "kept", len(commits)+1)])
		got, err := Decode(Kernel, encoded(t, x))
		if err != nil {
			t.Fatalf("%v", err)
		}
		same(t, x, got)
		x.Extend(commits)
		got.Extend(commits)
		same(t, x, got)
	})
}

func someFile(t testing.TB) []byte {
	x := New(Kernel)
	x.Extend([]Commit{
		{ID: numbered(0), Message: "demo: a"},
		{ID: numbered(1), Parents: []ID{numbered(0)}, Message: "demo: b\n\nFixes: " + numbered(0).String() + "\nCc: stable@vger.kernel.org # 5.10"},
		{ID: numbered(2), Parents: []ID{numbered(9)}, Message: "demo: c"},
		{ID: numbered(3), Parents: []ID{numbered(0), numbered(1), numbered(2)}, Message: "Merge"},
	})
	return encoded(t, x)
}

func TestFileOfNoUse(t *testing.T) {
	good := someFile(t)
	if _, err := Decode(Kernel, good); err != nil {
		t.Fatal(err)
	}
	version := slices.Clone(good)
	version[len(fileMagic)]++
	for name, test := range map[string]struct {
		conv *Conventions
		data []byte
	}{
		"empty":             {Kernel, nil},
		"another file":      {Kernel, bytes.Repeat([]byte("text\n"), 100)},
		"another version":   {Kernel, version},
		"other conventions": {DPDK, good},
		"cut short":         {Kernel, good[:len(good)-5]},
		"too long":          {Kernel, append(slices.Clone(good), 0)},
	} {
		if x, err := Decode(test.conv, test.data); !errors.Is(err, ErrFile) || x != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range good { // damage anywhere is seen
		bad := slices.Clone(good)
		bad[i] ^= 0x10
		if _, err := Decode(Kernel, bad); !errors.Is(err, ErrFile) {
			t.Errorf("byte %d turned: %v", i, err)
		}
	}
}

// TestDecodeDamage writes numbers that cannot be over every part of a file whose checksum is right.
func TestDecodeDamage(t *testing.T) {
	good := someFile(t)
	for at := len(fileMagic) + 8; at+4 <= len(good)-4; at++ {
		for _, number := range []int32{math.MinInt32, -1, 0, 1, 1 << 20, math.MaxInt32} {
			body := slices.Clone(good[:len(good)-4])
			binary.LittleEndian.PutUint32(body[at:], uint32(number))
			decodeBody(t, body)
		}
	}
}

func FuzzDecode(f *testing.F) {
	good := someFile(f)
	f.Add(good[:len(good)-4])
	empty := encoded(f, New(Kernel))
	f.Add(empty[:len(empty)-4])
	f.Fuzz(decodeBody)
}

// decodeBody wants a file of this body to be refused, or to give an index that can be asked and extended.
func decodeBody(t *testing.T, body []byte) {
	data := binary.LittleEndian.AppendUint32(slices.Clone(body), crc32.Checksum(body, castagnoli))
	x, err := Decode(Kernel, data)
	if err != nil {
		if !errors.Is(err, ErrFile) {
			t.Error(err)
		}
		return
	}
	ask(x)
	x.Extend([]Commit{{ID: ID{1}, Message: "t\n\nFixes: " + numbered(0).String()}})
	ask(x)
}

// ask asks an index all there is to ask.
func ask(x *Index) {
	for n := range N(x.Len()) {
		x.Reach(n)
		x.Lookup(x.ID(n).String()[:7])
		x.MadeWith(n)
		x.Parents(n)
		x.Titled(n)
		x.Stable(n)
		for _, m := range x.Said(n) {
			_ = m.Kind.String() + m.How.String()
			if m.Of != None {
				x.Naming(m.Kind, m.Of)
			}
		}
		for k := range kinds {
			x.Naming(k, n)
		}
	}
}
