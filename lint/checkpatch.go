package lint

import (
	"maps"
	"slices"
)

// checkpatchTypes tells by which rules the faults are found that checkpatch.pl reports under a type, for
// people who come from there. Types about the style of code have no counterpart.
var checkpatchTypes = map[string][]string{
	"BAD_FIXES_TAG":            {"fixes-id-case", "fixes-lead-word", "fixes-long-id", "fixes-no-id", "fixes-no-subject", "fixes-quote", "fixes-short-id", "fixes-wrapped"},
	"BAD_REPORTED_BY_LINK":     {"rep-no-closes", "syz-closes"},
	"BAD_SIGN_OFF":             {"ai-format", "cdb-is-author", "cdb-unpaired", "sob-dup", "sob-no-angle", "tag-case-space", "tag-dup", "tag-malformed-email", "tag-typo"},
	"BAD_STABLE_ADDRESS_STYLE": {"stable-name", "stable-version-syntax"},
	"COMMIT_COMMENT_SYMBOL":    {"msg-hash-comment"},
	"COMMIT_LOG_LONG_LINE":     {"msg-long-line"},
	"COMMIT_LOG_USE_LINK":      {"link-unknown-tag"},
	"COMMIT_LOG_VERSIONING":    {"msg-version-text"},
	"COMMIT_LOG_WRONG_LINK":    {"rep-closes-url"},
	"COMMIT_MESSAGE":           {"msg-no-body"},
	"CONFIG_DESCRIPTION":       {"doc-kconfig-help"},
	"CORRUPTED_PATCH":          {"diff-hunk-count", "diff-lost-lead-space", "diff-wrapped"},
	"DIFF_IN_COMMIT_MSG":       {"msg-diff-in-log"},
	"DOS_LINE_ENDINGS":         {"msg-crlf"},
	"DT_SCHEMA_BINDING_PATCH":  {"dt-txt"},
	"DT_SPLIT_BINDING_PATCH":   {"dt-split"},
	"EMAIL_SUBJECT":            {"subj-tool-name"},
	"EXECUTE_PERMISSIONS":      {"diff-mode-exec"},
	"FROM_SIGN_OFF_MISMATCH":   {"sob-author-addr-differs", "sob-author-name-differs"},
	"GERRIT_CHANGE_ID":         {"tag-change-id"},
	"FILE_PATH_CHANGES":        {"maint-entry"},
	"GIT_COMMIT_ID":            {"msg-bare-sha"},
	"INVALID_UTF8":             {"msg-charset"},
	"MAINTAINERS_STYLE":        {"maint-sort"},
	"MISSING_EOF_NEWLINE":      {"diff-eof-newline"},
	"MISSING_FIXES_TAG":        {"fixes-missing"},
	"MISSING_SIGN_OFF":         {"sob-missing"},
	"NOT_UNIFIED_DIFF":         {"diff-not-unified"},
	"NO_AUTHOR_SIGN_OFF":       {"sob-author-missing"},
	"PATCH_PREFIX":             {"diff-p0"},
	"PREFER_LORE_ARCHIVE":      {"link-nonlore"},
	"SPDX_LICENSE_TAG":         {"diff-dt-license", "diff-spdx"},
	"TRAILING_WHITESPACE":      {"diff-trailing-ws"},
	"UNDOCUMENTED_DT_STRING":   {"dt-undocumented-compatible"},
	"UNDOCUMENTED_SETUP":       {"doc-param"},
	"UNKNOWN_COMMIT_ID":        {"fixes-not-commit", "fixes-unknown"},
	"UTF8_BEFORE_PATCH":        {"msg-charset"},
}

// CheckpatchTypes are checkpatch.pl's types that Names knows, sorted.
func CheckpatchTypes() []string { return slices.Sorted(maps.Keys(checkpatchTypes)) }
