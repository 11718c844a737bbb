package lint

import "fmt"

// A version was skipped: v3 follows v1.
//
// Reviewers look for the v2 they have missed. It went elsewhere, or it never was.
//
// Count postings one by one; where one went to other people only, say so in the changelog.
//
//	bad:  [PATCH] ..., then [PATCH v3] ...
//	good: [PATCH] ..., then [PATCH v2] ...
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var serRevisionJump = &Rule{
	Name:     "ser-revision-jump",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if old := r.Supersedes; old != nil && r.Stated > old.Version+1 {
				p.Report(Finding{Revision: r, Text: fmt.Sprintf("v%d follows v%d; nothing between them is in the archive", r.Stated, old.Version)})
			}
		}
	},
}
