package gitrepo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// RefUpdate moves a ref from one commit to another.
type RefUpdate struct {
	Name   string     // whole: "refs/heads/topic"
	Old    apply.Hash // what it must be now; zero: it must not exist
	New    apply.Hash
	By     Signature // for the reflog
	Reason string    // for the reflog: "patchpilot: apply 7 patches"
}

// lockPatience is how long another process may hold the lock of a ref; git waits as long.
const lockPatience = 100 * time.Millisecond

// ErrRefMoved is wrapped where a ref is not what the caller expected.
var ErrRefMoved = errors.New("not at the commit expected")

// UpdateRef moves a ref under git's own lock, name.lock, if it stands at u.Old still. It refuses the
// branch checked out in any work tree, symbolic refs, names that clash ("a" beside "a/b"), and a New that is no
// commit. The new value is on disk before it gets its name, so a crash leaves the ref at the one value or
// the other; it may leave the lock, which then has to be removed by hand, as with git.
func (r *Repo) UpdateRef(u RefUpdate) error {
	if err := r.updateRef(u); err != nil {
		return fmt.Errorf("%s: %s: %w", r.path, u.Name, err)
	}
	return nil
}

func (r *Repo) updateRef(u RefUpdate) error {
	if !strings.HasPrefix(u.Name, "refs/") || !safeRef(u.Name) || strings.HasSuffix(u.Name, ".lock") || u.Name == "refs/heads/HEAD" {
		return errors.New("not the name of a branch")
	}
	if o, err := r.objects.read(plumbing.Hash(u.New)); err != nil || o.kind != plumbing.CommitObject {
		return fmt.Errorf("%s is not a commit that is here: %w", u.New, errOr(err, apply.ErrNotFound))
	}
	if err := r.clash(u.Name); err != nil {
		return err
	}
	path := r.refPath(u.Name)
	lock, err := lockRef(path)
	if err != nil {
		return err
	}
	if err := r.moveLocked(u, path, lock); err != nil {
		lock.Close()
		if !errors.Is(err, errMoved) {
			os.Remove(lock.Name())
		}
		return err
	}
	return nil
}

// errMoved is wrapped by what goes wrong when the ref has moved and the lock is gone.
var errMoved = errors.New("the ref has moved, but")

// moveLocked checks again below the lock, which keeps git from moving or packing the ref in between, and moves.
func (r *Repo) moveLocked(u RefUpdate, path string, lock *os.File) error {
	if where := r.CheckedOut(u.Name); where != "" {
		return fmt.Errorf("checked out in %s", where)
	}
	if err := r.expect(u.Name, u.Old); err != nil {
		return err
	}
	logTo, err := r.openReflog(u.Name)
	if err != nil {
		return err
	}
	if logTo != nil {
		defer logTo.Close()
	}
	if _, err := lock.WriteString(u.New.String() + "\n"); err != nil {
		return err
	}
	removeEmptyDirs(path)
	if err := commitFile(lock, path); err != nil {
		return err
	}
	if err := errors.Join(syncDir(filepath.Dir(path)), writeReflog(logTo, u)); err != nil {
		return fmt.Errorf("%w %w", errMoved, err)
	}
	return nil
}

func errOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// lockRef makes path.lock, which only one process can.
func lockRef(path string) (*os.File, error) {
	deadline := time.Now().Add(lockPatience)
	for {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, err
		}
		f, err := os.OpenFile(path+".lock", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		switch {
		case err == nil:
			return f, nil
		case errors.Is(err, fs.ErrNotExist) && time.Now().Before(deadline):
			// git has removed the empty folder in between
		case !errors.Is(err, fs.ErrExist):
			return nil, err
		case time.Now().After(deadline):
			return nil, fmt.Errorf("locked: another git process holds %s.lock; if none is running, remove it", path)
		}
		time.Sleep(lockPatience / 50)
	}
}

// expect fails unless the ref stands where the caller thinks.
func (r *Repo) expect(name string, want apply.Hash) error {
	now, symbolic, err := r.readRef(name)
	switch {
	case errors.Is(err, errNoRef):
		now = apply.Hash{}
	case err != nil:
		return err
	case symbolic != "":
		return fmt.Errorf("a symbolic ref (to %s) is not moved", symbolic)
	}
	switch {
	case now == want:
		return nil
	case now.IsZero():
		return fmt.Errorf("%w: it is gone (expected %s)", ErrRefMoved, want)
	case want.IsZero():
		return fmt.Errorf("%w: it exists already, at %s", ErrRefMoved, now)
	}
	return fmt.Errorf("%w: it is at %s, not at %s", ErrRefMoved, now, want)
}

// clash fails where another ref has a part of this one's name as its name, or this one's as a part.
func (r *Repo) clash(name string) error {
	all, err := r.allRefs()
	if err != nil {
		return err
	}
	for _, other := range all {
		if strings.HasPrefix(name, other+"/") || strings.HasPrefix(other, name+"/") {
			return fmt.Errorf("%s exists, both cannot", other)
		}
	}
	return nil
}

// removeEmptyDirs clears the folders that a deleted ref ("a/b") left where this one's file ("a") goes.
func removeEmptyDirs(path string) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return // a file, or nothing
	}
	for _, e := range entries {
		removeEmptyDirs(filepath.Join(path, e.Name()))
	}
	os.Remove(path) // refused unless empty
}
