package triage

import (
	"slices"
	"strings"

	"patchpilot/internal/lazyregexp"
)

var (
	// treeWord is a word that only a tree or a branch is called.
	treeWord = lazyregexp.New(`^[\w.+/-]*(?:-next|-fixes|-misc|\.git)$|^for-[\w./+-]+$`)
	// treeNamed is "to the demo tree".
	treeNamed = lazyregexp.New(`(?i)\b(?:to|in|into|via|through|for) (?:the |our )?([\w./+-]{2,40}) (?:tree|branch)\b`)
	// possessed are words before "tree" that name none.
	possessed = []string{"my", "the", "our", "his", "her", "your", "this", "that", "same", "right", "main", "own", "local", "work", "git", "new", "test", "testing"}
)

// treeIn is the tree that a sentence names, by its name in full; "" where it names none.
func (j *Judge) treeIn(text string) string {
	best := ""
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t,;:!?()\"'`<>[]", r) }) {
		w = shortAddress(strings.TrimRight(w, "."))
		name, alias := j.in.Trees[w]
		switch {
		case alias:
			return name
		case !treeWord.MatchString(w), w == "bug-fixes":
		case best == "", strings.HasPrefix(w, best+"-"): // "drm-misc (drm-misc-next)"
			best = w
		case strings.HasSuffix(best, ".git"): // "demo.git for-next"
			best += " " + w
		}
	}
	if m := treeNamed.FindStringSubmatch(text); best == "" && m != nil && !slices.Contains(possessed, strings.ToLower(m[1])) {
		best = m[1]
	}
	return j.fullName(best)
}

// shortAddress is the end of a repository's address: whose it is, and its name.
func shortAddress(w string) string {
	if parts := strings.Split(w, "/"); strings.HasPrefix(w, "//") && len(parts) > 4 {
		return strings.Join(parts[len(parts)-2:], "/")
	}
	return w
}

// fullName is what a tree is called in full.
func (j *Judge) fullName(tree string) string {
	if name, alias := j.in.Trees[tree]; alias {
		return name
	}
	return tree
}

// sameTree tells whether two names can be those of one tree: a ref has its remote before it, a robot writes
// "owner/tree.git (branch)".
func sameTree(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	formsOfB := treeForms(b)
	return slices.ContainsFunc(treeForms(a), func(f string) bool { return slices.Contains(formsOfB, f) })
}

// plainBranches are what branches of all trees are called: such a name tells no tree.
var plainBranches = []string{"main", "master", "next", "fixes", "for-next", "for-linus", "for-rc", "devel", "testing"}

func treeForms(name string) []string {
	repo, branch, _ := strings.Cut(strings.ToLower(name), " ")
	repo, branch = strings.TrimSuffix(repo, ".git"), strings.Trim(branch, "()")
	last := repo[strings.LastIndexByte(repo, '/')+1:]
	forms := []string{repo}
	if !slices.Contains(plainBranches, last) && last != "linux" {
		forms = append(forms, last)
	}
	if branch != "" {
		forms = append(forms, last+"/"+branch)
		if !slices.Contains(plainBranches, branch) {
			forms = append(forms, branch)
		}
	}
	return forms
}
