package gitrepo

import (
	"container/list"
	"sync"
)

// lru keeps values up to a budget of bytes; what was not used for longest goes first.
// Safe for many goroutines.
type lru[K comparable, V any] struct {
	mu     sync.Mutex
	budget int
	used   int
	order  list.List // of *held[K, V], newest in front
	byKey  map[K]*list.Element
}

type held[K comparable, V any] struct {
	key   K
	value V
	size  int
}

func newLRU[K comparable, V any](budget int) *lru[K, V] {
	return &lru[K, V]{budget: budget, byKey: map[K]*list.Element{}}
}

func (c *lru[K, V]) get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return value, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*held[K, V]).value, true
}

// put keeps value, unless it would take more than a quarter of the budget for itself.
func (c *lru[K, V]) put(key K, value V, size int) {
	const overhead = 128 // what a list element, a map slot and headers take, about
	size += overhead
	if size > c.budget/4 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok {
		return // the same key is the same value
	}
	c.byKey[key] = c.order.PushFront(&held[K, V]{key, value, size})
	c.used += size
	for c.used > c.budget {
		last := c.order.Remove(c.order.Back()).(*held[K, V])
		delete(c.byKey, last.key)
		c.used -= last.size
	}
}
