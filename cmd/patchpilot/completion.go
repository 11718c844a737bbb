package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func init() { commands = append(commands, newCompletion) }

func newCompletion(c *console) *cobra.Command {
	shells := []string{"bash", "zsh", "fish"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion script of a shell: bash, zsh or fish",
		Long: `Print the script that makes a shell complete patchpilot's commands, flags and rule names.

    bash: patchpilot completion bash > ~/.local/share/bash-completion/completions/patchpilot
    zsh:  patchpilot completion zsh > "${fpath[1]}/_patchpilot"
    fish: patchpilot completion fish > ~/.config/fish/completions/patchpilot.fish`,
		Args:      one("SHELL", "bash, zsh or fish"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch root := cmd.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(c.stdout, true)
			case "zsh":
				return root.GenZshCompletion(c.stdout)
			case "fish":
				return root.GenFishCompletion(c.stdout, true)
			}
			return fmt.Errorf("no completion for %q: there is bash, zsh, fish", args[0])
		},
	}
}
