// Package linediff finds what changed between two texts, line by line, as git shows it.
//
// In: two slices of lines. Out: the edits that make the second of the first, and hunks of them with
// context. It is Myers' O(ND) algorithm in linear space ("An O(ND) Difference Algorithm and Its
// Variations", 1986), from both ends to the middle; among edits that are equally few it takes those that
// `git diff` takes, so that a person finds here what git showed.
//
// Its law: the edits always make b of a. They are the fewest possible unless that would take more than a
// bounded effort, or hang on lines that are everywhere in a text that is otherwise all new; time is linear
// in the lines for a bounded number of differences, and never quadratic.
package linediff

// Edit replaces the lines a[A0:A1] by b[B0:B1]; one of the two may be empty, not both.
type Edit struct{ A0, A1, B0, B1 int }

// Edits returns what makes b of a, in order, no two of them touching.
func Edits(a, b []string) []Edit {
	x, y := number(a, b)
	from, toA, toB := ends(x.line, y.line)
	if from == toA && from == toB {
		return nil
	}
	keep(x, y, from, toA, toB)
	newSearch(x, y).compare(0, len(x.kept), 0, len(y.kept), false)
	slide(x, y)
	slide(y, x)
	return edits(x, y)
}

// side is one of the texts.
type side struct {
	text    []string
	line    []int  // the lines as numbers, equal where the lines are
	changed []bool // gone from a, or new in b
	kept    []int  // the lines the search looks at
}

func number(a, b []string) (x, y *side) {
	numbers := make(map[string]int, len(a))
	side := func(lines []string) *side {
		s := &side{text: lines, line: make([]int, len(lines)), changed: make([]bool, len(lines))}
		for i, line := range lines {
			n, ok := numbers[line]
			if !ok {
				n = len(numbers)
				numbers[line] = n
			}
			s.line[i] = n
		}
		return s
	}
	return side(a), side(b)
}

// ends tells where the texts begin to differ, and from where on they are equal again.
func ends(a, b []int) (from, toA, toB int) {
	toA, toB = len(a), len(b)
	for from < toA && from < toB && a[from] == b[from] {
		from++
	}
	for from < toA && from < toB && a[toA-1] == b[toB-1] {
		toA, toB = toA-1, toB-1
	}
	return from, toA, toB
}

func edits(x, y *side) []Edit {
	var out []Edit
	for i, j := 0, 0; i < len(x.line) || j < len(y.line); {
		e := Edit{i, i, j, j}
		for e.A1 < len(x.line) && x.changed[e.A1] {
			e.A1++
		}
		for e.B1 < len(y.line) && y.changed[e.B1] {
			e.B1++
		}
		if e.A0 < e.A1 || e.B0 < e.B1 {
			out = append(out, e)
			i, j = e.A1, e.B1
			continue
		}
		i, j = i+1, j+1
	}
	return out
}
