package main

import (
	"errors"
	"flag"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the commands print into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"patchpilot": main})
}

// TestScripts runs the commands as they are typed: each script in testdata holds its mails and what is
// to come out.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "committed": committed, "grown": grown, "commits": showCommits, "damage": damage, "pushing": pushing, "empty": empty,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("NO_COLOR", "")
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			fixtures, err := filepath.Abs(filepath.Join("..", "..", "fixtures"))
			e.Setenv("FIXTURES", fixtures)
			return err
		},
	})
}

// exits runs patchpilot and checks its exit code: `exits 2 lint nowhere.mbox`.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE ARGUMENT...")
	}
	code := 0
	var exit *exec.ExitError
	if err := ts.Exec("patchpilot", args[1:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("patchpilot exits %d, want %s", code, args[0])
	}
}
