package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// New uAPI of DRM has been reviewed, but by nobody who speaks for its user.
//
// Whether an interface is sound, documented well enough and validated is judged from the other side: the
// reviewer of the userspace change acks the kernel's patch too.
//
// Ask that person for an Acked-by, and say in a note behind it what they speak for. Addresses alone do not
// tell, so this is a reminder; it is silent where nobody has reviewed yet or no user is named.
//
//	bad:  Reviewed-by: Ben Reader <ben@example.org>
//	good: Acked-by: Cleo Tester <cleo@example.org> # mesa
//
// See Documentation/gpu/drm-uapi.rst, "Open-Source Userspace Requirements".
var uapiDRMNoUMDAck = &Rule{
	Name:     "uapi-drm-no-umd-ack",
	Severity: Info,
	Scope:    OnSeries,
	See: func(p *Pass) {
		markUAPI(p, isDRM)
		markUsers(p)
	},
	Check: func(p *Pass) {
		a, r := newestAdditions(p)
		if len(a.list) == 0 {
			return
		}
		named := false
		for _, v := range voices(p, "link") {
			named = named || v.how == "user"
		}
		reviews := 0
		for _, patch := range r.Patches {
			if patch.Mail != a.list[0].mail {
				continue
			}
			for _, t := range patch.Tags() {
				if !isReviewTag(t) {
					continue
				}
				if reviews++; userspaceNote.MatchString(behind(t)) {
					return
				}
			}
		}
		if named && reviews > 0 {
			p.Report(a.finding(r, Off, a.String()+`, and is reviewed, but none of its reviewers says to speak for the program that uses it, as "# mesa" would`))
		}
	},
}

// userspaceNote is what a reviewer of userspace writes behind the address: "# mesa", "(UMD)", "[wlroots]".
var userspaceNote = lazyregexp.New(`(?i)\b(?:umd|user[- ]?space|mesa|radv|radeonsi|anv|iris|turnip|freedreno|nvk|panvk|panfrost|vulkan|opengl|opencl|level.?zero|compute|media|ihd|va-?api|kwin|mutter|weston|wlroots|sway|gamescope|xorg|xserver|compositor|chrom\w+|android)\b`)

// behind is what stands behind a tag's address.
func behind(t series.Tag) string {
	_, rest, _ := strings.Cut(t.Value, ">")
	return rest + " " + t.Comment + " " + strings.Join(t.Notes, " ")
}

func isReviewTag(t series.Tag) bool {
	return (t.Is("Acked-by") || t.Is("Reviewed-by")) && (t.Verdict == series.Own || t.Verdict.Counts())
}
