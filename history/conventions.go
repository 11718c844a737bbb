package history

import (
	"regexp"

	"patchpilot/trailers"
)

// Conventions are how a project names and marks what goes to its stable branches. They are data: another project is
// another value.
type Conventions struct {
	Name      string
	Forms     []trailers.Form // that count as "taken from"; the first is what its keepers write
	List      *regexp.Regexp  // the address in a Cc that asks for stable
	Address   string          // where backports are mailed to; "" = nowhere in particular
	Branch    *regexp.Regexp  // a stable branch's name; its first group is the version, "6.6"
	Release   *regexp.Regexp  // a release's tag; its first group is the version, "6.6.3"
	Candidate *regexp.Regexp  // tags that match Release and are none
	Prefixes  *regexp.Regexp  // of titles on branches, not part of the title
	Subject   string          // prefix of a mailed backport; %s is the version
	Written   string          // the line that names what a copy was taken from; %s is the id
}

// The conventions known, the first by default.
var (
	Kernel = &Conventions{
		Name: "kernel",
		Forms: []trailers.Form{
			trailers.CommitUpstream, trailers.UpstreamCommit, trailers.CherryPicked, trailers.BackportedFrom, trailers.BareCommit,
		},
		Address:  "stable@vger.kernel.org",
		List:     regexp.MustCompile(`(?i)\bstable(\+noautosel)?@(vger\.)?kernel\.org\b`),
		Branch:   regexp.MustCompile(`(?:^|/)linux-(\d+\.\d+)\.y$`),
		Release:  regexp.MustCompile(`^v(\d+(?:\.\d+)+)$`),
		Prefixes: regexp.MustCompile(`^(?:(?:UPSTREAM|BACKPORT|FROMGIT|FROMLIST|CHROMIUM|ANDROID): *)+`),
		Subject:  "PATCH %s.y",
		Written:  "commit %s upstream.",
	}
	DPDK = &Conventions{
		Name:     "dpdk",
		Forms:    []trailers.Form{trailers.UpstreamCommit, trailers.CommitUpstream, trailers.CherryPicked, trailers.BackportedFrom},
		Address:  "stable@dpdk.org",
		List:     regexp.MustCompile(`(?i)\bstable@dpdk\.org\b`),
		Branch:   regexp.MustCompile(`(?:^|/)(\d\d\.\d\d)(?:-staging)?$`),
		Release:  regexp.MustCompile(`^v(\d+(?:\.\d+)+)$`),
		Subject:  "PATCH %s",
		Prefixes: regexp.MustCompile(`^\[[^\]]*\] *`),
		Written:  "[ upstream commit %s ]",
	}
	CherryPick = &Conventions{
		Name:    "cherry-pick",
		Forms:   []trailers.Form{trailers.CherryPicked, trailers.BackportedFrom, trailers.CommitUpstream, trailers.UpstreamCommit},
		List:    regexp.MustCompile(`(?i)\b[\w.+-]*stable@[\w.-]+`),
		Branch:  regexp.MustCompile(`(?:^|[/_-])v?(\d+(?:\.\d+)+)(?:\.x)?$`),
		Release: regexp.MustCompile(`^[a-z]*-?v?(\d+(?:\.\d+)+)$`),
		Subject: "PATCH %s",
		Written: "(cherry picked from commit %s)",
	}
	Known = []*Conventions{Kernel, DPDK, CherryPick}
)
