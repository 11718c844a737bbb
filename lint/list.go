package lint

// rules is the catalogue, by name. A test fails for a rule that is not in it.
var rules = []*Rule{
	fixesShortID,
}
