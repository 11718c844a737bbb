package lint

import (
	"strings"
	"testing"
	"time"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/said"
	"patchpilot/series"
)

func TestUserOf(t *testing.T) {
	for url, want := range map[string]string{
		"https://gitlab.freedesktop.org/mesa/mesa/-/merge_requests/1":         "user",
		"https://cgit.freedesktop.org/mesa/mesa/commit/?id=1":                 "user",
		"https://gitlab.freedesktop.org/wlroots/wlroots/-/merge_requests/1":   "user",
		"https://github.com/intel/compute-runtime/pull/1":                     "user",
		"https://gitlab.gnome.org/GNOME/mutter/-/merge_requests/1":            "user",
		"https://invent.kde.org/plasma/kwin/-/merge_requests/1":               "user",
		"https://chromium-review.googlesource.com/c/chromium/src/+/1":         "user",
		"https://github.com/someone/mesa/tree/demo":                           "fork",
		"https://gitlab.freedesktop.org/someone/mesa/-/commits/demo":          "fork",
		"https://github.com/intel/compute-runtime-demo":                       "",
		"https://gitlab.freedesktop.org/mesa/drm/-/merge_requests/1":          "toy",
		"https://gitlab.freedesktop.org/drm/igt-gpu-tools/-/merge_requests/1": "toy",
		"https://gitlab.freedesktop.org/drm/kernel/-/commits/demo":            "",
		"https://lore.kernel.org/dri-devel/20260302-demo@example.org/":        "",
		"https://patchwork.freedesktop.org/series/1/":                         "",
		"https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/": "",
		"https://lists.freedesktop.org/archives/mesa-dev/2026-March/1.html":   "user",
		"https://lists.freedesktop.org/archives/dri-devel/2026-March/1.html":  "",
		"https://":  "",
		"https://x": "",
	} {
		if got := said.UserOf(url); got != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}

func TestIGTMentions(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"Tested with igt@kms_demo.", "given"},
		{"Tested with IGT on two machines, no regressions seen.", "given"},
		{"No regression was seen with igt.", "given"},
		{"This makes igt@kms_demo@basic pass.", "given"},
		{"There is no igt for it.", "asked"},
		{"The igt tests are not posted yet.", "asked"},
		{"IGT tests will follow.", "promised"},
		{"I've posted the IGT changes as well.", "given"},
		{"The subtests are in igt-gpu-tools; the driver would fail without them.", "given"},
		{"Test-with: <20260302-demo@example.org>", "given"},
		{"The tests will be merged, see\nhttps://gitlab.freedesktop.org/drm/igt-gpu-tools/-/merge_requests/1", "given"},
		{"I'll be writing IGT tests over the next few days.", "promised"},
		{"The series is here.  I'm\ngoing to knock out an IGT test quick but I do not know how.", "promised"},
		{"TODO: igt", "asked"},
		{"The missing bits are\n- igt testcases\n- review", "asked"},
		{"Is there an igt for it?", "asked"},
		{"This needs igt coverage.", "asked"},
		{"> Tested with igt.\nGood.", ""},
		{"A bright right of the knight.", ""},
	} {
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: "x", Line: 1, Data: []byte("From: A B <a@example.org>\nSubject: Re: demo\nMessage-ID: <1@example.org>\n\n" + tc.text + "\n")}))
		seen := &Seen{}
		p := &Pass{Mail: m, facts: &facts{mail: m}, reading: seen, rule: &armed{Rule: uapiDRMNoIGT}}
		markIGT(p)
		got := ""
		if len(seen.marks) > 0 {
			got = strings.Split(seen.marks[0].Text, "\t")[1]
		}
		if got != tc.want {
			t.Errorf("%q: %q, want %q", tc.text, got, tc.want)
		}
	}
}

// What a posting of new uAPI lacks, on real mail, as the archive stood on some days.
func TestCorpusUAPIOfSyncFiles(t *testing.T) {
	const (
		adds = "adds ioctl DMA_BUF_IOCTL_IMPORT_SYNC_FILE (include/uapi/linux/dma-buf.h:48), ioctl DMA_BUF_IOCTL_EXPORT_SYNC_FILE (:49) and struct dma_buf_sync_file (:40)"
		user = "; its user https://gitlab.freedesktop.org/mesa/mesa/-/merge_requests/4037 is named in a reply to v3 (<CAOFGe97suifkJ4shncrjb0vUE+gaO2T7Db-PNcYMdUogUUyi=Q@mail.gmail.com>:3) and not in the newest posting"
		v5   = "20200317212115.419358-1-jason@jlekstrand.net"
	)
	for _, tc := range []struct{ until, rule, severity, text string }{
		{"2020-02-26", "uapi-drm-no-igt", "warning", "one is promised in v1 (<20200225235856.975366-1-jason@jlekstrand.net>:58)"},
		{"2020-03-02", "uapi-drm-no-userspace", "warning", "and no link leads to a program that uses it; looked in 1 patch of v2, and 5 mails of earlier postings"},
		{"2020-10-01", "uapi-drm-no-igt", "warning", adds + ", and no IGT test is named; looked in 1 patch and 1 reply of v5, and 22 mails of earlier postings; one is asked for in a reply to v5 (<20200930095542.GY438822@phenom.ffwll.local>:80); one is promised in v1 (<20200225235856.975366-1-jason@jlekstrand.net>:58)"},
		{"2020-10-01", "uapi-drm-no-userspace", "info", adds + user},
		{"2022-01-01", "uapi-drm-no-igt", "warning", adds + ", and no IGT test is named; looked in 1 patch and 3 replies of v5, and 22 mails of earlier postings; one is asked for in a reply to v5 (<20200930095542.GY438822@phenom.ffwll.local>:80); one is promised in a reply to v5 (<CAOFGe97Q_j8PWq90rQoVk-qY95LM=o+hhWYg+Gsi9sp8+FD+NQ@mail.gmail.com>:92)"},
		{"2022-01-01", "uapi-drm-no-userspace", "info", adds + user},
		{"2022-01-01", "uapi-linux-api", "warning", adds + " and was not sent to linux-api@vger.kernel.org"},
	} {
		until, err := time.Parse(time.DateOnly, tc.until)
		if err != nil {
			t.Fatal(err)
		}
		var mails []*series.Mail
		for _, m := range readMails(t, corpustest.File(t, "seeds", "dma-buf-sync-file.mbox")) {
			if m.Date.Before(until) {
				mails = append(mails, m)
			}
		}
		var found []Finding
		for _, f := range lintMails(t, mails) {
			if f.Rule.Name == tc.rule {
				found = append(found, f)
			}
		}
		if len(found) != 1 {
			t.Errorf("%s: %d findings of %s", tc.until, len(found), tc.rule)
			continue
		}
		f := found[0]
		if f.Severity.String() != tc.severity || !strings.Contains(f.Text, tc.text) {
			t.Errorf("%s: %s: %s\nwant %s: %s", tc.until, f.Severity, f.Text, tc.severity, tc.text)
		}
		if until.Year() > 2020 && (f.Mail.ID != v5 || f.Line != 202 || f.Path != "include/uapi/linux/dma-buf.h" || f.PathLine != 48) {
			t.Errorf("%s is at <%s>:%d, %s:%d", tc.rule, f.Mail.ID, f.Line, f.Path, f.PathLine)
		}
	}
}
