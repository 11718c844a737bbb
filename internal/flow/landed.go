package flow

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
	"patchpilot/maintainers"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/triage"
)

// landed finds patches among the commits of some refs ([triage.Commits]). Commits are found by what is cheap: an id
// in a trailer, a title, the second they were authored in. What they change is looked at only then.
type landed struct {
	repo    *Repo
	mailmap *maintainers.Mailmap
	since   time.Time // no commit before it can hold a patch
	refs    func() ([]landing, error)
	index   func() *landedIndex
	source  *commitSource
	made    kept[made]
}

// landing is a ref that patches may be on.
type landing struct {
	name     string
	tip      apply.Hash
	mainline bool
}

func newLanded(r *Repo, t *Triage, mailmap *maintainers.Mailmap, since time.Time) *landed {
	l := &landed{repo: r, mailmap: mailmap, since: since, source: newCommitSource(r.git), made: kept[made]{most: mostLanded}}
	l.refs = sync.OnceValues(func() ([]landing, error) { return r.landings(t.Onto, t.Mainline) })
	l.index = sync.OnceValue(func() *landedIndex {
		ix, err := l.read()
		r.note(err)
		return ix
	})
	return l
}

// OpenTrees opens the repository at path to look for patches on its refs. What rules lay patches on is the first ref
// that is named, else mainline, else HEAD.
func OpenTrees(path string, onto []string, mainline string) (*Repo, error) {
	git, err := gitrepo.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := openTrees(git, onto, mainline)
	if err != nil {
		git.Close()
	}
	return r, err
}

func openTrees(git *gitrepo.Repo, onto []string, mainline string) (*Repo, error) {
	var named []string
	for _, pattern := range onto { // all of them, so that a mistyped one is told now
		found, err := git.Branches(pattern)
		if err != nil {
			return nil, fmt.Errorf("--onto %s: %w", pattern, err)
		}
		named = append(named, found...)
	}
	if mainline != "" {
		if _, err := git.Resolve(mainline); err != nil {
			return nil, fmt.Errorf("--mainline %s: %w", mainline, err)
		}
		named = append(named, mainline)
	}
	for _, name := range slices.Concat(named, []string{"HEAD"}, upstreams) {
		if _, err := git.Resolve(name); err == nil {
			return NewRepo(git, name)
		}
	}
	return NewRepo(git, "")
}

// upstreams are the names of what all trees flow into, the surest first.
var upstreams = []string{
	"linus/master", "torvalds/master", "mainline/master", "upstream/master", "upstream/main",
	"origin/master", "origin/main", "master", "main",
}

// landings are the refs to look on, mainline first: the others are read from where they left it.
func (r *Repo) landings(onto []string, mainline string) ([]landing, error) {
	names, err := r.landingNames(onto)
	if err != nil {
		return nil, err
	}
	upstream, err := r.upstream(mainline)
	if err != nil {
		return nil, err
	}
	var all []landing
	for _, name := range names {
		tip, err := r.git.Resolve(name)
		if err != nil {
			return nil, err
		}
		one := landing{shortRef(name), tip, !upstream.IsZero() && tip == upstream}
		if slices.ContainsFunc(all, func(l landing) bool { return l.tip == tip }) {
			continue
		}
		if all = append(all, one); one.mainline {
			all = slices.Insert(all[:len(all)-1], 0, one)
		}
	}
	if !upstream.IsZero() && !all[0].mainline {
		all = append(all, landing{tip: upstream, mainline: true}) // not to be read, but asked what has reached it
	}
	return all, nil
}

func (r *Repo) landingNames(onto []string) (names []string, err error) {
	for _, pattern := range onto {
		found, err := r.git.Branches(pattern)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	if len(onto) > 0 {
		return names, nil
	}
	for _, prefix := range []string{"refs/heads/", "refs/remotes/"} {
		refs, err := r.git.Refs(prefix)
		if err != nil {
			return nil, err
		}
		names = append(names, refs...)
	}
	if len(names) == 0 {
		names = []string{"HEAD"}
	}
	return names, nil
}

// upstream is the tip of what all trees flow into, zero where there is no such ref.
func (r *Repo) upstream(named string) (apply.Hash, error) {
	if named != "" {
		return r.git.Resolve(named)
	}
	for _, name := range upstreams {
		if tip, err := r.git.Resolve(name); err == nil {
			return tip, nil
		}
	}
	return apply.Hash{}, nil
}

func shortRef(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, "refs/heads/"), "refs/remotes/")
}

// landedIndex is what commits are found by.
type landedIndex struct {
	refs                 []landing
	titles, ids, seconds mentions
	newest               []time.Time // of the commits of each ref; of roots only where history was not imported
}

// stale is how many commits in a row may be too old before reading ends: some clocks were wrong.
const stale = 200

// mostLanded bounds how many commits are looked at; the newest of each ref.
const mostLanded = 200_000

// read reads the commits of the refs since the oldest patch was posted.
func (l *landed) read() (*landedIndex, error) {
	refs, err := l.refs()
	if err != nil {
		return nil, err
	}
	ix := &landedIndex{refs: refs, newest: make([]time.Time, len(refs))}
	seen := map[apply.Hash]bool{}
	for i, ref := range refs {
		if ref.name == "" {
			continue
		}
		base, old := apply.Hash{}, 0
		if i > 0 {
			base = refs[0].tip
		}
		for c, err := range l.repo.git.Log(base, ref.tip) {
			if err != nil {
				return nil, err
			}
			if old++; !c.Committer.When.Before(l.since) {
				old = 0
			}
			if old > stale || len(seen) == mostLanded {
				break
			}
			if old == 0 && len(c.Parents) < 2 && !seen[c.Hash] {
				seen[c.Hash] = true
				ix.add(c, int32(i))
				if c.Committer.When.After(ix.newest[i]) && (len(c.Parents) > 0 || !l.repo.Imported()) {
					ix.newest[i] = c.Committer.When
				}
			}
		}
	}
	for _, m := range []mentions{ix.titles, ix.ids, ix.seconds} {
		slices.SortStableFunc(m, func(a, b mention) int { return cmp.Compare(a.key, b.key) })
	}
	return ix, nil
}

