package gitrepo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// config holds values by "section.key" or "section.sub.key", section and key in lower case, in the order
// read. Only what has a meaning here is looked at; nothing in it can name a command to run.
type config map[string][]string

// get gives the value that counts, the last one; "" if absent.
func (c config) get(key string) string {
	values := c[key]
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

// bool reads a truth value as git does; absent or anything else is fallback.
func (c config) bool(key string, fallback bool) bool {
	if len(c[key]) == 0 {
		return fallback
	}
	switch strings.ToLower(c.get(key)) {
	case "true", "yes", "on", "1", "always":
		return true
	case "false", "no", "off", "0", "":
		return false
	}
	return fallback
}

// maxIncludes is how many files one config may include, those of those counted.
const maxIncludes = 100

// Bounds against hostile configs: bytes of a file, and of a subsection's name that is kept.
const (
	maxConfig     = 1 << 20
	maxSubsection = 1024
)

// read adds a config file and what it includes, in order. A file that is not there, or is none (an
// include may name a device), is no error.
func (c config) read(file, gitDir string) error {
	left := maxIncludes
	return c.include(file, gitDir, &left)
}

func (c config) include(file, gitDir string, left *int) error {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	if info.Size() > maxConfig {
		return fmt.Errorf("%s: %d bytes of config", file, info.Size())
	}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	var include error
	err = parseConfig(string(text), func(section, sub, key, value string) {
		if len(sub) > maxSubsection {
			return
		}
		name := section + "." + key
		if sub != "" {
			name = section + "." + sub + "." + key
		}
		c[name] = append(c[name], value)
		included := name == "include.path" ||
			section == "includeif" && key == "path" && matchCondition(sub, gitDir, filepath.Dir(file))
		if !included || include != nil {
			return
		}
		if *left--; *left < 0 {
			include = fmt.Errorf("%s: includes too much, or itself", file)
			return
		}
		include = c.include(expandPath(value, filepath.Dir(file)), gitDir, left)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return include
}

// expandPath makes a path of a config file absolute: ~ is the home, the rest lies beside the file.
func expandPath(p, dir string) string {
	if rest, ok := strings.CutPrefix(p, "~/"); ok {
		home, _ := os.UserHomeDir()
		return filepath.Join(home, rest)
	}
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(dir, p)
}

// matchCondition knows includeIf's gitdir: and gitdir/i:. Others are taken as not met.
func matchCondition(condition, gitDir, dir string) bool {
	pattern, ok := strings.CutPrefix(condition, "gitdir:")
	if !ok {
		if pattern, ok = strings.CutPrefix(condition, "gitdir/i:"); !ok {
			return false
		}
		pattern, gitDir = strings.ToLower(pattern), strings.ToLower(gitDir)
	}
	deep := strings.HasSuffix(pattern, "/") || strings.HasSuffix(pattern, "/**")
	pattern = strings.TrimSuffix(strings.TrimSuffix(pattern, "**"), "/")
	if strings.HasPrefix(pattern, "~/") || strings.HasPrefix(pattern, "./") {
		pattern = expandPath(pattern, dir)
	}
	for at := gitDir; ; at = filepath.Dir(at) {
		if ok, _ := path.Match(pattern, at); ok {
			return true
		}
		if !filepath.IsAbs(pattern) && strings.HasSuffix(at, "/"+pattern) {
			return true
		}
		if !deep || at == filepath.Dir(at) {
			return false
		}
	}
}

// globalFiles are the config files outside the repository, in git's order (git-config, FILES).
func globalFiles() (files []string) {
	if system := os.Getenv("GIT_CONFIG_SYSTEM"); system != "" {
		files = append(files, system)
	} else if os.Getenv("GIT_CONFIG_NOSYSTEM") == "" {
		files = append(files, "/etc/gitconfig")
	}
	if global, ok := os.LookupEnv("GIT_CONFIG_GLOBAL"); ok {
		return append(files, global)
	}
	home, _ := os.UserHomeDir()
	xdg := os.Getenv("XDG_CONFIG_HOME")
	if xdg == "" && home != "" {
		xdg = filepath.Join(home, ".config")
	}
	if xdg != "" {
		files = append(files, filepath.Join(xdg, "git", "config"))
	}
	if home != "" {
		files = append(files, filepath.Join(home, ".gitconfig"))
	}
	return files
}
