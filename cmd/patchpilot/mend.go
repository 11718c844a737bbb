package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"patchpilot/internal/flow"
	"patchpilot/internal/report"
)

// mend prints what can be mended, or writes it, and says what is left.
func mend(c *console, o flow.Options, out outputFlags, inPlace bool) (flow.Result, error) {
	var left gathered
	mended, res, err := flow.Mend(o, &left)
	if err != nil {
		return res, err
	}
	if !inPlace {
		err = report.PrintMended(c.stdout, out.look(c.stdout), mended)
	} else {
		err = writeMended(mended)
	}
	if err != nil {
		return res, err
	}
	done := 0
	for _, m := range mended {
		done += len(m.Done)
	}
	fmt.Fprintf(c.stderr, "patchpilot: %d mended; left: %s\n", done, cmp.Or(report.CountWords(res.Summary.Findings), "nothing"))
	return res, nil
}

// writeMended puts mended texts into the files that hold them.
func writeMended(all []*report.Mended) error {
	var errs []error
	for _, m := range all {
		errs = append(errs, writeOne(m))
	}
	return errors.Join(errs...)
}

func writeOne(m *report.Mended) error {
	name := m.Mail.Source
	data, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("cannot be mended in place: %w", err)
	}
	old, text := m.Mail.Text, m.Text
	if !strings.Contains(string(data), old) { // its line ends stay what they are
		old, text = strings.ReplaceAll(old, "\n", "\r\n"), strings.ReplaceAll(text, "\n", "\r\n")
	}
	switch strings.Count(string(data), old) { // an encoded text, or one that stands in an archive, is for --fix to show
	case 0:
		return fmt.Errorf("%s: not written: the text of <%s> does not stand in it as it is: it is packed, encoded, of another charset, or has line ends of two kinds", name, m.Mail.ID)
	case 1:
	default:
		return fmt.Errorf("%s: not written: the text of <%s> stands in it more than once", name, m.Mail.ID)
	}
	if name, err = filepath.EvalSymlinks(name); err != nil { // a link stays one
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	return replaceFile(name, []byte(strings.Replace(string(data), old, text, 1)), info.Mode().Perm())
}

// replaceFile writes a file so that a reader sees the old one or the new one whole.
func replaceFile(name string, data []byte, mode os.FileMode) error {
	temporary, err := os.CreateTemp(filepath.Dir(name), ".patchpilot-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // gone already where all went well
	_, err = temporary.Write(data)
	if err := errors.Join(err, temporary.Chmod(mode), temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), name)
}
