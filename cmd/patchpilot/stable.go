package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"patchpilot/internal/flow"
	"patchpilot/internal/gitrepo"
	"patchpilot/internal/report"
	"patchpilot/stable"
)

func init() { commands = append(commands, newStable) }

// branchesFlags say of which branches a command speaks.
type branchesFlags struct {
	configFlags
	repo, upstream, conventions, now string
	onto                             []string
	upstreamBy, ontoBy               string // where the configuration says so
	ours                             stable.Ours
}

func (f *branchesFlags) register(cmd *cobra.Command) {
	f.registerRefs(cmd)
	cmd.Flags().StringVar(&f.now, "now", "", "reckon waiting times from `DATE`, or from the clock (wall); default the newest commit's date, or mail's")
}

// registerRefs adds the flags that say which refs are meant, of which repository.
func (f *branchesFlags) registerRefs(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.repo, "repo", ".", "the git repository at `PATH`")
	f.configFlags.register(cmd)
	flags.StringVar(&f.upstream, "upstream", "", "the `REF` that fixes come from; default the configuration's, else linus/master, origin/main, main and the like")
	flags.StringSliceVar(&f.onto, "onto", nil, "the stable `BRANCHES`, patterns too ('linux-*.y'); default the configuration's, else all that are called so")
	flags.StringVar(&f.conventions, "conventions", "", "how commits name what they were taken from: "+strings.Join(flow.ConventionNames(), ", ")+"; default as the branches do")
	complete(cmd, "conventions", flow.ConventionNames())
	completeWith(cmd, "upstream", f.completeRefs)
	completeWith(cmd, "onto", f.completeRefs)
}

// settle takes from the configuration what the flags do not say. It comes first.
func (f *branchesFlags) settle() error {
	file, err := f.load()
	if err != nil {
		return err
	}
	said := file.Stable
	f.ours = stable.Ours{Keepers: said.Keepers, List: said.List}
	if f.upstream == "" && said.Upstream != "" {
		f.upstream, f.upstreamBy = said.Upstream, file.Path+": stable.upstream"
	}
	if len(f.onto) == 0 && len(said.Onto) > 0 {
		f.onto, f.ontoBy = said.Onto, file.Path+": stable.onto"
	}
	f.conventions = cmp.Or(f.conventions, said.Conventions)
	return nil
}

