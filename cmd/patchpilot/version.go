package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func init() { commands = append(commands, newVersion) }

func newVersion(c *console) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  none,
		RunE: func(*cobra.Command, []string) error {
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return fmt.Errorf("this binary was built without version information")
			}
			_, err := fmt.Fprintln(c.stdout, versionOf(info))
			return err
		},
	}
}

// versionOf is the module's version, the commit it was built from and the compiler.
func versionOf(info *debug.BuildInfo) string {
	settings := make(map[string]string)
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	version := info.Main.Version
	if version == "" {
		version = "(devel)"
	}
	commit := ""
	if id := settings["vcs.revision"]; id != "" {
		commit = " commit " + id[:min(12, len(id))]
		if settings["vcs.modified"] == "true" {
			commit += " with changes"
		}
	}
	return fmt.Sprintf("patchpilot %s%s, %s %s/%s", version, commit, info.GoVersion, settings["GOOS"], settings["GOARCH"])
}
