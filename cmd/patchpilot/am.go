package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"patchpilot/amready"
	"patchpilot/internal/flow"
	"patchpilot/internal/gitrepo"
	"patchpilot/internal/report"
	"patchpilot/said"
	"patchpilot/series"
	"patchpilot/trailers"
)

func init() { commands = append(commands, newAm) }

// amFlags are those of the am command.
type amFlags struct {
	mailFlags
	amready.Options
	config           configFlags
	signOff          bool
	identity, output string
}

func newAm(c *console) *cobra.Command {
	var f amFlags
	cmd := &cobra.Command{
		Use:   "am SOURCE...",
		Short: "An mbox for git am: one revision, with the trailers that replies gave",
		Long: `Write an mbox for git am: one revision, the newest unless -v says otherwise, with the trailers that
replies gave to it. What was added and what was not believed is told on stderr.

Trailers in the log keep their order, new ones follow in the order of the mails, and your own
Signed-off-by is last. A tag given on a condition ("with that fixed"), or written down by somebody
else, is told and not added.`,
		Args: atLeastOneSource,
		RunE: func(_ *cobra.Command, sources []string) error { return f.run(c, sources) },
	}
	f.narrow(cmd)
	flags := cmd.Flags()
	flags.VarP(count{&f.version, 1}, "revision", "v", "give revision `N`; default the newest")
	flags.StringVarP(&f.patches, "patches", "P", "", "give the patches of a `LIST` of numbers alone: 1-3,5")
	flags.StringVarP(&f.output, "output", "o", "", "write to `FILE`; default standard output")
	flags.BoolVarP(&f.NoTrailers, "no-trailers", "T", false, "add no trailers from replies")
	flags.BoolVarP(&f.SloppyTrailers, "sloppy-trailers", "S", false, "add tags that somebody else wrote down, too")
	flags.BoolVarP(&f.signOff, "sign-off", "s", false, "add your Signed-off-by")
	flags.StringVar(&f.identity, "identity", "", "who you are, `\"Name <email>\"`; default the configuration's, or the committer of git's")
	f.config.register(cmd)
	flags.StringVarP(&f.Link, "link", "l", "", "add a Link: to an archive; with =`MASK` to another, %s standing for the message id")
	flags.Lookup("link").NoOptDefVal = amready.DefaultLink
	flags.BoolVar(&f.MessageID, "message-id", false, "add a Message-ID: trailer")
	flags.BoolVar(&f.CcTrailers, "cc-trailers", false, "add a Cc: for everybody the patch was sent to")
	flags.StringSliceVar(&f.TrailerOrder, "trailer-order", nil, "sort what stands below the last Signed-off-by of others by `PATTERNS`: Fixes,*-by,*")
	flags.StringSliceVar(&f.IgnoreFrom, "ignore-from", nil, "take nothing from replies of these `ADDRESSES`")
	flags.BoolVar(&f.NoPartialReroll, "no-partial-reroll", false, "give a reroll of some patches as it was posted, without the others")
	return cmd
}

func (f *amFlags) run(c *console, sources []string) error {
	o, err := f.options(c, sources)
	if err != nil {
		return err
	}
	if err := f.settle(sources); err != nil {
		return err
	}
	item, readErr := f.readOne(c, o)
	if item == nil {
		return readErr
	}
	posting := item.Latest()
	r := posting.Revision
	if err := f.complete(r, o); err != nil {
		return err
	}
	f.Patches = append([]*series.Patch{}, posting.Patches...)
	f.TakenBack = said.TakesBackTag
	mails, remarks := amready.Build(r, f.Options)
	if len(mails) == 0 {
		return wrong{fmt.Errorf("v%d of %q holds no patch that could be given", r.Version, r.Series.Title)}
	}
	if err := f.deliver(c.stdout, mails); err != nil {
		return err
	}
	var out outputFlags
	out.color = "auto"
	if err := report.PrintReady(c.stderr, out.look(c.stderr), posting, mails, remarks); err != nil {
		return err
	}
	return readErr
}

