package triage

import (
	"cmp"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/said"
	"patchpilot/series"
	"patchpilot/stable"
)

// notice is a mail, or the part of one, that lists what landed.
type notice struct {
	kind   noticeKind
	line   int
	text   string
	tree   string
	by     string // who committed, where a robot says so
	broken bool   // it does not build there
	listed []listed
}

type noticeKind string

const (
	pullNotice     noticeKind = "pull"         // a pull request and its shortlog
	trackerNotice  noticeKind = "tracker"      // pr-tracker-bot: the request answered was merged
	botNotice      noticeKind = "patchwork"    // git-patchwork-bot's summary
	thanksNotice   noticeKind = "thanks"       // the form of b4 ty
	stableNotice   noticeKind = "stable"       // a stable queue took it
	failedNotice   noticeKind = "failed"       // a stable branch did not
	nextNotice     noticeKind = "linux-next"   // linux-next met it
	tipNotice      noticeKind = "tip"          // the tip tree took it
	mmNotice       noticeKind = "mm"           // Andrew Morton's queue took it
	mmDropped      noticeKind = "mm dropped"   // and let go of it
	renewedNotice  noticeKind = "housekeeping" // git-patchwork-bot found a newer posting
	fixNotice      noticeKind = "fix"          // a later patch names the commit it fixes
	listNotice     noticeKind = "list"         // titles below a sentence
	quotedListOnly noticeKind = "quoted list"  // titles quoted above a sentence
)

// listed is one title of a list.
type listed struct {
	key    string
	author string // whose title a shortlog says it is, in lower case
	index  int    // of [2/7]; -1 = not stated
	line   int
	text   string
	commit string
	tree   string // where it is, if each of a list has its own
	none   bool   // "(no matching commit)"
}

// mostListed bounds a list: merge windows bring fifteen hundred.
const mostListed = 3000

// readNotice reads what robots write, by the form of the text; whether the sender may write it is asked later.
func readNotice(m *series.Mail) *notice {
	switch {
	case m.Kind == series.Pull:
		n := readShortlog(m)
		if len(n.listed) == 0 {
			n.tip(m.Text)
		}
		return n
	case m.Kind == series.Notice:
		return cmp.Or(readQueue(m), readTip(m), readMM(m))
	case m.IsPosting():
		return readFixes(m)
	}
	switch t := m.Text; {
	case strings.Contains(t, "has been merged into "):
		return readTracker(m)
	case strings.Contains(t, " was applied to ") && strings.Contains(t, "summary with links"):
		return readPatchwork(m)
	case strings.HasPrefix(m.Subject.Title, "Patchwork housekeeping for"), strings.Contains(t, "Superseding: ["):
		return &notice{kind: renewedNotice, line: 1, text: clip(m.Subject.Text), listed: superseding(m.Text)}
	case strings.Contains(t, "pplied") && (strings.Contains(t, "commit: ") || strings.Contains(t, "/c/") || strings.Contains(t, "no commit info")):
		return readThanks(m)
	case strings.HasPrefix(m.Subject.Title, "linux-next: ") && strings.Contains(m.Subject.Title, " tree"):
		return readNext(m)
	}
	return nil
}

var (
	shortlogHead = lazyregexp.New(`^\S.{0,80} \(\d+\):$`)
	shortCommit  = lazyregexp.New(`\b[0-9a-f]{12,40}\b`)
	b4Item       = lazyregexp.New(`^\s*(?:- )?\[([^\]]*)\]\s*(\S.*)$`)
	appliedTo    = lazyregexp.New(`^This (?:patch|series|pull request) was applied to (\S+ ?(?:\([^)]*\))?)`)
	committedBy  = lazyregexp.New(`^by .*<([^>]+)>`)
)

