package flow

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"patchpilot/amready"
	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/internal/gitrepo"
	"patchpilot/internal/report"
	"patchpilot/mbox"
	"patchpilot/said"
	"patchpilot/series"
)

// ApplyOptions say how a revision is laid on refs.
type ApplyOptions struct {
	Repo      *gitrepo.Repo
	Refs      []string // as Repo.Branches gave them
	How       apply.Options
	Ready     amready.Options    // which trailers the commits get
	Committer gitrepo.Signature  // without a name no commit ids are made
	First     []*series.Revision // laid before it: what it depends on
}

// Laying is a revision laid on one ref, with the objects that make it commits.
type Laying struct {
	report.Laid
	Tip     apply.Hash // the last commit made
	Before  int        // patches laid below its own, as it needs them
	objects []gitrepo.Object
}

// Apply lays a revision on every ref, in memory; refs are tried side by side.
func Apply(r *series.Revision, o ApplyOptions) (report.Matrix, []Laying) {
	var ready []readyPatch
	for _, before := range o.First {
		ready = append(ready, prepare(before, amready.Options{NoTrailers: o.Ready.NoTrailers})...)
	}
	first := len(ready)
	ready = append(ready, prepare(r, o.Ready)...)

	m := report.Matrix{Revision: r, Columns: make([]report.Laid, len(o.Refs))}
	for _, p := range ready[first:] {
		m.Rows = append(m.Rows, p.patch)
	}
	layings := make([]Laying, len(o.Refs))
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	var done sync.WaitGroup
	for i, ref := range o.Refs {
		limit <- struct{}{}
		done.Go(func() {
			layings[i] = lay(ref, ready, first, o)
			<-limit
		})
	}
	done.Wait()
	for i := range layings {
		m.Columns[i] = layings[i].Laid
	}
	m.Remarks = strangers(r, layings)
	return m, layings
}

// readyPatch is a patch as git am would take it from the mail.
type readyPatch struct {
	patch   *series.Patch
	author  gitrepo.Signature
	message string
	diff    *diff.Patch
	problem error
}

// prepare reads the mails made for git am back as git am would: author, date, log and the bytes of the diff.
func prepare(r *series.Revision, o amready.Options) []readyPatch {
	o.TakenBack = said.TakesBackTag
	mails, _ := amready.Build(r, o)
	out := make([]readyPatch, 0, len(mails))
	for _, m := range mails {
		msg := mbox.Parse(mbox.Raw{Source: m.Source.ID, Data: m.Data})
		info := msg.Mailinfo(mbox.InfoOptions{})
		p := readyPatch{patch: m.Patch, author: gitrepo.Signature{Name: info.Author.Name, Email: info.Author.Email, When: authorDate(msg, info)}}
		p.message = message(info.Subject, info.Log)
		p.diff = diff.Parse(string(msg.PatchBytes(info)), max(info.PatchLine, 1))
		p.problem = p.refused(info)
		out = append(out, p)
	}
	return out
}

// refused says why git am would not take a mail, whatever its diff. A file of a quilt series owes neither
// author nor date.
func (p *readyPatch) refused(info mbox.Info) error {
	switch {
	case len(p.diff.Files) == 0:
		return errors.New("there is no diff in it")
	case p.patch.Quilt.Series != "":
	case p.author.Name == "":
		return errors.New("it names no author")
	case p.author.When.IsZero() && info.Date != "":
		return fmt.Errorf("its date is none: %q", info.Date)
	}
	return nil
}

// authorDate is the date git am gives the author: the in-body one, else the header's.
func authorDate(msg *mbox.Message, info mbox.Info) time.Time {
	if t, ok := mbox.ParseDate(info.Date); ok {
		return t
	}
	return msg.Date
}

