package stable

import (
	"slices"

	"patchpilot/history"
)

// mostMerged is how many commits of a merge are looked for on a branch.
const mostMerged = 2000

// inPart tells of a merge that a branch lacks while it has of what that merged: whether it has the merge's own change too
// nothing tells. "" where it has nothing of it, and so not that either; and of what is no merge.
func (l *look) inPart(n history.N, branch int) string {
	if n == history.None || !l.in.Index.Merge(n) || l.there(n, branch) {
		return ""
	}
	all := l.merged(n)
	if len(all) > mostMerged {
		return "that merged too much to be looked for"
	}
	if slices.ContainsFunc(all, func(m history.N) bool { return l.there(m, branch) }) {
		return "of what that merged it has some"
	}
	return ""
}

// merged are the commits that a merge brought to its first parent.
func (l *look) merged(n history.N) []history.N {
	if all, ok := l.merges[n]; ok {
		return all
	}
	x := l.in.Index
	parents := x.Parents(n)
	l.merges[n] = x.Reach(parents[1:]...).Beyond(x.Reach(parents[0]))
	return l.merges[n]
}
