package stable

import (
	"cmp"
	"fmt"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
)

// Try lays a fix on a branch's newest tree, and where it conflicts looks for what is to be taken before it. An error is
// the source's.
func (k *Keeper) Try(fix history.N, branch int) (*Trial, error) {
	p, err := k.in.Source.Patch(k.in.Index.ID(fix))
	if err != nil {
		return nil, err
	}
	return k.try(p, fix, branch)
}

// TryPatch is Try for a patch that is no commit, such as a mail, made on the commit on.
func (k *Keeper) TryPatch(p *diff.Patch, on history.N, branch int) (*Trial, error) {
	return k.try(p, on, branch)
}

func (k *Keeper) try(p *diff.Patch, _ history.N, branch int) (*Trial, error) {
	tree, err := k.in.Source.Tree(k.in.Index.ID(k.branches[branch].Tip))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", k.branches[branch].Name, err)
	}
	out, err := layOn(apply.NewOverlay(tree), p)
	if err != nil {
		return nil, err
	}
	return &Trial{Applies: appliesAs(out), Outcome: out}, nil
}

// layOn lays a patch; a commit that changes nothing is laid too.
func layOn(o *apply.Overlay, p *diff.Patch) (apply.Outcome, error) {
	if p != nil && len(p.Files) == 0 && len(p.Damage) == 0 {
		return apply.Outcome{Status: apply.Clean, Tree: o.Root()}, nil
	}
	return o.Lay(p, apply.Options{Strip: 1})
}

var applies = map[apply.Status]Applies{apply.Clean: Clean, apply.Offset: Offset, apply.Already: Already}

func appliesAs(out apply.Outcome) Applies { return cmp.Or(applies[out.Status], Conflict) }
