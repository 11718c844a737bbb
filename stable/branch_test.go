package stable

import (
	"testing"

	"patchpilot/history"
)

func TestVersionOfBranch(t *testing.T) {
	for name, want := range map[string]string{
		"linux-6.6.y": "6.6", "origin/linux-5.10.y": "5.10", "android14-6.1": "6.1", "main": "", "topic/fix-2": "", "rpi-6.6.y": "6.6", "origin/rpi-6.6.y": "6.6", "origin/a.b-6.6.y": "6.6", "rpi-5.10.1.y": "5.10.1",
	} {
		if got := VersionOf(history.Kernel, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// A prefix gives a distribution's branch the version that its name has.
func TestOwnBranchInPrefix(t *testing.T) {
	for _, name := range []string{"rpi-6.6.y", "rpi-5.10.1.y", "a.b/rpi_6.6.x"} {
		all, sure := targetsOf([]string{name})
		if want := (target{VersionOf(history.Kernel, name), name}); len(all) != 1 || all[0] != want || !sure {
			t.Errorf("%s: %v, %v; want %v", name, all, sure, want)
		}
	}
}
