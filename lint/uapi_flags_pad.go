package lint

import "patchpilot/uapi"

// The struct that a new ioctl takes has holes, members of a size that differs, or no way to grow.
//
// Programs of 32 bits on a kernel of 64 would see another struct; padding without a name is garbage that can
// never be given a meaning; and without flags or a size the next extension needs a new ioctl.
//
// Use __u32, __u64 and the like, a __u64 for pointers, name the padding and check that it is zero, and
// begin with flags that are checked.
//
//	bad:  struct demo_new { __u32 handle; __u64 size; void *data; };
//	good: struct demo_new { __u32 handle; __u32 flags; __u64 size; __u64 data; };
//
// See Documentation/process/botching-up-ioctls.rst, and Documentation/driver-api/ioctl.rst.
var uapiFlagsPad = &Rule{
	Name:     "uapi-flags-pad",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		c := p.UAPI()
		for i := range c.Structs {
			s := &c.Structs[i]
			taken := takenBy(c, s.Name)
			if taken == "" && !uapi.AreaOf(s.Path).DRM {
				continue // no ioctl is known to take it
			}
			troubles := s.Troubles()
			for _, t := range troubles {
				p.Report(Finding{Line: t.Line, Path: s.Path, Text: "in struct " + s.Name + ", " + t.Text})
			}
			// DRM's core knows how large a program's struct is.
			if len(troubles) == 0 && taken != "" && !uapi.AreaOf(s.Path).DRM && s.Rigid() {
				p.Report(Finding{Line: s.Line, Path: s.Path, PathLine: s.PathLine,
					Text: "struct " + s.Name + ", which " + taken + " takes, has neither flags nor a size nor reserved members to extend it by"})
			}
		}
	},
}

// takenBy names the new ioctl whose argument a struct is, "" if there is none.
func takenBy(c *uapi.Change, name string) string {
	for _, i := range c.Added {
		if i.Takes(name) {
			return i.Name
		}
	}
	return ""
}
