package lint

import (
	"slices"
	"strings"

	"patchpilot/diff"
	"patchpilot/series"
	"patchpilot/uapi"
)

// Networking or BPF gets a new interface, or netdevsim a new feature, and no test.
//
// Selftests are run on every posting there; they show reviewers how the interface is used and keep it
// working. A feature of netdevsim serves tests alone and is not taken without one.
//
// Add a test under tools/testing/selftests, or a KUnit test, to the series.
//
//	bad:  include/uapi/linux/bpf.h | 2 ++
//	good: include/uapi/linux/bpf.h                    | 2 ++
//	      tools/testing/selftests/bpf/progs/demo.c    | 40 ++++++++
//
// See Documentation/process/maintainer-netdev.rst, "Testing", and Documentation/bpf/bpf_devel_QA.rst.
var uapiNoSelftest = &Rule{
	Name:     "uapi-no-selftest",
	Severity: Info,
	Scope:    OnSeries,
	See: func(p *Pass) {
		markUAPI(p, func(i uapi.Item) bool {
			return isNetHeader(i.Path) || strings.HasPrefix(i.Path, "include/uapi/linux/bpf")
		})
		if p.Mail.IsPosting() && p.Mail.Diff != nil {
			markNetdevsim(p)
		}
	},
	Check: func(p *Pass) {
		a, r := newestAdditions(p)
		if hasTest(r) || r.Backport {
			return
		}
		if len(a.list) > 0 {
			p.Report(a.finding(r, Off, a.String()+", and no patch changes a selftest or a KUnit test"))
			return
		}
		for _, patch := range r.Patches {
			for _, k := range p.Marks(patch.Mail) {
				if file, is := strings.CutPrefix(k.Text, "netdevsim\t"); is {
					p.Report(Finding{Revision: r, Mail: patch.Mail, Line: k.Line, Path: k.Path, PathLine: k.PathLine,
						Text: "netdevsim gets the file " + file + " for tests, and no patch adds one"})
					return
				}
			}
		}
	},
}

// hasTest tells whether a patch of the posting changes a test.
func hasTest(r *series.Revision) bool {
	return slices.ContainsFunc(r.Patches, func(p *series.Patch) bool {
		return p.Diff != nil && slices.ContainsFunc(p.Diff.Files, func(f *diff.File) bool { return isTest(f.Path()) })
	})
}

const netdevsim = "drivers/net/netdevsim/"

// markNetdevsim keeps the first file that netdevsim gets in debugfs or sysfs.
func markNetdevsim(p *Pass) {
	if !slices.ContainsFunc(p.Mail.Diff.Files, func(f *diff.File) bool { return strings.HasPrefix(f.Path(), netdevsim) }) {
		return
	}
	for _, l := range p.Added() {
		text := string(l.text)
		_, call, is := strings.Cut(text, "debugfs_create_")
		if !is || !strings.HasPrefix(l.file.Path(), netdevsim) || strings.HasPrefix(call, "dir") {
			continue
		}
		if _, name, is := strings.Cut(call, `"`); is {
			name, _, _ = strings.Cut(name, `"`)
			p.Mark(Mark{Line: l.line, Path: l.file.Path(), PathLine: l.pathLine, Text: "netdevsim\t" + quote(name)})
			return
		}
	}
}
