package diff

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strings"
)

// PatchworkHash is the hash patchwork's hasher keeps for a diff, in hex: name lines with a/ and b/ in place of
// the first folder, hunk headers without line numbers, and the hunks' lines as they stand. "" without files
// and after Light.
func (p *Patch) PatchworkHash() string {
	if !p.hashable() {
		return ""
	}
	h := sha1.New()
	for i, f := range p.Files {
		hashPatchwork(h, f.head)
		for j, text := range f.bodies {
			if i == len(p.Files)-1 && j == len(f.bodies)-1 {
				text = strings.TrimRight(text, " \t\n\r\v\f")
			}
			hashPatchwork(h, text)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func hashPatchwork(h hash.Hash, text string) {
	text = strings.ReplaceAll(text, "\r", "")
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if line == "" {
			continue
		}
		if name, ok := patchworkName(line, "--- ", "a/"); ok {
			line = name
		} else if name, ok := patchworkName(line, "+++ ", "b/"); ok {
			line = name
		} else if hunk, ok := parseHunkHeader(line); ok {
			line = fmt.Sprintf("@@ -%d +%d @@", hunk.old, hunk.new)
		} else if strings.IndexByte(" +-", line[0]) < 0 {
			continue
		}
		io.WriteString(h, line)
		h.Write(lf)
	}
}

var lf = []byte{'\n'}

// patchworkName turns "--- x/dir/file	stamp" into "--- a/dir/file". It does so inside hunks too, as the
// original does.
func patchworkName(line, mark, prefix string) (string, bool) {
	rest, ok := strings.CutPrefix(line, mark)
	if !ok || rest == "" || strings.IndexByte(" \t\v\f", rest[0]) >= 0 {
		return "", false
	}
	if i := strings.IndexAny(rest, " \t\v\f"); i >= 0 {
		rest = rest[:i]
	}
	_, rest, _ = strings.Cut(rest, "/")
	return mark + prefix + rest, true
}
