package diff

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// PatchID is `git patch-id --stable`'s, in hex; "" without files and after Light.
//
// It follows git's builtin/patch-id.c of 2.39 and later (with the blob ids of binary files in it) and differs
// on purpose where mail would lose the id: git skips a plain ---/+++ diff, here it counts as if
// `diff --git` stood there and without its time stamps; git miscounts at an empty line in a hunk, here it
// is the blank context line it was; a damaged hunk is hashed as it was mended.
func (p *Patch) PatchID() string {
	if !p.hashable() {
		return ""
	}
	id := patchID{lines: unspaced{Hash: sha1.New()}}
	afterBinary := false
	for _, f := range p.Files {
		id.header(f, afterBinary)
		afterBinary = f.Binary != nil
		if afterBinary {
			add(&id.lines, f.OldID)
			add(&id.lines, f.NewID)
			id.flush()
			continue
		}
		for _, h := range f.Hunks {
			add(&id.lines, h.Body)
		}
		id.inHunks = len(f.Hunks) > 0
	}
	id.flush()
	return hex.EncodeToString(id.sum[:])
}

// hashable tells whether there are files, and their text is still there.
func (p *Patch) hashable() bool { return len(p.Files) > 0 && !p.light }

// patchID sums the hashes of the files, so that their order does not matter. A file without hunks is hashed
// together with the next one, as git does it.
type patchID struct {
	lines   unspaced
	sum     [sha1.Size]byte
	inHunks bool
}

func (id *patchID) header(f *File, afterBinary bool) {
	if id.inHunks {
		id.flush()
	}
	if !f.Git {
		old, new := "a/"+f.OldPath, "b/"+f.NewPath
		add(&id.lines, "diff--git"+old+new)
		if f.Status == Added {
			old = "/dev/null"
		} else if f.Status == Deleted {
			new = "/dev/null"
		}
		add(&id.lines, "---"+old+"+++"+new)
		return
	}
	head := f.head
	if afterBinary { // git takes this line for the end of the binary patch
		_, head, _ = strings.Cut(head, "\n")
	}
	for head != "" {
		var line string
		line, head, _ = strings.Cut(head, "\n")
		if !strings.HasPrefix(line, "index ") {
			add(&id.lines, line)
		}
	}
}

// flush adds the hash so far to the sum, with carry from the first byte on.
func (id *patchID) flush() {
	carry := 0
	for i, b := range id.lines.sum() {
		carry += int(id.sum[i]) + int(b)
		id.sum[i] = byte(carry)
		carry >>= 8
	}
	id.inHunks = false
}

// ChangeHash covers file names and +/- lines alone, without blanks: the same for a patch and its backport
// where only context moved. SHA-1 of, in order, `---a/PATH`, `+++b/PATH` and every +/- line with all white
// space removed, each ended by LF; in hex. A file without +/- lines adds what else is said of it (status,
// modes, new blob id), so that two binary changes of one file differ. "" without files and after Light.
func (p *Patch) ChangeHash() string {
	if !p.hashable() {
		return ""
	}
	lines := unspaced{Hash: sha1.New()}
	for _, f := range p.Files {
		add(&lines, "---a/"+f.OldPath)
		lines.end()
		add(&lines, "+++b/"+f.NewPath)
		lines.end()
		for _, h := range f.Hunks {
			lines.addChanges(h.Body)
		}
		if f.Added+f.Deleted == 0 {
			add(&lines, fmt.Sprintf("%s,%s,%s,%s", f.Status, f.OldMode, f.NewMode, f.NewID))
			lines.end()
		}
	}
	return hex.EncodeToString(lines.sum())
}

// unspaced hashes text without its white space.
type unspaced struct {
	hash.Hash
	buf [1024]byte
	n   int
}

// step is 0 for what git and C take for white space in a line, 1 for everything else.
var step = func() (t [256]uint8) {
	for c := range t {
		if strings.IndexByte(" \t\n\r", byte(c)) < 0 {
			t[c] = 1
		}
	}
	return t
}()

// add writes every byte and steps on after those that are no space: twice as fast as asking first.
func add[S string | []byte](u *unspaced, s S) {
	for len(s) > 0 {
		if u.n >= len(u.buf)-1 {
			u.Write(u.buf[:u.n])
			u.n = 0
		}
		n, k := min(len(s), len(u.buf)-1-u.n), u.n
		for i := range n {
			u.buf[k] = s[i]
			k += int(step[s[i]])
		}
		u.n, s = k, s[n:]
	}
}

// end ends a line.
func (u *unspaced) end() {
	if u.n == len(u.buf) {
		u.Write(u.buf[:u.n])
		u.n = 0
	}
	u.buf[u.n] = '\n'
	u.n++
}

// addChanges adds the + and - lines of a hunk's body, each with its end.
func (u *unspaced) addChanges(body []byte) {
	for len(body) > 0 {
		var line []byte
		line, body, _ = bytes.Cut(body, lf)
		if len(line) > 0 && (line[0] == '+' || line[0] == '-') {
			add(u, line)
			u.end()
		}
	}
}

// sum returns the hash and starts another one.
func (u *unspaced) sum() []byte {
	u.Write(u.buf[:u.n])
	u.n = 0
	sum := u.Sum(nil)
	u.Reset()
	return sum
}