// message is title and log, cleaned as git stripspace does.
func message(title, log string) string {
	var b strings.Builder
	blank := false
	for _, line := range strings.Split(title+"\n\n"+log, "\n") {
		line = strings.TrimRight(line, " \t\r\v\f")
		if line == "" {
			blank = b.Len() > 0
			continue
		}
		if blank {
			b.WriteByte('\n')
		}
		blank = false
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// lay puts the patches on one ref, until the first that does not fit.
func lay(ref string, ready []readyPatch, first int, o ApplyOptions) Laying {
	l := Laying{Laid: report.Laid{Ref: ref}}
	fail := func(err error) Laying { l.Err = err; return l }
	base, err := o.Repo.Resolve(ref)
	if err != nil {
		return fail(err)
	}
	tree, err := o.Repo.Tree(base)
	if err != nil {
		return fail(err)
	}
	l.Base, l.Tip = base, base
	overlay := apply.NewOverlay(tree)
	stopped := false
	for i, p := range ready {
		cell := report.Cell{Outcome: apply.Outcome{Status: apply.Skipped}}
		if !stopped {
			if cell, err = l.layOne(overlay, p, o); err != nil {
				return fail(err)
			}
			stopped = cell.Status == apply.Conflict || cell.Status == apply.Already && i >= first
		}
		switch {
		case i >= first:
			l.Cells = append(l.Cells, cell)
		case cell.Status == apply.Conflict: // what is needed first may be there already, but must fit else
			l.First = fmt.Sprintf("%q <%s> must be laid first, and does not fit: %s", p.patch.Title, p.patch.ID, report.ClashText(cell.Clashes[0]))
		case !cell.Tree.IsZero():
			l.Before++
		}
	}
	commits := l.objects
	l.objects = nil
	for object := range overlay.Objects() {
		l.objects = append(l.objects, gitrepo.Object{Type: object.Kind, Data: object.Data})
	}
	l.objects = append(l.objects, commits...) // what they name is written before them
	return l
}

func (l *Laying) layOne(overlay *apply.Overlay, p readyPatch, o ApplyOptions) (report.Cell, error) {
	if p.problem != nil {
		return report.Cell{Outcome: apply.Outcome{Status: apply.Conflict, Clashes: []apply.Clash{{Path: p.patch.ID, Reason: apply.BadMail, Got: p.problem.Error()}}}}, nil
	}
	outcome, err := overlay.Lay(p.diff, o.How)
	cell := report.Cell{Outcome: outcome}
	if err != nil || outcome.Tree.IsZero() || o.Committer.Name == "" {
		return cell, err
	}
	author := p.author
	if author.Name == "" {
		author.Name, author.Email = o.Committer.Name, o.Committer.Email
	}
	if author.When.IsZero() {
		author.When = o.Committer.When
	}
	commit, err := gitrepo.NewCommit{
		Tree: outcome.Tree, Parents: []apply.Hash{l.Tip}, Author: author, Committer: o.Committer, Message: p.message,
	}.Object()
	if err != nil {
		return cell, fmt.Errorf("<%s>: %w", p.patch.ID, err)
	}
	l.objects = append(l.objects, commit)
	l.Tip = commit.Hash()
	cell.Commit = l.Tip
	return cell, nil
}

// Merge puts a merge commit with the cover's words above what was laid.
func (l *Laying) Merge(r *series.Revision, committer gitrepo.Signature) error {
	last := l.Cells[len(l.Cells)-1]
	commit, err := gitrepo.NewCommit{
		Tree: last.Tree, Parents: []apply.Hash{l.Base, l.Tip}, Author: committer, Committer: committer,
		Message: message(fmt.Sprintf("Merge patch series %q", r.Series.Title), coverWords(r)),
	}.Object()
	if err != nil {
		return err
	}
	l.objects = append(l.objects, commit)
	l.Tip = commit.Hash()
	return nil
}

// Write puts the commits into the repository and moves the branch to the last one. old is where the
// branch must stand, zero where it must not be there yet.
func (l *Laying) Write(repo *gitrepo.Repo, branch string, old apply.Hash, by gitrepo.Signature) error {
	if err := repo.Write(slices.Values(l.objects)); err != nil {
		return err
	}
	return repo.UpdateRef(gitrepo.RefUpdate{
		Name: "refs/heads/" + branch, Old: old, New: l.Tip, By: by,
		Reason: fmt.Sprintf("patchpilot: apply %d patches", len(l.Cells)),
	})
}

// projects are what subjects name when the patch is for another project than the kernel.
var projects = map[string]bool{
	"i-g-t": true, "igt": true, "igt-gpu-tools": true, "liburing": true, "iproute2": true, "iproute2-next": true, "ethtool": true, "ethtool-next": true,
	"xfsprogs": true, "xfstests": true, "fstests": true, "btrfs-progs": true, "e2fsprogs": true, "mdadm": true, "nvme-cli": true, "libnvme": true, "libdrm": true,
	"mesa": true, "dwarves": true, "pahole": true, "bluez": true, "iwd": true, "ell": true, "kmod": true, "lttng-tools": true, "ltp": true, "qemu": true, "u-boot": true,
	"v4l-utils": true, "alsa-lib": true, "wireless-regdb": true, "linux-firmware": true, "dtc": true, "kvm-unit-tests": true, "rdma-core": true, "nfs-utils": true, "cifs-utils": true,
}

// strangers says that a patch seems to be for another project: its subject names one, or a tree, and no file
// that it changes is on any ref.
func strangers(r *series.Revision, layings []Laying) []string {
	if r.Target == "" || len(layings) == 0 {
		return nil
	}
	for _, l := range layings {
		if l.Err != nil || len(l.Cells) == 0 || !nothingThere(l.Cells[0]) {
			return nil
		}
	}
	for _, word := range strings.Fields(strings.ToLower(r.Target)) {
		if projects[word] {
			return []string{fmt.Sprintf("the subject says %q: this is a patch for another project, not for this tree", r.Target)}
		}
	}
	return []string{fmt.Sprintf("the subject says %q, and none of the files are here: perhaps a patch for another tree", r.Target)}
}

func nothingThere(c report.Cell) bool {
	if c.Status != apply.Conflict {
		return false
	}
	return !slices.ContainsFunc(c.Clashes, func(x apply.Clash) bool { return x.Reason != apply.MissingFile })
}
