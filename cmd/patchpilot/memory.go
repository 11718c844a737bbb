package main

import (
	"cmp"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

const (
	easyPercent = 400      // how far the heap may outgrow what is held, in percent, while that is little
	easyHeld    = 64 << 20 // and this many bytes are little
	usual       = 100      // percent, once much is held
	tight       = 30       // where what is held are caches: they hold few pointers, and are collected fast
)

// heldPercent is how far the heap may outgrow what is held, once that is much.
var heldPercent atomic.Int32

// tightenCollector is for work whose caches are most of what is held. It comes before the work.
func tightenCollector() { heldPercent.Store(tight) }

// easeCollector lets the garbage collector rest over small archives: reading mail makes much garbage and
// keeps little, and collecting it dozens of times takes a third of a short run. Once much is held, the
// collector's own measure is right again. GOGC, where it is set, decides.
func easeCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(easyPercent)
	afterCollection(func() bool {
		held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(held)
		if held[0].Value.Uint64() < easyHeld {
			return true
		}
		debug.SetGCPercent(int(cmp.Or(heldPercent.Load(), usual)))
		return false
	})
}

// afterCollection calls watch after each garbage collection for as long as it says so.
func afterCollection(watch func() bool) {
	type token struct{ _ [16]byte }
	runtime.SetFinalizer(&token{}, func(*token) {
		if watch() {
			afterCollection(watch)
		}
	})
}
