package triage

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

var commitNamed = lazyregexp.New(`\b([0-9a-f]{12,40}) \("(.+?)"\)`)

var (
	nextTree = lazyregexp.New(`^linux-next: (.*) (?:in|of) the (\S+) tree`)
	fromTree = lazyregexp.New(`^from (?:the )?(\S+?)(?:'s?)? tree\b`)
)

// readNext reads the commits that linux-next names, and in which trees it met them.
func readNext(m *series.Mail) *notice {
	n := &notice{kind: nextNotice, line: 1, text: clip(m.Subject.Text)}
	if at := nextTree.FindStringSubmatch(m.Subject.Title); at != nil {
		n.broken, n.tree = strings.Contains(at[1], "failure") || strings.Contains(at[1], "warning"), clip(at[2])
	}
	lines := strings.Split(m.Text, "\n")
	for i, l := range lines[:min(len(lines), 200)] {
		if strings.HasPrefix(l, ">") {
			continue
		}
		next := ""
		if i+1 < len(lines) {
			next = strings.TrimSpace(lines[i+1])
		}
		id := shortCommit.FindString(l)
		if at := commitNamed.FindStringSubmatch(strings.TrimSpace(l) + " " + next); at != nil && id == at[1] {
			it := listedTitle(at[2], i+1)
			it.commit = strings.Clone(id)
			for _, l := range lines[i+1 : min(len(lines), i+5)] {
				if at := fromTree.FindStringSubmatch(l); at != nil {
					it.tree = clip(at[1])
					break
				}
			}
			n.listed = append(n.listed, it)
		}
	}
	if len(n.listed) == 0 {
		return nil
	}
	return n
}

var tipMerged = lazyregexp.New(`^The following commit has been merged into the (\S+) branch of tip:`)

// readTip reads what the tip tree's robot says of a commit.
func readTip(m *series.Mail) *notice {
	var n *notice
	it := listedTitle(m.Subject.Text, 0)
	for i, l := range strings.SplitN(m.Text, "\n", 20) {
		if at := tipMerged.FindStringSubmatch(l); at != nil && n == nil {
			n = &notice{kind: tipNotice, line: i + 1, text: clip(l), tree: clip("tip/" + at[1])}
			it.line = i + 1
		}
		key, value, _ := strings.Cut(l, ":")
		switch value = strings.TrimSpace(value); {
		case n == nil:
		case key == "Commit-ID":
			it.commit = strings.Clone(shortCommit.FindString(value))
		case key == "Committer":
			_, email, _ := strings.Cut(strings.TrimSuffix(value, ">"), "<")
			n.by = clip(email)
		}
	}
	if n == nil {
		return nil
	}
	n.listed = []listed{it}
	return n
}

var (
	mmTitled = lazyregexp.New(`^The (?:quilt )?patch titled$`)
	mmAdded  = lazyregexp.New(`^has been added to the -mm (?:(\S+) branch|tree)\.`)
	mmStable = lazyregexp.New(`because it was merged into (?:the )?(mm-\S+|mainline)`)
)

// readMM reads that a patch came into Andrew Morton's queue, or left it and why.
func readMM(m *series.Mail) *notice {
	lines := strings.SplitN(m.Text, "\n", 30)
	for i, l := range lines[:max(0, len(lines)-3)] {
		title, titled := strings.CutPrefix(strings.TrimSpace(lines[i+1]), "Subject: ")
		if !mmTitled.MatchString(l) || !titled {
			continue
		}
		for k := i + 2; k < min(len(lines), i+5); k++ { // the title may go on
			n := &notice{kind: mmNotice, line: k + 1, text: clip(lines[k]), tree: "-mm"}
			if at := mmAdded.FindStringSubmatch(lines[k]); at != nil {
				n.tree = strings.TrimSpace("-mm " + clip(at[1]))
			} else if strings.HasPrefix(lines[k], "has been removed from the -mm tree.") {
				n.left(lines, k)
			} else {
				title += " " + strings.TrimSpace(lines[k])
				continue
			}
			n.listed = []listed{listedTitle(title, n.line)}
			return n
		}
	}
	return nil
}

// left says why a patch left the queue: it went on to a tree, or it was dropped.
func (n *notice) left(lines []string, at int) {
	n.kind = mmDropped
	for i := at; i < min(len(lines), at+8); i++ {
		if !strings.HasPrefix(lines[i], "This patch was dropped because ") {
			continue
		}
		n.line, n.text = i+1, clip(lines[i])
		if i+1 < len(lines) {
			lines[i] += " " + lines[i+1]
		}
		if to := mmStable.FindStringSubmatch(lines[i]); to != nil {
			n.kind, n.tree = mmNotice, clip(strings.TrimPrefix(to[1], "mainline")) // "or a subsystem tree", it goes on
		}
	}
}
