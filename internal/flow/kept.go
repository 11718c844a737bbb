package flow

import (
	"sync"

	"patchpilot/history"
)

// kept remembers what was made of the commits asked for last, up to twice a size; whatever counts it.
type kept[V any] struct {
	most int

	mu         sync.Mutex
	young, old map[history.ID]sized[V]
	size       int // of young
}

type sized[V any] struct {
	value V
	size  int
}

// of is what is kept of a commit, or is made of it now. Two who ask at once may both make it.
func (k *kept[V]) of(id history.ID, make func() (V, int, error)) (V, error) {
	if v, ok := k.get(id); ok {
		return v, nil
	}
	v, size, err := make()
	if err != nil {
		return v, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.put(id, sized[V]{v, size})
	return v, nil
}

func (k *kept[V]) get(id history.ID) (v V, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	found, ok := k.young[id]
	if ok {
		return found.value, true
	}
	if found, ok = k.old[id]; ok {
		k.put(id, found)
	}
	return found.value, ok
}

func (k *kept[V]) put(id history.ID, s sized[V]) {
	if k.young == nil || k.size > k.most {
		k.old, k.young, k.size = k.young, map[history.ID]sized[V]{}, 0
	}
	k.young[id] = s
	k.size += s.size
}
