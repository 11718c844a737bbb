package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/trailers"
)

// The log names a commit by its id alone.
//
// Nobody knows commits by number. Readers without the tree at hand cannot look it up, and a backport has
// another id.
//
// Put the summary behind the id: `git log -1 --abbrev=12 --format='commit %h ("%s")' ID`.
//
//	bad:  Since commit 54a4f0239f2e the ring is never freed.
//	good: Since commit 54a4f0239f2e ("demo: add the ring") the ring is never freed.
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var msgBareSHA = &Rule{
	Name:     "msg-bare-sha",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if p.Mail.Upstream != "" || !strings.Contains(p.Mail.Log, "ommit") {
			return
		}
		prose, tried := p.Prose(), 0
		for i, l := range prose {
			if !strings.Contains(l.text, "ommit") || strings.HasPrefix(l.text, " ") || strings.HasPrefix(l.text, "\t") {
				continue // what is indented is quoted
			}
			id := bareID(paragraph(prose, i-1, i), paragraph(prose, i, i+4))
			if id == "" {
				continue
			}
			if tried++; tried > most {
				return // a list of commits
			}
			if !described(p, id) {
				p.Report(Finding{Line: l.n, Text: "the log names commit " + quote(id) + " without its summary: " + quote(l.text),
					Fix: "commit " + id[:min(12, len(id))] + ` ("summary of the commit")`})
				return
			}
		}
	},
}

// commitID is "commit", an id, and what follows it.
var commitID = lazyregexp.New(`(?:^|[^\w-])[Cc]ommit:?\s+(?:id\s+)?([0-9a-f]{7,40})\b(.*)`)

// summaryLike is a summary without its quotes behind an id, by its area: "drm/demo: free the ring".
var summaryLike = lazyregexp.New(`^[a-z][\w/,.-]*: \S`)

// bareID finds an id that neither the words before nor those behind it explain.
func bareID(before, behind string) string {
	m := commitID.FindStringSubmatch(behind)
	if m == nil || !strings.ContainsAny(m[1], "0123456789") || strings.Contains(strings.ToLower(before), "revert") || strings.Contains(before, "cherry") {
		return ""
	}
	head := strings.TrimSuffix(behind, m[0])
	if strings.Contains(strings.ToLower(head), "revert") || strings.HasPrefix(m[2], " Author:") || strings.HasPrefix(m[2], " Merge:") {
		return "" // the subject says which; the head of `git show`
	}
	rest := strings.TrimLeft(m[2], " ,:.[")
	if summaryLike.MatchString(rest) || strings.HasPrefix(head, "[") && strings.HasSuffix(head, "upstream") {
		return ""
	}
	if rest != "" && strings.ContainsAny(rest[:1], "\"'(“‘`<") || strings.HasSuffix(strings.TrimRight(head, " ("), `"`) || strings.HasPrefix(rest, "upstream") {
		return ""
	}
	return m[1]
}

// paragraph joins lines from one index to before another, as far as they stand together.
func paragraph(ls []line, from, to int) string {
	var parts []string
	for i := max(from, 0); i < min(to, len(ls)); i++ {
		s := strings.TrimSpace(ls[i].text)
		if s == "" && len(parts) > 0 {
			break
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

// described tells whether another place of the log gives the summary of a commit: a Fixes tag, or `id ("…")`.
func described(p *Pass, id string) bool {
	short := id[:7]
	for _, t := range p.Mail.Trailers {
		if t.Is("Fixes") && strings.HasPrefix(trailers.ReadFixes(t.Value).ID, short) {
			return true
		}
	}
	for rest := p.Mail.Log; ; {
		i := strings.Index(rest, short)
		if i < 0 {
			return false
		}
		rest = strings.TrimLeft(rest[i+7:], "0123456789abcdef")
		if s := strings.TrimLeft(rest, " \n\t,:"); strings.HasPrefix(s, `("`) || strings.HasPrefix(s, `"`) || strings.HasPrefix(s, "('") {
			return true
		}
	}
}
