package lint

import (
	"slices"
	"strings"

	"patchpilot/uapi"
)

// A new file in sysfs or configfs is not described in Documentation/ABI.
//
// Programs will read it and depend on its form; what it means, in what unit and since which version, is
// looked up there.
//
// Describe it in a file below Documentation/ABI/testing, in the same series. Files that a class describes
// for all drivers need nothing; hwmon drivers describe theirs in Documentation/hwmon. Staging drivers and
// those of IIO, most of whose files are described for all, are told as info.
//
//	bad:  static DEVICE_ATTR_RW(led_control);
//	good: the same, and Documentation/ABI/testing/sysfs-platform-demo:
//	      What: /sys/devices/platform/demo/led_control
//
// See Documentation/ABI/README, and Documentation/process/submit-checklist.rst, "Provide documentation".
var uapiSysfsNoABIDoc = &Rule{
	Name:     "uapi-sysfs-no-abi-doc",
	Severity: Warning,
	Scope:    OnSeries,
	See: func(p *Pass) {
		markUAPI(p, wantsABIDoc)
	},
	Check: func(p *Pass) {
		a, r := newestAdditions(p)
		if len(a.list) == 0 || touches(r, "Documentation/ABI/") {
			return
		}
		hwmon := touches(r, "Documentation/hwmon/")
		a.list = slices.DeleteFunc(a.list, func(x addition) bool { return hwmon && strings.HasPrefix(x.Path, "drivers/hwmon/") })
		if len(a.list) == 0 {
			return
		}
		severity := Info
		if slices.ContainsFunc(a.list, func(x addition) bool { return !describedElsewhere(x.Path) }) {
			severity = p.rule.severity
		}
		p.Report(a.finding(r, severity, a.String()+", and no patch changes Documentation/ABI"))
	},
}

// describedElsewhere tells code whose files mostly are described for all drivers, or need not be yet.
func describedElsewhere(path string) bool {
	return strings.HasPrefix(path, "drivers/staging/") || strings.HasPrefix(path, "drivers/iio/") || strings.HasPrefix(path, "drivers/usb/gadget/")
}

// describedForAll are files that a class or a bus describes.
var describedForAll = []string{"name", "label", "modalias", "uevent", "cpumask", "identifier", "dev", "update_interval"}

func wantsABIDoc(i uapi.Item) bool {
	if i.Kind != uapi.Sysfs && i.Kind != uapi.Configfs || slices.Contains(describedForAll, i.Name) {
		return false
	}
	return !isTest(i.Path) && !strings.HasPrefix(i.Path, "lib/test") && !(strings.HasPrefix(i.Path, "drivers/hwmon/") && standardHwmon(i.Name))
}

// standardHwmon tells a name of hwmon's own: "temp1_input", "pwm1".
func standardHwmon(name string) bool {
	for _, p := range [...]string{"temp", "in", "fan", "pwm", "curr", "power", "energy", "humidity", "intrusion", "beep", "vrm", "cpu"} {
		rest, is := strings.CutPrefix(name, p)
		if is && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return true
		}
	}
	return name == "alarms" || name == "vrm" || name == "beep_enable"
}
