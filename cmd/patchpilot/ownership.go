package main

import (
	"fmt"
	"os"

	"patchpilot/internal/flow"
	"patchpilot/maintainers"
)

// own finds out who looks after what: from the files that are named, else from the repository's tree.
func (r *ruling) own(repo *flow.Repo) error {
	if r.maintainers != "" {
		text, err := os.ReadFile(r.maintainers)
		if err != nil {
			return fmt.Errorf("%s: %w", r.names[0], err)
		}
		if r.Maintainers = maintainers.Parse(string(text)); len(r.Maintainers.Sections) == 0 {
			return fmt.Errorf("%s: no section of MAINTAINERS in it", r.maintainers)
		}
	}
	if r.mailmap != "" {
		text, err := os.ReadFile(r.mailmap)
		if err != nil {
			return fmt.Errorf("%s: %w", r.names[1], err)
		}
		r.Mailmap = maintainers.ParseMailmap(string(text))
	}
	if repo == nil || r.Maintainers != nil && r.Mailmap != nil {
		return nil
	}
	there, err := repo.Ownership()
	if there == nil || err != nil {
		return err
	}
	if r.Maintainers == nil {
		r.Maintainers, r.MaintainersAt = there.File, repo.OntoDate()
	}
	if r.Mailmap == nil {
		r.Mailmap = there.Mailmap
	}
	return nil
}
