package flow

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"patchpilot/apply"
	"patchpilot/internal/report"
	"patchpilot/maintainers"
	"patchpilot/series"
	"patchpilot/trailers"
)

// Ownership says who looks after what: a MAINTAINERS file, and by what names its people go; Mailmap may be nil.
type Ownership struct {
	File    *maintainers.File
	Mailmap *maintainers.Mailmap
}

// Ownership reads MAINTAINERS and .mailmap in the tree of the commit that patches are to go on; nil where there is
// no such file.
func (r *Repo) Ownership() (*Ownership, error) {
	tree, err := r.git.Tree(r.onto.Hash)
	if err != nil {
		return nil, err
	}
	text, err := rootFile(tree, "MAINTAINERS")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("MAINTAINERS of %s: %w", r.name, err)
	}
	o := &Ownership{File: maintainers.Parse(text)}
	if text, err = rootFile(tree, ".mailmap"); err == nil {
		o.Mailmap = maintainers.ParseMailmap(text)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf(".mailmap of %s: %w", r.name, err)
	}
	return o, nil
}

// rootFile reads a file at the top of a tree.
func rootFile(tree apply.Tree, name string) (string, error) {
	entries, err := tree.Entries("")
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(entries, func(e apply.Entry) bool {
		return e.Name == name && (e.Mode == apply.Regular || e.Mode == apply.Executable)
	})
	if i < 0 {
		return "", fs.ErrNotExist
	}
	data, err := tree.Blob(entries[i].Hash)
	return string(data), err
}

// recipients gathers who should get patches. The same person or list comes once, with every reason.
type recipients struct {
	*Ownership
	own  []string
	all  []report.Recipient
	seen map[string]int // by address, in lower case
}

// recipientsOf are those of the series: maintainers and reviewers in To, lists and whom the logs name in Cc, as b4
// does it. Mails must have their texts.
func recipientsOf(items []*report.Item, o Options) []report.Recipient {
	r := &recipients{Ownership: o.Ownership, own: o.Own, seen: map[string]int{}}
	var named []*series.Mail
	for _, item := range items {
		for _, m := range item.Latest().Revision.Mails() {
			if m.Diff != nil {
				r.owners(m)
			}
			named = append(named, m)
		}
	}
	for _, m := range named {
		r.named(m)
	}
	slices.SortStableFunc(r.all, func(a, b report.Recipient) int {
		if a.To == b.To {
			return 0
		}
		if a.To {
			return -1
		}
		return 1
	})
	return r.all
}

// owners adds those whom MAINTAINERS names for what a patch changes.
func (r *recipients) owners(m *series.Mail) {
	if r.Ownership == nil {
		return
	}
	var paths []string
	for _, f := range m.Diff.Files {
		paths = append(paths, f.OldPath)
		if f.NewPath != f.OldPath {
			paths = append(paths, f.NewPath)
		}
	}
	owners := r.File.Owners(paths, r.File.Keywords(m.Text), r.Mailmap)
	for _, p := range owners.People {
		r.add(m, p.Name, p.Email, p.Role, true)
	}
	for _, l := range owners.Lists {
		if !l.SubscribersOnly {
			r.add(m, "", l.Address, l.Role, false)
		}
	}
}

// named adds those whom a log names: who reported, tested or reviewed wants to see what came of it.
func (r *recipients) named(m *series.Mail) {
	for _, t := range m.Trailers {
		key, _ := trailers.Known(t.Key)
		if key != "Cc" && !strings.HasSuffix(key, "-by") {
			continue
		}
		if p, ok := t.Person(); ok {
			if r.Ownership != nil { // an address of old may reach nobody
				to := r.Mailmap.Canonical(maintainers.Person{Name: p.Name, Email: p.Email})
				p.Name, p.Email = to.Name, to.Email
			}
			r.add(m, p.Name, p.Email, key, false)
		}
	}
}

// add adds one, unless it is whoever sends the patch.
func (r *recipients) add(m *series.Mail, name, email, why string, to bool) {
	key := strings.ToLower(email)
	own := func(mine string) bool { return strings.EqualFold(mine, email) }
	if email == "" || own(m.From.Email) || slices.ContainsFunc(r.own, own) || strings.HasPrefix(key, "stable@") || strings.HasPrefix(key, "stable+") {
		return // the stable trees take patches from mainline, by the tag
	}
	i, ok := r.seen[key]
	if !ok {
		i = len(r.all)
		r.seen[key], r.all = i, append(r.all, report.Recipient{Name: name, Email: email, To: to})
	}
	if !slices.Contains(r.all[i].Why, why) {
		r.all[i].Why = append(r.all[i].Why, why)
	}
}
