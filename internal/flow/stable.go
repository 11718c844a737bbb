package flow

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
	"patchpilot/stable"
)

// StableOptions say which branches are asked about, and by what.
type StableOptions struct {
	Upstream    string   // a ref; "" = one of the usual names
	Onto        []string // branches, and patterns of them; none = all whose names are those of stable branches
	UpstreamBy  string   // what says so, for errors; "" = --upstream
	OntoBy      string   // "" = --onto
	Ours        stable.Ours
	Conventions string // the name of one of [history.Known]; "" = told by the branches
	Cache       string // folder that the index is kept in; "" = none
	Told        Told   // what mail says
	Now         Moment // by default that of the newest commit or mail
}

// Stable is a repository, opened to ask about its stable branches.
type Stable struct {
	*stable.Keeper
	Index    *history.Index
	Git      *gitrepo.Repo
	Upstream string   // the ref
	Told     string   // how the conventions were told
	Notes    []string // what a reader of answers should know
	Failed   []error  // what could not be looked at; the rest is as good as ever

	source   *commitSource
	mainline history.Bits         // what upstream holds
	untagged []stable.Branch      // no tag on upstream is that of their version
	names    map[history.N]string // of releases
}

// OpenStable finds upstream, the branches, the releases on both and where each branch began, and indexes them. An error
// leaves nothing to ask; a branch that cannot be read is told among what failed.
func OpenStable(git *gitrepo.Repo, o StableOptions) (*Stable, error) {
	s := &Stable{Git: git, source: newCommitSource(git), Notes: slices.Concat(git.Notes(), git.Ignored())}
	up, err := s.findUpstream(o)
	if err != nil {
		return nil, err
	}
	refs, err := s.findBranches(o, up)
	if err != nil {
		return nil, err
	}
	conv, err := s.conventions(o.Conventions, up, refs)
	if err != nil {
		return nil, err
	}
	if refs, err = s.readIndex(conv, up, refs, o.Cache); err != nil {
		return nil, err
	}
	in := stable.Input{Index: s.Index, Upstream: s.Index.Find(history.ID(up.tip)), Facts: o.Told.Facts, Ours: o.Ours, Now: o.Now.at(s.newest(o.Told.Newest, refs)), Source: s.source}
	tags, err := s.releases(conv)
	if err != nil {
		return nil, err
	}
	s.mainline, s.names = s.Index.Reach(in.Upstream), map[history.N]string{}
	for _, t := range tags {
		s.names[t.Commit] = t.Name
	}
	in.Mainline = tags.on(s.mainline)
	for _, ref := range refs {
		in.Branches = append(in.Branches, s.branch(ref, tags))
	}
	s.addUntagged()
	s.Keeper = stable.New(in)
	s.addTroubles()
	return s, s.addRewound()
}

// addTroubles notes what answers suffer from; what is the same of many branches once.
func (s *Stable) addTroubles() {
	type trouble struct {
		text  string
		other int // branches
	}
	var all []*trouble
	same := map[string]*trouble{} // by the text without the branch's name
	for _, t := range s.Troubles() {
		key := t.Text
		if t.Branch >= 0 {
			b := s.Branches()[t.Branch]
			if key = strings.ReplaceAll(key, b.Name, ""); b.Base == history.None && t.Commit == history.None {
				continue // that is told already
			}
		}
		if known, ok := same[key]; ok {
			known.other++
			continue
		}
		same[key] = &trouble{text: t.Text}
		all = append(all, same[key])
	}
	for _, t := range all {
		if t.other > 0 {
			t.text += fmt.Sprintf("; the same of %d more", t.other)
		}
		s.Notes = append(s.Notes, t.text)
	}
}

// findUpstream finds the ref that fixes come from.
func (s *Stable) findUpstream(o StableOptions) (landing, error) {
	if named := o.Upstream; named != "" {
		tip, err := s.Git.Resolve(named)
		if err != nil {
			return landing{}, fmt.Errorf("%s %s: %w", cmp.Or(o.UpstreamBy, "--upstream"), named, err)
		}
		s.Upstream = named
		return landing{name: shortRef(named), tip: tip}, nil
	}
	for _, name := range upstreams {
		if tip, err := s.Git.Resolve(name); err == nil {
			s.Upstream = name
			return landing{name: name, tip: tip}, nil
		}
	}
	return landing{}, fmt.Errorf("%s: no ref is called as upstream is (%s): name it with --upstream", s.Git.Path(), strings.Join(upstreams, ", "))
}

