// Package nearest finds the name somebody meant by one that is not known.
package nearest

// longest is the length from which on a word is no slip of the keyboard.
const longest = 100

// Of is the one of words that takes the fewest edits, "" where that would be more than half of word.
func Of(word string, words []string) string {
	best, least := "", max(2, len(word)/2)+1
	for _, w := range words {
		if d := Distance(word, w); d < least {
			best, least = w, d
		}
	}
	return best
}

// Distance is the number of bytes to insert, drop or change to come from a to b (Levenshtein). A word of more than a
// hundred bytes is as far from any other as it is long.
func Distance(a, b string) int {
	if len(a) > longest || len(b) > longest {
		return max(len(a), len(b))
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
