package lint

import (
	"slices"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/said"
	"patchpilot/uapi"
)

// A new system call comes without a selftest, a manual page or its number for all machines.
//
// A system call stays for ever. The test shows that it works, the page what it means, and a call that is
// wired up for some machines only cannot be relied on.
//
// Put a test under tools/testing/selftests, a draft of the page in the cover (or a link to it), and the number
// in the generic list and in the table of at least one other machine into the series.
//
//	bad:  kernel/demo.c, arch/x86/entry/syscalls/syscall_64.tbl
//	good: the same, include/uapi/asm-generic/unistd.h, tools/testing/selftests/demo/, "the man page: …"
//
// See Documentation/process/adding-syscalls.rst.
var uapiSyscall = &Rule{
	Name:     "uapi-syscall",
	Severity: Error,
	Scope:    OnSeries,
	See: func(p *Pass) {
		markUAPI(p, func(i uapi.Item) bool { return i.Kind == uapi.Syscall })
		if !p.Mail.IsPosting() || !said.Holds(p.Mail, manWords...) {
			return
		}
		for _, l := range said.Own(p.Mail) {
			if manPage.MatchString(l.Text) {
				p.Mark(Mark{Line: l.N, Text: "man"})
				return
			}
		}
	},
	Check: func(p *Pass) {
		a, r := newestAdditions(p)
		call := definedCall(a)
		if call < 0 {
			return // what only gives a call of an earlier series its numbers
		}
		name, lacks := a.list[call].name, []string(nil)
		if !hasTest(r) {
			lacks = append(lacks, "a selftest")
		}
		page := false
		for _, v := range r.Mails() {
			page = page || slices.ContainsFunc(p.Marks(v), func(k Mark) bool { return k.Text == "man" })
		}
		if !page {
			lacks = append(lacks, "a manual page")
		}
		if !touches(r, "include/uapi/asm-generic/unistd.h", "scripts/syscall.tbl") {
			lacks = append(lacks, "its number in the generic table")
		}
		if len(lacks) == 0 {
			return
		}
		f := a.finding(r, softened(a.list[call].mail, p.rule.severity), "adds the system call "+name+" without "+list(lacks))
		if len(lacks) == 1 {
			f.Severity = Warning
		}
		p.Report(f)
	},
}

// manWords are parts of what manPage looks for, quick to find.
var manWords = []string{"an page", "an-page", "anpage", "anual page", "an 2", "an2", "an(2)", ".TH"}

var manPage = lazyregexp.New(`(?i)\bman[- ]?pages?\b|\bmanual pages?\b|\bman ?\(?2\b|\.TH\b`)

// definedCall finds a call that the series both defines and numbers, -1 if there is none.
func definedCall(a additions) int {
	return slices.IndexFunc(a.list, func(x addition) bool {
		return x.kind == uapi.Syscall && strings.HasSuffix(x.Path, ".c") && slices.ContainsFunc(a.list, func(o addition) bool {
			return o.name == x.name && o.Path != x.Path
		})
	})
}
