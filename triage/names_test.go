package triage

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Names and ItemKinds hold every constant there is of their kind.
func TestNamesAreWhole(t *testing.T) {
	states := constants(t, "triage.go", func(name, kind string) bool { return kind == "Name" })
	if got := Names(); !equalSets(got, states) {
		t.Errorf("Names() is %v; the constants are %v", got, states)
	}
	items := constants(t, "items.go", func(name, _ string) bool { return strings.HasPrefix(name, "item") })
	if got := ItemKinds(); !equalSets(got, items) {
		t.Errorf("ItemKinds() is %v; the constants are %v", got, items)
	}
}

func equalSets(a, b []string) bool {
	return len(a) > 0 && slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// constants are the values of the string constants of a file that are meant.
func constants(t *testing.T, file string, meant func(name, kind string) bool) (values []string) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		kind, _ := v.Type.(*ast.Ident)
		if kind == nil {
			kind = &ast.Ident{}
		}
		if len(v.Values) == 0 || !meant(v.Names[0].Name, kind.Name) {
			return false
		}
		if lit, ok := v.Values[0].(*ast.BasicLit); ok {
			s, _ := strconv.Unquote(lit.Value)
			values = append(values, s)
		}
		return false
	})
	return values
}
