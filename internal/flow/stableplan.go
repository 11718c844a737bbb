package flow

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"patchpilot/apply"
	"patchpilot/formatpatch"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
	"patchpilot/internal/report"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/stable"
	"patchpilot/trailers"
)

// PickOptions say how commits of a plan are written.
type PickOptions struct {
	Committer gitrepo.Signature
	Style     string // one of PickStyles; "" = the conventions'
	SignOff   bool   // add the committer's Signed-off-by
	Again     bool   // take what the branch took back, or does not need
	Cover     bool   // a cover letter, where there is more than one mail
}

// How a copy names what it was taken from: below the title, or as git cherry-pick -x does, at the end.
const (
	UpstreamStyle   = "upstream"
	CherryPickStyle = "cherry-pick"
)

// PickStyles are all there are.
var PickStyles = []string{UpstreamStyle, CherryPickStyle}

// Plan says in what order to take what, to have fixes on the first of the branches.
func (s *Stable) Plan(fixes []string) (*report.Plan, error) {
	if b := s.Branches()[0]; b.Base == history.None {
		return nil, fmt.Errorf("%w: there is no telling what it lacks", s.unmet(b.Name))
	}
	var wanted []history.N
	for _, fix := range fixes {
		n, err := s.FindFix(fix)
		if err != nil {
			return nil, err
		}
		if s.Index.Merge(n) {
			return nil, fmt.Errorf("%s is a merge: name the commits that it brings; what it changes itself must be taken by hand, with git cherry-pick -m 1", fix)
		}
		wanted = append(wanted, n)
	}
	s.compare(func() (cells []*report.Backport) {
		for _, n := range wanted {
			cells = append(cells, linked(s.chains(n))...)
		}
		return cells
	}, true)
	plan, err := s.Keeper.Plan(wanted, 0)
	if err != nil {
		return nil, err
	}
	return &report.Plan{Backports: s.report(), Plan: plan}, nil
}

// Picks are the commits of a plan, made on its branch and not written yet.
type Picks struct {
	Tip     apply.Hash
	Commits int
	mails   []formatpatch.Commit
	objects []gitrepo.Object
}

// What keeps a step of a plan from being written, and all others with it.
var (
	ErrBlocked   = errors.New("does not apply")
	ErrTakenBack = errors.New("the branch took it back")
	ErrUnneeded  = errors.New("the branch does not need it")
)

// Refuses says why a step is not to be written; nil = it may be.
func (s *Stable) Refuses(step *stable.Step, o PickOptions) error {
	switch {
	case step.Trial != nil:
		return fmt.Errorf("%s %w", s.Name(step.Commit), ErrBlocked)
	case o.Again:
	case step.TakenBack != history.None:
		return fmt.Errorf("%.12s: %w in %.12s", s.ID(step.Commit), ErrTakenBack, s.ID(step.TakenBack))
	case step.Unneeded:
		return fmt.Errorf("%.12s: %w: %s", s.ID(step.Commit), ErrUnneeded, step.But)
	}
	return nil
}

// Pick makes the commits of a plan.
func (s *Stable) Pick(p *stable.Plan, o PickOptions) (*Picks, error) {
	branch := s.Branches()[p.Branch]
	tree, err := s.source.Tree(s.Index.ID(branch.Tip))
	if err != nil {
		return nil, err
	}
	picks := &Picks{Tip: apply.Hash(s.Index.ID(branch.Tip)), Commits: len(p.Steps)}
	before := apply.NewOverlay(tree)
	var commits []gitrepo.Object
	for i := range p.Steps {
		step := &p.Steps[i]
		if err := s.Refuses(step, o); err != nil {
			return nil, err
		}
		c, err := s.source.Commit(s.Index.ID(step.Commit))
		if err != nil {
			return nil, err
		}
		message := o.message(c, s.Index.Conventions())
		made, err := gitrepo.NewCommit{
			Tree: step.Laid.Root(), Parents: []apply.Hash{picks.Tip}, Author: c.Author, Committer: o.Committer, Message: message,
		}.Object()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name(step.Commit), err)
		}
		picks.Tip = made.Hash()
		commits = append(commits, made)
		picks.mails = append(picks.mails, formatpatch.Commit{
			ID: picks.Tip, Author: formatpatch.Person{Name: c.Author.Name, Email: c.Author.Email}, Date: c.Author.When,
			Message: message, Before: before, After: step.Laid,
		})
		before = step.Laid
	}
	for object := range p.Laid.Objects() {
		picks.objects = append(picks.objects, gitrepo.Object{Type: object.Kind, Data: object.Data})
	}
	picks.objects = append(picks.objects, commits...) // what they name is written before them
	return picks, nil
}

// message is that of a copy.
func (o PickOptions) message(c *gitrepo.Commit, conv *history.Conventions) string {
	message, written := strings.TrimRight(c.Message, "\n")+"\n", conv.Written
	atEnd := conv.Forms[0] == trailers.CherryPicked
	switch {
	case o.Style == CherryPickStyle:
		written, atEnd = history.CherryPick.Written, true
	case o.Style == UpstreamStyle && atEnd:
		written, atEnd = history.Kernel.Written, false
	}
	line := fmt.Sprintf(written, c.Hash)
	if atEnd {
		message = withFooter(message, line)
	} else {
		title, body := c.Split()
		message = title + "\n\n" + line + "\n"
		if body = strings.Trim(body, "\r\n"); body != "" {
			message += "\n" + body + "\n"
		}
	}
	own := fmt.Sprintf("Signed-off-by: %s <%s>", o.Committer.Name, o.Committer.Email)
	if o.SignOff && !strings.HasSuffix(message, "\n"+own+"\n") {
		message = withFooter(message, own)
	}
	return message
}

