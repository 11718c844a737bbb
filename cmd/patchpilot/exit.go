package main

import (
	"errors"
	"fmt"
	"io"
	"syscall"

	"patchpilot/internal/flow"
	"patchpilot/lint"
)

// Exit codes: nothing is wrong; something is wrong with the mail; the work could not be done wholly.
const (
	exitFine   = 0
	exitWrong  = 1
	exitFailed = 2
)

// wrong is an error about the mail, not about the work: it ends in exitWrong.
type wrong struct{ error }

// quiet ends in a code without a word: everything was said already.
type quiet int

func (q quiet) Error() string { return fmt.Sprintf("exit %d", int(q)) }

// exitCode prints what there is to say about an error and gives its code.
func exitCode(err error, stderr io.Writer) int {
	var q quiet
	var w wrong
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &q):
		return int(q)
	case errors.Is(err, syscall.EPIPE): // the reader has seen enough: `| head`
		return exitFine
	case errors.As(err, &w):
		complain(stderr, w.error)
		return exitWrong
	}
	complain(stderr, err)
	return exitFailed
}

// verdict makes the error of a finished run: failed sources weigh more than a selection of nothing,
// and that more than findings.
func verdict(res flow.Result, failOn lint.Severity, stderr io.Writer) error {
	for _, err := range res.Failed {
		complain(stderr, err)
	}
	if res.Nothing != nil {
		complain(stderr, res.Nothing)
	}
	switch {
	case len(res.Failed) > 0:
		return quiet(exitFailed)
	case res.Nothing != nil, failOn != lint.Off && res.Worst >= failOn:
		return quiet(exitWrong)
	}
	return nil
}
