package lint

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/series"
)

// A list gets some patches of a series, and not its cover.
//
// Its readers see a part and cannot tell what it is for, nor find the rest. Patches that go to the people of
// each are the custom; the cover and the lists belong to all.
//
// Send the cover to every list that gets a patch: `git send-email` with `--to-cover` and `--cc-cover`.
//
//	bad:  0/2 to linux-demo, 2/2 to linux-demo and linux-clk
//	good: 0/2 to linux-demo and linux-clk, 2/2 as well
//
// See git-send-email(1), "--to-cover" and "--cc-cover".
var rcptSplitDiffers = &Rule{
	Name:     "rcpt-split-differs",
	Severity: Info,
	Scope:    OnSeries,
	Headers:  true,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Cover == nil || r.Backport || !sent(r.Cover) {
			return
		}
		var lists []string
		parts := map[string][]int{}
		for _, n := range posted(r) {
			if !sent(n.Mail) {
				return
			}
			for _, a := range slices.Concat(n.To, n.Cc) {
				list := strings.ToLower(a.Email)
				if !publicList(list) || sentTo(r.Cover, list) || slices.Contains(parts[list], n.Index) {
					continue
				}
				if parts[list] == nil {
					lists = append(lists, list)
				}
				parts[list] = append(parts[list], n.Index)
			}
		}
		switch len(lists) {
		case 0:
		case 1:
			p.Report(Finding{Revision: r, Mail: r.Cover, Text: fmt.Sprintf("%s gets %s of %d and not the cover", lists[0], patches(parts[lists[0]]), r.Expected)})
		default:
			slices.Sort(lists)
			p.Report(Finding{Revision: r, Mail: r.Cover, Text: fmt.Sprintf("%d lists get patches and not the cover: %s", len(lists), strings.Join(lists[:min(len(lists), 8)], ", "))})
		}
	},
}

func patches(ns []int) string {
	if len(ns) == 1 {
		return "patch " + series.Ranges(ns)
	}
	return "patches " + series.Ranges(ns)
}
