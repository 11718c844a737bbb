package history

import (
	"slices"
	"strings"
	"testing"
)

// What a message names is found by its id, by its title, or the reason is kept.
func TestResolution(t *testing.T) {
	id := func(hex string) (id ID) {
		full, _ := digits(hex + strings.Repeat("0", 40-len(hex)))
		return full
	}
	const ring, tank = "aaaaaaaaaaaa", "bbbbbbbbbbbb"
	const twinA, twinB = "cccccccccccc1", "cccccccccccc2" // of one abbreviation
	there := []Commit{
		{ID: id(ring), Message: "demo: add the ring"},
		{ID: id(tank), Parents: []ID{id(ring)}, Message: "demo: add the tank"},
		{ID: id(twinA), Parents: []ID{id(tank)}, Message: "demo: one"},
		{ID: id(twinB), Parents: []ID{id(twinA)}, Message: "demo: two"},
		{ID: id("e1"), Parents: []ID{id(ring)}, Message: "demo: add the tank\n\ncommit " + id(tank).String() + " upstream."}, // 4
		{ID: id("e2"), Parents: []ID{id("e1")}, Message: "demo: on the branch"},
		{ID: id("e3"), Parents: []ID{id(ring)}, Message: "demo: add the tank\n\ncommit " + id(tank).String() + " upstream."}, // 6
		{ID: id("d1"), Parents: []ID{id(ring)}, Message: "demo: many"},
		{ID: id("d2"), Parents: []ID{id("d1")}, Message: "demo: many"},
	}
	for _, test := range []struct {
		name, says string
		parent     string
		of         N
		how        Resolution
	}{
		{"its id", "Fixes: " + ring + ` ("demo: add the ring")`, twinB, 0, ByID},
		{"its whole id, no title", "Fixes: " + id(tank).String(), twinB, 1, ByID},
		{"letter case", "fixes: AAAAAAAA (\"Demo: add  the ring\")", twinB, 0, ByID},
		{"an id of two, the title of one", "Fixes: " + twinA[:12] + ` ("demo: two")`, twinB, 3, ByIDAndTitle},
		{"an id of two", "Fixes: " + twinA[:12], twinB, None, Ambiguous},
		{"an id of two, a third title", "Fixes: " + twinA[:12] + ` ("demo: add the ring")`, twinB, None, Ambiguous},
		{"an id of nobody, a title", "Fixes: 0123456789ab (\"demo: add the ring\")", twinB, 0, ByTitle},
		{"the id of another", "Fixes: " + tank + ` ("demo: add the ring")`, twinB, 0, WrongID},
		{"a title of nobody", "Fixes: " + tank + ` ("demo: add the rink")`, twinB, 1, OtherTitle},
		{"nobody", "Fixes: 0123456789ab (\"demo: add the rink\")", twinB, None, Unknown},
		{"nobody, no title", "Fixes: 0123456789ab", twinB, None, Unknown},
		{"a title alone", "Fixes: demo: add the tank", "e2", 1, ByTitle},
		{"a title alone, of nobody", "Fixes: demo: add the rink", "e2", None, Unknown},
		{"a title alone, of two", "Fixes: demo: many", twinB, None, Ambiguous},
		{"fixed by title: no copy", "Fixes: 0123456789ab (\"demo: add the tank\")", "e2", 1, ByTitle},
		{"reverted by title, on the branch", "Revert \"demo: add the tank\"", "e2", 4, ByTitle},
		{"reverted by title, on another branch", "Revert \"demo: add the tank\"", "e3", 6, ByTitle},
		{"reverted by title, on mainline", "Revert \"demo: add the tank\"", twinB, 1, ByTitle},
		{"reverted by title, not there", "Revert \"demo: add the tank\"", ring, 1, ByTitle},
	} {
		message := test.says
		if !strings.HasPrefix(message, "Revert") {
			message = "demo: next\n\n" + message
		}
		x := New(Kernel)
		x.Extend(append(slices.Clone(there), Commit{ID: id("f"), Parents: []ID{id(test.parent)}, Message: message}))
		said := x.Said(N(len(there)))
		if len(said) != 1 || said[0].Of != test.of || said[0].How != test.how {
			t.Errorf("%s: %+v, want %d %s", test.name, said, test.of, test.how)
		}
		if test.of == None || len(said) == 0 {
			continue
		}
		named := x.Naming(said[0].Kind, test.of)
		if len(named) == 0 || named[len(named)-1] != said[0] {
			t.Errorf("%s: %d is named by %+v", test.name, test.of, named)
		}
	}
}

func TestLookup(t *testing.T) {
	x := New(Kernel)
	x.Extend([]Commit{{ID: numbered(0)}, {ID: numbered(1)}, {ID: numbered(16)}})
	for id, want := range map[string]string{
		numbered(1).String():                      "",
		strings.ToUpper(numbered(1).String()[:9]): "",
		numbered(0).String()[:7]:                  "several commits have this id",
		"1234567":                                 "no commit here has this id",
		"abc":                                     "not the id of a commit",
		"not an id":                               "not the id of a commit",
		numbered(1).String() + "0":                "not the id of a commit",
	} {
		n, err := x.Lookup(id)
		if want == "" && (err != nil || n != 1) || want != "" && (err == nil || n != None || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %d, %v", id, n, err)
		}
	}
	if x.Find(numbered(16)) != 2 || x.Find(numbered(7)) != None {
		t.Error(x.Find(numbered(16)), x.Find(numbered(7)))
	}
}