func (ix *landedIndex) add(c *gitrepo.Commit, ref int32) {
	ix.titles = append(ix.titles, mention{titleKey(commitTitle(c)), ref, c.Hash})
	ix.seconds = append(ix.seconds, mention{uint64(c.Author.When.Unix()), ref, c.Hash})
	for _, id := range mailsNamed(c) {
		ix.ids = append(ix.ids, mention{titleKey(id), ref, c.Hash})
	}
}

// commitTitle is a commit's subject as that of a mail is compared: a maintainer may have put a tag before it.
func commitTitle(c *gitrepo.Commit) string {
	s := series.ParseSubject(c.Subject())
	return s.Key()
}

// mailsNamed are the ids of the mails that a commit names in its Link: and Message-Id: trailers.
func mailsNamed(c *gitrepo.Commit) []string {
	ids := eachLine(c.Message, "link:", idInLink)
	return append(ids, eachLine(c.Message, "message-id:", func(rest string) string {
		return strings.Trim(strings.TrimSpace(rest), "<>")
	})...)
}

// idInLink is the message id in the address of a mail in an archive: the part of its path that has an @.
func idInLink(rest string) string {
	link, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return ""
	}
	for part := range strings.SplitSeq(u.Path, "/") {
		if strings.Contains(part, "@") {
			return strings.Trim(part, "<>")
		}
	}
	return ""
}

// mostCandidates bounds how many commits of one title, or of one second, are looked at.
const mostCandidates = 40

// Find implements [triage.Commits]: every commit that holds the patch, the surest first.
func (l *landed) Find(p *series.Patch) []triage.Found {
	ix := l.index()
	if ix == nil {
		return nil
	}
	type hit struct {
		triage.Found
		rung int
	}
	var hits []hit
	for _, m := range ix.candidates(p) {
		c, err := l.repo.git.Commit(m.commit)
		if err != nil {
			l.repo.note(err)
			continue
		}
		rung := l.tie(p, c)
		if rung == len(rungs) {
			continue
		}
		hits = append(hits, hit{triage.Found{
			Commit: c.Hash.String(), Tree: ix.refs[m.ref].name, By: rungs[rung].name, Date: c.Committer.When,
			Taker: mbox.Address{Name: c.Committer.Name, Email: c.Committer.Email}, Merged: l.merged(ix, m),
		}, rung})
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.rung, b.rung), a.Date.Compare(b.Date), strings.Compare(a.Commit, b.Commit))
	})
	var all []triage.Found
	for _, h := range hits {
		all = append(all, h.Found)
	}
	return all
}

// Grown implements [triage.Commits]. That a history was imported later says nothing of what was there before.
func (l *landed) Grown(since time.Time) (trees []string) {
	ix := l.index()
	if ix == nil {
		return nil
	}
	for i, ref := range ix.refs {
		if ix.newest[i].After(since) {
			trees = append(trees, ref.name)
		}
	}
	return trees
}

// candidates are the commits that may hold a patch.
func (ix *landedIndex) candidates(p *series.Patch) []mention {
	var all []mention
	take := func(from []mention) {
		for _, m := range from[:min(len(from), mostCandidates)] {
			if !slices.ContainsFunc(all, func(o mention) bool { return o.commit == m.commit }) {
				all = append(all, m)
			}
		}
	}
	for _, m := range mailsOf(p) {
		take(ix.ids.under(titleKey(m.ID)))
		take(ix.titles.under(titleKey(m.Subject.Key())))
		if !m.Date.IsZero() {
			take(ix.seconds.under(uint64(m.Date.Unix())))
		}
	}
	return all
}

// mailsOf are the mails a patch came in.
func mailsOf(p *series.Patch) []*series.Mail { return append([]*series.Mail{p.Mail}, p.Rerolls...) }

// merged tells whether a commit has reached what all trees flow into.
func (l *landed) merged(ix *landedIndex, m mention) bool {
	if ix.refs[m.ref].mainline {
		return true
	}
	i := slices.IndexFunc(ix.refs, func(r landing) bool { return r.mainline })
	if i < 0 {
		return false
	}
	in, err := l.repo.IsAncestor(m.commit, ix.refs[i].tip)
	return in && err == nil
}

// made is what a commit changes.
type made struct {
	diff.Identity
	patchwork string
	files     []string
}

// makes is what a commit changes, read once; nothing where that is not known.
func (l *landed) makes(c *gitrepo.Commit) made {
	if c.Cut {
		return made{}
	}
	m, err := l.made.of(history.ID(c.Hash), func() (made, int, error) {
		p, err := l.source.Patch(history.ID(c.Hash))
		if p == nil || err != nil {
			return made{}, 1, err
		}
		return made{p.Identity(), p.PatchworkHash(), filesOf(p)}, 1, nil
	})
	l.repo.note(err)
	return m
}

func filesOf(p *diff.Patch) []string {
	if p == nil {
		return nil
	}
	var files []string
	for _, f := range p.Files {
		files = append(files, strings.Clone(f.Path()))
	}
	slices.Sort(files)
	return slices.Compact(files)
}
