package apply

import "strings"

// unsafePath tells whether git would not have such a path in a tree (read-cache.c, verify_path): absolute,
// with empty, "." or ".." parts, or a part that some file system takes for .git. What git checks only on
// macOS (blanks without width in .git) is refused everywhere here.
func unsafePath(path string, mode Mode) bool {
	if path == "" || strings.IndexByte(path, 0) >= 0 {
		return true
	}
	for part := range strings.SplitSeq(path, "/") {
		if part == "" || part == "." || part == ".." {
			return true
		}
		for _, piece := range strings.Split(part, `\`) { // Windows takes it for a slash
			if isDotGit(piece) || mode == Symlink && isDotGitmodules(piece) {
				return true
			}
		}
	}
	return false
}

// isDotGit knows ".git" as NTFS and HFS+ spell it: any case, dots and blanks or a stream's name behind it,
// the short name, ignorable code points between.
func isDotGit(name string) bool {
	name = visible(name)
	name, _, _ = strings.Cut(name, ":")
	name = strings.ToLower(strings.TrimRight(name, ". "))
	return name == ".git" || name == "git~1"
}

func isDotGitmodules(name string) bool {
	name = visible(name)
	name, _, _ = strings.Cut(name, ":")
	name = strings.ToLower(strings.TrimRight(name, ". "))
	short, _, isShort := strings.Cut(name, "~")
	return name == ".gitmodules" || isShort && (short == "gitmod" || short == "gi7eba" || strings.HasPrefix("gi7eba", short) && len(short) >= 2)
}

// visible drops the code points that HFS+ does not see in names.
func visible(name string) string {
	ascii := true
	for i := range len(name) {
		ascii = ascii && name[i] < 0x80
	}
	if ascii {
		return name
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x200c && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x206a && r <= 0x206f, r == 0xfeff:
			return -1
		}
		return r
	}, name)
}

// squash makes one slash of several, as git does with names of the "---" and "+++" lines.
func squash(path string) string {
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	return path
}
