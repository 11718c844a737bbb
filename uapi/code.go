package uapi

import (
	"bytes"
	"path"
	"strings"

	"patchpilot/internal/lazyregexp"
)

// isCode tells whether a file can make properties, attributes or system calls.
func isCode(name string) bool {
	for _, dir := range [...]string{"tools/", "samples/", "scripts/", "Documentation/", "include/"} {
		if strings.HasPrefix(name, dir) {
			return false
		}
	}
	ext := path.Ext(name)
	return ext == ".c" || ext == ".h" && strings.HasPrefix(name, "drivers/")
}

// isTable tells a table of system calls.
func isTable(name string) bool {
	return path.Ext(name) == ".tbl" && (strings.HasPrefix(name, "arch/") || strings.HasPrefix(name, "scripts/"))
}

// tells tells cheaply whether a hunk can hold something of the interface.
func tells(body []byte) bool {
	return bytes.Contains(body, []byte("ATTR")) || bytes.Contains(body, []byte("drm_property_create")) || bytes.Contains(body, []byte("SYSCALL_DEFINE"))
}

var (
	attrMacro     = lazyregexp.New(`\b(__)?((?:DEVICE|DRIVER|CLASS|BUS|BIN|IIO_DEVICE|CONFIGFS)_(?:[A-Z]+_)?)?ATTR(?:_[A-Z]+)*\s*\(\s*("?)(\w+)\s*(?:,\s*(\w+))?`)
	propertyCall  = lazyregexp.New(`\bdrm_property_create\w*\s*\(`)
	literal       = lazyregexp.New(`"([^"]+)"`)
	syscallDefine = lazyregexp.New(`^(?:COMPAT_)?SYSCALL_DEFINE\d\(\s*(\w+)`)
	tableLine     = lazyregexp.New(`^\d+\s+\S+\s+(\w+)(?:\s+\w+)*\s*$`)
)

// code reads one side of a source file.
func (v *view) code() {
	var c comments
	macro := false
	for i, l := range v.lines {
		t := c.strip(l.text)
		inMacro := macro || strings.HasPrefix(t, "#")
		macro = inMacro && strings.HasSuffix(t, `\`)
		if l.sign != v.sign || inMacro || t == "" {
			continue
		}
		switch {
		case strings.Contains(t, "ATTR"):
			v.attribute(l, t)
		case strings.Contains(t, "drm_property_create"):
			v.property(i, l, t)
		case strings.Contains(t, "SYSCALL_DEFINE"):
			if s := syscallDefine.FindStringSubmatch(t); s != nil {
				v.add(l, Syscall, s[1], "")
			}
		}
	}
}

// attribute reads a declaration of a file in sysfs or configfs.
func (v *view) attribute(l srcLine, t string) {
	a := attrMacro.FindStringSubmatch(t)
	if a == nil || a[1] == "" && a[2] == "" {
		return
	}
	if strings.HasPrefix(a[2], "CONFIGFS_") {
		if a[5] != "" {
			v.add(l, Configfs, a[5], "")
		}
		return
	}
	v.add(l, Sysfs, a[4], "")
}

// property reads the making of a KMS property. Its name may stand a few lines on.
func (v *view) property(i int, l srcLine, t string) {
	if !AreaOf(v.path).DRM || !propertyCall.MatchString(t) || path.Base(v.path) == "drm_property.c" || l.text[0] != ' ' && l.text[0] != '\t' {
		return
	}
	_, call, _ := strings.Cut(t, "drm_property_create")
	for _, next := range v.lines[i+1 : min(i+4, len(v.lines))] {
		if strings.Contains(call, ";") {
			break
		}
		call += next.text
	}
	if n := literal.FindStringSubmatch(call); n != nil {
		v.add(l, Property, `"`+n[1]+`"`, "")
	}
}

// table reads one side of a table of system calls.
func (v *view) table() {
	for _, l := range v.lines {
		if n := tableLine.FindStringSubmatch(strings.TrimSpace(l.text)); n != nil && l.sign == v.sign && n[1] != "ni_syscall" {
			v.add(l, Syscall, n[1], "")
		}
	}
}
