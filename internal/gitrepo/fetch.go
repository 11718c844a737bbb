package gitrepo

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// fetched is an object read in bulk.
type fetched struct {
	data []byte
	err  error
}

// fetch reads many objects of one kind and gives them in the order asked for.
func (r *Repo) fetch(ids []apply.Hash, kind plumbing.ObjectType) []fetched {
	results := make([]fetched, len(ids))
	r.each(ids, kind, func(i int, data []byte, err error) { results[i] = fetched{data, err} })
	return results
}

// each reads many objects of one kind with all processors, in the order they lie on disk, and hands on the i-th as
// soon as it is there: use is called from many goroutines.
func (r *Repo) each(ids []apply.Hash, kind plumbing.ObjectType, use func(i int, data []byte, err error)) {
	type place struct {
		pack   int
		offset int64
		i      int
	}
	places := make([]place, len(ids))
	for i, id := range ids {
		pack, offset := r.objects.place(plumbing.Hash(id))
		places[i] = place{pack, offset, i}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.pack, b.pack), cmp.Compare(a.offset, b.offset), cmp.Compare(a.i, b.i))
	})
	const batch = 64 // neighbours share delta bases
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ids)/batch+1) {
		workers.Go(func() {
			for {
				from := int(next.Add(batch)) - batch
				if from >= len(places) {
					return
				}
				for _, p := range places[from:min(from+batch, len(places))] {
					data, err := r.read(ids[p.i], kind)
					use(p.i, data, err)
				}
			}
		})
	}
	workers.Wait()
}
