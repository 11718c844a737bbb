package flow

import (
	"errors"
	"testing"

	"patchpilot/history"
	"patchpilot/trailers"
)

func TestKeptForgetsWhatIsOld(t *testing.T) {
	k := kept[int]{most: 10}
	made := 0
	get := func(n byte) {
		v, err := k.of(history.ID{n}, func() (int, int, error) { made++; return int(n), 1, nil })
		if v != int(n) || err != nil {
			t.Fatalf("of %d: %d, %v", n, v, err)
		}
	}
	for n := range byte(200) {
		get(n)
		get(0) // asked for all the time
	}
	if made != 200 {
		t.Errorf("made %d, want 200", made)
	}
	if n := len(k.young) + len(k.old); n > 2*(k.most+1) {
		t.Errorf("%d are kept", n)
	}
	if get(1); made != 201 {
		t.Error("the oldest is kept still")
	}
	broken := errors.New("broken")
	if _, err := k.of(history.ID{250}, func() (int, int, error) { return 0, 0, broken }); err != broken {
		t.Errorf("%v", err)
	}
	get(250)
}

func TestConventionsTold(t *testing.T) {
	for _, c := range []struct {
		branches []string
		lines    map[trailers.Form]int
		want     *history.Conventions
	}{
		{[]string{"linux-6.6.y", "stable/linux-6.1.y"}, nil, history.Kernel},
		{[]string{"21.11", "22.11-staging"}, map[trailers.Form]int{trailers.UpstreamCommit: 9}, history.DPDK},
		{[]string{"24.11"}, nil, history.DPDK},
		{[]string{"21.11"}, map[trailers.Form]int{trailers.CherryPicked: 9, trailers.UpstreamCommit: 2}, history.CherryPick},
		{[]string{"android14-6.1"}, map[trailers.Form]int{trailers.UpstreamCommit: 9}, history.Kernel},
		{[]string{"staging/stable-8.0"}, map[trailers.Form]int{trailers.CherryPicked: 9}, history.CherryPick},
		{[]string{"openwrt-23.05"}, nil, history.CherryPick},
	} {
		var refs []landing
		for _, name := range c.branches {
			refs = append(refs, landing{name: name})
		}
		if got, told := tellConventions(refs, func() (map[trailers.Form]int, int) { return c.lines, 9 }); got != c.want {
			t.Errorf("%v: %s, %s; want %s", c.branches, got.Name, told, c.want.Name)
		}
	}
}
