package lint

import (
	"maps"
	"slices"
)

// checkpatchTypes tells by which rules the faults are found that checkpatch.pl reports under a type, for
// people who come from there. Types about the style of code have no counterpart.
var checkpatchTypes = map[string][]string{
	"BAD_FIXES_TAG":       {"fixes-id-case", "fixes-lead-word", "fixes-no-id", "fixes-no-subject", "fixes-quote", "fixes-short-id", "fixes-wrapped"},
	"CORRUPTED_PATCH":     {"diff-hunk-count", "diff-lost-lead-space", "diff-wrapped"},
	"MISSING_SIGN_OFF":    {"sob-missing"},
	"NO_AUTHOR_SIGN_OFF":  {"sob-author-missing"},
	"TRAILING_WHITESPACE": {"diff-trailing-ws"},
}

// CheckpatchTypes are checkpatch.pl's types that Names knows, sorted.
func CheckpatchTypes() []string { return slices.Sorted(maps.Keys(checkpatchTypes)) }
