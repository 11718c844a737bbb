package history

// titleHash is the same for titles that differ in letter case, blanks, and what a branch puts before them.
func (c *Conventions) titleHash(title string) uint64 {
	if c.Prefixes != nil {
		if at := c.Prefixes.FindStringIndex(title); at != nil && at[0] == 0 {
			title = title[at[1]:]
		}
	}
	return hash(title)
}

// hash is FNV-1a of the words of a text, letter case aside; the same from run to run.
func hash(s string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h, blank := uint64(offset), false
	for i := range len(s) {
		c := s[i]
		if c == ' ' || '\t' <= c && c <= '\r' {
			blank = h != offset
			continue
		}
		if blank {
			h = (h ^ ' ') * prime
			blank = false
		}
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint64(c)) * prime
	}
	return h
}
