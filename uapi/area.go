package uapi

import (
	"path"
	"strings"
)

// Area is whose part of the interface a file is, as far as that changes what is asked of it.
type Area struct {
	DRM    bool   // graphics: DRM, dma-buf, accel
	Driver string // private to this driver; "" = shared by all
}

// dmaBuf are the headers of dma-buf and what belongs to it.
var dmaBuf = map[string]bool{"dma-buf.h": true, "dma-heap.h": true, "sync_file.h": true, "udmabuf.h": true}

// drmShared are the headers that all DRM drivers share, drmLibraries the folders.
var (
	drmShared    = map[string]bool{"drm.h": true, "drm_mode.h": true, "drm_fourcc.h": true, "drm_sarea.h": true}
	drmLibraries = map[string]bool{"display": true, "scheduler": true, "ttm": true, "clients": true}
)

// AreaOf says whose part of the interface a file is.
func AreaOf(name string) Area {
	dir, base := path.Split(name)
	switch {
	case dir == "include/uapi/linux/" && dmaBuf[base], dir == "include/uapi/drm/" && drmShared[base], strings.HasPrefix(dir, "drivers/dma-buf/"):
		return Area{DRM: true}
	case dir == "include/uapi/drm/":
		driver, _, _ := strings.Cut(base, "_")
		return Area{DRM: true, Driver: strings.TrimSuffix(driver, ".h")}
	case dir == "include/uapi/linux/" && strings.HasPrefix(base, "kfd_"):
		return Area{DRM: true, Driver: "amdkfd"}
	}
	for _, root := range [...]string{"drivers/gpu/drm/", "drivers/accel/"} {
		if rest, under := strings.CutPrefix(dir, root); under {
			driver, _, _ := strings.Cut(rest, "/")
			if drmLibraries[driver] {
				driver = ""
			}
			return Area{DRM: true, Driver: driver}
		}
	}
	return Area{}
}
