package gitrepo

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// maker makes a history for git fast-import that is hard on what shows it.
type maker struct {
	*rand.Rand
	out   strings.Builder
	files map[string]madeFile
}

// endless is a file whose last line may lack its end. It is never renamed: git before 2.44 did not count such a
// line when it looked for renames.
const endless = "endless"

type madeFile struct{ mode, data string }

func madeHistory(seed uint64, commits int) string {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 7)), files: map[string]madeFile{}}
	for range 12 {
		m.files[m.path()] = m.file()
	}
	m.files[endless] = madeFile{"100644", m.text(20)}
	for i := range commits {
		m.commit(i)
		for range 1 + m.IntN(3) {
			m.edit()
		}
	}
	return m.out.String()
}

func (m *maker) one(of ...string) string { return of[m.IntN(len(of))] }

// path never names a file like a directory of another one.
func (m *maker) path() string {
	return m.one("", "", "d/", "d/e/", "d/e/f/", "drivers/gpu/drm/amd/display/dc/resource/dcn401/long/", "z.x/", "a b/", "\xc3\xa4/") +
		m.one("f1", "g.c", "h.c", "i.h", "j\tk", "n\"o", "with blank", "a_rather_long_name_of_a_file.c")
}

func (m *maker) line(kind int) string {
	switch kind {
	case 0:
		return m.one("a\n", "b\n", "\n", "}\n", "\t\n")
	case 1, 2:
		return m.one("\n", "{\n", "}\n", "\t}\n", "\n", "\tif (x) {\n", "\t\treturn 0;\n", fmt.Sprintf("\tx = %d;\n", m.IntN(40)), fmt.Sprintf("int f%d(void)\n", m.IntN(20)), "out:\n",
			"$x\n", "_y"+strings.Repeat(" long", m.IntN(30))+"\n")
	case 3:
		return fmt.Sprintf("line %d\r\n", m.IntN(200))
	}
	return fmt.Sprintf("%*s line %d\n", m.IntN(12), "", m.IntN(100000))
}

func (m *maker) text(lines int) string {
	var b strings.Builder
	kind := m.IntN(5)
	for range lines {
		b.WriteString(m.line(kind))
	}
	return b.String()
}

func (m *maker) file() madeFile {
	switch m.IntN(14) {
	case 0:
		return madeFile{"120000", m.one("f", "d/g", "../x")}
	case 1:
		return madeFile{"160000", strings.Repeat(m.one("1", "2", "3"), 40)}
	case 2:
		return madeFile{"100644", "\x00" + m.text(1+m.IntN(30))}
	case 3:
		return madeFile{"100644", ""}
	}
	return madeFile{m.one("100644", "100644", "100755"), m.text(m.IntN(120))}
}

func (m *maker) editText(s string) string {
	lines := strings.SplitAfter(s, "\n")
	for range 1 + m.IntN(5) {
		at := m.IntN(len(lines) + 1)
		n := min(m.IntN(6), len(lines)-at)
		put := strings.SplitAfter(m.text(m.IntN(7)), "\n")
		if m.IntN(4) == 0 { // as people do
			from := m.IntN(len(lines))
			put = slices.Clone(lines[from:min(from+m.IntN(12), len(lines))])
		}
		lines = slices.Concat(lines[:at], put, lines[at+n:])
	}
	return strings.Join(lines, "")
}

func (m *maker) edit() {
	paths := slices.Sorted(maps.Keys(m.files))
	path := paths[m.IntN(len(paths))]
	f := m.files[path]
	text := f.mode[:3] == "100"
	switch k := m.IntN(16); {
	case path == endless:
		f.data = strings.TrimSuffix(m.editText(f.data), m.one("", "\n"))
		m.files[path] = f
	case k == 0 && len(paths) > 6:
		delete(m.files, path)
	case k == 1:
		m.files[m.path()] = m.file()
	case k == 2:
		m.files[path] = m.file()
	case k == 3 && text:
		f.mode = m.one("100644", "100755")
		m.files[path] = f
	case k < 7:
		delete(m.files, path)
		if text && m.IntN(3) > 0 {
			f.data = m.editText(f.data)
		}
		m.files[m.path()] = f
	case k == 7 && text && len(paths) < 40:
		copied := f
		copied.data = m.editText(f.data)
		m.files[m.path()] = copied
	case text:
		f.data = m.editText(f.data)
		m.files[path] = f
	}
}

func (m *maker) commit(i int) {
	title := m.one("drm/thing: do it", "a", "=?UTF-8?q?no?= encoded word", "drm/\xc3\xa4: \xe2\x86\x92 "+strings.Repeat("\xc3\xb6 ", m.IntN(40))+"end",
		strings.Repeat("word ", m.IntN(60))+"end", strings.Repeat("x", m.IntN(100))+" y", "two\n lines  \nof title", "tab\there and  two   blanks "+strings.Repeat("a  b\tc ", m.IntN(20))+"z", "  leading")
	body := m.one("", "\n\nBody.\n", "\n\n\nBody  \n\n\n\nmore\t\n\n---\nnot the end\n\n\n", "\n\nBod\xc3\xbd\n\nSigned-off-by: A <a@example.org>", "\n")
	who := m.one("A U Thor", "\xc3\x84 \xc3\x9c. Th\xc3\xb6r, the Elder of the very long and winding name", "A. \"Q\" Thor", "Doe, John", strings.Repeat("Long ", 3+m.IntN(20))+"Name",
		strings.Repeat("L.ng ", 3+m.IntN(20))+"Name")
	when := 1_600_000_000 + 86400*i + m.IntN(1000)
	zone := m.one("+0000", "-0730", "+0545")
	message := title + body
	fmt.Fprintf(&m.out, "commit refs/heads/main\nauthor %s <%s@example.org> %d %s\ncommitter C <c@example.org> %d +0000\ndata %d\n%s\ndeleteall\n",
		who, strings.Repeat("a", 1+m.IntN(30)), when, zone, when, len(message), message)
	for _, path := range slices.Sorted(maps.Keys(m.files)) {
		f := m.files[path]
		if f.mode == "160000" {
			fmt.Fprintf(&m.out, "M 160000 %s %s\n", f.data, quoteImport(path))
			continue
		}
		fmt.Fprintf(&m.out, "M %s inline %s\ndata %d\n%s\n", f.mode, quoteImport(path), len(f.data), f.data)
	}
	m.out.WriteString("\n")
}

func quoteImport(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`).Replace(path) + `"`
}
