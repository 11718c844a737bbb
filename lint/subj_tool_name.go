package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
)

// The summary gives the tool that complained as the reason for the change.
//
// The tool only found it. What is wrong, and why it matters, is what people look for in the history.
//
// Say what the patch mends; the tool can be named in the log.
//
//	bad:  demo: fix checkpatch warnings
//	good: demo: make demo_ops const
//
// See Documentation/dev-tools/checkpatch.rst, EMAIL_SUBJECT.
var subjToolName = &Rule{
	Name:     "subj-tool-name",
	Severity: Info,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		title := p.Mail.Subject.Title
		what := title[strings.LastIndex(title, ": ")+1:]
		tool := toolName.FindString(what)
		if tool == "" || hasPrefixFold(title, "revert ") || aboutTools(p) {
			return
		}
		p.Report(Finding{Text: "the summary names " + quote(tool) + " as the reason, and not what is wrong: " + quote(title)})
	},
}

// toolName is a checker in a summary. "sparse" is a word of English too.
var toolName = lazyregexp.New(`(?i)\b(?:checkpatch(?:\.pl)?|smatch|coccinelle|coccicheck|cppcheck|coverity|clang-tidy|clang-analyzer|sparse(?:['’]s)? (?:warning|error|complaint|issue|report|check)s?|(?:by|from|for) sparse$)`)

// aboutTools tells whether the patch changes such a tool or its documents.
func aboutTools(p *Pass) bool {
	for _, f := range p.Mail.Diff.Files {
		if hasAny(f.Path(), "scripts/", "Documentation/", ".cocci", "tools/", ".clang") {
			return true
		}
	}
	return false
}