// findBranches finds the branches asked for, upstream aside. Of several patterns some may match nothing.
func (s *Stable) findBranches(o StableOptions, up landing) (refs []landing, err error) {
	var names []string
	for _, pattern := range o.Onto {
		found, err := s.Git.Branches(pattern)
		if err != nil {
			s.Failed = append(s.Failed, fmt.Errorf("%s %s: %w", cmp.Or(o.OntoBy, "--onto"), pattern, err))
		}
		names = append(names, found...)
	}
	if len(o.Onto) == 0 {
		if names, err = s.stableNames(o.Conventions); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		if name = shortRef(name); name == up.name || slices.ContainsFunc(refs, func(r landing) bool { return r.name == name }) {
			continue
		}
		tip, err := s.Git.Resolve(name)
		if err != nil {
			s.Failed = append(s.Failed, fmt.Errorf("%s: %w", name, err))
			continue
		}
		refs = append(refs, landing{name: name, tip: tip})
	}
	if len(refs) == 0 {
		return nil, cmp.Or(errors.Join(s.Failed...), fmt.Errorf("%s: no branch to look at: name them with --onto", s.Git.Path()))
	}
	return refs, nil
}

// stableNames are the branches whose names are those of stable ones, by the first conventions that know any.
func (s *Stable) stableNames(conventions string) ([]string, error) {
	for _, space := range []string{"refs/heads/", "refs/remotes/"} {
		all, err := s.Git.Refs(space)
		if err != nil {
			return nil, err
		}
		for _, conv := range history.Known {
			if conventions != "" && conv.Name != conventions {
				continue
			}
			names := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return !conv.Branch.MatchString(shortRef(name)) })
			if len(names) > 0 {
				return names, nil
			}
		}
	}
	return nil, nil
}

// readIndex indexes upstream and the branches; those that cannot be read are left out.
func (s *Stable) readIndex(conv *history.Conventions, up landing, refs []landing, cache string) ([]landing, error) {
	open := func() (err error) {
		tips := []apply.Hash{up.tip}
		for _, r := range refs {
			tips = append(tips, r.tip)
		}
		asked := map[string]bool{}
		for more := tips; err == nil && len(more) > 0; tips = append(tips, more...) {
			if s.Index, err = OpenIndex(s.Git, conv, tips, cache); err == nil {
				more = s.namedElsewhere(tips, asked)
			}
		}
		return err
	}
	err := open()
	if err == nil {
		return refs, nil
	}
	if _, broken := s.Git.Ancestry(up.tip); broken != nil {
		return nil, fmt.Errorf("%s: %w", s.Upstream, broken)
	}
	whole := len(refs)
	refs = slices.DeleteFunc(refs, func(r landing) bool {
		_, broken := s.Git.Ancestry(r.tip)
		if broken != nil {
			s.Failed = append(s.Failed, fmt.Errorf("%s: %w", r.name, broken))
		}
		return broken != nil
	})
	if len(refs) == 0 || len(refs) == whole {
		return nil, err
	}
	return refs, open()
}

// surelyNamed is how many digits name a commit that the index does not hold.
const surelyNamed = 12

// naming is how messages name commits that answers hang on.
var naming = []history.Kind{history.BackportOf, history.Fixes, history.Reverts}

// namedElsewhere are the commits that are in the repository alone, as on a branch nobody asked about, and from which those
// of the branches were taken, or which any fix or take back: what they were taken from in turn may be upstream's.
func (s *Stable) namedElsewhere(tips []apply.Hash, asked map[string]bool) (all []apply.Hash) {
	find := func(h apply.Hash) history.N { return s.Index.Find(history.ID(h)) }
	var at []history.N
	for _, h := range tips {
		at = append(at, find(h))
	}
	upstream, held := s.Index.Reach(at[0]), s.Index.Reach(at...)
	for _, kind := range naming {
		for m := range s.Index.Every(kind) {
			lost := m.Of == history.None || m.How == history.ByTitle
			if !lost || !held.Has(m.By) || kind == history.BackportOf && upstream.Has(m.By) || len(m.ID) < surelyNamed || asked[m.ID] {
				continue
			}
			asked[m.ID] = true
			if h, err := s.Git.Resolve(m.ID); err == nil {
				all = append(all, h)
			}
		}
	}
	known := func(h apply.Hash) bool { return find(h) != history.None }
	if _, err := s.Git.Beyond(known, all...); err != nil {
		return nil // as if they were not here
	}
	return all
}

