package lint

import (
	"slices"
	"strings"
)

// An Assisted-by lists tools that everybody uses: git, a compiler, an editor.
//
// The line tells what had a part in the change beyond the usual. An editor has not.
//
// Leave them out; name analysis tools only, such as sparse or smatch.
//
//	bad:  Assisted-by: Claude:claude-opus-4-5 git gcc
//	good: Assisted-by: Claude:claude-opus-4-5 sparse
//
// See Documentation/process/coding-assistants.rst, "Attribution".
var aiBasicTool = &Rule{
	Name:     "ai-basic-tool",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Tags("Assisted-by") {
			words := strings.Fields(t.Value)
			if !slices.ContainsFunc(words, basicTool) {
				continue
			}
			f := Finding{Line: t.Line, Text: quote(t.Key+": "+t.Value) + " lists tools that everybody uses"}
			rest := slices.DeleteFunc(slices.Clone(words), basicTool)
			switch {
			case len(rest) == 0:
				f.Fix = "delete the line"
			case t.Lines == 1 && t.Comment == "" && rest[0] == words[0]:
				f.Edit = &Edit{First: t.Line, Last: t.Line, Lines: []string{"Assisted-by: " + strings.Join(rest, " ")}}
			}
			p.Report(f)
		}
	},
}

// basicTool tells a tool that is no news, its version and brackets aside.
func basicTool(word string) bool {
	name, _, _ := strings.Cut(strings.ToLower(strings.Trim(word, "[](),")), ":")
	switch name {
	case "git", "gcc", "clang", "make", "vim", "vi", "neovim", "nvim", "emacs", "nano", "vscode", "editor", "bash", "gdb":
		return true
	}
	return false
}
