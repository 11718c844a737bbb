package stable

import (
	"slices"
	"strings"

	"patchpilot/history"
	"patchpilot/internal/lazyregexp"
	"patchpilot/said"
	"patchpilot/series"
	"patchpilot/trailers"
)

// form is a subject that keepers' programs write.
type form struct {
	kind    FactKind
	lead    string             // of the subject, in lower case: most mail has none
	subject *lazyregexp.Regexp // with the patch's title, and the branch's version, or its name
}

// tree is how they name it: by a version, or otherwise.
const tree = `(?:v?(\d+\.\d+)-stable|([\w./+-]*\d\.\d[\w./+-]*)) tree`

var forms = []form{
	{FactQueued, `patch "`, lazyregexp.New(`^Patch "(.+)" has been added to the ` + tree + `$`)},
	{FactDropped, `patch "`, lazyregexp.New(`^Patch "(.+)" has been (?:dropped|removed) from the ` + tree + `$`)},
	{FactFailed, `failed: patch "`, lazyregexp.New(`^FAILED: [Pp]atch "(.+)" failed to apply to ` + tree + `$`)},
	{FactDropped, `wtf: patch "`, lazyregexp.New(`^WTF: [Pp]atch "(.+)" was seriously submitted to be applied to the ` + tree + `\??$`)},
	{FactQueued, `patch '`, lazyregexp.New(`^patch '(.+)' has been queued to (?:stable|LTS) release (\d+\.\d+)`)},
	{FactFailed, `please help backporting `, lazyregexp.New(`^please help backporting ()some patches to (?:stable|LTS) release (\d+\.\d+)`)},
}

var numberIn = lazyregexp.New(`\d+\.\d+`)

// Bounds on what one mail may make us read and tell.
const (
	mostLines = 5000
	mostFacts = 2000
	mostIDs   = 50
	mostText  = 200
)

// ReadFacts reads what a mail says of backports: of one that is queued, dropped or did not apply where a keeper says so;
// of one that is posted, whoever posts it; of a fix for which stable is asked. Replies that quote such a mail say nothing.
func ReadFacts(m *series.Mail, ours Ours) []Fact {
	facts := ours.read(m)
	elsewhere := len(facts) > 0 && ours.elsewhere(m)
	for i := range facts {
		facts[i].Elsewhere = elsewhere
	}
	return facts
}

func (o Ours) read(m *series.Mail) []Fact {
	switch {
	case m.Subject.Forward:
		return nil
	case m.Subject.Reply:
		return o.readTakenBack(m)
	case m.Kind == series.PatchMail:
		return o.readPosted(m)
	}
	if facts := ReadNotice(m); len(facts) > 0 && o.believes(m) {
		return facts
	}
	return nil
}

// believes tells whether a mail is by whom it says, and he keeps a stable tree.
func (o Ours) believes(m *series.Mail) bool {
	return o.keeps(m.From) && !said.ReadAuth(m).Denies(m.From)
}

// ReadNotice reads a mail that has the form of what keepers' programs write; whether its sender may write it is another
// matter.
func ReadNotice(m *series.Mail) []Fact {
	f, ok := readForm(m.Subject.Title)
	if !ok || m.Subject.Reply {
		return nil
	}
	lines := textLines(m)
	f = ofMail(m, f)
	f.Line, f.Text = branchLine(m, lines, f.Version)
	if f.Title == "" {
		return listed(f, lines)
	}
	return named(f, idsOf(m, lines, f.Kind))
}

// readForm reads a subject of a keeper's program.
func readForm(title string) (Fact, bool) {
	for _, form := range forms {
		if len(title) < len(form.lead) || !strings.EqualFold(title[:len(form.lead)], form.lead) {
			continue
		}
		if at := form.subject.FindStringSubmatch(title); at != nil {
			f := Fact{Kind: form.kind, Title: series.ParseSubject(at[1]).Title, Version: at[2]}
			if len(at) > 3 && at[3] != "" {
				f.Branch, f.Version = at[3], numberIn.FindString(at[3])
				if to, _ := targetsOf(at[3:]); len(to) == 1 { // as a posting's prefix has it
					f.Branch, f.Version = to[0].branch, to[0].version
				}
			}
			return f, true
		}
	}
	return Fact{}, false
}

// ofMail fills in whose fact it is, with copies of what would pin the mail.
func ofMail(m *series.Mail, f Fact) Fact {
	f.Title, f.Version, f.Branch = strings.Clone(f.Title), strings.Clone(f.Version), strings.Clone(f.Branch)
	f.MessageID, f.Date = strings.Clone(m.ID), m.Date
	return f
}

// textLines are the lines of a mail above its diff.
func textLines(m *series.Mail) []string {
	lines := strings.SplitN(m.Text, "\n", mostLines)
	if m.Diff != nil && m.Diff.Line > 0 && m.Diff.Line <= len(lines) {
		lines = lines[:m.Diff.Line-1]
	}
	return lines
}

// branchLine is where the sentence begins that names the branch, near the top; else the subject, in line 0.
func branchLine(m *series.Mail, lines []string, version string) (line int, text string) {
	from := 0
	for i, l := range lines[:min(len(lines), 20)] {
		if strings.HasPrefix(l, "This is a note to let you know") {
			from = i + 1
		}
		if !strings.Contains(l, version) || !strings.Contains(l, "stable") {
			continue
		}
		if from == 0 {
			from = i + 1
		}
		return from, clip(strings.Join(strings.Fields(strings.Join(lines[from-1:i+1], " ")), " "))
	}
	return 0, clip(m.Subject.Text)
}

