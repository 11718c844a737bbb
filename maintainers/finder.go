package maintainers

import "strings"

// finder finds literals in one pass over a text, ASCII letters' case aside: Aho's and Corasick's machine.
type finder struct {
	class   [256]uint16 // of a byte; 0 is that of all which no literal holds
	classes int
	next    []uint32  // by state and class
	found   [][]int32 // by state: whose literals end there
}

// largest bounds the machine: so many states, and no more.
const largest = 1 << 14

// newFinder makes a machine for literals in lower case, each of somebody; rest are those whose literals found no room.
func newFinder(literals [][]string) (f *finder, rest []int32) {
	f = &finder{classes: 1, found: make([][]int32, 1)}
	for _, all := range literals {
		for i, s := 0, strings.Join(all, ""); i < len(s); i++ {
			if c := &f.class[s[i]]; *c == 0 {
				*c = uint16(f.classes)
				f.classes++
			}
		}
	}
	for c := byte('A'); c <= 'Z'; c++ {
		f.class[c] = f.class[c+'a'-'A']
	}
	f.next = make([]uint32, f.classes)
	for owner, all := range literals {
		if !f.add(int32(owner), all) {
			rest = append(rest, int32(owner))
		}
	}
	f.link()
	return f, rest
}

// add enters somebody's literals, unless there is none or no room.
func (f *finder) add(owner int32, literals []string) bool {
	n := len(strings.Join(literals, ""))
	if n == 0 || len(f.found)+n > largest {
		return false
	}
	for _, s := range literals {
		at := uint32(0)
		for i := range len(s) {
			edge := int(at)*f.classes + int(f.class[s[i]])
			if f.next[edge] == 0 {
				f.next[edge] = uint32(len(f.found))
				f.found = append(f.found, nil)
				f.next = append(f.next, make([]uint32, f.classes)...)
			}
			at = f.next[edge]
		}
		f.found[at] = append(f.found[at], owner)
	}
	return true
}

// link makes of the tree of literals a machine that never goes back in the text: where a literal ends short, the
// longest end of what was read that begins another one goes on.
func (f *finder) link() {
	back := make([]uint32, len(f.found))
	var queue []uint32
	for c := range f.classes {
		if to := f.next[c]; to != 0 {
			queue = append(queue, to)
		}
	}
	for i := 0; i < len(queue); i++ { // it grows
		at := queue[i]
		f.found[at] = append(f.found[at], f.found[back[at]]...)
		for c := range f.classes {
			edge, elsewhere := int(at)*f.classes+c, f.next[int(back[at])*f.classes+c]
			if to := f.next[edge]; to != 0 {
				back[to] = elsewhere
				queue = append(queue, to)
			} else {
				f.next[edge] = elsewhere
			}
		}
	}
}

// each calls visit for every place where literals end, and with whose they are.
func (f *finder) each(text string, visit func(end int, owners []int32)) {
	at := uint32(0)
	for i := range len(text) {
		at = f.next[int(at)*f.classes+int(f.class[text[i]])]
		if owners := f.found[at]; owners != nil {
			visit(i+1, owners)
		}
	}
}
