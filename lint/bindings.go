package lint

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"patchpilot/apply"
)

// bindingsDir is where a kernel tree describes what a devicetree may say.
const bindingsDir = "Documentation/devicetree/bindings"

// bindings are the compatible strings that the documents of a tree know; read once, when first asked for.
type bindings struct {
	once     sync.Once
	found    bool // there are such documents, and they were read
	words    map[string]bool
	patterns []*regexp.Regexp
}

const (
	mostBindings = 20_000    // files
	mostPatterns = 4_000     // of strings that documents describe without listing them
	mostDocument = 256 << 10 // bytes of one
)

// read takes the documents of the tree that patches go on.
func (b *bindings) read(r Repo) {
	b.once.Do(func() {
		_, onto := r.Onto()
		tree, err := r.Tree(onto.Hash)
		if err != nil {
			return
		}
		b.words = map[string]bool{}
		n, err := b.readFolder(tree, bindingsDir, 0)
		b.found = err == nil && 0 < n && n <= mostBindings
	})
}

// readFolder counts the files it read.
func (b *bindings) readFolder(t apply.Tree, dir string, n int) (int, error) {
	entries, err := t.Entries(dir)
	for _, e := range entries {
		switch {
		case err != nil || n > mostBindings:
			return n, err
		case e.Mode == apply.Dir:
			n, err = b.readFolder(t, dir+"/"+e.Name, n)
		case e.Mode == apply.Regular:
			var data []byte
			if data, err = t.Blob(e.Hash); err == nil {
				b.addText(data[:min(len(data), mostDocument)])
			}
			n++
		}
	}
	return n, err
}

func (b *bindings) addText(data []byte) {
	for len(data) > 0 {
		var l []byte
		l, data = cutLine(data)
		if bytes.IndexByte(l, ',') >= 0 {
			b.addLine(string(l))
		}
	}
}

// addLine takes the words of a line of a document that look like "vendor,device", and patterns for them.
func (b *bindings) addLine(l string) {
	if _, pattern, ok := strings.Cut(l, "pattern: "); ok {
		b.addPattern(strings.Trim(strings.TrimSpace(pattern), `"'`))
		return
	}
	for _, w := range strings.FieldsFunc(l, func(r rune) bool { return strings.ContainsRune(" \t\"'`:;()[]{}", r) }) {
		w = strings.Trim(w, ".,")
		comma := strings.IndexByte(w, ',')
		if comma <= 0 {
			continue
		}
		if strings.IndexByte(w, '<') >= 0 {
			b.addPattern("^" + placeholder.ReplaceAllString(regexp.QuoteMeta(w), "[a-z0-9]+") + "$")
			continue
		}
		b.words[strings.Clone(w)] = true
	}
}

// placeholder stands in text for what differs: "nvidia,<chip>-uart".
var placeholder = regexp.MustCompile(`<[^<>]*>`)

func (b *bindings) addPattern(s string) {
	if len(b.patterns) == mostPatterns || strings.IndexByte(s, ',') < 0 {
		return
	}
	if re, err := regexp.Compile(s); err == nil && !re.MatchString("nobody,nothing") {
		b.patterns = append(b.patterns, re)
	}
}

// knows tells whether a document has the string.
func (b *bindings) knows(compatible string) bool {
	if b.words[compatible] {
		return true
	}
	for _, re := range b.patterns {
		if re.MatchString(compatible) {
			return true
		}
	}
	return false
}