// readShortlog reads the titles of a pull request; mailers break lines, so a line and the next are also read as one.
func readShortlog(m *series.Mail) *notice {
	n := &notice{kind: pullNotice, text: clip(m.Subject.Text)}
	lines := strings.Split(m.Text, "\n")
	in, author := false, ""
	add := func(title string, line int) {
		it := listedTitle(title, line)
		it.author = author
		n.listed = append(n.listed, it)
	}
	for i, l := range lines {
		switch {
		case len(n.listed) >= mostListed:
			return n
		case shortlogHead.MatchString(l):
			in = true
			author = strings.Clone(strings.ToLower(l[:strings.LastIndex(l, " (")]))
			if n.line == 0 {
				n.line = i + 1
			}
		case strings.TrimSpace(l) == "":
		case in && l[0] == ' ' && strings.Contains(l, " | "):
			return n
		case in && l[0] == ' ' || in && i > 0 && strings.HasPrefix(lines[i-1], "      "):
			if l[0] != ' ' && len(n.listed) > 0 { // the end of a title that a mailer broke
				joined := n.listed[len(n.listed)-1].text + " " + strings.TrimSpace(l)
				add(joined, i)
				continue
			}
			add(l, i+1)
		default:
			in = false
		}
	}
	return n
}

// tipTitle is the title of the newest commit that is asked for, with its date.
var tipTitle = lazyregexp.New(`(?m)^for you to fetch changes up to .*\n\s*\n? +(\S.*?)(?: \(\d{4}-\d\d-\d\d.*)?$`)

// tip reads that title: where there is no shortlog, it is all that is known of the commits.
func (n *notice) tip(text string) {
	if at := tipTitle.FindStringSubmatchIndex(text); at != nil {
		n.line = strings.Count(text[:at[2]], "\n") + 1
		n.listed = []listed{listedTitle(text[at[2]:at[3]], n.line)}
	}
}

func listedTitle(l string, line int) listed {
	s := series.ParseSubject(strings.TrimSpace(l))
	return listed{key: strings.Clone(s.Key()), index: s.Index, line: line, text: clip(strings.TrimSpace(l))}
}

func readTracker(m *series.Mail) *notice {
	for i, l := range strings.Split(m.Text, "\n") {
		if rest, ok := strings.CutPrefix(l, "has been merged into "); ok {
			return &notice{kind: trackerNotice, line: i + 1, text: clip(l), tree: clip(strings.TrimSuffix(rest, ":"))}
		}
	}
	return nil
}

// readPatchwork reads "This series was applied to TREE" and the summary below.
func readPatchwork(m *series.Mail) *notice {
	n := &notice{kind: botNotice}
	for i, l := range strings.Split(m.Text, "\n") {
		if at := appliedTo.FindStringSubmatch(l); at != nil && n.line == 0 {
			n.line, n.text, n.tree = i+1, clip(l), clip(at[1])
		}
		if by := committedBy.FindStringSubmatch(l); by != nil && n.by == "" && n.line == i {
			n.by = clip(by[1])
		}
		n.item(l, i+1)
	}
	if n.line == 0 {
		return nil
	}
	return n
}

// item reads a line of a list of titles with commits: the title, or what stands below it.
func (n *notice) item(l string, line int) {
	if at := b4Item.FindStringSubmatch(l); at != nil && len(n.listed) < mostListed {
		s := series.ParseSubject("[" + at[1] + "] " + at[2])
		index := s.Index
		if index < 0 { // the bracket need not say PATCH
			p := series.ParseSubject("[PATCH " + lastWord(at[1], ",") + "] x")
			index = p.Index
		}
		n.listed = append(n.listed, listed{key: listedTitle(at[2], line).key, index: index, line: line, text: clip(strings.TrimSpace(l)), none: true})
		return
	}
	if len(n.listed) == 0 || !strings.HasPrefix(l, " ") {
		return
	}
	last := &n.listed[len(n.listed)-1]
	if id := shortCommit.FindString(l); id != "" && last.commit == "" && line-last.line <= 2 {
		last.commit, last.none = strings.Clone(id), false
	}
}

func lastWord(s, sep string) string {
	return strings.TrimSpace(s[strings.LastIndex(s, sep)+1:])
}

// readThanks reads what b4 ty writes, and people after its example.
func readThanks(m *series.Mail) *notice {
	n := &notice{kind: thanksNotice}
	for i, l := range strings.Split(m.Text, "\n") {
		if strings.HasPrefix(l, ">") {
			continue
		}
		if n.line == 0 && (strings.HasPrefix(l, "Applied") || strings.Contains(l, " applied")) {
			n.line, n.text = i+1, clip(l)
			continue
		}
		if t := strings.TrimSpace(l); n.line > 0 && len(n.listed) == 0 && t != "" && strings.HasSuffix(n.text, " to") {
			n.text = clip(n.text + " " + t) // the tree stands below
		}
		if n.line > 0 {
			n.item(l, i+1)
		}
	}
	if n.line == 0 || len(n.listed) == 0 {
		return nil
	}
	return n
}

