package report

import (
	"fmt"
	"io"
	"strings"

	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
)

// github prints findings as workflow commands, which GitHub shows beside the lines of a change:
// "::error file=PATH,line=N,title=RULE::text". See GitHub's "Workflow commands".
type github struct{ p *printer }

// NewGitHub makes the sink of workflow commands. They know no colour.
func NewGitHub(w io.Writer, _ Look) Sink { return &github{newPrinter(w, Look{})} }

var githubWords = map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "notice"}

// What a workflow command's text and the values of its properties must not hold as they are.
var (
	githubText  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubValue = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func (g *github) Item(it *Item) error {
	for _, posting := range it.Postings {
		for i := range posting.Findings {
			f := &posting.Findings[i]
			g.command(githubWords[f.Severity], githubPlace(f), f.Rule.Name, findingPlace(f)+": "+sentence(f))
		}
	}
	return nil
}

// githubPlace is the place that GitHub can show: in the tree where the finding has one, else in the patch file.
func githubPlace(f *lint.Finding) []string {
	line := 0
	file := ""
	if f.Mail != nil {
		file, line = f.Mail.Source, fileLine(f.Mail, f.Line)
	}
	if f.Mail == nil || f.Mail.Commit != "" || file == Stdin {
		file, line = f.Path, f.PathLine
	}
	var place []string
	if file != "" {
		place = append(place, "file="+githubValue.Replace(Clean(file)))
	}
	if file != "" && line > 0 {
		place = append(place, fmt.Sprintf("line=%d", line))
	}
	return place
}

// sentence is a finding's text with what mends and what excuses it.
func sentence(f *lint.Finding) string {
	text := f.Text
	if f.Excuse != "" {
		text += " (excused: " + f.Excuse + ")"
	}
	if f.Fix != "" {
		text += "; fix: " + f.Fix
	}
	return text
}

func (g *github) command(word string, place []string, title, text string) {
	place = append(place, "title="+githubValue.Replace(Clean(title)))
	g.p.w.WriteString("::" + word + " " + strings.Join(place, ",") + "::" + githubText.Replace(Clean(text)) + "\n")
}

func (g *github) Pull(*series.Mail) error { return nil }

func (g *github) Problem(p mbox.Problem) error {
	if p.MessageID == "" {
		g.command("warning", nil, "not read", place(p)+": "+p.Text)
	}
	return nil
}

// Summary tells of rules that could not look: without it a green check would say that they passed.
func (g *github) Summary(s Summary) error {
	for _, skip := range s.Skipped {
		g.command("notice", nil, "skipped", strings.Join(skip.Rules, ", ")+": "+skip.Why)
	}
	return g.p.flush()
}
