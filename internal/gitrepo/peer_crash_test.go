package gitrepo

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patchpilot/internal/corpustest"
)

const crashEnv = "PATCHPILOT_TEST_CRASH_REPO"

// TestPeerCrash kills a process that writes commits and moves a ref, at any moment, again and again. The ref
// stands where the process last said or at the commit it was writing then, and git finds nothing wrong.
func TestPeerCrash(t *testing.T) {
	if dir := os.Getenv(crashEnv); dir != "" {
		writeForever(t, dir)
		return
	}
	dir := t.TempDir()
	peer(t, dir, "init", "-q", "--bare", "-b", "main")
	importHistory(t, dir, 5)
	peer(t, dir, "config", "core.logAllRefUpdates", "true")
	peer(t, dir, "branch", "topic", "line0")
	r := open(t, dir)
	rounds := corpustest.Cases(t, 60)
	moves, locks := 0, 0
	for round := range rounds {
		before, err := r.Resolve("topic")
		check(t, err)
		said := killedAfter(t, dir, rand.IntN(4), time.Duration(rand.IntN(5_000))*time.Microsecond)
		if said == "" {
			said = before.String()
		} else {
			moves++
		}
		lock := filepath.Join(dir, "refs/heads/topic.lock")
		if os.Remove(lock) == nil {
			locks++
		}
		now, err := r.Resolve("topic")
		check(t, err)
		if parent, _ := r.Resolve("topic~1"); now.String() != said && parent.String() != said {
			t.Fatalf("round %d: topic is at %s, the process said %s", round, now, said)
		}
		if round%20 == 19 {
			peer(t, dir, "fsck", "--strict", "--full", "--no-dangling")
			peer(t, dir, "pack-refs", "--all")
		}
	}
	if moves == 0 {
		t.Error("killed always before anything was done")
	}
	t.Logf("%d of %d rounds moved the ref, %d left a lock", moves, rounds, locks)
}

// killedAfter runs this test as the writer, kills it some commits and a while later, and returns the last commit it
// told of.
func killedAfter(t *testing.T, dir string, commits int, after time.Duration) (said string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestPeerCrash$")
	cmd.Env = append(os.Environ(), crashEnv+"="+dir)
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	lines := bufio.NewReader(out)
	if line, err := lines.ReadString('\n'); err != nil || line != "ready\n" {
		rest, _ := io.ReadAll(lines)
		t.Fatalf("the writer: %q %v %s", line, err, rest)
	}
	told := ""
	for range commits {
		line, err := lines.ReadString('\n')
		check(t, err)
		told = line
	}
	time.Sleep(after)
	check(t, cmd.Process.Kill())
	rest, _ := io.ReadAll(lines)
	cmd.Wait()
	for line := range strings.Lines(told + string(rest)) {
		if strings.HasSuffix(line, "\n") {
			said = strings.TrimSpace(line)
		}
	}
	return said
}

func writeForever(t *testing.T, dir string) {
	r := open(t, dir)
	tip, err := r.Resolve("topic")
	check(t, err)
	fmt.Println("ready")
	for i := 0; ; i++ {
		next := writeCommit(t, r, tip, fmt.Sprintf("commit %d of %d", i, os.Getpid()))
		check(t, r.UpdateRef(RefUpdate{Name: "refs/heads/topic", Old: tip, New: next, By: someone, Reason: "crash test"}))
		fmt.Println(next)
		tip = next
	}
}
