package stable

import (
	"fmt"

	"patchpilot/history"
)

// checkRevert judges a submission that is of no commit of upstream, as it takes back some of the branch; false where it
// does not.
func (k *Keeper) checkRevert(s *Submission) bool {
	all := history.RevertsIn(s.Patch.Mail.Log, s.Patch.Mail.LogLine)
	for _, r := range all {
		k.checkReverted(s, r)
	}
	return len(all) > 0
}

// checkReverted judges that it takes back one.
func (k *Keeper) checkReverted(s *Submission, r history.Revert) {
	say := func(rule string, w Weight, fix, text string, args ...any) {
		s.say(Remark{Name: rule, Weight: w, Line: r.Line, Text: fmt.Sprintf(text, args...), Fix: fix})
	}
	n, err := k.in.Index.Lookup(r.ID)
	if err != nil {
		say("stable-upstream-unknown", Wrong, "", "it takes back %s, which is the id of no commit here", r.ID)
		return
	}
	l := k.look()
	of := l.original(history.Mention{Of: n, By: n})
	if r.Upstream != "" && of != n {
		if upstream, err := k.in.Index.Lookup(r.Upstream); err != nil || upstream != of {
			say("stable-upstream-mismatch", Wrong, k.upstreamLine(of), "it says that %s is commit %.12s upstream; it is %s", k.short(n), r.Upstream, k.named(of))
		}
	}
	for _, b := range s.Branches {
		name, now := k.branches[b].Name, l.standing(of, b)
		switch {
		case now.taken != history.None:
			say("stable-there", Wrong, "", "%s took %s back already, in %s", name, k.short(n), k.short(now.taken))
		case now.force == history.None:
			say("stable-not-needed", Wrong, "", "it takes back %s, which %s does not have", k.short(n), name)
		case !l.view(b).Has(n):
			say("stable-not-needed", Wrong, "This reverts commit "+k.in.Index.ID(now.force).String(), "it takes back %s, which %s has as %s", k.short(n), name, k.short(now.force))
		}
	}
	switch back := l.against(of); {
	case back != history.None:
		say("stable-no-upstream", Odd, k.upstreamLine(back), "it names no commit of upstream, which took %s back too, in %s", k.short(of), k.named(back))
	case of != n && k.upstream.Has(of):
		say("stable-no-upstream", Good, "", "it takes back %s, the copy of %s, which upstream has still", k.short(n), k.named(of))
	}
}
