package lint

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/diff"
	"patchpilot/series"
	"patchpilot/uapi"
)

// UAPI is what the mail's diff does to the interface that programs see.
func (f *facts) UAPI() *uapi.Change {
	if f.uapi == nil {
		f.uapi = &uapi.Change{}
		if f.mail.Diff != nil && f.mail.IsPosting() {
			f.uapi = uapi.Read(f.mail.Diff)
		}
	}
	return f.uapi
}

// mostItems bounds how many additions of one mail are marked; the others are counted.
const mostItems = 10

// markUAPI keeps those additions of a mail that a rule asks about, and the names of what it takes away: what
// another patch of the series adds again only moves.
func markUAPI(p *Pass, asks func(uapi.Item) bool) {
	c := p.UAPI()
	if len(c.Removed) > 0 {
		var gone strings.Builder
		for _, i := range c.Removed {
			if gone.Len() > 1<<13 {
				break
			}
			gone.WriteString(" " + i.Name)
		}
		p.Mark(Mark{Text: "gone\t" + gone.String()})
	}
	n := 0
	for _, i := range c.Added {
		if !asks(i) {
			continue
		}
		if n++; n <= mostItems {
			p.Mark(Mark{Line: i.Line, Path: i.Path, PathLine: i.PathLine, Text: "add\t" + string(i.Kind) + "\t" + i.Name})
		}
	}
	if n > mostItems {
		p.Mark(Mark{Text: "more" + strings.Repeat("\t", n-mostItems)[:min(n-mostItems, 1<<10)]})
	}
}

// addition is one thing that a posting adds.
type addition struct {
	Mark
	mail *series.Mail
	kind uapi.Kind
	name string
}

// additions are what a posting adds, as markUAPI kept it.
type additions struct {
	list []addition
	more int // those not kept
}

// additionsOf gathers what the patches of a posting add together.
func additionsOf(p *Pass, r *series.Revision) additions {
	var all additions
	gone := map[string]bool{}
	for _, patch := range r.Patches {
		for _, k := range p.Marks(patch.Mail) {
			what, rest, _ := strings.Cut(k.Text, "\t")
			switch kind, name, _ := strings.Cut(rest, "\t"); what {
			case "add":
				all.list = append(all.list, addition{k, patch.Mail, uapi.Kind(kind), name})
			case "gone":
				for _, n := range strings.Fields(rest) {
					gone[n] = true
				}
			case "more":
				all.more += strings.Count(k.Text, "\t")
			}
		}
	}
	all.list = slices.DeleteFunc(all.list, func(a addition) bool { return gone[a.name] })
	slices.SortStableFunc(all.list, func(a, b addition) int { return weight(a.kind) - weight(b.kind) })
	return all
}

// newestAdditions are those of the newest posting, the one that waits for what is missing. A posting to a
// stable branch adds nothing of its own.
func newestAdditions(p *Pass) (additions, *series.Revision) {
	r := p.Series.Latest()
	if r.Backport {
		return additions{}, r
	}
	return additionsOf(p, r), r
}

// kindsByWeight are the kinds of additions, those that people name first at the beginning.
var kindsByWeight = []uapi.Kind{uapi.Syscall, uapi.Ioctl, uapi.Property, uapi.Sysfs, uapi.Configfs, uapi.Capability, uapi.Parameter,
	uapi.Query, uapi.Flag, uapi.Member, uapi.Struct, uapi.Union, uapi.Enum, uapi.Format, uapi.Constant}

func weight(k uapi.Kind) int { return slices.Index(kindsByWeight, k) }

// String says what is added: "adds ioctl A (include/uapi/linux/a.h:12), struct b (:9) and 2 more".
func (a additions) String() string {
	const told = 3
	var parts []string
	path := ""
	for _, x := range a.list[:min(told, len(a.list))] {
		at := fmt.Sprintf("%s:%d", x.Path, x.PathLine)
		if x.Path == path {
			at = fmt.Sprintf(":%d", x.PathLine)
		}
		path = x.Path
		parts = append(parts, fmt.Sprintf("%s %s (%s)", x.kind, x.name, at))
	}
	if more := len(a.list) - len(parts) + a.more; more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	return "adds " + list(parts)
}

// list joins words: "a, b and c".
func list(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// finding tells a fault of additions, at the first of them.
func (a additions) finding(r *series.Revision, s Severity, text string) Finding {
	x := a.list[0]
	return Finding{Severity: s, Revision: r, Mail: x.mail, Line: x.Line, Path: x.Path, PathLine: x.PathLine, Text: text}
}

// isDRM tells what the rules of graphics ask about.
func isDRM(i uapi.Item) bool {
	return uapi.AreaOf(i.Path).DRM && (i.Header() || i.Kind == uapi.Property || i.Kind == uapi.Sysfs)
}

// drmSeverity is a rule's own where all drivers share what is added, or the driver's maintainers ask for the
// same; else info. Formats are agreed on beside the kernel, and attributes of dma-buf are statistics.
func drmSeverity(a additions, s Severity) Severity {
	for _, x := range a.list {
		switch area := uapi.AreaOf(x.Path); area.Driver {
		case "", "i915", "xe":
			if x.kind != uapi.Format && (x.kind != uapi.Sysfs || strings.HasPrefix(x.Path, "drivers/gpu/")) {
				return s
			}
		}
	}
	return Info
}

// touches tells whether a patch of the posting changes a file below one of the folders.
func touches(r *series.Revision, folders ...string) bool {
	return slices.ContainsFunc(r.Patches, func(p *series.Patch) bool {
		return p.Diff != nil && slices.ContainsFunc(p.Diff.Files, func(f *diff.File) bool {
			return slices.ContainsFunc(folders, func(dir string) bool { return strings.HasPrefix(f.Path(), dir) })
		})
	})
}
