package lint

import (
	"fmt"
	"slices"
	"strings"
)

// Profile is what one community wants of patches, as changes to the catalogue.
type Profile struct {
	Name     string
	About    string // who it is for, in a sentence
	Extends  string // the profile it begins with; "" = the catalogue as it is
	Settings []Setting
}

// onlyLinux is off where patches are for another project: what Linux asks for in its own documents, by its own
// bots, or for the sake of its own trees.
var onlyLinux = []Setting{
	{"ai-coauthored", Off}, // it wants Assisted-by instead
	{"ai-format", Off},
	{"diff-dt-license", Off},
	{"diff-spdx", Off}, // where the line stands and in which comment is Linux' own choice
	{"doc-*", Off},
	{"dt-*", Off},
	{"fixes-missing", Off},
	{"fixes-no-stable", Off},
	{"link-nonlore", Off},
	{"link-unknown-tag", Off},
	{"maint-sort", Off},
	{"rcpt-orphan-linus", Off},
	{"regz-link", Off},
	{"rep-bot-on-new", Off},
	{"rep-closes-orphan", Off},
	{"rep-closes-url", Off}, // "Closes: DEMO-12" is right where the project has a tracker of its own
	{"rep-no-closes", Off},
	{"ser-dt-order", Off},
	{"ser-reply-to-old", Off}, // others want a new version in the thread of the old
	{"ser-too-long", Off},     // fifteen is Linux' number
	{"ser-tree-*", Off},
	{"stable-*", Off},
	{"subj-dt-prefix", Off},
	{"syz-*", Off},
	{"tag-change-id", Off}, // Gerrit's own, where a project has one
	{"tag-combined", Off},
	{"tag-internal", Off}, // "Bug: 12" is right where the project has a tracker of its own
	{"uapi-*", Off},
}

// profiles are those built in. The reasons are in the manuals of the rules they name; where they are not, here.
var profiles = []Profile{
	{Name: "kernel", About: "Linux as a whole: the catalogue as it is."},
	{Name: "drm", Extends: "kernel", About: "Linux graphics: changelogs may stand in the log.", Settings: []Setting{
		{"fixes-no-stable", Info},
		{"msg-version-text", Off},
		{"rev-missing", Warning},      // dim lets nobody push without; a fresh posting has done nothing wrong
		{"rev-required-ack", Warning}, // dim takes no patch without
	}},
	{Name: "netdev", Extends: "kernel", About: "Linux networking: netdev@vger.kernel.org and its bots.", Settings: []Setting{
		{"fixes-missing", Warning},
		{"ser-no-cover", Warning},
		{"ser-partial-resend", Error},
		{"ser-reply-to-old", Warning}, // a new version is a new thread, or the bots miss it
		{"ser-too-long", Warning},     // they take fifteen patches at most
		{"ser-tree-tag", Warning},
		{"fixes-no-stable", Info},
	}},
	{Name: "generic", About: "Any project that takes patches by mail: nothing that only Linux asks for.", Settings: slices.Concat(onlyLinux, []Setting{
		{"BAD_FIXES_TAG", Off}, // how the tag is written; whether the commit that it names is there is asked everywhere
		{"cdb-*", Off},         // Co-developed-by goes with sign-offs
		{"msg-no-body", Info},  // a summary can say it all
		{"sob-*", Off},         // not every project wants sign-offs
		{"subj-prefix-missing", Info},
		{"tag-bot-sob", Off},
	})},
	{Name: "dpdk", About: "DPDK: dev@dpdk.org.", Settings: slices.Concat(onlyLinux, []Setting{
		// The stable rules stay off: they know Linux' list and its forms. "Cc: stable@dpdk.org" is no misspelling
		// of it, a copy to that list is wanted, and a backport says its branch in the subject alone.
		{"msg-no-body", Off},           // "when the change is obvious the body can be blank"
		{"subj-trailing-dot", Warning}, // check-git-log.sh refuses it
		{"tag-blank-inside", Off},      // a blank line follows Fixes and Cc: stable there
	})},
}

// Profiles lists the profiles built in.
func Profiles() []Profile { return slices.Clone(profiles) }

// ProfileSettings are a profile's settings, those it begins with first. own are profiles beside those built
// in, and go before them. The error names a profile that is not there, or that begins with itself.
func ProfileSettings(name string, own []Profile) ([]Setting, error) {
	all := slices.Concat(own, profiles)
	var chain []Profile
	for at := name; at != ""; {
		if slices.ContainsFunc(chain, func(p Profile) bool { return p.Name == at }) {
			return nil, fmt.Errorf("profile %q begins with itself: %s", at, roundabout(chain, at))
		}
		i := slices.IndexFunc(all, func(p Profile) bool { return p.Name == at })
		if i < 0 {
			return nil, fmt.Errorf("unknown profile %q: there is %s", at, profileNames(all))
		}
		chain = append(chain, all[i])
		at = all[i].Extends
	}
	var settings []Setting
	for _, p := range slices.Backward(chain) {
		settings = append(settings, p.Settings...)
	}
	return settings, nil
}

// roundabout shows how a profile leads back to one: "a > b > a".
func roundabout(chain []Profile, end string) string {
	var names []string
	for _, p := range chain {
		names = append(names, p.Name)
	}
	return strings.Join(append(names, end), " > ")
}

func profileNames(all []Profile) string {
	var names []string
	for _, p := range all {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// BeforeSending are the settings for patches that are about to be sent, by whoever has them in a branch: that they
// apply, whether they are there already, and what nobody can have said yet, tell nothing of them.
func BeforeSending() []Setting {
	return []Setting{{"diff-applied", Off}, {"diff-apply", Off}, {"rev-missing", Off}, {"ser-bisect-apply", Off},
		{"ser-cover-empty", Error}, // it is the last moment to fill it in
		{"ser-no-base", Off}}
}
