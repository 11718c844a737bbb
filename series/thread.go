package series

import (
	"cmp"
	"slices"
)

// forest holds every mail's node while threads and postings are made.
type forest struct {
	nodes map[string]*Node
	roots map[*Node]*Node // union-find over trees: who stands for a node's tree
}

// byDate orders mails by date, then number, then id: the one order everything is made in.
func byDate(a, b *Mail) int {
	return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Subject.Index, b.Subject.Index), cmp.Compare(a.ID, b.ID))
}

// plant makes the threads of mails, which are in order of date. A mail hangs below the mail it
// answers; where that is missing an empty node holds its place, and References tell how
// empty nodes hang together.
func plant(mails []*Mail) *forest {
	f := &forest{nodes: make(map[string]*Node, len(mails)), roots: make(map[*Node]*Node, len(mails))}
	for _, m := range mails {
		f.nodes[m.ID] = &Node{ID: m.ID, Mail: m}
	}
	for _, later := range []bool{false, true} { // a loop is cut where a mail answers one that is later than itself
		for _, m := range mails {
			if len(m.Parents) == 0 {
				continue
			}
			if parent := f.node(m.Parents[0]); later == (parent.Mail != nil && parent.Mail.Date.After(m.Date)) {
				f.hang(f.nodes[m.ID], parent)
			}
		}
	}
	for _, m := range mails {
		for i := 0; i+1 < len(m.Parents); i++ {
			if n := f.node(m.Parents[i]); n.Mail == nil {
				f.hang(n, f.node(m.Parents[i+1]))
			}
		}
	}
	return f
}

func (f *forest) node(id string) *Node {
	n := f.nodes[id]
	if n == nil {
		n = &Node{ID: id}
		f.nodes[id] = n
	}
	return n
}

// hang puts a root below a parent, unless that would close a loop or the node hangs already.
func (f *forest) hang(n, parent *Node) {
	if n.Parent != nil || f.root(parent) == n {
		return
	}
	n.Parent = parent
	f.roots[n] = f.root(parent)
}

// root finds the top of a node's tree, halving the path as it goes.
func (f *forest) root(n *Node) *Node {
	for {
		up := f.roots[n]
		if up == nil {
			return n
		}
		if top := f.roots[up]; top != nil {
			f.roots[n] = top
		}
		n = up
	}
}

// threads gathers the trees, each node's answers in order of date, oldest thread first.
func (f *forest) threads(mails []*Mail) []*Thread {
	byRoot := make(map[*Node]*Thread)
	var threads []*Thread
	placed := make(map[*Node]bool, len(f.nodes))
	for _, m := range mails {
		n := f.nodes[m.ID]
		root := f.root(n)
		t := byRoot[root]
		if t == nil {
			t = &Thread{Root: root}
			byRoot[root] = t
			threads = append(threads, t)
		}
		t.Mails++
		// Empty nodes are placed by the oldest mail below them.
		for n.Parent != nil && !placed[n] {
			placed[n] = true
			n.Parent.Children = append(n.Parent.Children, n)
			n = n.Parent
		}
	}
	return threads
}

// Walk calls visit for the node and all below it, parents first, with their depth from 0.
func (n *Node) Walk(visit func(n *Node, depth int)) {
	type step struct {
		n     *Node
		depth int
	}
	stack := []step{{n, 0}}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		visit(s.n, s.depth)
		for _, c := range slices.Backward(s.n.Children) {
			stack = append(stack, step{c, s.depth + 1})
		}
	}
}
