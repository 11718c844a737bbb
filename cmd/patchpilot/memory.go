package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	easyPercent = 400      // how far the heap may outgrow what is held, in percent, while that is little
	easyHeld    = 64 << 20 // and this many bytes are little
)

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
		debug.SetGCPercent(100)
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
