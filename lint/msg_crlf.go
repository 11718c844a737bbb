package lint

import (
	"bytes"
	"path"
	"strings"

	"patchpilot/diff"
)

// The patch adds lines that end in CR and LF to a file whose lines end in LF.
//
// A mail program or an editor from Windows put the CRs there. They are invisible in review, break scripts
// and macros, and every later diff of those lines shows them.
//
// Take them out (`dos2unix`), and send with `git send-email`. Files that have them throughout are left alone.
//
//	bad:  +	demo_ring_free(d);^M
//	good: +	demo_ring_free(d);
//
// See Documentation/dev-tools/checkpatch.rst, DOS_LINE_ENDINGS.
var msgCRLF = &Rule{
	Name:     "msg-crlf",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if p.Damaged() || !strings.Contains(p.Mail.Text, "\r\n") {
			return
		}
		for _, f := range p.Mail.Diff.Files {
			added := addedCRs(f)
			if len(added) == 0 {
				continue
			}
			first, n, edit := rewrittenLines(p, added, dropCR)
			p.Report(Finding{Line: first.n, Path: f.Path(), Edit: edit, Fix: "take the CRs out",
				Text: plural(n, "line") + " added to " + quote(f.Path()) + " with a CR at the end, the first " + quote(first.text)})
		}
	},
}

// addedCRs are the added lines that end in CR, none where the file has such lines already or may well have.
func addedCRs(f *diff.File) (added []line) {
	if f.Status == diff.Added && dosFile(f.Path()) {
		return nil
	}
	for i, h := range f.Hunks {
		if !bytes.Contains(h.Body, []byte("\r\n")) {
			continue
		}
		genuine := false
		eachHunkLine(h, f.HunkLines[i]+1, func(n int, l []byte) {
			if !bytes.HasSuffix(l, []byte("\r")) {
				return
			}
			if l[0] == '+' {
				added = append(added, line{n, string(l)})
			} else {
				genuine = true
			}
		})
		if genuine {
			return nil
		}
	}
	return added
}

// dosFile tells files that are written for Windows, or whose lines are data.
func dosFile(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".bat", ".cmd", ".inf", ".ps1", ".reg", ".csv", ".patch", ".diff", ".ini", ".rc", ".sln", ".vcxproj":
		return true
	}
	return blanksMatter(name)
}