// settle checks the options that can be wrong by themselves.
func (f *amFlags) settle(sources []string) error {
	for _, s := range sources {
		if _, err := os.Stat(s); err != nil && f.Link == amready.DefaultLink && strings.Contains(s, "%s") {
			return fmt.Errorf("%s: there is no such file or folder; a MASK follows --link without a blank: --link=%[1]s", s)
		}
	}
	if f.Link != "" && !strings.Contains(f.Link, "%s") {
		return fmt.Errorf("--link %q: there is no %%s for the message id in it", f.Link)
	}
	for _, pattern := range f.TrailerOrder {
		if _, err := filepath.Match(pattern, ""); err != nil {
			return fmt.Errorf("--trailer-order %q: %w", pattern, err)
		}
	}
	if !f.signOff {
		return nil
	}
	var err error
	f.SignOff, err = f.signer()
	return err
}

// signer is who --sign-off signs for: who was named, else who works here by the configuration, else the
// committer that git would take here.
func (f *amFlags) signer() (trailers.Person, error) {
	if f.identity != "" {
		person, ok := trailers.ReadPerson(f.identity)
		if !ok || person.Name == "" {
			return person, fmt.Errorf("--identity %q: not of the form \"Name <email>\"", f.identity)
		}
		return person, nil
	}
	file, err := f.config.load()
	if err != nil {
		return trailers.Person{}, err
	}
	if id := file.Identity; id.Name != "" {
		return trailers.Person{Name: id.Name, Email: id.Email}, nil
	}
	name, email, err := gitrepo.Identity(".")
	if err != nil {
		return trailers.Person{}, fmt.Errorf("--sign-off needs to know who you are: --identity \"Name <email>\", or: %w", err)
	}
	return trailers.Person{Name: name, Email: email}, nil
}

// complete refuses a revision of which patches asked for did not arrive.
func (f *amFlags) complete(r *series.Revision, o flow.Options) error {
	var lost []int
	for _, n := range r.Missing() {
		if o.Select.Patches.Has(n) {
			lost = append(lost, n)
		}
	}
	if f.NoPartialReroll {
		for _, p := range r.Patches {
			if p.Carried && o.Select.Patches.Has(p.Index) {
				lost = append(lost, p.Index)
			}
		}
	}
	if len(lost) == 0 {
		return nil
	}
	return wrong{fmt.Errorf("v%d of %q is incomplete: of %d patches %s did not come; -P gives some of it",
		r.Version, r.Series.Title, r.Expected, series.Ranges(lost))}
}

// deliver writes the mbox; a file comes into being whole or not at all.
func (f *amFlags) deliver(stdout io.Writer, mails []amready.Mail) error {
	if f.output == "" || f.output == "-" {
		return amready.Write(stdout, mails)
	}
	if info, err := os.Stat(f.output); err == nil && !info.Mode().IsRegular() { // a pipe, /dev/stdout
		return f.write(os.OpenFile(f.output, os.O_WRONLY, 0))(mails)
	}
	folder := filepath.Dir(f.output)
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("--output %s: there is no folder %s", f.output, folder)
	}
	temp, err := os.CreateTemp(folder, "."+filepath.Base(f.output)+".*")
	if err != nil {
		return fmt.Errorf("--output %s: %w", f.output, err)
	}
	defer os.Remove(temp.Name())
	if err := f.write(temp, temp.Chmod(0o644))(mails); err != nil {
		return err
	}
	return os.Rename(temp.Name(), f.output)
}

// write writes to a file that was opened, and closes it.
func (f *amFlags) write(file *os.File, err error) func([]amready.Mail) error {
	return func(mails []amready.Mail) error {
		if err != nil {
			return fmt.Errorf("--output %s: %w", f.output, err)
		}
		err := amready.Write(file, mails)
		return errors.Join(err, file.Close())
	}
}
