// Package historytest gives histories for tests to read.
package historytest

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/ulikunitz/xz"

	"patchpilot/history"
	"patchpilot/internal/corpustest"
)

// DPDK is the metadata of the commits of DPDK's main and 21.11 branches, and their refs.
func DPDK(tb testing.TB) (commits []history.Commit, refs map[string]string) {
	file, err := os.Open(corpustest.File(tb, "dpdk-history.jsonl.xz"))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	plain, err := xz.NewReader(bufio.NewReader(file)) // it reads byte by byte
	if err != nil {
		tb.Fatal(err)
	}
	type person struct {
		Name, Email string
		Time        int64
	}
	lines := bufio.NewScanner(plain)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var c struct {
			Refs              map[string]string
			ID                string
			Parents           []string
			Author, Committer person
			Message           string
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			tb.Fatal(err)
		}
		if c.Refs != nil {
			refs = c.Refs
			continue
		}
		one := history.Commit{ID: ParseID(tb, c.ID), Message: c.Message}
		for _, p := range c.Parents {
			one.Parents = append(one.Parents, ParseID(tb, p))
		}
		one.Author = history.Person{Name: c.Author.Name, Email: c.Author.Email, When: time.Unix(c.Author.Time, 0)}
		one.Committer = history.Person{Name: c.Committer.Name, Email: c.Committer.Email, When: time.Unix(c.Committer.Time, 0)}
		commits = append(commits, one)
	}
	return commits, refs
}

// ParseID reads a whole id.
func ParseID(tb testing.TB, s string) (id history.ID) {
	if n, err := hex.Decode(id[:], []byte(s)); err != nil || n != len(id) {
		tb.Fatalf("%q is no id", s)
	}
	return id
}
