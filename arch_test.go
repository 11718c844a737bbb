// Package patchpilot_test holds the building to its plan: which package may know which, who may talk
// to the world, how long a file may grow. ARCHITECTURE.md has the same plan in words.
package patchpilot_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module    = "patchpilot/"
	mainDir   = "cmd/patchpilot"
	domainTop = 3   // the highest floor that does no I/O of its own
	maxLines  = 500 // of a file that gives no reason for its length
)

// floors says where each package lives. A package imports only floors below its own; test files may
// also look at their neighbours. Packages that are not written yet have their place already.
var floors = map[string]int{
	"mbox": 0, "trailers": 0, "diff": 0, "maintainers": 0, "internal/lazyregexp": 0, "internal/linediff": 0, "internal/nearest": 0,
	"series": 1, "uapi": 1,
	"amready": 2, "apply": 2, "history": 2, "rangediff": 2, "review": 2, "said": 2,
	"formatpatch": 3, "lint": 3, "stable": 3,
	"triage":          4,
	"internal/config": 5, "internal/decisions": 5, "internal/query": 5, "internal/gitrepo": 5, "internal/store": 5, "internal/report": 5,
	"internal/flow": 6,
	"internal/web":  7,
	mainDir:         8,
}

// testOnly packages are imported by tests alone and stand beside the floors.
var testOnly = []string{"fixtures", "internal/corpustest", "history/historytest"}

// doors names, for what reaches out of the house, the packages that may use it. Tests are free.
var doors = map[string][]string{
	"github.com/emersion/go-message": {"mbox"},
	"github.com/sourcegraph/go-diff": {"diff"},
	"github.com/go-git":              {"internal/gitrepo"},
	"github.com/BurntSushi/toml":     {"internal/config"},
	"database/sql":                   {"internal/store"},
	"net/http":                       {"internal/web"},
	"github.com/spf13/cobra":         {mainDir},
	"C":                              nil, // one static binary
}

// outward are the imports the domain may not have at all: it is handed what it works on.
var outward = []string{"os", "os/exec", "flag", "log", "log/slog", "net", "syscall", "math/rand", "math/rand/v2"}

// ambient are the uses that make a result depend on when and where it was made.
var ambient = []string{"time.Now", "time.Since", "time.Until", "time.Local", "time.Sleep", "time.After"}

// output are the uses that write to the terminal; exits end the process.
var (
	output = []string{"fmt.Print", "fmt.Printf", "fmt.Println", "os.Stdout", "os.Stderr"}
	exits  = []string{"os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln"}
	sinks  = []string{mainDir, "internal/report"}
)

func TestArchitecture(t *testing.T) {
	files := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() && name != "." && (base == "testdata" || strings.HasPrefix(base, ".")) {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(base) != ".go" {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files++
		for _, fault := range inspect(name, src) {
			t.Error(fault)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Fatalf("saw %d Go files: run from the root of the project", files)
	}
}

// inspect returns what is wrong with one file, each fault beginning with its path.
func inspect(name string, src []byte) []string {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.ParseComments)
	if err != nil {
		return []string{err.Error()}
	}
	f := source{name: name, dir: path.Dir(name), file: file, fset: fset, test: strings.HasSuffix(name, "_test.go")}
	f.checkLength(src)
	if f.dir == "." {
		return f.faults // this file alone: a test of the whole
	}
	f.checkImports()
	f.checkUses()
	return f.faults
}

// source is one file under inspection.
type source struct {
	name, dir string
	file      *ast.File
	fset      *token.FileSet
	test      bool
	faults    []string
}

func (f *source) fault(format string, args ...any) {
	f.faults = append(f.faults, f.name+": "+fmt.Sprintf(format, args...))
}

func (f *source) checkLength(src []byte) {
	lines := bytes.Count(src, []byte("\n"))
	if lines <= maxLines {
		return
	}
	for _, group := range f.file.Comments {
		if group.Pos() > f.file.Package {
			break
		}
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "// Long because ") {
				return
			}
		}
	}
	f.fault("%d lines, over %d: split it, or give the reason above the package clause: // Long because …", lines, maxLines)
}

func (f *source) checkImports() {
	floor, known := floorOf(f.dir)
	outside := within(f.dir, testOnly)
	if !known && !outside {
		f.fault("package %s has no floor: give it one in arch_test.go and ARCHITECTURE.md", f.dir)
		return
	}
	for _, spec := range f.file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if spec.Name != nil && spec.Name.Name == "." {
			f.fault("imports %s with a dot: a name must show where it comes from", imported)
		}
		if inner, ok := strings.CutPrefix(imported, module); ok {
			f.checkInner(floor, outside, inner)
			continue
		}
		f.checkOuter(floor, outside, imported)
	}
}