// completeRefs offers the refs of the repository.
func (f *branchesFlags) completeRefs(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	repo, err := gitrepo.Open(f.repo)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	defer repo.Close()
	var names []string
	for _, prefix := range []string{"refs/heads/", "refs/remotes/", "refs/tags/"} {
		refs, err := repo.Refs(prefix)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		for _, ref := range refs {
			names = append(names, strings.TrimPrefix(ref, prefix))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// open opens the repository to ask about the branches; told is what mail says of them. It is for the caller to close.
func (f *branchesFlags) open(c *console, told flow.Told) (*flow.Stable, error) {
	o := flow.StableOptions{Upstream: f.upstream, Onto: f.onto, Conventions: f.conventions, Told: told, Cache: flow.CacheFolder(), Ours: f.ours,
		UpstreamBy: f.upstreamBy, OntoBy: f.ontoBy}
	if f.now != "" {
		var err error
		if o.Now, err = flow.ParseNow(f.now, time.Now); err != nil {
			return nil, fmt.Errorf("--now: %w", err)
		}
	}
	git, err := gitrepo.Open(f.repo)
	if err != nil {
		return nil, fmt.Errorf("--repo %w", err)
	}
	bar := newBar(c.stderr)
	git.Watch(bar.history())
	s, err := flow.OpenStable(git, o)
	bar.clear()
	git.Watch(nil)
	if err != nil {
		git.Close()
		return nil, err
	}
	return s, nil
}

// stableFlags are those of the stable command.
type stableFlags struct {
	branchesFlags
	table flow.TableOptions
	only  []string
	out   outputFlags
}

// whatIsNeeded is what --only takes beside statuses.
const whatIsNeeded = "needed"

func newStable(c *console) *cobra.Command {
	var f stableFlags
	cmd := &cobra.Command{
		Use:   "stable [SOURCE...]",
		Short: "For every fix and every stable branch: needed, there, clean, or blocked and by what",
		Long: `Say of every fix on upstream and every stable branch whether it is there, whether it is needed, and whether it
applies. Nothing is written.

    in base        the branch began with it       MISSING clean     needed; it applies
    done C V       there as commit C, since V     MISSING offset    it applies some lines away
    not affected   what it fixes is not there     MISSING conflict (2 prerequisites)
    reverted C     there, and taken back in C                       it applies after two others
    below floor    its Cc of stable names         MISSING blocked   it does not, whatever is taken before it;
                   later versions only                              (context): only lines around it differ
    opt-out        its maintainers do not want    MISSING conflict (merges)
                   it picked; wait: they ask to                     git cherry-pick merges it
    unknown        nothing says what it fixes; or that is a merge, of which the branch has a part

"done, already there" tells that all that a fix changes is so on the branch, by no commit that is known to be it; "not
affected, changes nothing" that there is nothing to take.
What blocks a fix stands below the table: a hard prerequisite made lines that the fix changes, a soft one only lines
around these. A "!" tells that pieces of evidence contradict each other, a "?" that a commit of the branch may be the
fix, and only a person can tell; both stand there too. Mail joins the table: what keepers' mails in the SOURCEs say is
queued, posted, failed or dropped.

Fixes are commits with a Cc of stable or a Fixes tag, and reverts. --only missing,failed keeps rows with such a
cell; --only needed those with a cell that the branch needs: missing, or asked for without saying what it fixes,
failed and dropped ones too, or a fix of one of these.

That a branch was rewound is told by its log, which git keeps in no bare repository unless core.logAllRefUpdates is set,
and by the index of commits, which is kept from run to run where there are 2,000 or more.

What is usual here is said in patchpilot.toml, below [stable]: upstream, onto and conventions as the flags have
them, keepers (addresses of those whose mails of a queue are believed, beside Greg and the like), and list (where
backports are sent).

See also stable why, stable plan, stable check.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, sources []string) error { return f.run(c, sources) },
	}
	f.branchesFlags.register(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.table.From, "from", "", "pass over what `COMMIT` holds; default what all branches began with")
	flags.StringArrayVar(&f.table.Paths, "path", nil, "look at fixes that change the file or folder at `PATH`; may be given again")
	flags.StringVar(&f.table.Author, "author", "", "look at fixes by somebody with this `NAME` or address")
	flags.BoolVar(&f.table.All, "all", false, "look at all commits, not at fixes alone")
	flags.StringSliceVar(&f.only, "only", nil, "keep what is in one of these `STATUSES`: "+strings.Join(onlyWords(), ", "))
	flags.BoolVar(&f.table.NoApply, "no-apply", false, "quick: do not try whether fixes apply, nor look whether a branch has them by their changes alone")
	f.out.more = []namedSink{{name: "csv"}}
	f.out.register(cmd)
	complete(cmd, "only", onlyWords())
	completeWith(cmd, "from", f.completeRefs)
	for _, make := range stableCommands {
		cmd.AddCommand(make(c))
	}
	return cmd
}

// stableCommands is filled by the files of the commands below stable.
var stableCommands []func(*console) *cobra.Command

// onlyWords are what --only takes: of each status the word of records, and that of tables where it is another.
func onlyWords() (words []string) {
	for _, s := range report.Statuses {
		words = append(words, string(s))
		if shown := report.ShownAs(s); shown != string(s) {
			words = append(words, shown)
		}
	}
	return append(words, whatIsNeeded)
}

func (f *stableFlags) run(c *console, sources []string) error {
	if err := errors.Join(f.out.check(), f.chosen(), f.settle()); err != nil {
		return err
	}
	tightenCollector()
	told := f.told(c, sources)
	s, err := f.open(c, told)
	if err != nil {
		return err
	}
	defer s.Git.Close()
	bar := newBar(c.stderr)
	f.table.Progress = bar.progress()
	b, err := s.Table(f.table)
	bar.clear()
	if err != nil {
		return err
	}
	switch f.out.format {
	case "json":
		err = report.JSONBackports(c.stdout, b)
	case "csv":
		err = report.CSVBackports(c.stdout, b)
	default:
		err = report.PrintBackports(c.stdout, f.out.look(c.stdout), b)
	}
	if err != nil {
		return err
	}
	if err := failures(c, slices.Concat(told.Failed, b.Failed)); err != nil {
		return err
	}
	if b.Fixes == 0 && (f.table.Author != "" || len(f.table.Paths) > 0) {
		return wrong{fmt.Errorf("there is no such fix on %s", s.Upstream)}
	}
	return nil
}

// chosen reads --only.
func (f *stableFlags) chosen() error {
	for _, word := range f.only {
		if err := oneOf("only", word, onlyWords()); err != nil {
			return err
		}
		if status, ok := report.StatusNamed(word); ok {
			f.table.Only = append(f.table.Only, status)
		} else {
			f.table.Needed = true
		}
	}
	return nil
}

// told is what the mails of the sources say.
func (f *branchesFlags) told(c *console, sources []string) flow.Told {
	if len(sources) == 0 {
		return flow.Told{}
	}
	bar := newBar(c.stderr)
	defer bar.clear()
	return flow.Facts(flow.Options{Sources: sources, Stdin: c.stdin, Ours: f.ours, Progress: bar.progress()})
}

// failures says what could not be done, and makes the command's error of it.
func failures(c *console, failed []error) error {
	for _, err := range failed {
		complain(c.stderr, err)
	}
	if len(failed) > 0 {
		return quiet(exitFailed)
	}
	return nil
}
