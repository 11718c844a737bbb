package lint

import (
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"sync"
)

//go:embed *.go
var sources embed.FS

// Doc returns a rule's manual: its doc comment, plain text. The error names an unknown rule and the
// nearest known one, if one is near.
func Doc(name string) (string, error) {
	if byName(name) == nil {
		return "", unknownRule(name)
	}
	text, ok := manuals()[name]
	if !ok {
		return "", fmt.Errorf("rule %q has no manual", name)
	}
	return text, nil
}

// manuals reads the doc comments of all rules off the package's own sources.
var manuals = sync.OnceValue(func() map[string]string {
	texts := map[string]string{}
	entries, _ := sources.ReadDir(".")
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		src, _ := sources.ReadFile(e.Name())
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			continue // the compiler has read it before us
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR && g.Doc != nil {
				if name := ruleName(g); name != "" {
					texts[name] = strings.TrimRight(g.Doc.Text(), "\n")
				}
			}
		}
	}
	return texts
})

// ruleName is X of `var v = &Rule{Name: "X", …}`, "" for any other declaration.
func ruleName(g *ast.GenDecl) string {
	spec, ok := g.Specs[0].(*ast.ValueSpec)
	if !ok || len(spec.Values) != 1 {
		return ""
	}
	ref, ok := spec.Values[0].(*ast.UnaryExpr)
	if !ok {
		return ""
	}
	lit, ok := ref.X.(*ast.CompositeLit)
	if !ok {
		return ""
	}
	if typ, ok := lit.Type.(*ast.Ident); !ok || typ.Name != "Rule" {
		return ""
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, _ := kv.Key.(*ast.Ident)
		val, _ := kv.Value.(*ast.BasicLit)
		if key != nil && key.Name == "Name" && val != nil {
			return strings.Trim(val.Value, `"`)
		}
	}
	return ""
}
