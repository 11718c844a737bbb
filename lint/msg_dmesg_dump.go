package lint

import "strings"

// A trace in the log keeps the time stamps of the kernel's messages.
//
// They say nothing about the fault and push what does out of sight. So do registers, lists of modules and
// frames that are the same for every such trace.
//
// Strip the stamps, and keep the lines that show the fault.
//
//	bad:  [   12.345678] BUG: KASAN: use-after-free in demo_ring_put
//	good:  BUG: KASAN: use-after-free in demo_ring_put
//
// See Documentation/process/submitting-patches.rst, "Backtraces in commit messages".
var msgDmesgDump = &Rule{
	Name:     "msg-dmesg-dump",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if !holdsTrace(p.Mail.Log) {
			return
		}
		first, n, edit := rewrittenLines(p, p.Prose(), dropStamp)
		if n >= 5 {
			p.Report(Finding{Line: first.n, Edit: edit, Fix: "strip the time stamps",
				Text: plural(n, "line") + " of a trace with time stamps, the first " + quote(first.text)})
		}
	},
}

// holdsTrace looks for a trace: in other messages, times may be the point.
func holdsTrace(log string) bool {
	return hasAny(log, "Call Trace:", "Call trace:", "cut here", "BUG: ", "Backtrace:", "Unable to handle kernel", "Oops: ")
}

// dropStamp cuts "[   12.345678]" off a line's start. The blank behind it stays: a line that began with "#"
// or "---" would mean something else.
func dropStamp(s string) (string, bool) {
	open := strings.IndexByte(s, '[')
	if open < 0 || strings.Trim(s[:open], " \t>") != "" {
		return s, false
	}
	stamp, rest, found := strings.Cut(s[open+1:], "]")
	whole, part, dotted := strings.Cut(strings.TrimLeft(stamp, " "), ".")
	if !found || !dotted || len(part) != 6 || !digits(whole) || !digits(part) {
		return s, false
	}
	if rest != "" && rest[0] != ' ' {
		rest = " " + rest
	}
	return strings.TrimRight(s[:open]+rest, " "), true
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
