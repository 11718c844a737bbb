package said

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// userspaceHomes are the canonical places of programs that use graphics' interface, as host and path.
var userspaceHomes = []string{
	"android-review.googlesource.com/",
	"android.googlesource.com/platform/",
	"chromium-review.googlesource.com/",
	"chromium.googlesource.com/",
	"code.videolan.org/videolan/vlc",
	"github.com/ffmpeg/ffmpeg",
	"github.com/freedreno/freedreno",
	"github.com/gpuopen-drivers/",
	"github.com/habanaai/",
	"github.com/hyprwm/aquamarine",
	"github.com/hyprwm/hyprland",
	"github.com/intel/compute-runtime",
	"github.com/intel/intel-vaapi-driver",
	"github.com/intel/linux-npu-driver",
	"github.com/intel/media-driver",
	"github.com/intel/metrics-discovery",
	"github.com/mpv-player/mpv",
	"github.com/oneapi-src/level-zero",
	"github.com/radeonopencompute/",
	"github.com/rocm/",
	"github.com/smithay/smithay",
	"github.com/swaywm/sway",
	"github.com/swaywm/wlroots",
	"github.com/valvesoftware/gamescope",
	"github.com/xbmc/xbmc",
	"gitlab.freedesktop.org/drm-hwcomposer/drm-hwcomposer",
	"gitlab.freedesktop.org/gstreamer/",
	"gitlab.freedesktop.org/libva/",
	"gitlab.freedesktop.org/mesa/mesa",
	"gitlab.freedesktop.org/monado/monado",
	"gitlab.freedesktop.org/pipewire/pipewire",
	"gitlab.freedesktop.org/virgl/virglrenderer",
	"gitlab.freedesktop.org/wayland/weston",
	"gitlab.freedesktop.org/wlroots/wlroots",
	"gitlab.freedesktop.org/xorg/",
	"gitlab.gnome.org/gnome/",
	"invent.kde.org/plasma/",
	"lists.freedesktop.org/archives/mesa-dev/",
	"lists.freedesktop.org/archives/wayland-devel/",
	"lists.x.org/archives/xorg-devel/",
	"patchwork.freedesktop.org/project/mesa/",
	"patchwork.freedesktop.org/project/wayland/",
	"cgit.freedesktop.org/mesa/mesa",
	"cgit.freedesktop.org/wayland/weston",
	"cgit.freedesktop.org/xorg/",
	"cgit.freedesktop.org/beignet",
	"cgit.freedesktop.org/libreoffice/",
}

// userspaceNames are projects whose name in another place's address tells a copy of them.
var userspaceNames = map[string]bool{
	"mesa": true, "weston": true, "wlroots": true, "kwin": true, "mutter": true, "xserver": true, "sway": true, "gamescope": true,
	"compute-runtime": true, "media-driver": true, "drm_hwcomposer": true, "drm-hwcomposer": true, "minigbm": true, "virglrenderer": true,
}

var (
	anyURL = lazyregexp.New("https?://[^\\s<>\"'`)\\]}]+")
	// umdLine is how some say who the user is: "UMD: https://…", "Mesa MR: https://…".
	umdLine = lazyregexp.New(`(?i)^\W*(?:UMD|mesa|user[- ]?space|compositor|vulkan driver)\b[^:]{0,30}:\s*https?://`)
)

// UserOf says what an address is to somebody who looks for a user of a new interface: "user" where it leads
// into a project that is one, "fork" for a copy of one, "toy" for what is no user, else "".
func UserOf(url string) string {
	_, at, _ := strings.Cut(strings.ToLower(url), "://")
	at = strings.TrimPrefix(at, "www.")
	at = strings.Replace(at, "freedesktop.org/git/", "freedesktop.org/", 1)
	parts := strings.Split(at, "/")
	for _, p := range parts[1:] {
		switch p {
		case "libdrm", "igt-gpu-tools", "intel-gpu-tools", "kmscube", "piglit", "crucible":
			return "toy"
		}
	}
	if strings.HasPrefix(at, "gitlab.freedesktop.org/mesa/drm/") || strings.HasSuffix(at, "freedesktop.org/mesa/drm") {
		return "toy"
	}
	for _, home := range userspaceHomes {
		rest, is := strings.CutPrefix(at, home)
		if is && (rest == "" || strings.HasSuffix(home, "/") || strings.ContainsRune("/?#.", rune(rest[0]))) {
			return "user"
		}
	}
	for _, p := range parts[1:min(len(parts), 4)] {
		if userspaceNames[strings.TrimSuffix(p, ".git")] {
			return "fork"
		}
	}
	return ""
}

// Users are the addresses in a mail that lead to users in userspace, or seem to.
func Users(m *series.Mail) []Mention {
	if m.Kind == series.Notice || !Holds(m, "://") {
		return nil
	}
	var all []Mention
	for _, l := range Own(m) {
		if len(all) >= mostSaid {
			break
		}
		eachUser(l.Text, func(how, url string) {
			all = append(all, Mention{l.N, how, url[:min(len(url), 200)]})
		})
	}
	return all
}

// eachUser gives the addresses of a line that tell something of a user.
func eachUser(l string, do func(how, url string)) {
	if !strings.Contains(l, "://") {
		return
	}
	for _, url := range anyURL.FindAllString(l, 5) {
		url = strings.TrimRight(url, ".,;:")
		how := UserOf(url)
		if how == "" && umdLine.MatchString(l) {
			how = "user"
		}
		if how != "" {
			do(how, url)
		}
	}
}
