package lint

import (
	"fmt"
	"strings"

	"patchpilot/series"
)

// A patch mends a bug, and does not say which commit brought it.
//
// From the Fixes tag the stable trees and distributions know whether they have the bug. Without it somebody
// must find that out for each of them.
//
// Find the commit (`git blame`, `git bisect`) and name it. A bug as old as git's history is of commit
// 1da177e4c3f4 ("Linux-2.6.12-rc2").
//
//	bad:  a log with "BUG: KASAN: use-after-free in demo_read" and no Fixes
//	good: Fixes: 54a4f0239f2e ("demo: add the ring")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesMissing = &Rule{
	Name:     "fixes-missing",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Backport || newInFixes(r) {
				continue
			}
			tree, tagged := fixesTree(r), false
			var first *series.Patch
			for _, n := range posted(r) {
				if isBackport(n.Mail) || !meant(n.Mail) || n.Diff == nil {
					continue
				}
				tagged = tagged || hasFixes(n.Mail)
				if hasFixes(n.Mail) || wantsNoFixes(n.Mail) {
					continue
				}
				if first == nil {
					first = n
				}
				if why := mends(n.Mail); why != "" {
					p.Report(Finding{Revision: r, Mail: n.Mail, Text: why + ", and no Fixes tag says which commit brought the bug"})
					tagged = true
				}
			}
			if tree != "" && !tagged && first != nil {
				p.Report(Finding{Revision: r, Mail: first.Mail, Text: fmt.Sprintf("the posting is for %s, a tree of fixes, and no patch has a Fixes tag", tree)})
			}
		}
	},
}

// mends says why a patch must be the fix of a bug, "" where that is not sure.
func mends(m *series.Mail) string {
	for _, c := range crashes {
		if strings.Contains(m.Log, c) {
			return "the log shows " + quote(strings.TrimSpace(c))
		}
	}
	for _, t := range m.Trailers {
		if t.Is("Reported-by") && fromSyzbot(t) {
			return "syzbot reported it"
		}
		if t.Is("Cc") && isCcStable("Cc: "+t.Value) {
			return "the patch is for the stable trees"
		}
	}
	return ""
}

// fixesTree is the tree of fixes that a posting names in its subjects, "" = none.
func fixesTree(r *series.Revision) string {
	for _, m := range r.Mails() {
		for _, w := range m.Subject.Words {
			if w == "net" || w == "bpf" || w == "nf" || strings.HasSuffix(w, "-fixes") {
				return w
			}
		}
	}
	return ""
}

// wantsNoFixes tells a patch whose log says what it undoes, or that changes no code: documents, bindings and
// tests; or that adds the ids of devices, which stable takes without a bug.
func wantsNoFixes(m *series.Mail) bool {
	title := strings.ToLower(m.Subject.Title)
	if strings.HasPrefix(title, "revert ") || strings.Contains(m.Log, "This reverts commit") || strings.Contains(m.Log, "1da177e4c3f4") || draft(m) {
		return true
	}
	if strings.Contains(title, "device id") || strings.Contains(title, " ids") || strings.Contains(title, "quirk") || strings.HasSuffix(title, " id") || adds(m) {
		return true
	}
	for _, f := range m.Diff.Files {
		if p := f.Path(); !strings.HasPrefix(p, "Documentation/") && p != "MAINTAINERS" && p != ".mailmap" && !strings.HasPrefix(p, "tools/testing/") {
			return false
		}
	}
	return true
}
