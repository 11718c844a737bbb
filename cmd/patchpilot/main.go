// Command patchpilot reads kernel patch mail: it rebuilds series from archives and says what is wrong
// with them, line by line.
package main

import "os"

func main() {
	easeCollector()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
