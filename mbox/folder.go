package mbox

import (
	"bufio"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// ScanFS reads a folder: a Maildir (cur and new, by name), a quilt series (a file "series" and the patches it names,
// in its order, and nothing else of that folder), or mails, patches and archives in any depth, compressed or
// not, in order of name. Hidden files and folders are passed over, symbolic links are not
// followed. name stands before the file's path in sources: "inbox/0001.eml".
//
// A file that is no mail is a problem naming it. The error is yield's, which stops the reading, or joins what
// could not be read, after everything else was: see [Scan].
func ScanFS(name string, fsys fs.FS, yield func(Raw) error) ([]Problem, error) {
	f := &folder{name: name, fsys: fsys, buffer: bufio.NewReaderSize(nil, peekSize)}
	f.yield = func(raw Raw) error {
		f.stopped = yield(raw)
		return f.stopped
	}
	f.dir(".")
	if f.stopped != nil {
		return f.problems, f.stopped
	}
	return f.problems, errors.Join(f.errs...)
}

type folder struct {
	name     string
	fsys     fs.FS
	buffer   *bufio.Reader // of one file after the other
	yield    func(Raw) error
	stopped  error // what yield said
	problems []Problem
	errs     []error
}

// fail notes what could not be read.
func (f *folder) fail(file string, err error) {
	f.problems = append(f.problems, Problem{Source: path.Join(f.name, file), Text: err.Error()})
	f.errs = append(f.errs, err)
}

// dir reads one folder; it stops when yield wants no more.
func (f *folder) dir(dir string) {
	entries, err := fs.ReadDir(f.fsys, dir)
	if err != nil {
		f.fail(dir, err)
	}
	if isMaildir(entries) {
		f.maildir(dir)
		return
	}
	if f.quilt(dir, entries) {
		return
	}
	for _, e := range entries {
		file := path.Join(dir, e.Name())
		switch {
		case f.stopped != nil:
			return
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			f.dir(file)
		default:
			f.file(file, e, Place{})
		}
	}
}

func isMaildir(entries []fs.DirEntry) bool {
	found := 0
	for _, e := range entries {
		if e.IsDir() && (e.Name() == "cur" || e.Name() == "new") {
			found++
		}
	}
	return found == 2
}

// maildir reads what is delivered, new or seen, in one order by name: names begin with the time of delivery.
func (f *folder) maildir(dir string) {
	type delivered struct {
		file  string
		entry fs.DirEntry
	}
	var all []delivered
	for _, sub := range [...]string{"cur", "new"} {
		entries, err := fs.ReadDir(f.fsys, path.Join(dir, sub))
		if err != nil {
			f.fail(path.Join(dir, sub), err)
		}
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), ".") && !e.IsDir() {
				all = append(all, delivered{path.Join(dir, sub, e.Name()), e})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b delivered) int { return cmp.Compare(a.entry.Name(), b.entry.Name()) })
	for _, d := range all {
		if f.stopped != nil {
			return
		}
		f.file(d.file, d.entry, Place{})
	}
}

func (f *folder) file(file string, entry fs.DirEntry, quilt Place) {
	source := path.Join(f.name, file)
	if !entry.Type().IsRegular() {
		f.problems = append(f.problems, Problem{Source: source, Text: "no regular file: not followed"})
		return
	}
	in, err := f.fsys.Open(file)
	if err != nil {
		f.fail(file, err)
		return
	}
	defer in.Close()
	s := &scanner{name: source, yield: f.yield, longest: maxMessage}
	if quilt.Series != "" {
		s.bare = true
		s.yield = func(raw Raw) error {
			raw.Quilt = quilt
			return f.yield(raw)
		}
	}
	f.buffer.Reset(in)
	err = s.scan(f.buffer)
	f.problems = append(f.problems, s.problems...)
	if err != nil && f.stopped == nil {
		f.errs = append(f.errs, err)
	}
}
