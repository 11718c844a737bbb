package stable_test

import (
	"crypto/sha1"
	"fmt"
	"testing"
	"time"

	"patchpilot/history"
	"patchpilot/stable"
)

// grow makes upstream's commits, every sixth a fix of one before it, and branches that took most fixes after their base.
func grow(upstream, branches, own int) (*history.Index, stable.Input) {
	var commits []history.Commit
	when := time.Unix(1.6e9, 0)
	commit := func(parent history.ID, author history.Person, message string) history.ID {
		c := history.Commit{Author: author, Message: message, Committer: history.Person{When: when}, ID: sha1.Sum(fmt.Append(nil, len(commits)))}
		if !parent.IsZero() {
			c.Parents = []history.ID{parent}
		}
		commits = append(commits, c)
		return c.ID
	}
	var tip history.ID
	for i := range upstream {
		when = when.Add(time.Minute)
		message := fmt.Sprintf("drivers/part%d: change %d\n\nWords that say why.\n", i%500, i)
		if i%6 == 5 {
			of := commits[i-1-(i*7919)%min(i, 9000)]
			message += fmt.Sprintf("\nFixes: %s (\"%s\")\nCc: stable@vger.kernel.org # v5.%d+\n", of.ID.String()[:12], of.Message[:20], i%20)
		}
		tip = commit(tip, history.Person{Name: fmt.Sprint("Dev ", i%900), Email: fmt.Sprint(i%900, "@example.org"), When: when}, message)
	}
	main := tip
	var tips, bases []history.ID
	for b := range branches {
		at := upstream/2 + b*upstream/(2*branches)
		base := commits[at].ID
		tip := base
		for i, taken := at+1, 0; i < upstream && taken < own; i++ {
			if i%6 == 5 && i%5 != 0 {
				taken++
				when = when.Add(time.Minute)
				of := commits[i]
				tip = commit(tip, of.Author, fmt.Sprintf("%s\n\ncommit %s upstream.\n", of.Message[:len(of.Message)-1], of.ID))
			}
		}
		tips, bases = append(tips, tip), append(bases, base)
	}
	x := history.New(history.Kernel)
	x.Extend(commits)
	in := stable.Input{Index: x, Upstream: x.Find(main), Now: when}
	for b := range branches {
		in.Branches = append(in.Branches, stable.Branch{Name: fmt.Sprintf("linux-5.%d.y", b), Version: fmt.Sprintf("5.%d", b), Tip: x.Find(tips[b]), Base: x.Find(bases[b])})
	}
	return x, in
}

// BenchmarkTable judges 2,000 fixes on 20 branches of 100,000 commits.
func BenchmarkTable(b *testing.B) {
	x, in := grow(85000, 20, 1000)
	k := stable.New(in)
	var fixes []history.N
	for i, n := range k.Fixes(stable.Selection{From: in.Branches[0].Base}) {
		if i%3 == 0 && len(fixes) < 2000 {
			fixes = append(fixes, n)
		}
	}
	seen := map[stable.Status]int{}
	for _, c := range k.Table(fixes) {
		seen[c.Status]++
	}
	b.Log(x.Len(), "commits:", seen)
	for b.Loop() {
		if cells := k.Table(fixes); len(cells) != 40000 {
			b.Fatal(len(cells))
		}
	}
}

func BenchmarkNew(b *testing.B) {
	_, in := grow(85000, 20, 1000)
	for b.Loop() {
		stable.New(in)
	}
}