func clip(s string) string {
	if len(s) > mostText {
		s = strings.ToValidUTF8(s[:mostText], "")
	}
	return strings.Clone(s)
}

// named is a fact for each id, or the one without any.
func named(f Fact, ids []string) []Fact {
	if len(ids) == 0 {
		return []Fact{f}
	}
	all := make([]Fact, len(ids))
	for i, id := range ids {
		all[i] = f
		all[i].Upstream = strings.ToLower(id)
	}
	return all
}

var (
	cherryPick = lazyregexp.New(`^git cherry-pick -x ([0-9a-f]{12,40})\b`)
	fromCommit = lazyregexp.New(`^From ([0-9a-f]{40}) `)
)

// idsOf are the upstream commits that a notice names. What did not apply is upstream's own commit: its steps name it, or
// the first line of the patch below; what is queued says in its log what it is of.
func idsOf(m *series.Mail, lines []string, kind FactKind) []string {
	if kind == FactFailed {
		for _, form := range []*lazyregexp.Regexp{cherryPick, fromCommit} {
			for _, l := range lines {
				if at := form.FindStringSubmatch(l); at != nil {
					return at[1:]
				}
			}
		}
	}
	// git show indents the log, a quote is indented by its mark
	text := make([]string, len(lines))
	for i, l := range lines {
		text[i] = strings.TrimLeft(l, " \t")
	}
	return surest(trailers.Origins(strings.Join(text, "\n"), 1))
}

// surest are the ids of the surest form, each once. A bare "commit X" is in a notice the queue's own.
func surest(all []trailers.Origin) (ids []string) {
	form := trailers.BareCommit
	for _, o := range all {
		switch {
		case o.Form < form || o.Form == trailers.BareCommit:
			continue
		case o.Form > form:
			form, ids = o.Form, nil
		}
		if !slices.Contains(ids, o.ID) && len(ids) < mostIDs {
			ids = append(ids, strings.Clone(o.ID))
		}
	}
	return ids
}

var listedCommit = lazyregexp.New(`^([0-9a-f]{7,40}) +\S.*?  +(\S.*)$`)

// listed are the commits of a list: id, author, title.
func listed(f Fact, lines []string) (all []Fact) {
	for i, l := range lines {
		if at := listedCommit.FindStringSubmatch(l); at != nil && len(all) < mostFacts {
			one := f
			one.Upstream, one.Title, one.Line, one.Text = strings.Clone(at[1]), strings.Clone(at[2]), i+1, clip(l)
			all = append(all, one)
		}
	}
	return all
}

// readTakenBack reads a keeper's answer to a notice or a posting: that it is out again.
func (o Ours) readTakenBack(m *series.Mail) []Fact {
	if !o.believes(m) {
		return nil
	}
	var all []Fact
	for _, s := range said.In(m) {
		if s.Sense != said.Drops {
			continue
		}
		f, ok := readForm(m.Subject.Title)
		targets := []target{{f.Version, f.Branch}}
		if !ok {
			f.Title = m.Subject.Title
			targets, _ = targetsOf(m.Subject.Words)
		}
		lines := textLines(m)
		for i := range lines {
			lines[i] = strings.TrimLeft(lines[i], "> ")
		}
		ids := idsOf(m, lines, FactDropped)
		for _, to := range targets {
			f.Kind, f.Version, f.Branch = FactDropped, to.version, to.branch
			f = ofMail(m, f)
			f.Line, f.Text = s.Line, clip(s.Text)
			all = append(all, named(f, ids)...)
		}
		break
	}
	return all
}

// readPosted reads a patch that is posted for stable branches, or that asks to go there once it is upstream.
func (o Ours) readPosted(m *series.Mail) []Fact {
	targets, sure := targetsOf(m.Subject.Words)
	origins := trailers.Origins(m.Log, m.LogLine)
	if len(targets) == 0 || !sure && len(origins) == 0 && !o.keeps(m.From) && !o.sentTo(m) && !sentToKnown(m) {
		return readAsked(m)
	}
	f := ofMail(m, Fact{Kind: FactPosted, Title: m.Subject.Title, Text: clip(m.Subject.Text)})
	ids := surest(origins)
	if len(ids) == 0 && len(origins) > 0 {
		ids = []string{strings.Clone(origins[0].ID)} // a bare "commit X" at its top
	}
	var all []Fact
	for _, to := range targets {
		f.Version, f.Branch = strings.Clone(to.version), strings.Clone(to.branch)
		for _, one := range named(f, ids) {
			if i := slices.IndexFunc(origins, func(from trailers.Origin) bool { return strings.EqualFold(from.ID, one.Upstream) }); i >= 0 {
				one.Line = origins[i].Line
				one.Text = clip(lineOf(m, one.Line))
			}
			all = append(all, one)
		}
	}
	return all
}

// lineOf is a line of a mail's text.
func lineOf(m *series.Mail, n int) string {
	lines := strings.SplitN(m.Text, "\n", n+1)
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[n-1])
}

// readAsked reads the Cc of stable in a patch for mainline.
func readAsked(m *series.Mail) []Fact {
	if m.Upstream != "" || !m.Subject.Patch || m.Commit != "" {
		return nil
	}
	for _, t := range m.Trailers {
		s, ok := trailers.ReadStable(t)
		if !ok && !(t.Is("Cc") && history.DPDK.List.MatchString(t.Value)) || s.NoAuto {
			continue
		}
		f := ofMail(m, Fact{Kind: FactAsked, Title: m.Subject.Title, Line: t.Line, Text: clip(t.String())})
		f.Version = strings.TrimPrefix(s.Floor, "v")
		return []Fact{f}
	}
	return nil
}
