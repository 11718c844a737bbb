package main

import (
	"os"
	"strings"
	"testing"
)

// The README shows the table that a script makes.
func TestReadmeStable(t *testing.T) {
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(page), "$ patchpilot stable --repo r --upstream main --onto 'linux-*.y'\n")
	shown, _, _ = strings.Cut(shown, "```")
	script, err := os.ReadFile("testdata/stable.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if shown == "" || !strings.Contains(string(script), "-- want-table --\n"+shown+"-- ") {
		t.Errorf("README.md shows\n%s\nand testdata/stable.txtar wants something else", shown)
	}
	_, columns, _ := strings.Cut(string(page), "\n    fix,title,")
	if columns, _, _ = strings.Cut(columns, "\n"); columns == "" || !strings.Contains(string(script), "\nfix,title,"+columns+"\n") {
		t.Errorf("README.md names the columns fix,title,%s, and testdata/stable.txtar wants others", columns)
	}
}