// checkInner judges an import of one of the house's own packages.
func (f *source) checkInner(floor int, outside bool, imported string) {
	if within(imported, testOnly) {
		if !f.test && !outside {
			f.fault("imports %s, which is for tests", imported)
		}
		return
	}
	below, known := floorOf(imported)
	switch {
	case !known:
		f.fault("imports %s, which has no floor", imported)
	case home(imported) == home(f.dir): // a package's own inner packages and external tests
	case outside:
		f.fault("imports %s: what serves all tests knows no package of the house", imported)
	case below > floor, below == floor && !f.test:
		f.fault("floor %d imports %s on floor %d", floor, imported, below)
	}
}

// checkOuter judges an import from outside the house.
func (f *source) checkOuter(floor int, outside bool, imported string) {
	if f.test || outside {
		return
	}
	for door, keepers := range doors {
		if within(imported, []string{door}) && !within(f.dir, keepers) {
			f.fault("imports %s, which is for %s", imported, orNobody(keepers))
		}
	}
	if floor <= domainTop && slices.Contains(outward, imported) {
		f.fault("floor %d imports %s: the domain is handed what it works on", floor, imported)
	}
}

// checkUses looks at every pkg.Name in the file.
func (f *source) checkUses() {
	if f.test || within(f.dir, testOnly) {
		return
	}
	floor, _ := floorOf(f.dir)
	names := f.importNames()
	var function string
	ast.Inspect(f.file, func(n ast.Node) bool {
		if decl, ok := n.(*ast.FuncDecl); ok {
			function = decl.Name.Name
		}
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		id, ok := sel.X.(*ast.Ident)
		if !ok || id.Obj != nil || names[id.Name] == "" { // Obj is set where a local name shadows the package
			return true
		}
		use := names[id.Name] + "." + sel.Sel.Name
		line := f.fset.Position(sel.Pos()).Line
		if slices.Contains(exits, use) && (f.dir != mainDir || function != "main") {
			f.fault("%s at line %d: only main exits", use, line)
		}
		if slices.Contains(output, use) && !within(f.dir, sinks) {
			f.fault("%s at line %d: only %s write output", use, line, strings.Join(sinks, " and "))
		}
		if slices.Contains(ambient, use) && floor <= domainTop {
			f.fault("%s at line %d: floor %d takes time as a parameter", use, line, floor)
		}
		return true
	})
}

// importNames maps the name a package goes by in the file to its import path.
func (f *source) importNames() map[string]string {
	names := map[string]string{}
	for _, spec := range f.file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		name := path.Base(imported)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = imported
	}
	return names
}

// home is the package of the floor table that dir belongs to; "" if none.
func home(dir string) string {
	for ; dir != "."; dir = path.Dir(dir) {
		if _, ok := floors[dir]; ok {
			return dir
		}
	}
	return ""
}

func floorOf(dir string) (floor int, known bool) {
	floor, known = floors[home(dir)]
	return floor, known
}

// within tells whether name is one of paths or lies below one.
func within(name string, paths []string) bool {
	return slices.ContainsFunc(paths, func(p string) bool {
		return name == p || strings.HasPrefix(name, p+"/")
	})
}

func orNobody(names []string) string {
	if len(names) == 0 {
		return "nobody"
	}
	return strings.Join(names, ", ")
}

