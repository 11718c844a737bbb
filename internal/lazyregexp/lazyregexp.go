// Package lazyregexp holds patterns that are compiled when they are first asked. The program knows some hundred
// patterns of what people write; a run that reads no mail, in a git hook say, should not pay for them.
package lazyregexp

import (
	"regexp"
	"sync"
)

// Regexp is a pattern; its methods are those of regexp.Regexp. It may be used by several goroutines.
type Regexp struct {
	get func() *regexp.Regexp
}

var all []*Regexp // for CompileAll; filled while packages are initialised, by one goroutine

// New is regexp.MustCompile put off. It is for variables of packages: every pattern is kept for CompileAll.
func New(expr string) *Regexp {
	r := &Regexp{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
	all = append(all, r)
	return r
}

// CompileAll compiles every pattern of the packages linked in; it panics where one is no regular expression, as
// regexp.MustCompile would have at the start. It is for tests. It returns how many there are.
func CompileAll() int {
	for _, r := range all {
		r.get()
	}
	return len(all)
}

func (r *Regexp) String() string                         { return r.get().String() }
func (r *Regexp) Match(b []byte) bool                    { return r.get().Match(b) }
func (r *Regexp) MatchString(s string) bool              { return r.get().MatchString(s) }
func (r *Regexp) FindString(s string) string             { return r.get().FindString(s) }
func (r *Regexp) FindStringIndex(s string) []int         { return r.get().FindStringIndex(s) }
func (r *Regexp) FindSubmatch(b []byte) [][]byte         { return r.get().FindSubmatch(b) }
func (r *Regexp) FindStringSubmatch(s string) []string   { return r.get().FindStringSubmatch(s) }
func (r *Regexp) FindStringSubmatchIndex(s string) []int { return r.get().FindStringSubmatchIndex(s) }
func (r *Regexp) FindAllString(s string, n int) []string { return r.get().FindAllString(s, n) }
func (r *Regexp) FindAllStringIndex(s string, n int) [][]int {
	return r.get().FindAllStringIndex(s, n)
}
func (r *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte { return r.get().FindAllSubmatch(b, n) }
func (r *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return r.get().FindAllStringSubmatch(s, n)
}
func (r *Regexp) ReplaceAllString(src, repl string) string {
	return r.get().ReplaceAllString(src, repl)
}
