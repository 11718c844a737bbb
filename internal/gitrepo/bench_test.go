package gitrepo

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patchpilot/apply"
	"patchpilot/mbox"
)

// kernel is a repository with a whole kernel tree: PATCHPILOT_KERNEL_REPO, or the usual place.
func kernel(b *testing.B) string {
	b.Helper()
	cache, _ := os.UserCacheDir()
	named := os.Getenv("PATCHPILOT_KERNEL_REPO")
	dir := cmp.Or(named, filepath.Join(cache, "patchpilot", "kernel.git"))
	if _, err := os.Stat(filepath.Join(dir, "HEAD")); err != nil && named == "" {
		b.Skip("no kernel repository")
	}
	return dir
}

// BenchmarkOpen is from nothing to the id of HEAD.
func BenchmarkOpen(b *testing.B) {
	dir := kernel(b)
	for b.Loop() {
		r, err := Open(dir)
		check(b, err)
		_, err = r.Resolve("HEAD")
		check(b, err)
		r.Close()
	}
}

// BenchmarkFirstBlob is from nothing to the content of a file deep in the tree.
func BenchmarkFirstBlob(b *testing.B) {
	dir := kernel(b)
	for b.Loop() {
		r, err := Open(dir)
		check(b, err)
		head, err := r.Resolve("HEAD")
		check(b, err)
		tree, err := r.Tree(head)
		check(b, err)
		entries, err := tree.Entries("drivers/gpu/drm")
		check(b, err)
		e, ok := lookup(entries, "drm_gem.c")
		if !ok {
			b.Fatal("no drm_gem.c")
		}
		_, err = tree.Blob(e.Hash)
		check(b, err)
		r.Close()
	}
}

// BenchmarkBlobs reads the blobs and trees of one large folder of a kernel tree.
func BenchmarkBlobs(b *testing.B) {
	dir := kernel(b)
	bytes := 0
	for b.Loop() {
		r, err := Open(dir)
		check(b, err)
		head, err := r.Resolve("HEAD")
		check(b, err)
		tree, err := r.Tree(head)
		check(b, err)
		bytes = readBelow(b, tree, "drivers/gpu/drm/i915")
		r.Close()
	}
	b.SetBytes(int64(bytes))
}

func readBelow(b *testing.B, tree apply.Tree, dir string) (bytes int) {
	entries, err := tree.Entries(dir)
	check(b, err)
	for _, e := range entries {
		if e.Mode == apply.Dir {
			bytes += readBelow(b, tree, dir+"/"+e.Name)
			continue
		}
		data, err := tree.Blob(e.Hash)
		check(b, err)
		bytes += len(data)
	}
	return bytes
}

// BenchmarkContains asks for 1,000 commits in 20 branches of a history of 100,000, all from nothing.
func BenchmarkContains(b *testing.B) {
	cache := b.TempDir()
	b.Setenv("XDG_CACHE_HOME", cache)
	dir := b.TempDir()
	peer(b, dir, "init", "-q", "--bare")
	importHistory(b, dir, 100_000)
	for _, known := range []string{"nothing", "cached", "commit-graph"} {
		if known == "commit-graph" {
			peer(b, dir, "commit-graph", "write", "--reachable")
		}
		b.Run(known, func(b *testing.B) {
			r := open(b, dir)
			var commits, tips []apply.Hash
			for i := range 20 {
				tip, err := r.Resolve(fmt.Sprintf("line%d~%d", i%3, i*50))
				check(b, err)
				tips = append(tips, tip)
			}
			for i, id := range strings.Fields(peer(b, dir, "rev-list", "line0")) {
				if i%50 == 0 && len(commits) < 1000 {
					commits = append(commits, parse(b, id))
				}
			}
			for b.Loop() {
				if known == "nothing" {
					check(b, os.RemoveAll(cache))
				}
				r := open(b, dir)
				_, err := r.Contains(commits, tips)
				check(b, err)
			}
		})
	}
}

// BenchmarkLog reads 20,000 commits with their messages.
func BenchmarkLog(b *testing.B) {
	dir := b.TempDir()
	peer(b, dir, "init", "-q", "--bare")
	importHistory(b, dir, 20_000)
	n := 0
	for b.Loop() {
		r := open(b, dir)
		tip, err := r.Resolve("line1")
		check(b, err)
		n = 0
		for _, err := range r.Log(apply.Hash{}, tip) {
			check(b, err)
			n++
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "commits/s")
}

// BenchmarkLogStart reads the newest commit of 100,000, with a commit-graph.
func BenchmarkLogStart(b *testing.B) {
	dir := b.TempDir()
	peer(b, dir, "init", "-q", "--bare")
	importHistory(b, dir, 100_000)
	peer(b, dir, "commit-graph", "write", "--reachable")
	for b.Loop() {
		r := open(b, dir)
		tip, err := r.Resolve("line1")
		check(b, err)
		for _, err := range r.Log(apply.Hash{}, tip) {
			check(b, err)
			break
		}
	}
}

// BenchmarkInbox reads an epoch of 16,000 mails of 3 to 9 kB.
func BenchmarkInbox(b *testing.B) {
	const mails = 16_000
	dir := b.TempDir()
	peer(b, dir, "init", "-q", "--bare", "-b", "master")
	importEpoch(b, dir, mails)
	for b.Loop() {
		n := 0
		check(b, ScanInbox(dir, func(raw mbox.Raw) error { n++; return nil }))
		if n != mails {
			b.Fatalf("%d mails", n)
		}
	}
	b.ReportMetric(mails*float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}

func importEpoch(b *testing.B, dir string, mails int) {
	b.Helper()
	var s strings.Builder
	for i := range mails {
		fmt.Fprintf(&s, "commit refs/heads/master\ncommitter A <a@example.org> %d +0000\ndata <<E\nmail %d\nE\nM 100644 inline m\ndata <<END_OF_MAIL\n",
			1_600_000_000+i, i)
		fmt.Fprintf(&s, "From: A <a%d@example.org>\nMessage-ID: <%d.%d@example.org>\nDate: %s\nSubject: mail %d\n\n", i%97, i, i*7919, time.Unix(int64(i)*60, 0).UTC(), i)
		for line := range 60 + i%120 {
			fmt.Fprintf(&s, " \tif (frobnicate(dev, %d, 0x%x))\n", i*line, i*2654435761+line)
		}
		s.WriteString("END_OF_MAIL\n")
	}
	_, err := peerErr(b, dir, s.String(), "fast-import", "--quiet")
	check(b, err)
}