// withFooter adds a line below the trailers of a message, or below an empty line where it has none.
func withFooter(message, line string) string {
	_, body, _ := strings.Cut(message, "\n")
	if len(trailers.Parse(body, 2).Trailers) == 0 {
		message += "\n"
	}
	return message + line + "\n"
}

// Write puts the commits into the repository, and a branch at the last one. old is where the branch must stand now,
// zero where it must not be there yet.
func (p *Picks) Write(repo *gitrepo.Repo, branch string, old apply.Hash, by gitrepo.Signature) error {
	if err := repo.Write(slices.Values(p.objects)); err != nil {
		return err
	}
	return repo.UpdateRef(gitrepo.RefUpdate{
		Name: "refs/heads/" + branch, Old: old, New: p.Tip, By: by, Reason: fmt.Sprintf("patchpilot: pick %d commits", p.Commits),
	})
}

// Mbox are the commits of a plan as mails to a stable list, and what git am will not give back of their messages.
func (s *Stable) Mbox(p *Picks, plan *report.Plan, o PickOptions) (mails []byte, lost []string, err error) {
	out := formatpatch.Options{
		Prefix: s.prefix(), To: s.List(), Sender: formatpatch.Person{Name: o.Committer.Name, Email: o.Committer.Email}, Declare: true,
	}
	if len(p.mails) > 1 {
		out.Total = len(p.mails)
	}
	var all bytes.Buffer
	first := "" // the others answer it
	sent := o.Committer.When
	if o.Cover && out.Total > 0 {
		out.MessageID = fmt.Sprintf("cover.%d.git.%s", sent.Unix(), o.Committer.Email)
		letter, err := p.cover(plan, out, sent)
		if err != nil {
			return nil, nil, err
		}
		all.Write(letter)
		all.WriteByte('\n')
		first, sent = out.MessageID, sent.Add(time.Second)
	}
	for i, c := range p.mails {
		out.N, out.InReplyTo, out.Sent = i+1, first, sent.Add(time.Duration(i)*time.Second)
		out.MessageID = fmt.Sprintf("%s.%d.git.%s", c.ID, o.Committer.When.Unix(), o.Committer.Email) // as git makes them
		first = cmp.Or(first, out.MessageID)
		mail, err := formatpatch.Mail(c, out)
		if err != nil {
			return nil, nil, err
		}
		if words := lostByMail(c.Message, mail); words != "" {
			lost = append(lost, fmt.Sprintf("%d/%d: %s", i+1, len(p.mails), words))
		}
		if all.Write(mail); i+1 < len(p.mails) {
			all.WriteByte('\n')
		}
	}
	return all.Bytes(), lost, nil
}

// cover is the letter before the mails.
func (p *Picks) cover(plan *report.Plan, o formatpatch.Options, sent time.Time) ([]byte, error) {
	letter := formatpatch.Cover{
		Tip: p.Tip, Sender: o.Sender, Date: sent, Commits: p.mails, Before: p.mails[0].Before, After: p.mails[len(p.mails)-1].After,
	}
	letter.Subject, letter.Text = plan.Cover()
	return letter.Mail(o)
}

// prefix is that of the mails for the first of the branches: with its version, or with its name where that says more than
// the conventions have names say.
func (s *Stable) prefix() string {
	b, conv := s.Branches()[0], s.Index.Conventions()
	if b.Version != "" && (b.Plain() || conv.Branch.MatchString(b.Name)) {
		return fmt.Sprintf(conv.Subject, b.Version)
	}
	return "PATCH " + path.Base(b.Name)
}

// quotesDiff finds what git apply takes for a diff in what stands before one: a hunk's head, or more than the first line
// of a file's. It drops the rest.
var quotesDiff = regexp.MustCompile(`(?m)^(?:@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|` +
	`diff --git .*\n(?:index|old mode|new mode|deleted file mode|new file mode|(?:dis)?similarity index|rename|copy|---) )`)

// lostByMail says what of a message a mail's reader takes for something else: brackets before the title, and what
// follows a line that looks like the end of the message.
func lostByMail(message string, mail []byte) string {
	m := series.NewMail(mbox.Parse(mbox.Raw{Data: mail}))
	title, log, _ := strings.Cut(message, "\n")
	log = strings.TrimSpace(log)
	switch read := strings.TrimSpace(m.Log); {
	case read != log && strings.HasPrefix(log, read):
		rest := strings.TrimLeft(log[len(read):], " \t\n")
		line := strings.Count(message[:strings.LastIndex(message, rest)], "\n") + 1
		if quotesDiff.MatchString(rest) {
			return fmt.Sprintf("git am will take line %d of the message for the beginning of the patch: the mail cannot be applied", line)
		}
		return fmt.Sprintf("git am will take line %d of the message for its end, and drop the rest", line)
	case read != log:
		return "git am will not give back the message as it is"
	case strings.HasPrefix(title, "["):
		return "git am will drop the brackets that its title begins with"
	}
	return ""
}
