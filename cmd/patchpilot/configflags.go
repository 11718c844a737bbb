package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"patchpilot/internal/config"
)

// configFlags choose the configuration.
type configFlags struct {
	path string
	none bool
}

func (f *configFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.path, "config", "", "read the configuration `FILE`; default "+config.Name+" in this folder, above it in its repository, or yours")
	flags.BoolVar(&f.none, "no-config", false, "read no configuration")
}

// load reads the configuration; it says nothing where there is none.
func (f *configFlags) load() (*config.File, error) {
	path := f.path
	switch {
	case f.none && path != "":
		return nil, errors.New("--config and --no-config contradict each other")
	case f.none:
		return &config.File{}, nil
	case path == "":
		found, err := config.Find(".")
		if found == "" || err != nil {
			return &config.File{}, err
		}
		path = found
	}
	file, err := config.Load(path)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("--config %s: there is no such file", path)
	}
	return file, err
}