// TestArchitectureCanFail proves each check on a file that breaks it, and that its like passes.
func TestArchitectureCanFail(t *testing.T) {
	long := strings.Repeat("// line\n", maxLines+1)
	for _, tc := range []struct{ name, path, src, want string }{
		{"a floor below", "series/s.go", `import _ "patchpilot/mbox"`, ""},
		{"the same floor", "trailers/trailers.go", `import _ "patchpilot/diff"`, "trailers/trailers.go: floor 0 imports diff on floor 0"},
		{"a floor above", "diff/d.go", `import _ "patchpilot/internal/flow"`, "diff/d.go: floor 0 imports internal/flow on floor 6"},
		{"a test may see its neighbour", "trailers/x_test.go", `import _ "patchpilot/diff"`, ""},
		{"a test may not look up", "trailers/x_test.go", `import _ "patchpilot/series"`, "trailers/x_test.go: floor 0 imports series on floor 1"},
		{"an external test sees its package", "mbox/x_test.go", `import _ "patchpilot/mbox"`, ""},
		{"no floor", "gadget/g.go", ``, "gadget/g.go: package gadget has no floor: give it one in arch_test.go and ARCHITECTURE.md"},
		{"an import without floor", "lint/l.go", `import _ "patchpilot/gadget"`, "lint/l.go: imports gadget, which has no floor"},
		{"fixtures in a test", "mbox/x_test.go", `import _ "patchpilot/fixtures"`, ""},
		{"fixtures in the product", "internal/flow/f.go", `import _ "patchpilot/fixtures"`, "internal/flow/f.go: imports fixtures, which is for tests"},
		{"fixtures that know the house", "fixtures/f.go", `import _ "patchpilot/mbox"`, "fixtures/f.go: imports mbox: what serves all tests knows no package of the house"},

		{"go-message at its door", "mbox/m.go", `import _ "github.com/emersion/go-message/charset"`, ""},
		{"go-message elsewhere", "series/s.go", `import _ "github.com/emersion/go-message/mail"`, "series/s.go: imports github.com/emersion/go-message/mail, which is for mbox"},
		{"go-diff elsewhere", "lint/l.go", `import _ "github.com/sourcegraph/go-diff/diff"`, "lint/l.go: imports github.com/sourcegraph/go-diff/diff, which is for diff"},
		{"go-diff in a test", "lint/l_test.go", `import _ "github.com/sourcegraph/go-diff/diff"`, ""},
		{"go-git elsewhere", "cmd/patchpilot/c.go", `import _ "github.com/go-git/go-git/v5"`, "cmd/patchpilot/c.go: imports github.com/go-git/go-git/v5, which is for internal/gitrepo"},
		{"SQL elsewhere", "triage/t.go", `import _ "database/sql"`, "triage/t.go: imports database/sql, which is for internal/store"},
		{"HTTP elsewhere", "internal/flow/f.go", `import _ "net/http"`, "internal/flow/f.go: imports net/http, which is for internal/web"},
		{"flags elsewhere", "internal/flow/f.go", `import _ "github.com/spf13/cobra"`, "internal/flow/f.go: imports github.com/spf13/cobra, which is for cmd/patchpilot"},
		{"cgo", "mbox/m.go", `import "C"`, "mbox/m.go: imports C, which is for nobody"},
		{"a dot import", "mbox/m.go", `import . "strings"`, "mbox/m.go: imports strings with a dot: a name must show where it comes from"},

		{"files in the domain", "stable/s.go", `import _ "os"`, "stable/s.go: floor 3 imports os: the domain is handed what it works on"},
		{"flag in the domain", "lint/l.go", `import _ "flag"`, "lint/l.go: floor 3 imports flag: the domain is handed what it works on"},
		{"addresses in the domain", "mbox/m.go", `import _ "net/mail"`, ""},
		{"a clock in the domain", "series/s.go", "import \"time\"\nvar now = time.Now()", "series/s.go: time.Now at line 3: floor 1 takes time as a parameter"},
		{"a clock under another name", "series/s.go", "import clock \"time\"\nvar now = clock.Now()", "series/s.go: time.Now at line 3: floor 1 takes time as a parameter"},
		{"a variable called time", "series/s.go", "import \"time\"\nvar _ time.Time\nfunc f(time interface{ Now() }) { time.Now() }", ""},
		{"a clock upstairs", "internal/flow/f.go", "import \"time\"\nvar now = time.Now()", ""},

		{"exit in a command", "cmd/patchpilot/lint.go", "import \"os\"\nfunc run() { os.Exit(1) }", "cmd/patchpilot/lint.go: os.Exit at line 3: only main exits"},
		{"exit in main", "cmd/patchpilot/main.go", "import \"os\"\nfunc main() { os.Exit(1) }", ""},
		{"printing in a sink", "internal/report/r.go", "import \"fmt\"\nfunc f() { fmt.Println() }", ""},
		{"printing elsewhere", "internal/flow/f.go", "import \"fmt\"\nfunc f() { fmt.Println() }", "internal/flow/f.go: fmt.Println at line 3: only cmd/patchpilot and internal/report write output"},
		{"stdout elsewhere", "internal/store/s.go", "import \"os\"\nvar w = os.Stdout", "internal/store/s.go: os.Stdout at line 3: only cmd/patchpilot and internal/report write output"},

		{"a long file", "mbox/m.go", long, "mbox/m.go: 502 lines, over 500: split it, or give the reason above the package clause: // Long because …"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := strings.Join(inspect(tc.path, []byte("package p\n"+tc.src)), "\n")
			if got != tc.want {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}

	reasoned := "// Long because it is one table.\n\npackage p\n" + long
	if got := inspect("mbox/m.go", []byte(reasoned)); len(got) > 0 {
		t.Errorf("a file that gives its reason: %q", got)
	}
}
