package lint

import (
	"cmp"
	"slices"
	"strings"

	"patchpilot/trailers"
)

// The trailers stand in another order than the one the x86 tree asks for.
//
// Its maintainers read many logs, and find what they look for at its place: what is fixed and who reported it,
// who wrote the patch and carried it, who tested and reviewed it, who was told, and links. Other trees do not
// mind, and the rule is off unless asked for.
//
// Sort them: Fixes, Reported-by with its Closes, Originally-by, Suggested-by, Co-developed-by and Signed-off-by,
// Tested-by, Reviewed-by, Acked-by, Cc, Link. A name that is not among these stays below its neighbour.
//
//	bad:  Signed-off-by: Ada Writer <ada@example.org>
//	      Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/maintainer-tip.rst, "Ordering of commit tags".
var tagOrder = &Rule{
	Name:     "tag-order",
	Severity: Off,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		ranks := ranksOf(p.Mail.Trailers)
		for i := 1; i < len(ranks); i++ {
			if ranks[i].rank < ranks[i-1].rank {
				p.Report(Finding{Line: ranks[i].Line, Fix: "sort the trailers", Edit: sorted(p, ranks),
					Text: quote(ranks[i].Key) + " stands below " + quote(ranks[i-1].Key) + "; its place is above"})
				return
			}
		}
	},
}

// ranked is a trailer and its place in the order.
type ranked struct {
	trailers.Trailer
	rank int
}

var tagRanks = map[string]int{
	"fixes": 1, "reported-by": 2, "closes": 2, "originally-by": 3, "suggested-by": 4, "co-developed-by": 5,
	"signed-off-by": 5, "tested-by": 6, "reviewed-by": 7, "acked-by": 8, "cc": 9, "link": 10,
}

// ranksOf gives each trailer its place; what is not in the order, and a Link to a report, that of the one above.
func ranksOf(tags []trailers.Trailer) []ranked {
	all := make([]ranked, len(tags))
	above := 0
	for i, t := range tags {
		rank := tagRanks[strings.ToLower(t.Key)]
		if rank == 0 || t.Is("Link") && i > 0 && tags[i-1].Is("Reported-by") {
			rank = above
		}
		all[i], above = ranked{t, rank}, rank
	}
	return all
}

// sorted is the edit that sorts a block of trailers; nil where other lines stand between them, or notes that
// somebody put below one.
func sorted(p *Pass, tags []ranked) *Edit {
	next := tags[0].Line
	for _, t := range tags {
		if t.Line != next || len(t.Notes) > 0 {
			return nil
		}
		next += t.Lines
	}
	e := &Edit{First: tags[0].Line, Last: next - 1}
	if e.Last-e.First > farthest {
		return nil
	}
	tags = slices.Clone(tags)
	slices.SortStableFunc(tags, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	for _, t := range tags {
		e.Lines = append(e.Lines, p.Lines()[t.Line-1:t.Line-1+t.Lines]...)
	}
	return e
}
