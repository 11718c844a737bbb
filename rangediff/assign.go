package rangediff

// impossible is a cost that no assignment takes on while there is another.
const impossible = 1 << 40

// cheapest solves the linear assignment problem: the column for each row, so that the sum of the costs
// is the least. Shortest augmenting paths with potentials (Jonker and Volgenant 1987), cubic time;
// costs is square.
func cheapest(costs [][]int) []int {
	n := len(costs)
	rowPrice, columnPrice := make([]int, n+1), make([]int, n+1)
	taken := make([]int, n+1) // the row of each column, from 1; 0 = none
	for row := 1; row <= n; row++ {
		augment(costs, row, rowPrice, columnPrice, taken)
	}
	columns := make([]int, n)
	for column := 1; column <= n; column++ {
		columns[taken[column]-1] = column - 1
	}
	return columns
}

// augment gives a row a column, moving other rows along the cheapest path of changes.
func augment(costs [][]int, row int, rowPrice, columnPrice, taken []int) {
	n := len(costs)
	const far = 1 << 60
	least, from, seen := make([]int, n+1), make([]int, n+1), make([]bool, n+1)
	for j := range least {
		least[j] = far
	}
	taken[0] = row
	at := 0
	for taken[at] != 0 {
		seen[at] = true
		i, next, delta := taken[at], 0, far
		for j := 1; j <= n; j++ {
			if seen[j] {
				continue
			}
			if c := costs[i-1][j-1] - rowPrice[i] - columnPrice[j]; c < least[j] {
				least[j], from[j] = c, at
			}
			if least[j] < delta {
				delta, next = least[j], j
			}
		}
		for j := range seen {
			if seen[j] {
				rowPrice[taken[j]] += delta
				columnPrice[j] -= delta
			} else {
				least[j] -= delta
			}
		}
		at = next
	}
	for at != 0 {
		taken[at] = taken[from[at]]
		at = from[at]
	}
}
