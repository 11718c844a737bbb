package formatpatch

import (
	"bytes"
	"fmt"
	"strings"
)

// writeStat writes the diffstat, as wide as git makes it for mail.
func (d *differences) writeStat(b *bytes.Buffer) {
	if len(d.changes) == 0 {
		return
	}
	t := table{names: make([]string, len(d.changes))}
	for i, c := range d.changes {
		t.names[i] = c.statName()
		t.measure(c, len(t.names[i]))
	}
	t.fit()
	added, deleted := 0, 0
	for i, c := range d.changes {
		t.writeRow(b, t.names[i], c)
		if !c.binary {
			added, deleted = added+c.added, deleted+c.deleted
		}
	}
	fmt.Fprintf(b, " %s changed", count(len(d.changes), "file", ""))
	if added > 0 || deleted == 0 {
		fmt.Fprintf(b, ", %s", count(added, "insertion", "(+)"))
	}
	if deleted > 0 || added == 0 {
		fmt.Fprintf(b, ", %s", count(deleted, "deletion", "(-)"))
	}
	b.WriteByte('\n')
}

// count is "1 insertion(+)", "2 insertions(+)".
func count(n int, what, sign string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s%s", n, what, sign)
}

// table is a diffstat's measures, in columns.
type table struct {
	names  []string
	most   int // lines changed in one file
	name   int
	number int
	binary int // "Bin 0 -> 12 bytes"
	graph  int
}

// measure takes in what one file wants.
func (t *table) measure(c *change, name int) {
	t.name = max(t.name, name)
	if c.binary {
		t.binary = max(t.binary, len("Bin  ->  bytes")+len(fmt.Sprint(c.added))+len(fmt.Sprint(c.deleted)))
		t.number = max(t.number, len("Bin"))
		return
	}
	t.most = max(t.most, c.added+c.deleted)
}

// fit shares out the width: the graph gives way down to three eighths of it, then the names.
func (t *table) fit() {
	const around = 6 // " ", " | ", " " and one to spare
	t.number = max(t.number, len(fmt.Sprint(t.most)))
	t.graph = t.most
	if t.most+4 <= t.binary {
		t.graph = t.binary - 4
	}
	width := max(textWidth, 16+6+t.number)
	if t.name+t.number+around+t.graph <= width {
		return
	}
	t.graph = min(t.graph, max(6, width*3/8-t.number-around))
	if room := width - t.number - around - t.graph; t.name > room {
		t.name = room
	} else {
		t.graph = width - t.number - around - t.name
	}
}

func (t *table) writeRow(b *bytes.Buffer, name string, c *change) {
	if len(name) > t.name {
		name = name[len(name)-max(t.name-3, 0):]
		if slash := strings.IndexByte(name, '/'); slash > 0 {
			name = name[slash:]
		}
		name = "..." + name
	}
	fmt.Fprintf(b, " %-*s | ", t.name, name)
	switch {
	case c.binary && c.added+c.deleted == 0:
		fmt.Fprintf(b, "%*s\n", t.number, "Bin")
	case c.binary:
		fmt.Fprintf(b, "%*s %d -> %d bytes\n", t.number, "Bin", c.deleted, c.added)
	case c.added+c.deleted == 0:
		fmt.Fprintf(b, "%*d\n", t.number, 0)
	default:
		plus, minus := t.bars(c.added, c.deleted)
		fmt.Fprintf(b, "%*d %s%s\n", t.number, c.added+c.deleted, strings.Repeat("+", plus), strings.Repeat("-", minus))
	}
}

// bars are a row's lengths of "+" and "-". The sum is scaled, then the smaller part of it.
func (t *table) bars(added, deleted int) (plus, minus int) {
	if t.graph > t.most {
		return added, deleted
	}
	all := t.scale(added + deleted)
	if all < 2 && added > 0 && deleted > 0 {
		all = 2
	}
	if added < deleted {
		plus = t.scale(added)
		return plus, all - plus
	}
	minus = t.scale(deleted)
	return all - minus, minus
}

// scale leaves no change without a mark.
func (t *table) scale(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + n*(t.graph-1)/t.most
}

// statName is the file's name, or how it was renamed.
func (c *change) statName() string {
	if !c.renamed {
		return quote(c.path())
	}
	return renameName(c.old.path, c.new.path)
}

// renameName is "dir/{old => new}/x.c".
func renameName(old, new string) string {
	if quote(old) != old || quote(new) != new {
		return quote(old) + " => " + quote(new)
	}
	front := 0
	for i := 0; i < min(len(old), len(new)) && old[i] == new[i]; i++ {
		if old[i] == '/' {
			front = i + 1
		}
	}
	overlap := min(front, 1) // the slash at the front's end may be the one the back begins with
	back := 0
	for i := 1; i <= min(len(old), len(new))-front+overlap && old[len(old)-i] == new[len(new)-i]; i++ {
		if old[len(old)-i] == '/' {
			back = i
		}
	}
	middle := func(name string) string { return name[front:max(front, len(name)-back)] }
	if front+back == 0 {
		return old + " => " + new
	}
	return old[:front] + "{" + middle(old) + " => " + middle(new) + "}" + old[len(old)-back:]
}

// writeSummary writes what the diffstat does not tell: files that come and go, renames, modes.
func (d *differences) writeSummary(b *bytes.Buffer) {
	for _, c := range d.changes {
		switch {
		case !c.old.there():
			fmt.Fprintf(b, " create mode %06o %s\n", c.new.mode, quote(c.new.path))
		case !c.new.there():
			fmt.Fprintf(b, " delete mode %06o %s\n", c.old.mode, quote(c.old.path))
		case c.renamed:
			fmt.Fprintf(b, " rename %s (%d%%)\n", c.statName(), c.percent())
			if c.old.mode != c.new.mode {
				fmt.Fprintf(b, " mode change %06o => %06o\n", c.old.mode, c.new.mode)
			}
		case c.old.mode != c.new.mode:
			fmt.Fprintf(b, " mode change %06o => %06o %s\n", c.old.mode, c.new.mode, quote(c.path()))
		}
	}
}