// newest is the latest of a date and those of the branches' newest commits.
func (s *Stable) newest(when time.Time, refs []landing) time.Time {
	for _, r := range refs {
		if n := s.Index.Find(history.ID(r.tip)); n != history.None && s.Index.Committed(n).After(when) {
			when = s.Index.Committed(n)
		}
	}
	return when
}

// tag is a release's.
type tag struct {
	stable.Release
	version string
}

type tags []tag

// releases are the tags of releases whose commits are indexed, oldest first.
func (s *Stable) releases(conv *history.Conventions) (all tags, err error) {
	names, err := s.Git.Refs("refs/tags/")
	if err != nil {
		return nil, err
	}
	for _, ref := range names {
		name := strings.TrimPrefix(ref, "refs/tags/")
		m := conv.Release.FindStringSubmatch(name)
		if m == nil || conv.Candidate != nil && conv.Candidate.MatchString(name) {
			continue
		}
		h, err := s.Git.Resolve(ref)
		if err != nil {
			continue // v2.6.11 is a tag of a tree
		}
		if n := s.Index.Find(history.ID(h)); n != history.None {
			all = append(all, tag{stable.Release{Name: name, Commit: n}, m[1]})
		}
	}
	slices.SortStableFunc(all, func(a, b tag) int { return cmp.Compare(a.Commit, b.Commit) })
	return all, nil
}

// on are the releases among some commits.
func (ts tags) on(held history.Bits) (all []stable.Release) {
	for _, t := range ts {
		if held.Has(t.Commit) {
			all = append(all, t.Release)
		}
	}
	return all
}

// unmet says why it is not known where a branch left upstream.
func (s *Stable) unmet(branch string) error {
	if s.Git.Shallow() {
		return fmt.Errorf("%s: history was cut off, as a shallow clone's is, before the branch meets %s", branch, s.Upstream)
	}
	return fmt.Errorf("%s: it has no commit in common with %s", branch, s.Upstream)
}

// branch is one with where it began and its releases after that.
func (s *Stable) branch(ref landing, tags tags) stable.Branch {
	conv := s.Index.Conventions()
	b := stable.Branch{Name: ref.name, Version: stable.VersionOf(conv, ref.name), Tip: s.Index.Find(history.ID(ref.tip))}
	held := s.Index.Reach(b.Tip)
	if b.Base = s.base(b, held, tags); b.Base == history.None {
		s.Failed = append(s.Failed, s.unmet(b.Name))
	}
	before := s.Index.Reach(b.Base)
	for _, r := range tags.on(held) {
		if !before.Has(r.Commit) && !s.mainline.Has(r.Commit) {
			b.Releases = append(b.Releases, r)
		}
	}
	return b
}

// addUntagged notes the branches of which no tag tells where they began.
func (s *Stable) addUntagged() {
	var versions, names []string
	for _, b := range s.untagged {
		names = append(names, b.Name)
		if !slices.Contains(versions, b.Version) {
			versions = append(versions, b.Version)
		}
	}
	begins := "is taken to begin where it left "
	if len(names) > 1 {
		begins = "are taken to begin where they left "
	}
	if len(names) > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("no tag on %s is that of %s: %s %s%s",
			s.Upstream, strings.Join(versions, ", "), strings.Join(names, ", "), begins, s.Upstream))
	}
}

// base is where a branch began: the release of its version, if that is on upstream, else the newest commit that both hold.
func (s *Stable) base(b stable.Branch, held history.Bits, tags tags) history.N {
	named := false
	for _, t := range tags {
		if b.Version == "" || t.version != b.Version && t.version != b.Version+".0" || !s.mainline.Has(t.Commit) {
			continue
		}
		if held.Has(t.Commit) {
			return t.Commit
		}
		named = true
		s.Notes = append(s.Notes, fmt.Sprintf("%s does not hold %s: it is taken to begin where it left %s", b.Name, t.Name, s.Upstream))
	}
	if b.Version != "" && !named && len(tags.on(s.mainline)) > 0 {
		s.untagged = append(s.untagged, b)
	}
	for n := b.Tip; n >= 0; n-- {
		if held.Has(n) && s.mainline.Has(n) {
			return n
		}
	}
	return history.None
}
