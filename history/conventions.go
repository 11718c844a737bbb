package history

import (
	"patchpilot/internal/lazyregexp"
	"patchpilot/trailers"
)

// Conventions are how a project names and marks what goes to its stable branches. They are data: another project is
// another value.
type Conventions struct {
	Name      string
	Forms     []trailers.Form    // that count as "taken from"; the first is what its keepers write
	List      *lazyregexp.Regexp // the address in a Cc that asks for stable
	Address   string             // where backports are mailed to; "" = nowhere in particular
	Branch    *lazyregexp.Regexp // a stable branch's name; its first group is the version, "6.6"
	Release   *lazyregexp.Regexp // a release's tag; its first group is the version, "6.6.3"
	Candidate *lazyregexp.Regexp // tags that match Release and are none
	Prefixes  *lazyregexp.Regexp // of titles on branches, not part of the title
	Subject   string             // prefix of a mailed backport; %s is the version
	Written   string             // the line that names what a copy was taken from; %s is the id
}

// The conventions known, the first by default.
var (
	Kernel = &Conventions{
		Name: "kernel",
		Forms: []trailers.Form{
			trailers.CommitUpstream, trailers.UpstreamCommit, trailers.CherryPicked, trailers.BackportedFrom, trailers.BareCommit,
		},
		Address:  "stable@vger.kernel.org",
		List:     lazyregexp.New(`(?i)\bstable(\+noautosel)?@(vger\.)?kernel\.org\b`),
		Branch:   lazyregexp.New(`(?:^|/)linux-(\d+\.\d+)\.y$`),
		Release:  lazyregexp.New(`^v(\d+(?:\.\d+)+)$`),
		Prefixes: lazyregexp.New(`^(?:(?:UPSTREAM|BACKPORT|FROMGIT|FROMLIST|CHROMIUM|ANDROID): *)+`),
		Subject:  "PATCH %s.y",
		Written:  "commit %s upstream.",
	}
	DPDK = &Conventions{
		Name:     "dpdk",
		Forms:    []trailers.Form{trailers.UpstreamCommit, trailers.CommitUpstream, trailers.CherryPicked, trailers.BackportedFrom},
		Address:  "stable@dpdk.org",
		List:     lazyregexp.New(`(?i)\bstable@dpdk\.org\b`),
		Branch:   lazyregexp.New(`(?:^|/)(\d\d\.\d\d)(?:-staging)?$`),
		Release:  lazyregexp.New(`^v(\d+(?:\.\d+)+)$`),
		Subject:  "PATCH %s",
		Prefixes: lazyregexp.New(`^\[[^\]]*\] *`),
		Written:  "[ upstream commit %s ]",
	}
	CherryPick = &Conventions{
		Name:    "cherry-pick",
		Forms:   []trailers.Form{trailers.CherryPicked, trailers.BackportedFrom, trailers.CommitUpstream, trailers.UpstreamCommit},
		List:    lazyregexp.New(`(?i)\b[\w.+-]*stable@[\w.-]+`),
		Branch:  lazyregexp.New(`(?:^|[/_-])v?(\d+(?:\.\d+)+)(?:\.x)?$`),
		Release: lazyregexp.New(`^[a-z]*-?v?(\d+(?:\.\d+)+)$`),
		Subject: "PATCH %s",
		Written: "(cherry picked from commit %s)",
	}
	Known = []*Conventions{Kernel, DPDK, CherryPick}
)
