package uapi

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/diff"
)

// change makes a diff of one file with one hunk; lines carry their sign.
func change(path, section string, lines ...string) string {
	var old, now int
	for _, l := range lines {
		switch l[0] {
		case '+':
			now++
		case '-':
			old++
		default:
			old++
			now++
		}
	}
	return fmt.Sprintf("diff --git a/%[1]s b/%[1]s\n--- a/%[1]s\n+++ b/%[1]s\n@@ -10,%d +10,%d @@ %s\n%s\n", path, old, now, section, strings.Join(lines, "\n"))
}

const (
	demo = "include/uapi/drm/demo_drm.h"
	mode = "include/uapi/drm/drm_mode.h"
)

func TestRead(t *testing.T) {
	for _, tc := range []struct {
		about string
		diff  string
		want  string // the items added, "kind name:line of the file"
	}{
		{"an ioctl, and others that are aligned anew", change("include/uapi/linux/dma-buf.h", "struct dma_buf_sync {",
			" ", " #define DMA_BUF_NAME_LEN 32", " ",
			"+struct dma_buf_snap {", "+\t__u32 flags;", "+\t__s32 fd;", "+};", "+",
			"-#define DMA_BUF_SET_NAME\t_IOW(DMA_BUF_BASE, 1, const char *)",
			"+#define DMA_BUF_SET_NAME\t    _IOW(DMA_BUF_BASE, 1, const char *)",
			"+#define DMA_BUF_IOCTL_SNAP\t_IOWR(DMA_BUF_BASE, 9, struct dma_buf_snap)"),
			"struct dma_buf_snap:13, ioctl DMA_BUF_IOCTL_SNAP:19"},
		{"an ioctl with an argument", change("include/uapi/linux/demo.h", "", "+#define DEMO_GET(len) _IOC(_IOC_READ, 'd', 1, len)"), "ioctl DEMO_GET:10"},
		{"DRM's number and command", change(demo, "",
			"+#define DRM_DEMO_SYNC 0x0d",
			"+#define DRM_IOCTL_DEMO_SYNC DRM_IOW(DRM_COMMAND_BASE + DRM_DEMO_SYNC, struct drm_demo_sync)"),
			"ioctl DRM_IOCTL_DEMO_SYNC:11"},
		{"a mask of flags", change(demo, "", "+#define DEMO_A 0x1", "+#define DEMO_FLAGS (DEMO_A | DEMO_B)", "+#define DEMO_ALL (DEMO_FLAGS | \\", "+\t\tDEMO_C)"), "constant DEMO_A:10"},
		{"a member of the struct the hunk begins in", change(demo, "struct drm_demo_new {", " \t__u32 handle;", "+\t__u32 colour; /* in */", " };"),
			"member drm_demo_new.colour:11"},
		{"not of one that had ended", change(demo, "struct drm_demo_old {", " ", " struct drm_demo_new {", "+\t__u64 size;", " \t__u32 handle;"),
			"member drm_demo_new.size:12"},
		{"within a union without a name", change(demo, "struct drm_demo_new {", " \tunion {", " \t\t__u32 a;", "+\t\t__u32 b;", " \t};", "+\t__u32 c;", " };"),
			"member drm_demo_new.b:12, member drm_demo_new.c:14"},
		{"padding is no addition", change(demo, "struct drm_demo_new {", "+\t__u32 pad;", "+\t__u64 reserved[3];", " };"), ""},
		{"padding that is put to use", change(demo, "struct drm_demo_new {", "-\t__u32 pad;", "+\t__u32 flags;", " };"), "member drm_demo_new.flags:10"},
		{"a member renamed", change(demo, "struct drm_demo_new {", "-\t__u32 hight;", "+\t__u32 height;", " };"), ""},
		{"a member whose type changes", change(demo, "struct drm_demo_new {", "-\t__u32 at[0];", "+\t__DECLARE_FLEX_ARRAY(__u32, at);", " };"), ""},
		{"a flag, a capability, a parameter, a query, a format", change(demo, "",
			"+#define DEMO_NEW_ZEROED (1 << 3)", "+#define DRM_CAP_DEMO 0x19", "+#define DEMO_PARAM_CORES 0x0c",
			"+#define DEMO_QUERY_REGIONS 4", "+#define DRM_FORMAT_DEMO8 fourcc_code('D', 'E', 'M', '8')"),
			"flag DEMO_NEW_ZEROED:10, capability DRM_CAP_DEMO:11, parameter DEMO_PARAM_CORES:12, query DEMO_QUERY_REGIONS:13, format DRM_FORMAT_DEMO8:14"},
		{"an enumerator, not the end of the list", change(demo, "enum drm_demo_kind {", " \tDEMO_KIND_A,", "+\tDEMO_KIND_B,", "+\t__DEMO_KIND_MAX", " };"),
			"constant DEMO_KIND_B:11"},
		{"a new enum is one thing", change(demo, "", "+enum drm_demo_kind {", "+\tDEMO_KIND_A,", "+\tDEMO_KIND_B = 3,", "+};"), "enum drm_demo_kind:10"},
		{"an enum without a name is its constants", change(demo, "", "+enum {", "+\tDEMO_KIND_A,", "+\tDEMO_KIND_B", "+};"), "constant DEMO_KIND_A:11, constant DEMO_KIND_B:12"},
		{"a number that changes", change(demo, "", "-#define DRM_DEMO_SYNC 0x0d", "+#define DRM_DEMO_SYNC 0x0e"), ""},
		{"a constant renamed", change(demo, "", "-#define DEMO_KIND_OLD 0x0d", "+#define DEMO_KIND_NEW 0x0d"), ""},
		{"one thing taken out", change(demo, "", "-#define DRM_DEMO_SYNC 0x0d"), ""},
		{"a constant moved to another header", change(demo, "", "-#define DEMO_KIND 0x0d") + change(mode, "", "+#define DEMO_KIND 0x0d"), ""},
		{"but a driver's own constant that programs get to see is new", change("drivers/gpu/drm/demo/demo.h", "", "-#define DEMO_KIND 0x0d") + change(demo, "", "+#define DEMO_KIND 0x0d"), "constant DEMO_KIND:10"},
		{"comments", change(demo, "struct drm_demo_new {", " \t/*", "+\t * __u32 flags;", "+#define DEMO_NOT_YET 4", "+\t */", "+\t// __u32 more;", " };"), ""},
		{"guards and helpers", change(demo, "", "+#ifndef _DEMO_H_", "+#define _DEMO_H_", "+#define DEMO_MAKE(a, b) ((a) << 8 | (b))", "+#define st_atime st_atim.tv_sec"), ""},
		{"a define of many lines", change(demo, "", " #define DEMO_FLAGS (DEMO_A | \\", "-\t\t DEMO_B)", "+\t\t DEMO_B | \\", "+\t\t DEMO_C)"), ""},
		{"copies under tools", change("tools/include/uapi/drm/demo_drm.h", "", "+#define DRM_DEMO_SYNC 0x0d"), ""},
		{"a header of the kernel's own", change("include/drm/drm_demo.h", "struct drm_demo {", "+\tu32 flags;", " };"), ""},

		{"a property by its name", change("drivers/gpu/drm/demo/demo_plane.c", "static int demo_init(struct demo *d)",
			" {", "+\tprop = drm_property_create_range(dev, 0,", "+\t\t\t\t\t \"DEMO_SHARPNESS\", 0, 255);", " \tif (!prop)"),
			`property "DEMO_SHARPNESS":11`},
		{"a property that moves", change("drivers/gpu/drm/demo/demo_plane.c", "static int demo_init(struct demo *d)",
			"-\tprop = drm_property_create_bool(dev, 0, \"zpos2\");", " \tdemo_more(d);", "+\tprop = drm_property_create_bool(dev, 0, \"zpos2\");"), ""},
		{"the helper itself is no property", change("drivers/gpu/drm/drm_property.c", "", "+struct drm_property *drm_property_create_demo(struct drm_device *dev,", "+\t\tconst char *name)"), ""},
		{"not in graphics", change("drivers/demo/demo.c", "", "+\tp = drm_property_create_bool(dev, 0, \"x\");"), ""},

		{"attributes", change("drivers/demo/demo.c", "", "+static DEVICE_ATTR_RW(mode);", "+static struct kobj_attribute lim = __ATTR(limit, 0644, limit_show, limit_store);",
			"+CONFIGFS_ATTR(demo_, speed);", "+static BIN_ATTR_RO(eeprom, 0);"),
			"sysfs attribute mode:10, sysfs attribute limit:11, configfs attribute speed:12, sysfs attribute eeprom:13"},
		{"an attribute that is written in another way", change("drivers/demo/demo.c", "", "-static DEVICE_ATTR(mode, S_IRUGO, mode_show, NULL);", "+static DEVICE_ATTR_RO(mode);"), ""},
		{"an attribute within a macro", change("drivers/demo/demo.c", "", "+#define DEMO_ATTR(_name) \\", "+static DEVICE_ATTR(_name, 0644, show, store)"), ""},
		{"hwmon's own", change("drivers/hwmon/demo.c", "", "+static SENSOR_DEVICE_ATTR_RO(temp1_input, temp, 0);"), ""},

		{"a system call", change("kernel/demo.c", "", "+SYSCALL_DEFINE2(demo_wait, int, fd, unsigned int, flags)"), "system call demo_wait:10"},
		{"its numbers", change("arch/x86/entry/syscalls/syscall_64.tbl", "", " 461\tcommon\told\tsys_old", "+462\tcommon\tdemo_wait\tsys_demo_wait") +
			change("include/uapi/asm-generic/unistd.h", "", "+#define __NR_demo_wait 462", "-#define __NR_syscalls 462", "+#define __NR_syscalls 463"),
			"system call demo_wait:11, system call demo_wait:10"},
	} {
		var got []string
		for _, i := range Read(diff.Parse(tc.diff, 1)).Added {
			got = append(got, fmt.Sprintf("%s:%d", i, i.PathLine))
		}
		if d := cmp.Diff(tc.want, strings.Join(got, ", ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", tc.about, d)
		}
	}
}

