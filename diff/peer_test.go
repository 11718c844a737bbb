package diff

import (
	"bytes"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

func git(t *testing.T, input string, args ...string) (string, string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = t.TempDir()
	cmd.Stdin = strings.NewReader(input)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.Run()
	return out.String(), errs.String()
}

func needGit(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
}

// gitPatches returns the mails that hold healthy patches with `diff --git` lines, every nth of them.
func gitPatches(t *testing.T, nth int) (out []corpusMail) {
	for _, m := range mails(t, "lists/*.xz", "apply/applies/*.mbox") {
		if p := Parse(m.Body, 1); len(p.Files) > 0 && len(p.Damage) == 0 {
			out = append(out, m)
		}
	}
	picked := out[:0]
	for i := 0; i < len(out); i += nth {
		picked = append(picked, out[i])
	}
	return picked
}

// TestPeerPatchID compares with git on the mails' text from the first file on.
func TestPeerPatchID(t *testing.T) {
	needGit(t)
	same := 0
	for _, m := range gitPatches(t, 3) {
		p := Parse(m.Body, 1)
		text := fromLine(m.Body, p.Line)
		if !p.Files[0].Git {
			continue
		}
		out, _ := git(t, restoreBlanks(text, p), "patch-id", "--stable")
		want, _, _ := strings.Cut(out, " ")
		if got := p.PatchID(); got != want {
			t.Errorf("%s %s: %s, git says %q", m.ID, m.Subject, got, out)
			continue
		}
		same++
	}
	t.Logf("%d ids are git's", same)
}

// restoreBlanks puts the blank back into empty context lines: git's patch-id miscounts without it, which is
// the one difference that PatchID names.
func restoreBlanks(text string, p *Patch) string {
	lines := strings.Split(text, "\n")
	for _, f := range p.Files {
		for i, h := range f.Hunks {
			at := f.HunkLines[i] - p.Line + 1
			for range bytes.Count(h.Body, lf) {
				if lines[at] == "" {
					lines[at] = " "
				}
				at++
			}
		}
	}
	return strings.Join(lines, "\n")
}

// fromLine cuts the lines before the nth.
func fromLine(text string, n int) string {
	for ; n > 1; n-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	return text
}

// TestPeerNumstat compares file lists and line counts with `git apply --numstat`.
func TestPeerNumstat(t *testing.T) {
	needGit(t)
	same := 0
	for _, m := range gitPatches(t, 4) {
		p := Parse(m.Body, 1)
		out, errs := git(t, fromLine(m.Body, p.Line), "apply", "--numstat", "-z")
		if got := numstat(p); got != out {
			t.Errorf("%s %s: %q, git says %q %s", m.ID, m.Subject, got, out, errs)
			continue
		}
		same++
	}
	t.Logf("%d patches counted as git does", same)
}

func numstat(p *Patch) string {
	var b strings.Builder
	for _, f := range p.Files {
		if f.Binary != nil {
			b.WriteString("-\t-\t")
		} else {
			b.WriteString(strconv.Itoa(f.Added) + "\t" + strconv.Itoa(f.Deleted) + "\t")
		}
		b.WriteString(f.Path() + "\x00")
	}
	return b.String()
}

// differences are the fixtures where git apply is content and Parse is not, or the other way round.
var differences = map[string]string{
	"hunk-too-long":              "git passes over lines after the counts in silence: a change is lost",
	"last-line-folded":           "git passes over the rest of the line in silence: half a line is applied",
	"header-lookalikes-in-prose": "git takes prose for a diff",
}

// TestPeerVerdict wants damage where git calls a fixture corrupt, and none elsewhere.
func TestPeerVerdict(t *testing.T) {
	needGit(t)
	for name, text := range fixtures(t) {
		name = name[strings.LastIndexByte(name, '/')+1:]
		p := Parse(text, 1)
		_, errs := git(t, text, "apply", "--numstat")
		agree := (errs != "") == (len(p.Damage) > 0 || len(p.Files) == 0)
		if why, known := differences[name]; agree == known {
			t.Errorf("%s: %d files, damage %v, git says %q; known difference: %q", name, len(p.Files), p.Damage, errs, why)
		}
	}
}

// TestPeerMutants damages real patches in one line each: whatever git calls corrupt must be damage.
func TestPeerMutants(t *testing.T) {
	needGit(t)
	corrupt, silent := 0, 0
	for i, m := range gitPatches(t, 6) {
		p := Parse(m.Body, 1)
		f := p.Files[i%len(p.Files)]
		if len(f.Hunks) == 0 {
			continue
		}
		lines := strings.SplitAfter(m.Body, "\n")
		k := i % len(f.Hunks)
		at := f.HunkLines[k] + i%bytes.Count(f.Hunks[k].Body, lf) // a line of the hunk, from 0
		what := ""
		switch i % 5 {
		case 0:
			what, lines[at] = "dropped", ""
		case 1:
			what, lines[at] = "doubled", lines[at]+lines[at]
		case 2:
			what, lines[at] = "blank lost", strings.TrimPrefix(lines[at], " ")
		case 3:
			half := len(lines[at]) / 2
			what, lines[at] = "folded", lines[at][:half]+"\n"+lines[at][half:]
		case 4:
			what, lines[at] = "cut off", ""
			lines = lines[:at+1]
		}
		mutant := strings.Join(lines, "")
		_, errs := git(t, fromLine(mutant, p.Line), "apply", "--numstat")
		q := Parse(mutant, 1)
		kinds := []string{}
		for _, d := range q.Damage {
			kinds = append(kinds, string(d.Kind))
		}
		if errs != "" {
			corrupt++
			if len(q.Damage) == 0 {
				t.Errorf("%s %s line %d: git says %q, no damage", m.ID, what, at+1, errs)
			}
		} else if len(q.Damage) > 0 {
			silent++
		}
		if testing.Verbose() {
			t.Logf("%s at %d: %v, git %q", what, at+1, kinds, errs)
		}
	}
	t.Logf("%d mutants git calls corrupt, %d more that are damage here", corrupt, silent)
}
