package flow

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestBudgetBoundsWhatIsInFlight(t *testing.T) {
	const limit = 100
	b := newBudget(limit)
	var used, most atomic.Int64
	var done sync.WaitGroup
	jobs := make(chan int)
	for range 4 {
		done.Go(func() {
			for n := range jobs {
				used.Add(int64(-n))
				b.give(n)
			}
		})
	}
	for i := range 2000 {
		n := i%60 + 1
		b.take(n)
		most.Store(max(most.Load(), used.Add(int64(n))))
		jobs <- n
	}
	close(jobs)
	done.Wait()
	if most.Load() > limit {
		t.Errorf("%d bytes at once, the limit is %d", most.Load(), limit)
	}
}

func TestBudgetLetsAGiantThroughAlone(t *testing.T) {
	b := newBudget(10)
	b.take(1000)
	through := make(chan bool)
	go func() {
		b.take(1)
		close(through)
	}()
	select {
	case <-through:
		t.Fatal("something went in beside the giant")
	default:
	}
	b.give(1000)
	<-through
}
