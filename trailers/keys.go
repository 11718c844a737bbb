package trailers

import "strings"

// class says what a key's value holds, which decides how far the value is believed and how it wraps.
type class uint8

const (
	unknownKey class = iota
	personKey        // a name and an address
	toolKey          // Assisted-by: NAME:VERSION
	fixesKey
	linkKey
	ccKey
	otherKey
)

// keyInfo is what is known of one key.
type keyInfo struct {
	canonical string
	class     class
	review    bool // given in replies, collected by authors
}

// The keys of submitting-patches.rst, stable-kernel-rules.rst, the maintainer handbooks and git,
// then those that people use in good faith: a key listed here is never taken for a misspelling.
var (
	reviewKeys = `Reviewed-by Acked-by Tested-by Reported-by Suggested-by
		Reported-and-tested-by Reviewed-and-tested-by Tested-and-reviewed-by Tested-and-acked-by
		Tested-and-reported-by Acked-and-tested-by Acked-and-reviewed-by Reviewed-and-acked-by
		Reported-and-suggested-by Reported-and-bisected-by Reported-and-acked-by Reported-and-reviewed-by
		Reported-bisected-and-tested-by Reported-and-debugged-by Bisected-and-tested-by
		Requested-by Diagnosed-by Debugged-by Analyzed-by Analysed-by Bisected-by Confirmed-by
		Verified-by Found-by Spotted-by Noticed-by Discovered-by Pointed-out-by Inspired-by`
	personKeys = `Signed-off-by Co-developed-by Originally-by Co-authored-by Helped-by Mentored-by
		Improved-by Based-on-patch-by Based-on-work-by Based-on-a-patch-by Written-by Authored-by
		Original-patch-by Initial-patch-by Patch-by Nacked-by NAKed-by Rejected-by Investigated-by
		Explained-by Proposed-by Recommended-by Encouraged-by Asked-by Ported-by Backported-by Posted-by
		Noted-by Applied-by Merged-by Picked-by Queued-by Committed-by Approved-by Checked-by
		Validated-by Caught-by Triaged-by Rebased-by Reworked-by Fixed-by Created-by Prepared-by
		Sponsored-by Funded-by Packed-by Backed-by Hosted-by Voted-by Signed-by Verified-and-tested-by
		Root-caused-by Cleaned-up-by Mailed-by Submitted-by Maintained-by`
	toolKeys  = `Assisted-by Generated-by`
	fixesKeys = `Fixes`
	linkKeys  = `Link Closes BugLink Bugzilla URL References Lore Buglink Patchwork Message-Id Reviewed-on`
	ccKeys    = `Cc`
	otherKeys = `Change-Id base-commit prerequisite-patch-id prerequisite-change-id prerequisite-message-id
		Upstream-commit Git-commit Upstream-Status Tested-on Obtained-from Origin Bug Bug-Url Issue Issue-Id
		CR-Id CRs-Fixed Google-Bug-Id CQ-DEPEND Cq-Depend Cr-Commit-Position Depends-on Based-on
		Supersedes Replaces Reverts Revert Conflicts CVE Patch-mainline Debian-bug Bug-Debian Bug-Ubuntu
		Forwarded Coverity-Id Addresses-Coverity Addresses-Coverity-ID Addresses-Coverity-id Fixes-Coverity
		Requires Author Stable-dep-of Acked-for-merging-through ACKed-for Signed-off-for`
)

var known = buildKeys()

func buildKeys() map[string]keyInfo {
	m := make(map[string]keyInfo, 256)
	add := func(keys string, c class, review bool) {
		for _, key := range strings.Fields(keys) {
			m[strings.ToLower(key)] = keyInfo{key, c, review}
		}
	}
	add(otherKeys, otherKey, false)
	add(linkKeys, linkKey, false)
	add(personKeys, personKey, false)
	add(reviewKeys, personKey, true)
	add(toolKeys, toolKey, false)
	add(fixesKeys, fixesKey, false)
	add(ccKeys, ccKey, false)
	return m
}

// corrected are the keys that a misspelling is likely to mean; the rest are too rare.
var corrected = []string{
	"Signed-off-by", "Reviewed-by", "Acked-by", "Tested-by", "Reported-by", "Suggested-by",
	"Co-developed-by", "Assisted-by", "Fixes", "Closes",
}

const maxKey = 48

// lookup finds a key, letter case aside. It does not allocate.
func lookup(key string) (keyInfo, bool) {
	if len(key) > maxKey {
		return keyInfo{}, false
	}
	var buf [maxKey]byte
	for i := 0; i < len(key); i++ {
		buf[i] = lower(key[i])
	}
	info, ok := known[string(buf[:len(key)])]
	return info, ok
}

// classify says what a key's value should hold; any other "*-by" names a person.
func classify(key string) class {
	if info, ok := lookup(dashed(key)); ok {
		return info.class
	}
	if endsInBy(key) {
		return personKey
	}
	return unknownKey
}

func endsInBy(key string) bool {
	n := len(key)
	return n > 4 && strings.EqualFold(key[n-3:], "-by")
}

// dashed undoes "Signed-off by" and "Reviewed by".
func dashed(key string) string {
	if strings.IndexByte(key, ' ') < 0 {
		return key
	}
	return strings.Join(strings.Fields(key), "-")
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// IsReview tells whether the key is one that reviewers give in replies and authors collect:
// Reviewed-by, Acked-by, Tested-by, Reported-by, Suggested-by and their combinations and kin.
func IsReview(key string) bool {
	info, _ := lookup(dashed(key))
	return info.review
}

// Known returns the canonical spelling of a key the kernel's documents or its people use, and whether
// it is one. An unknown key that is a misspelling of a common one ("Reivewed-by", "Signed-off by")
// gives that one with false; anything else "" and false.
func Known(key string) (canonical string, known bool) {
	if info, ok := lookup(key); ok {
		return info.canonical, true
	}
	if len(key) > maxKey {
		return "", false
	}
	if info, ok := lookup(dashed(key)); ok {
		return info.canonical, false
	}
	best, bestDist := "", 3
	for _, want := range corrected {
		switch d := editDistance(key, want); {
		case d > slips(want):
		case d < bestDist:
			best, bestDist = want, d
		case d == bestDist:
			best = "" // either can be meant
		}
	}
	return best, false
}

// slips is how many edits a key may be off: short ones are too near to honest words
// ("Posted-by" is two from "Tested-by", "Fixed" one from "Fixes" and counts all the same).
func slips(key string) int {
	if len(key) <= len("Tested-by") {
		return 1
	}
	return 2
}

// editDistance counts insertions, deletions, substitutions and swaps of neighbours, letter case
// aside; 9 where the lengths alone differ by more than 2.
func editDistance(a, b string) int {
	if d := len(a) - len(b); d > 2 || d < -2 || len(a) > maxKey || len(b) > maxKey {
		return 9
	}
	var rows [3][maxKey + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, up, up2 := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if lower(a[i-1]) == lower(b[j-1]) {
				cost = 0
			}
			d := min(up[j]+1, row[j-1]+1, up[j-1]+cost)
			if i > 1 && j > 1 && lower(a[i-1]) == lower(b[j-2]) && lower(a[i-2]) == lower(b[j-1]) {
				d = min(d, up2[j-2]+1)
			}
			row[j] = d
		}
	}
	return rows[len(a)%3][len(b)]
}