// What goes is kept, for the other patches of the series.
func TestRemoved(t *testing.T) {
	c := Read(diff.Parse(change(demo, "", "-#define DEMO_KIND 0x0d", " ", "+#define DEMO_SORT 0x0e"), 1))
	if len(c.Removed) != 1 || c.Removed[0].Name != "DEMO_KIND" || len(Without(c.Added, map[string]bool{"DEMO_SORT": true})) != 0 {
		t.Errorf("got %v and %v", c.Added, c.Removed)
	}
}

// The line named is the one in the mail.
func TestLines(t *testing.T) {
	text := change(demo, "", " ", "+#define DEMO_KIND 0x0d")
	for _, i := range Read(diff.Parse(text, 1)).Added {
		if l := strings.Split(text, "\n")[i.Line-1]; l != "+#define DEMO_KIND 0x0d" {
			t.Errorf("line %d is %q", i.Line, l)
		}
	}
}

func TestAreaOf(t *testing.T) {
	for path, want := range map[string]Area{
		"include/uapi/linux/dma-buf.h":        {DRM: true},
		"include/uapi/drm/drm_mode.h":         {DRM: true},
		"drivers/gpu/drm/drm_connector.c":     {DRM: true},
		"drivers/gpu/drm/display/drm_dp.c":    {DRM: true},
		"drivers/dma-buf/sync_file.c":         {DRM: true},
		"include/uapi/drm/xe_drm.h":           {DRM: true, Driver: "xe"},
		"include/uapi/drm/qaic_accel.h":       {DRM: true, Driver: "qaic"},
		"include/uapi/linux/kfd_ioctl.h":      {DRM: true, Driver: "amdkfd"},
		"drivers/gpu/drm/i915/gt/intel_gt.c":  {DRM: true, Driver: "i915"},
		"drivers/accel/habanalabs/common/a.c": {DRM: true, Driver: "habanalabs"},
		"include/uapi/linux/virtio_gpu.h":     {},
		"drivers/demo/demo.c":                 {},
	} {
		if got := AreaOf(path); got != want {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
	}
}

func TestLine(t *testing.T) {
	for _, tc := range []struct {
		about string
		lines []string
		want  int // among the lines, from 1; 0 = nothing
	}{
		{"code", []string{" ", "+#define A 1"}, 2},
		{"a comment", []string{" /*", "+ * more", "  */"}, 0},
		{"a comment without stars", []string{"+/* The size", "+   in pages */", " #define A 1"}, 0},
		{"a comment behind code", []string{"-#define A 1", "+#define A 1 /* pages */"}, 0},
		{"blanks", []string{"-#define A 1", "+#define A\t1"}, 0},
		{"a line that goes", []string{"-/* size */", "-#define A 1"}, 2},
		{"a value", []string{"-#define A 1", "+#define A 2"}, 2},
	} {
		p := diff.Parse(change(demo, "", tc.lines...), 1)
		got := Line(p.Files[0])
		if got > 0 {
			got -= 4
		}
		if got != tc.want {
			t.Errorf("%s: line %d, want %d", tc.about, got, tc.want)
		}
	}
}

func TestTroubles(t *testing.T) {
	for _, tc := range []struct{ members, want string }{
		{"__u32 flags; __s32 fd;", ""},
		{"__u32 handle; __u64 size;", "size is 8 bytes wide and stands at offset 4: 4 bytes before it are padding without a name"},
		{"__u64 size; __u32 handle;", "it ends at offset 12 and holds members of 8 bytes: 4 bytes at its end are padding without a name"},
		{"__u64 size; __u32 handle; __u32 pad;", ""},
		{"__u8 mac[6]; __u16 port; __u32 flags;", ""},
		{"__u32 n; char name[DEMO_LEN]; __u64 size;", ""},
		{"unsigned long addr;", "addr is unsigned long, whose size is that of the machine"},
		{"void *data;", "data is a pointer; its size is that of the machine, and a __u64 holds one everywhere"},
		{"bool on;", "on is bool, whose size and values the compiler chooses"},
		{"__u32 a : 4; __u64 b;", ""},
	} {
		lines := []string{"+struct drm_demo_new {"}
		for _, m := range strings.SplitAfter(tc.members, "; ") {
			lines = append(lines, "+\t"+strings.TrimSpace(m))
		}
		c := Read(diff.Parse(change(demo, "", append(lines, "+};")...), 1))
		if len(c.Structs) != 1 {
			t.Fatalf("%s: %d structs", tc.members, len(c.Structs))
		}
		var got []string
		for _, x := range c.Structs[0].Troubles() {
			got = append(got, x.Text)
		}
		if d := cmp.Diff(tc.want, strings.Join(got, "; ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", tc.members, d)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(change(demo, "struct drm_demo_new {", " \tunion {", "+\t\t__u32 b; /* x", " } */", "+#define A(b) _IO(1) \\", "-x"))
	f.Add(change("drivers/gpu/drm/demo/p.c", "", "+\tdrm_property_create(", "+__ATTR(x"))
	f.Fuzz(func(t *testing.T, text string) {
		p := diff.Parse(text, 1)
		c := Read(p)
		for _, i := range c.Added {
			if i.Line < 1 || i.Line > strings.Count(text, "\n")+1 {
				t.Fatalf("line %d", i.Line)
			}
		}
		for _, s := range c.Structs {
			s.Troubles()
		}
		for _, file := range p.Files {
			Line(file)
		}
	})
}
