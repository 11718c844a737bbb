package maintainers_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/diff"
	"patchpilot/maintainers"
)

var update = flag.Bool("update", false, "write the .want files anew")

const folder = "../fixtures/maintainers"

func fixture(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// golden compares what was found with a file of fixtures.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(fixture(t, name), got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// What is read: sections, their people, lists and trees, and the problems.
func TestParse(t *testing.T) {
	for _, name := range []string{"MAINTAINERS", "broken"} {
		f := maintainers.Parse(fixture(t, name))
		var b strings.Builder
		for _, s := range f.Sections {
			describe(&b, s)
		}
		for _, p := range f.Problems {
			fmt.Fprintf(&b, "problem at %d: %s\n", p.Line, p.Text)
		}
		golden(t, name+".want", b.String())
	}
}

func describe(b *strings.Builder, s *maintainers.Section) {
	fmt.Fprintf(b, "%d %q, status %q", s.Line, s.Title, s.Status())
	if s.Orphan() {
		b.WriteString(", orphan")
	}
	if s.CatchAll() {
		b.WriteString(", catches all")
	}
	b.WriteString("\n")
	for _, p := range s.People {
		fmt.Fprintf(b, "  %d %s, reviewer %v\n", p.Line, p.Person, p.Reviewer)
	}
	for _, l := range s.Lists {
		fmt.Fprintf(b, "  %d %s %q, moderated %v, subscribers only %v, vger %v\n",
			l.Line, l.Address, l.Note, l.Moderated, l.SubscribersOnly, l.Vger())
	}
	for _, tree := range s.Trees() {
		fmt.Fprintf(b, "  %d %s %s %q\n", tree.Line, tree.Type, tree.URL, tree.Branch)
	}
	for _, tag := range []byte("WQBCPFXNK") {
		for _, e := range s.Values(tag) {
			fmt.Fprintf(b, "  %d %c %s\n", e.Line, e.Tag, e.Value)
		}
	}
}

// goldenPaths are asked of fixtures/maintainers/MAINTAINERS.
var goldenPaths = []string{
	"drivers/bar/core.c",             // a folder
	"drivers/bar/core_test.c",        // excluded by a wildcard
	"drivers/bar/legacy/isa.c",       // excluded from one section, in another
	"drivers/gpu/foo/foo_ring.c",     // the deeper section first
	"drivers/gpu/foo/foo_ring.h.old", // a pattern need not reach the end
	"drivers/gpu/baz/baz.c",
	"include/linux/bar.h",
	"include/linux/bar/core.h",        // a star in the last part reaches no deeper
	"include/uapi/drm/foo_drm.h",      // the middle of a path
	"arch/arm/boot/dts/acme/foo7.dts", // by its name
	"drivers/firmware/foo/load.c",     // a folder without its slash
	"drivers/firmware/foo1.c",
	"Makefile",
	"fs/Makefile", // patterns that begin with a star come last
	"README",
	"drivers/bar/", // a folder itself
}

// Whose a path is: the sections that cover it, then what the script would print.
func TestOwners(t *testing.T) {
	f := maintainers.Parse(fixture(t, "MAINTAINERS"))
	mailmap := maintainers.ParseMailmap(fixture(t, "mailmap"))
	var b strings.Builder
	for _, path := range goldenPaths {
		fmt.Fprintln(&b, path)
		for _, m := range f.Covering(path) {
			fmt.Fprintf(&b, "  %s, by %c %s at %d, depth %d\n", m.Title, m.By.Tag, m.By.Value, m.By.Line, m.Depth)
		}
		write(&b, f.Owners([]string{path}, nil, mailmap))
	}
	fmt.Fprintln(&b, "all of them, without a mailmap")
	write(&b, f.Owners(goldenPaths, nil, nil))
	for _, name := range []string{"ring.patch", "context.patch"} {
		patch := fixture(t, name)
		fmt.Fprintln(&b, name)
		for _, m := range f.Keywords(patch) {
			fmt.Fprintf(&b, "  %s, by %c %s at %d\n", m.Title, m.By.Tag, m.By.Value, m.By.Line)
		}
		write(&b, f.Owners(paths(diff.Parse(patch, 1)), f.Keywords(patch), mailmap))
	}
	golden(t, "owners.want", b.String())
}

func write(b *strings.Builder, o maintainers.Owners) {
	for _, p := range o.People {
		fmt.Fprintf(b, "    %s (%s) at %d\n", p.Person, p.Role, p.Line)
	}
	for _, l := range o.Lists {
		fmt.Fprintf(b, "    %s (%s) at %d\n", l.Address, l.Role, l.Line)
	}
}
