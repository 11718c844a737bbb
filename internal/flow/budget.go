package flow

import "sync"

// budget bounds the bytes that are between two ends of a pipe.
type budget struct {
	mu    sync.Mutex
	freed sync.Cond
	limit int
	used  int
}

func newBudget(limit int) *budget {
	b := &budget{limit: limit}
	b.freed.L = &b.mu
	return b
}

// take waits until n bytes fit; more than the whole budget waits until it is alone.
func (b *budget) take(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.used > 0 && b.used+n > b.limit {
		b.freed.Wait()
	}
	b.used += n
}

func (b *budget) give(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used -= n
	b.freed.Broadcast()
}

// meter adds up the bytes read of all sources and tells about them.
type meter struct {
	read, total int64
	tell        func(read, total int64)
}

// newMeter knows the total only where every source's size is known.
func newMeter(sources []source, tell func(read, total int64)) *meter {
	m := &meter{tell: tell}
	for _, s := range sources {
		if s.size == 0 {
			m.total = 0
			break
		}
		m.total += s.size
	}
	return m
}

func (m *meter) add(n int) {
	m.read += int64(n)
	if m.tell != nil {
		m.tell(m.read, m.total)
	}
}
