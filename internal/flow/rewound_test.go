package flow

import (
	"testing"

	"patchpilot/history"
)

func TestGone(t *testing.T) {
	x := history.New(history.Kernel)
	id := func(n byte) history.ID { return history.ID{n} }
	x.Extend([]history.Commit{
		{ID: id(1)}, {ID: id(2), Parents: []history.ID{id(1)}}, {ID: id(3), Parents: []history.ID{id(2)}},
		{ID: id(4), Parents: []history.ID{id(3)}}, {ID: id(5), Parents: []history.ID{id(2)}}, {ID: id(9)},
	})
	at := func(n byte) history.N { return x.Find(id(n)) }
	for _, c := range []struct {
		tips        []history.N
		count       int
		newest, off history.N
	}{
		{[]history.N{at(4), at(5), at(9)}, 0, history.None, history.None},
		{[]history.N{at(5), at(9), history.None}, 2, at(4), at(2)},
		{[]history.N{at(4), at(5)}, 1, at(9), history.None},
		{nil, 6, at(9), history.None},
	} {
		if count, newest, off := gone(x, c.tips); count != c.count || newest != c.newest || off != c.off {
			t.Errorf("tips %v: %d, %d, %d; want %+v", c.tips, count, newest, off, c)
		}
	}
}
