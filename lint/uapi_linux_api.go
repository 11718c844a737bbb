package lint

import (
	"slices"
	"strings"

	"patchpilot/series"
	"patchpilot/uapi"
)

// The series adds to the interface to user space and was not sent to linux-api@vger.kernel.org.
//
// The people of the C libraries, of the manual pages and of tracing tools read that list. They see what an
// interface lacks before it is released, and so can never be changed.
//
// Send the series there too. What a subsystem keeps to itself, as graphics drivers, RDMA, sound and
// networking do, is told as info.
//
//	bad:  adds FUTEX_DEMO in include/uapi/linux/futex.h    (sent to the list of its subsystem alone)
//	good: Cc: linux-api@vger.kernel.org
//
// See Documentation/process/submit-checklist.rst, "Provide documentation", and
// Documentation/process/adding-syscalls.rst, "Proposing the API".
var uapiLinuxAPI = &Rule{
	Name:     "uapi-linux-api",
	Severity: Warning,
	Scope:    OnSeries,
	Headers:  true,
	See: func(p *Pass) {
		markUAPI(p, func(i uapi.Item) bool { return i.Header() || i.Kind == uapi.Syscall })
	},
	Check: func(p *Pass) {
		a, r := newestAdditions(p)
		if len(a.list) == 0 || !sent(a.list[0].mail) {
			return
		}
		if slices.ContainsFunc(r.Mails(), func(m *series.Mail) bool { return sentTo(m, linuxAPI) }) {
			return
		}
		severity := Info
		if slices.ContainsFunc(a.list, func(x addition) bool { return !keptToItself(x.Path) }) {
			severity = p.rule.severity
		}
		p.Report(a.finding(r, severity, a.String()+" and was not sent to "+linuxAPI))
	},
}

// ownHeaders are those of subsystems that agree on their interface among themselves.
var ownHeaders = []string{
	"include/uapi/drm/", "include/uapi/misc/", "include/uapi/mtd/", "include/uapi/rdma/", "include/uapi/scsi/", "include/uapi/sound/",
	"include/uapi/video/", "include/uapi/xen/", "include/uapi/linux/bpf", "include/uapi/linux/input", "include/uapi/linux/kvm",
	"include/uapi/linux/v4l2", "include/uapi/linux/video", "include/uapi/linux/media", "include/uapi/linux/virtio_", "include/uapi/linux/pci_regs.h",
}

func keptToItself(path string) bool {
	return uapi.AreaOf(path).Driver != "" || isNetHeader(path) || slices.ContainsFunc(ownHeaders, func(h string) bool { return strings.HasPrefix(path, h) })
}
