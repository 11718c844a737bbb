package report

import (
	"fmt"
	"strings"

	"patchpilot/lint"
	"patchpilot/series"
)

// Stdin is the name under which standard input is a source.
const Stdin = "stdin"

// shortID is how many digits of a commit's id text shows.
const shortID = 12

// findingPlace is where a finding stands: "message-id:line"; of a commit that was not sent "id:line", the line
// being the commit message's, its title the first.
func findingPlace(f *lint.Finding) string {
	switch m := f.Mail; {
	case m == nil:
		return fmt.Sprintf(":%d", f.Line)
	case m.Commit == "" && strings.HasSuffix(m.ID, "@nomsgid") && fileLine(m, f.Line) > 0:
		return fmt.Sprintf("%s:%d", m.Source, fileLine(m, f.Line)) // a patch file: its id is made up
	case m.Commit == "":
		return fmt.Sprintf("%s:%d", m.ID, f.Line)
	case f.Path != "":
		return pathPlace(f)
	default:
		return fmt.Sprintf("%s:%d", shortCommit(m.Commit), commitLine(f))
	}
}

// shortCommit shortens an id, and leaves other names of what a mail was made of.
func shortCommit(name string) string {
	if isCommitID(name) {
		return name[:shortID]
	}
	return name
}

func isCommitID(name string) bool {
	return len(name) == 40 && strings.Trim(name, "0123456789abcdef") == ""
}

// commitLine is the line of a commit's message: a title and an empty line stand before the log.
func commitLine(f *lint.Finding) int {
	if f.Line == 0 {
		return 1
	}
	return max(1, f.Line-f.Mail.LogLine+3)
}

// fileLine is the line of a mail's source that a finding stands on, 0 where that is not known: its text was
// encoded, or taken out of something.
func fileLine(m *series.Mail, line int) int {
	switch {
	case m == nil || m.Commit != "" || m.Dump:
		return 0
	case line == 0:
		return m.Line
	case m.TextLine == 0:
		return 0
	}
	return m.TextLine + line - 1
}

// recordLine is the line that records tell: of a commit that of its message, 0 for what is about the change.
func recordLine(f *lint.Finding) int {
	switch {
	case f.Mail == nil || f.Mail.Commit == "":
		return f.Line
	case f.Path != "":
		return 0
	}
	return commitLine(f)
}
