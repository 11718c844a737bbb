package stable_test

import (
	"crypto/sha1"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
	"patchpilot/stable"
)

// play is a history told in lines: who it happens to, a name for the commit, its author after @, its title, and its
// message after it.
//
//	main fault: net: add a widget
//	fork 5.1
//	main fix @bob: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
//	5.1 copy @bob: net: mend the widget | commit {fix} upstream.
//	tag 5.1 v5.1.1
//	patch copy +b
//	files copy b.c
//
// A commit on "5.1+main" merges main.
type play struct {
	index   *history.Index
	names   map[history.ID]string
	ids     map[string]history.ID
	in      stable.Input
	patches map[history.ID]string
	files   map[history.ID][]string // those of a commit, where it is not a.c
}

var placeholder = regexp.MustCompile(`\{(\w+)(?::(\d+))?\}`)

func perform(script string) *play {
	p := &play{index: history.New(history.Kernel), names: map[history.ID]string{}, ids: map[string]history.ID{}, patches: map[history.ID]string{}, files: map[history.ID][]string{}}
	tips, bases := map[string]history.ID{}, map[string]history.ID{}
	tags, order := map[string][]string{}, []string{}
	when := time.Unix(1.6e9, 0)
	var commits []history.Commit
	for line := range strings.SplitSeq(strings.TrimSpace(script), "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "fork", "alone":
			order = append(order, words[1])
			if words[0] == "fork" {
				tips[words[1]], bases[words[1]] = tips["main"], tips["main"]
			}
			continue
		case "lost": // what comes next has a parent that is not here
			tips[words[1]] = sha1.Sum([]byte("lost"))
			continue
		case "files":
			p.files[p.ids[words[1]]] = words[2:]
			continue
		case "tag":
			tags[words[1]] = append(tags[words[1]], words[2]+" "+tips[words[1]].String())
			continue
		case "patch":
			p.patches[p.ids[words[1]]] = strings.Join(words[2:], "\n") + "\n"
			continue
		}
		head, text, _ := strings.Cut(strings.TrimSpace(line), ": ")
		words = strings.Fields(head)
		when = when.Add(time.Hour)
		author, made := "ada", when
		if len(words) > 2 {
			author = words[2][1:]
		}
		if of, same := p.ids[strings.TrimPrefix(author, "as:")]; same { // one author, one second
			i := slices.IndexFunc(commits, func(c history.Commit) bool { return c.ID == of })
			author, made = commits[i].Author.Name, commits[i].Author.When
		}
		title, body, _ := strings.Cut(text, " | ")
		message := title + "\n\n" + strings.ReplaceAll(body, " | ", "\n") + "\n"
		message = placeholder.ReplaceAllStringFunc(message, func(s string) string {
			m := placeholder.FindStringSubmatch(s)
			id, digits := p.ids[m[1]], 40
			if id.IsZero() {
				id = sha1.Sum([]byte(m[1]))
			}
			fmt.Sscan(m[2], &digits)
			return id.String()[:digits]
		})
		c := history.Commit{
			ID: sha1.Sum([]byte(words[1])), Message: message, Author: history.Person{Name: author, Email: author + "@example.org", When: made},
			Committer: history.Person{When: when},
		}
		on, merged, _ := strings.Cut(words[0], "+")
		for _, tip := range []history.ID{tips[on], tips[merged]} {
			if !tip.IsZero() {
				c.Parents = append(c.Parents, tip)
			}
		}
		tips[on] = c.ID
		p.ids[words[1]], p.names[c.ID] = c.ID, words[1]
		commits = append(commits, c)
	}
	p.index.Extend(commits)
	releases := func(of string) (all []stable.Release) {
		for _, tag := range tags[of] {
			name, id, _ := strings.Cut(tag, " ")
			n, _ := p.index.Lookup(id)
			all = append(all, stable.Release{Name: name, Commit: n})
		}
		return all
	}
	p.in = stable.Input{Index: p.index, Upstream: p.index.Find(tips["main"]), Mainline: releases("main"), Now: when}
	for _, name := range order {
		version := ""
		if name[0] >= '0' && name[0] <= '9' {
			version = name
		}
		p.in.Branches = append(p.in.Branches, stable.Branch{
			Name: name, Version: version, Tip: p.index.Find(tips[name]), Base: p.index.Find(bases[name]), Releases: releases(name),
		})
	}
	if len(p.patches)+len(p.files) > 0 {
		p.in.Source = p
	}
	return p
}

func (p *play) n(name string) history.N { return p.index.Find(p.ids[name]) }

func (p *play) name(n history.N) string {
	if n == history.None {
		return "-"
	}
	return p.names[p.index.ID(n)]
}

var anID = regexp.MustCompile(`\b[0-9a-f]{12,40}\b`)

// plain puts names for ids.
func (p *play) plain(text string) string {
	return anID.ReplaceAllStringFunc(text, func(s string) string {
		if n, err := p.index.Lookup(s); err == nil {
			return p.name(n)
		}
		return s
	})
}

// tell is a cell in words.
func (p *play) tell(c stable.Cell) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", c.Status, p.plain(c.Reason))
	if c.Release != "" {
		fmt.Fprintf(&b, " (%s)", c.Release)
	}
	for _, e := range c.Evidence {
		fmt.Fprintf(&b, "\n\t%s:%d %s", p.name(e.Commit), e.Line, p.plain(e.Text))
	}
	for _, e := range c.Conflicts {
		fmt.Fprintf(&b, "\n\tbut %s:%d %s", p.name(e.Commit), e.Line, p.plain(e.Text))
	}
	for _, e := range c.Notes {
		fmt.Fprintf(&b, "\n\tnote %s:%d %s", p.name(e.Commit), e.Line, p.plain(e.Text))
	}
	for _, n := range c.FollowUps {
		fmt.Fprintf(&b, "\n\tthen %s", p.name(n))
	}
	return b.String()
}

func (p *play) Tree(history.ID) (apply.Tree, error) { return nil, errors.New("no trees here") }
func (p *play) Title(history.ID) (string, error)    { return "", errors.New("no titles here") }
func (p *play) Paths(id history.ID) ([]string, error) {
	if files := p.files[id]; files != nil {
		return files, nil
	}
	return []string{"a.c"}, nil
}
func (p *play) Patch(id history.ID) (*diff.Patch, error) {
	lines, ok := p.patches[id]
	if !ok {
		return nil, errors.New("gone")
	}
	body := " before\n" + lines + " after\n"
	added := strings.Count(lines, "+")
	if strings.HasPrefix(lines, "moved") { // the same lines amid others
		body = " elsewhere\n" + strings.TrimPrefix(lines, "moved\n") + " there\n"
	}
	return diff.Parse(fmt.Sprintf("diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,%d @@\n%s", 2+added, body), 1), nil
}
