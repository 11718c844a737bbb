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

// profiles are those built in. A profile's file of reasons is the manual of each rule it names.
var profiles = []Profile{
	{Name: "kernel", About: "Linux as a whole: the catalogue as it is."},
	{Name: "drm", Extends: "kernel", About: "Linux graphics: changelogs may stand in the log.", Settings: []Setting{
		{"msg-version-text", Off},
		{"rev-missing", Error},
	}},
	{Name: "netdev", Extends: "kernel", About: "Linux networking: netdev@vger.kernel.org and its bots.", Settings: []Setting{
		{"fixes-missing", Warning},
		{"ser-no-cover", Warning},
		{"ser-partial-resend", Error},
		{"ser-reply-to-old", Warning},
		{"ser-too-long", Warning},
		{"ser-tree-tag", Warning},
	}},
	{Name: "generic", About: "Any project that takes patches by mail: nothing that only Linux asks for.", Settings: []Setting{
		{"diff-dt-license", Off},
		{"diff-spdx", Off},
		{"doc-*", Off},
		{"dt-*", Off},
		{"fixes-missing", Off},
		{"link-nonlore", Off},
		{"link-unknown-tag", Off},
		{"maint-sort", Off},
		{"rcpt-orphan-linus", Off},
		{"regz-link", Off},
		{"rep-bot-on-new", Off},
		{"ser-dt-order", Off},
		{"ser-tree-*", Off},
		{"sob-*", Off},
		{"stable-*", Off},
		{"subj-dt-prefix", Off},
		{"syz-*", Off},
		{"uapi-*", Off},
	}},
	{Name: "dpdk", Extends: "generic", About: "DPDK: dev@dpdk.org.", Settings: []Setting{
		{"sob-missing", Error},
	}},
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
