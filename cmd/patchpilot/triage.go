package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"patchpilot/internal/decisions"
	"patchpilot/internal/flow"
	"patchpilot/internal/gitrepo"
	"patchpilot/internal/nearest"
	"patchpilot/internal/query"
	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/triage"
)

func init() { commands = append(commands, newTriage) }

// triageFlags are those of the triage command.
type triageFlags struct {
	mailFlags
	judging stateFlags
	thanks  bool

	query                               string
	state, needs, missing, author, path string

	decide []string
	reason string
}

func newTriage(c *console) *cobra.Command {
	var f triageFlags
	cmd := &cobra.Command{
		Use:   "triage SOURCE...",
		Short: "In which state each series is, what it lacks, and whose turn it is",
		Long: `Say in which state each series is, what it lacks, and whose turn it is. "patchpilot why" tells how one knows.

    STATE  REVISION  TITLE  SENDER  AGE  REVIEWS  WHAT IT LACKS  WHOSE TURN IT IS

With --repo, patches are looked for in a git repository, by the ids in Link: trailers, by what they change, and
by author and title. --until takes later mails for not sent yet: the states are those of that day.

--query takes words that must all hold; of values that commas part, one. A minus before a word turns it around.

    is:ready,new  not:rfc  missing:igt  next:maintainer  needs:max@example.org  author:ada  to:netdev
    file:drivers/gpu  title:"memory leak"  age:>2w  leak

--decide records what a person decided, in a file, one a line; it is evidence beside what mails say, until a
day if one is given with --until. With a SOURCE, the mail must be there.

    patchpilot triage --decide MSGID=rejected --reason "the hardware is gone" --until 2025-01-31

--thanks writes replies to the authors of what was applied, as an mbox; not for what somebody else applied, or
whom you told already; where none is left to write, stderr says why. Nothing is sent. They are dated --now.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(f.decide) > 0 {
				return nil
			}
			return atLeastOneSource(cmd, args)
		},
		RunE: func(_ *cobra.Command, sources []string) error { return f.run(c, sources) },
	}
	f.register(cmd)
	f.judging.register(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.query, "query", "", "show the series that `WORDS` describe: \"is:ready missing:igt age:>2w not:rfc\"")
	flags.StringVar(&f.state, "state", "", "show the series in one of these `STATES`")
	flags.StringVar(&f.needs, "needs", "", "show what waits for `ADDRESS`; me is whoever works here")
	flags.StringVar(&f.missing, "missing", "", "show what lacks one of these `ITEMS`: "+strings.Join(triage.ItemKinds(), ", ")+"; or any")
	flags.StringVar(&f.author, "author", "", "show what was written or sent by somebody with this `NAME` or address")
	flags.StringVar(&f.path, "path", "", "show what changes the file or folder at `PATH`")
	flags.BoolVar(&f.thanks, "thanks", false, "write replies to the authors of what was applied, as an mbox, and nothing else")
	flags.StringArrayVar(&f.decide, "decide", nil, "record that the revision with the mail MSGID is in a state, as `MSGID=STATE`")
	flags.StringVar(&f.reason, "reason", "", "why, for --decide: `TEXT`")
	cmd.MarkFlagsMutuallyExclusive("thanks", "decide")
	complete(cmd, "state", triage.Names())
	complete(cmd, "missing", triage.ItemKinds())
	return cmd
}

func (f *triageFlags) run(c *console, sources []string) error {
	if len(f.decide) > 0 {
		return f.record(c, sources)
	}
	if f.reason != "" {
		return errors.New("--reason is for --decide")
	}
	o, err := f.options(c, sources)
	if err != nil {
		return err
	}
	r, err := f.judging.options(&o)
	if o.Repo != nil {
		defer o.Repo.Close()
	}
	if err != nil {
		return err
	}
	o.Triage.AsOf = true
	wanted, err := f.wanted(r)
	if err != nil {
		return err
	}
	if !wanted.IsZero() {
		o.Triage.Keep = wanted.Matches
	}
	sink, err := f.sink(c, r, report.NewTriage)
	if err != nil {
		return err
	}
	if f.thanks {
		o.KeepTexts = true
	}
	return f.read(c, o, sink, lint.Off)
}

func (f *triageFlags) sink(c *console, r ruling, text newSink) (report.Sink, error) {
	if !f.thanks {
		return f.out.states(c.stdout, text)
	}
	if f.out.format != "text" {
		return nil, fmt.Errorf("--thanks writes an mbox, and --format %s asks for something else", f.out.format)
	}
	me, err := r.me()
	if err != nil {
		return nil, fmt.Errorf("--thanks needs to know who you are: %w", err)
	}
	return report.NewThanks(c.stdout, c.stderr, me, r.identity.Addresses...), nil
}

// me is who works here: by the configuration, else as git knows it.
func (r *ruling) me() (mbox.Address, error) {
	if r.identity.Email != "" {
		return mbox.Address{Name: r.identity.Name, Email: r.identity.Email}, nil
	}
	name, email, err := gitrepo.Identity(".")
	return mbox.Address{Name: name, Email: email}, err
}

// wanted is the query that all flags come to.
func (f *triageFlags) wanted(r ruling) (query.Query, error) {
	all, err := query.Parse(f.query)
	if err != nil {
		return all, fmt.Errorf("--query: %w", err)
	}
	needs := f.needs
	if needs == "me" {
		me, err := r.me()
		if err != nil {
			return all, fmt.Errorf("--needs me: %w", err)
		}
		needs = strings.Join(append(r.identity.Addresses, me.Email), ",")
	}
	for _, flag := range []struct{ name, key, value string }{
		{"state", "is", f.state}, {"needs", "needs", needs}, {"missing", "missing", f.missing},
		{"author", "author", f.author}, {"path", "file", f.path},
	} {
		if flag.value == "" {
			continue
		}
		q, err := query.Term(flag.key, flag.value)
		if err != nil {
			return all, fmt.Errorf("--%s: %w", flag.name, err)
		}
		all = all.And(q)
	}
	return all, nil
}

// record writes down what was decided. A mail that is named must be in the sources, if there are any.
func (f *triageFlags) record(c *console, sources []string) error {
	r, err := f.judging.rules.settle()
	if err != nil {
		return err
	}
	path := f.judging.decisionsPath(r)
	if path == "" {
		return errors.New("--decide: where to? name a file with --decisions")
	}
	made, err := f.decided(r)
	if err != nil {
		return err
	}
	for _, d := range made {
		if len(sources) == 0 {
			break
		}
		o := flow.Options{Sources: sources, Stdin: c.stdin, Select: flow.Selection{Holding: d.MessageID}}
		if err := f.read(c, o, &gathered{}, lint.Off); err != nil {
			return err
		}
	}
	if err := decisions.Append(path, made); err != nil {
		return fmt.Errorf("--decide: %w", err)
	}
	for _, d := range made {
		fmt.Fprintf(c.stderr, "patchpilot: %s is %s, in %s\n", report.Clean(d.MessageID), d.State, report.Clean(path))
	}
	return nil
}

// decided are the decisions that the flags tell.
func (f *triageFlags) decided(r ruling) ([]triage.Decision, error) {
	if strings.TrimSpace(f.reason) == "" {
		return nil, errors.New("--decide needs a reason: --reason TEXT")
	}
	me, err := r.me()
	if err != nil {
		return nil, fmt.Errorf("--decide needs to know who you are: %w", err)
	}
	now := time.Now()
	if f.now != "" {
		m, err := flow.ParseNow(f.now, time.Now)
		if err != nil {
			return nil, fmt.Errorf("--now: %w", err)
		}
		now = m.Ahead(now)
	}
	var until time.Time
	if f.until != "" {
		m, err := flow.ParseMoment(f.until, true)
		if err != nil {
			return nil, fmt.Errorf("--until: %w", err)
		}
		if until = m.Ahead(now); !until.After(now) {
			return nil, fmt.Errorf("--until %s is over", f.until)
		}
	}
	var all []triage.Decision
	for _, d := range f.decide {
		at := strings.LastIndexByte(d, '=')
		if at < 0 {
			return nil, fmt.Errorf("--decide %q: write MSGID=STATE", d)
		}
		id, state := bare(d[:at]), d[at+1:]
		if names := triage.Names(); !slices.Contains(names, state) {
			if near := nearest.Of(state, names); near != "" {
				return nil, fmt.Errorf("--decide %s=%s: did you mean %s?", id, state, near)
			}
			return nil, fmt.Errorf("--decide %s=%s: there is %s", id, state, strings.Join(names, ", "))
		}
		all = append(all, triage.Decision{
			MessageID: id, State: triage.Name(state), Reason: f.reason, Date: now, Until: until,
			By: fmt.Sprintf("%s <%s>", me.Name, me.Email),
		})
	}
	return all, nil
}
