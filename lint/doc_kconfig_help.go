package lint

import (
	"path"
	"strings"

	"patchpilot/diff"
)

// A new option in Kconfig asks a question and has no help text.
//
// Whoever configures a kernel is asked about thousands of options, and decides by the help alone.
//
// Say what it is for, who wants it, and what to choose when in doubt. Options without a prompt need none.
//
//	bad:  config DEMO_RING
//	      	bool "Demo ring"
//	good: config DEMO_RING
//	      	bool "Demo ring"
//	      	help
//	      	  Say Y to drive the ring of the demo board.
//
// See Documentation/dev-tools/checkpatch.rst, CONFIG_DESCRIPTION.
var docKconfigHelp = &Rule{
	Name:     "doc-kconfig-help",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if p.Damaged() {
			return
		}
		for _, f := range p.Mail.Diff.Files {
			if !strings.HasPrefix(path.Base(f.Path()), "Kconfig") {
				continue
			}
			for i, h := range f.Hunks {
				reportHelpless(p, f, after(h, f.HunkLines[i]+1))
			}
		}
	},
}

// reportHelpless reports the added options of a hunk that end in it without help.
func reportHelpless(p *Pass, f *diff.File, ls []newLine) {
	for i := 0; i < len(ls); i++ {
		name, ok := configName(ls[i].text)
		if !ok || !ls[i].added {
			continue
		}
		end := i + 1
		for end < len(ls) && !endsOption(ls[end].text) {
			end++
		}
		seen := end < len(ls) || f.Status == diff.Added
		if asks, helps := readOption(ls[i+1 : end]); seen && asks && !helps {
			p.Report(Finding{Line: ls[i].n, Path: f.Path(), Text: "the new option " + quote(name) + " asks a question and has no help text"})
		}
		i = end - 1
	}
}

// configName reads "config NAME".
func configName(s string) (name string, ok bool) {
	words := strings.Fields(s)
	if len(words) != 2 || words[0] != "config" && words[0] != "menuconfig" || s[0] != words[0][0] {
		return "", false
	}
	return words[1], true
}

// endsOption tells a line that begins something else.
func endsOption(s string) bool {
	if s == "" || indented(s) || s[0] == '#' {
		return false
	}
	word, _, _ := strings.Cut(s, " ")
	switch word {
	case "config", "menuconfig", "choice", "endchoice", "if", "endif", "menu", "endmenu", "source", "comment", "mainmenu":
		return true
	}
	return false
}

// readOption tells whether an option has a prompt, and whether it has help.
func readOption(ls []newLine) (asks, helps bool) {
	for _, l := range ls {
		words := strings.Fields(l.text)
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "help", "---help---":
			helps = true
		case "prompt":
			asks = true
		case "bool", "tristate", "string", "hex", "int":
			asks = asks || len(words) > 1 && strings.ContainsAny(words[1][:1], `"'`)
		}
	}
	return asks, helps
}
