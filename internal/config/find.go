package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Name is what the file is called.
const Name = "patchpilot.toml"

// Find looks for the configuration that holds in a folder: in it and above it up to the root of its
// repository, then in the user's own folder. The path is "" where there is none.
func Find(folder string) (path string, err error) {
	if path, err := in(folder); path != "" || err != nil {
		return path, err
	}
	dir, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	for !isRoot(dir) {
		dir = filepath.Dir(dir)
		if path, err := in(dir); path != "" || err != nil {
			return path, err
		}
	}
	if own := ownFolder(); own != "" {
		return in(own)
	}
	return "", nil
}

// in is the configuration in a folder, "" without one.
func in(dir string) (string, error) {
	path := filepath.Join(dir, Name)
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return "", nil
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s: not a file", path)
	}
	return path, nil
}

// isRoot tells whether a folder is the root of a repository's work tree or of the file system.
func isRoot(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ".git"))
	return err == nil || dir == filepath.Dir(dir)
}

// ownFolder is where the user keeps configurations, "" where that is not known.
func ownFolder() string {
	if dir := os.Getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) { // a relative one is to be ignored
		return filepath.Join(dir, "patchpilot")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".config", "patchpilot")
}

// Load reads the configuration at path.
func Load(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, err
	}
	return Read(path, data)
}