var fixesValue = lazyregexp.New(`^([0-9a-f]{8,40}) \("?(.+?)"?\)$`)

// readFixes reads which commits a patch says it fixes: they are in a tree.
func readFixes(m *series.Mail) *notice {
	var n *notice
	for _, t := range m.Trailers {
		if at := fixesValue.FindStringSubmatch(t.Value); t.Is("Fixes") && at != nil {
			it := listedTitle(at[2], t.Line)
			it.commit, it.text = strings.Clone(at[1]), clip(t.String())
			if n == nil {
				n = &notice{kind: fixNotice, line: t.Line, text: it.text}
			}
			n.listed = append(n.listed, it)
		}
	}
	return n
}

var attachedTitle = lazyregexp.New(`(?m)^Subject: (\[.*)\n?( \S.*)?$`)

// titleAttached is the title under which a patch is attached to a mail that has another: "" where none or several are.
func titleAttached(m *series.Mail) string {
	if m.Kind != series.PatchMail || !strings.Contains(m.Text, "\nSubject: [") {
		return ""
	}
	all := attachedTitle.FindAllStringSubmatch(m.Text, 2)
	if len(all) != 1 {
		return ""
	}
	return listedTitle(all[0][1]+all[0][2], 0).key
}

// readQueue reads the mails of stable queues.
func readQueue(m *series.Mail) *notice {
	facts := stable.ReadNotice(m)
	if len(facts) == 0 || facts[0].Title == "" {
		return nil
	}
	n := &notice{kind: stableNotice, tree: facts[0].Version, line: facts[0].Line, text: facts[0].Text}
	if facts[0].Kind != stable.FactQueued {
		n.kind = failedNotice
	}
	for _, f := range facts {
		it := listedTitle(f.Title, f.Line)
		it.commit = f.Upstream
		n.listed = append(n.listed, it)
	}
	return n
}

func superseding(text string) (all []listed) {
	for i, l := range strings.Split(text, "\n") {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(l), "Superseding: "); ok && len(all) < mostListed {
			all = append(all, listedTitle(rest, i+1))
		}
	}
	return all
}

// listBeside reads the titles that belong to somebody's "applied": those below it where it leads them in, else those
// quoted right above where it points there ("these", "the above").
func listBeside(m *series.Mail, sentences []said.Sentence) *notice {
	for _, s := range sentences {
		if s.Sense != said.Applied {
			continue
		}
		lines := strings.Split(m.Text, "\n")
		if strings.HasSuffix(s.Text, ":") {
			return listBelow(lines, s)
		}
		if low := strings.ToLower(s.Text); strings.HasPrefix(low, "these") || strings.Contains(low, "the above") || strings.HasPrefix(low, "those") {
			return listAbove(lines, s)
		}
	}
	return nil
}

func listBelow(lines []string, s said.Sentence) *notice {
	n := &notice{kind: listNotice, line: s.Line, text: clip(s.Text)}
	i := s.Line
	for i < len(lines) && strings.TrimSpace(lines[i]) != "" { // the rest of the sentence
		if strings.HasSuffix(strings.TrimSpace(lines[i-1]), ":") {
			break
		}
		i++
	}
	for ; i < min(len(lines), s.Line+60); i++ {
		l := strings.TrimSpace(lines[i])
		if l == "" {
			if len(n.listed) > 0 {
				break
			}
			continue
		}
		if strings.HasPrefix(l, ">") {
			break
		}
		n.listed = append(n.listed, listedTitle(strings.TrimLeft(l, "-*+ "), i+1))
	}
	if len(n.listed) == 0 {
		return nil
	}
	return n
}

func listAbove(lines []string, s said.Sentence) *notice {
	n := &notice{kind: quotedListOnly, line: s.Line, text: clip(s.Text)}
	i := s.Line - 2
	for i >= 0 && strings.TrimSpace(lines[i]) == "" {
		i--
	}
	for ; i >= 0 && strings.HasPrefix(lines[i], ">") && len(n.listed) < 100; i-- {
		if l := strings.TrimLeft(lines[i], "> \t-*"); l != "" {
			n.listed = append(n.listed, listedTitle(l, i+1))
		}
	}
	if len(n.listed) == 0 {
		return nil
	}
	return n
}
