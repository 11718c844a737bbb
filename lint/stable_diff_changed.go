package lint

import (
	"bytes"
	"slices"
	"strings"

	"patchpilot/apply"
)

// A patch for a stable branch changes other lines than its mainline commit, and does not say so.
//
// Reviewers of the branch trust that a backport is what was reviewed upstream. Where it had to be adapted they
// want to know what, and by whom.
//
// Say it in a line of its own above your sign-off. Where only context moved there is nothing to say.
//
//	bad:  a backport that leaves out one of two checks, without a word
//	good: [ada: left out the check in demo_stop(), which 6.1 does not have]
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/stable-kernel-rules.rst, "Option 3".
var stableDiffChanged = &Rule{
	Name:     "stable-diff-changed",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachUpstream(p, func(u upstream) {
			m := u.patch.Mail
			if u.err != nil || len(u.commit.Parents) != 1 || faulty(m) || saysAdapted(m.Log) {
				return
			}
			if withoutText(m) {
				p.Skip(noText)
				return
			}
			there := lineBalance{}
			if !there.addCommit(p.repo, u.commit) {
				return
			}
			here := lineBalance{}
			for _, f := range m.Diff.Files {
				if f.Binary != nil {
					return
				}
				for _, h := range f.Hunks {
					eachHunkLine(h, 0, func(_ int, l []byte) { here.addChange(l) })
				}
			}
			if n, first := here.differs(there); n > 0 {
				u.report(p, Finding{Text: plural(n, "line") + " changed otherwise than by commit " + u.commit.short() + ", as " + quote(first) +
					", and no note in the log says what was adapted"})
			}
		})
	},
}

// saysAdapted tells whether a log speaks of what was done to a backport.
func saysAdapted(log string) bool {
	low := strings.ToLower(log[:min(len(log), logProse)])
	for _, w := range [...]string{"adapt", "adjust", "backport", "conflict", "context", "hunk", "resolve", "modified", "dropped", "rebase"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	for l := range strings.SplitSeq(log, "\n") {
		if strings.HasPrefix(l, "[") && strings.Contains(l, ": ") && !strings.Contains(l, "pstream commit") {
			return true
		}
	}
	return false
}

// lineBalance counts for each line, blanks aside, how often a change adds it more than it takes it away.
// It does not depend on how a diff pairs lines, nor on where they are.
type lineBalance map[string]int

func (b lineBalance) add(line []byte, n int) {
	key := string(bytes.Join(bytes.Fields(line), nil))
	if key != "" {
		b[key] += n
	}
}

// addChange adds a line of a hunk.
func (b lineBalance) addChange(l []byte) {
	switch {
	case len(l) > 0 && l[0] == '+':
		b.add(l[1:], 1)
	case len(l) > 0 && l[0] == '-':
		b.add(l[1:], -1)
	}
}

// differs counts the lines that two balances disagree on, and gives the first of them.
func (b lineBalance) differs(other lineBalance) (n int, first string) {
	var lines []string
	for l, count := range b {
		if other[l] != count {
			lines = append(lines, l)
		}
	}
	for l, count := range other {
		if _, both := b[l]; !both && count != 0 {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		return 0, ""
	}
	return len(lines), slices.Min(lines)
}

// mostFiles bounds the commits that are looked into.
const mostFiles = 100

// addCommit adds what a commit changes; false where that cannot be told.
func (b lineBalance) addCommit(r Repo, c *Commit) bool {
	before, err := r.Tree(c.Parents[0])
	if err != nil {
		return false
	}
	after, err := r.Tree(c.Hash)
	if err != nil {
		return false
	}
	changed, ok := changedBlobs(before, after, "", nil)
	if !ok {
		return false
	}
	for _, blob := range changed {
		for i, side := range [...]struct {
			tree apply.Tree
			hash apply.Hash
		}{{before, blob[0]}, {after, blob[1]}} {
			if side.hash.IsZero() {
				continue
			}
			data, err := side.tree.Blob(side.hash)
			if err != nil || bytes.IndexByte(data, 0) >= 0 {
				return false
			}
			for len(data) > 0 {
				var l []byte
				l, data = cutLine(data)
				b.add(l, 2*i-1)
			}
		}
	}
	return true
}

// changedBlobs lists what two trees have at the paths where they differ, folders with the same id passed over;
// false for more than mostFiles.
func changedBlobs(before, after apply.Tree, dir string, all [][2]apply.Hash) ([][2]apply.Hash, bool) {
	old, err := before.Entries(dir)
	if err != nil {
		return nil, false
	}
	new, err := after.Entries(dir)
	if err != nil {
		return nil, false
	}
	sides := map[string][2]apply.Entry{}
	var names []string
	for i, entries := range [...][]apply.Entry{old, new} {
		for _, e := range entries {
			pair, seen := sides[e.Name]
			if !seen {
				names = append(names, e.Name)
			}
			pair[i] = e
			sides[e.Name] = pair
		}
	}
	for _, name := range names {
		pair := sides[name]
		if pair[0].Hash == pair[1].Hash {
			continue
		}
		blobs := [2]apply.Hash{}
		folder := false
		for i, e := range pair {
			switch e.Mode {
			case apply.Dir:
				folder = true
			case apply.Submodule:
			default:
				blobs[i] = e.Hash
			}
		}
		if blobs != ([2]apply.Hash{}) {
			all = append(all, blobs)
		}
		if folder {
			var ok bool
			if all, ok = changedBlobs(before, after, strings.TrimPrefix(dir+"/"+name, "/"), all); !ok {
				return nil, false
			}
		}
		if len(all) > mostFiles {
			return nil, false
		}
	}
	return all, true
}
