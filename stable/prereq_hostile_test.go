package stable_test

import (
	"fmt"
	"strings"
	"testing"

	"patchpilot/history"
)

// Long runs of lines that are all alike, taken out and put back again and again: nothing grows with it.
func TestTryEndsOnHostileHistories(t *testing.T) {
	r := newRepo(t)
	same := func(n int) string { return strings.Repeat("same\n", n) }
	root := r.commit("Begin", files{"f.c": lines(10) + same(5000) + lines(10, "5=five")})
	up := root
	for i := range 60 {
		up = r.commit(fmt.Sprintf("Change %d", i), files{"f.c": lines(10, fmt.Sprintf("9=%d", i)) + same(5000-80*i) + lines(10, fmt.Sprintf("2=%d", i))}, up)
	}
	up = r.commit("Fix", files{"f.c": lines(10, "9=fixed") + same(200) + lines(10, "2=fixed")}, up)
	tip := r.commit("Own", files{"f.c": same(9000)}, root)
	k, x := r.keeper(up, root, tip), r.index()
	trial, err := k.Try(x.Find(up), 0)
	if err != nil {
		t.Fatal(err)
	}
	if trial.Blocked == nil || len(trial.Prerequisites) > 8 {
		t.Errorf("%s", r.found(x, trial))
	}
	if _, err := k.Plan([]history.N{x.Find(up)}, 0); err != nil {
		t.Error(err)
	}
}
