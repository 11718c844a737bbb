package stable

import (
	"cmp"
	"slices"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// mostTargets is how many branches one mail may name.
const mostTargets = 20

var branchWord = lazyregexp.New(`^(?:linux-|stable-|v)*(\d{1,2}\.\d{1,3})(\.y|\.x|\.\d+)?(-stable|-lts)?\+?$`)

// target is a branch that a mail names: a version, and the branch's whole name where it is more than that.
type target struct{ version, branch string }

// targetsOf are the branches that the words of a prefix name: "5.9", "6.6.y", "AUTOSEL 6.17-5.4", "5.10/5.15",
// "rpi-6.6.y". It is sure that they are stable ones where a word says so.
func targetsOf(words []string) (all []target, sure bool) {
	auto := false
	for _, w := range words {
		low := strings.ToLower(w)
		switch {
		case strings.HasPrefix(low, "autosel"):
			auto, sure = true, true
			low = strings.Trim(strings.TrimPrefix(low, "autosel"), "-:")
		case low == "stable" || low == "-stable":
			sure = true
		}
		if from, to, ok := strings.Cut(low, "-"); auto && ok && branchWord.MatchString(from) && branchWord.MatchString(to) {
			all = append(all, target{version: to + "-" + from})
			continue
		}
		parts := strings.Split(low, "/")
		if at := ownBranch.FindStringSubmatch(w); at != nil && !slices.ContainsFunc(parts, branchWord.MatchString) && len(all) < mostTargets {
			all, sure = append(all, target{at[1], w}), true
			continue
		}
		for _, part := range parts {
			at := branchWord.FindStringSubmatch(part)
			if at == nil || len(all) >= mostTargets {
				continue
			}
			sure = sure || at[2] == ".y" || at[3] != "" || strings.HasPrefix(part, "linux-") || strings.HasPrefix(part, "stable-")
			all = append(all, target{version: at[1]})
		}
	}
	return all, sure
}

// address finds the branches that a patch is for; false where it is no submission.
func (k *Keeper) address(s *Submission, onto []int) bool {
	if s.Patch.Kind != series.PatchMail {
		return false
	}
	if s.Branches = onto; len(onto) > 0 {
		return true
	}
	targets, sure := k.targets(s.Patch.Subject.Words)
	if s.Patch.Upstream == "" && !sure && (len(targets) == 0 || !s.Patch.Subject.Stable) {
		return false
	}
	elsewhere := k.in.Ours.elsewhere(s.Patch.Mail)
	for _, to := range targets {
		f, found := Fact{Version: to.version, Branch: to.branch, Elsewhere: elsewhere}, false
		for i := range k.branches {
			if f.IsFor(&k.branches[i].Branch) && !slices.Contains(s.Branches, i) {
				s.Branches, found = append(s.Branches, i), true
			}
		}
		if !found {
			s.Absent = append(s.Absent, cmp.Or(to.branch, to.version))
		}
	}
	if len(targets) == 0 {
		s.say(Remark{Name: "stable-branch", Weight: Wrong, Text: "its subject names no stable branch", Fix: "Subject: [PATCH 6.6.y] …"})
	}
	for _, v := range s.Absent {
		s.say(Remark{Name: "stable-branch", Weight: Odd, Text: "it is for " + v + ", and no such branch was looked at"})
	}
	return true
}

// targets are the branches that the words of a prefix name, by a version or by the whole name of one that is here.
func (k *Keeper) targets(words []string) (all []target, sure bool) {
	var rest []string
	for _, w := range words {
		if slices.ContainsFunc(k.branches, func(h held) bool { return h.Is(w) && !h.Plain() }) {
			all = append(all, target{branch: w})
		} else {
			rest = append(rest, w)
		}
	}
	more, sure := targetsOf(rest)
	return append(all, more...), sure || len(all) > 0
}
