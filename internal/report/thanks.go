package report

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"
	"mime"
	"regexp"
	"slices"
	"strings"
	"time"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
	"patchpilot/triage"
)

// thanks writes replies that tell authors what was applied, as an mbox. Items wait for the summary: it says when now is.
// The mails are what b4 ty writes, but for what is meant to differ: only what was found is listed, with the tree it
// went to where all of it went to one; what is there in part is called a subset without being asked; blanks at the end
// of quoted lines are left out; and the same reply has the same id.
type thanks struct {
	w      *bufio.Writer
	notes  io.Writer
	from   mbox.Address
	others []string // addresses of the same person
	items  []*Item
}

// NewThanks makes the sink of triage --thanks: one mail for each series that was applied, wholly or in part, unless
// whoever thanks wrote it, has said so already, or somebody else applied it. Where there is none, notes get a line that
// says why. Mails must have their texts.
func NewThanks(w, notes io.Writer, from mbox.Address, others ...string) Sink {
	return &thanks{w: bufio.NewWriter(w), notes: notes, from: from, others: others}
}

func (t *thanks) Item(it *Item) error {
	t.items = append(t.items, it)
	return nil
}

func (t *thanks) Pull(*series.Mail) error    { return nil }
func (t *thanks) Problem(mbox.Problem) error { return nil } // lint and show tell of them

func (t *thanks) Summary(s Summary) error {
	var none noThanks
	written := 0
	for _, it := range t.items {
		var own, told, others int
		for _, p := range it.Postings {
			taken := t.takenOf(p)
			switch {
			case !landed(p):
			case t.own(p.Revision.Sender):
				own = 1
			case len(taken) == 0:
				others = 1
				none.takenBy(p.State)
			case t.told(p.State):
				told = 1
			default:
				fmt.Fprintf(t.w, "From git@z Thu Jan  1 00:00:00 1970\n%s\n", t.mail(p, taken, s.Now))
				written++
			}
		}
		none.own, none.told, none.others = none.own+own, none.told+told, none.others+others
	}
	if written == 0 {
		fmt.Fprintf(t.notes, "patchpilot: no thanks to give: %s\n", none.why())
	}
	return t.w.Flush()
}

// noThanks counts the series that were applied and that nobody is thanked for.
type noThanks struct {
	own, told, others int
	takers            []string
}

// takenBy enters who applied a posting that somebody else applied.
func (n *noThanks) takenBy(s *triage.State) {
	for _, p := range s.Patches {
		if p.Applied == nil {
			continue
		}
		if by := Clean(who(p.Applied.Taker.Name, p.Applied.Taker.Email)); by != "" && !slices.Contains(n.takers, by) {
			n.takers = append(n.takers, by)
		}
	}
}

func (n *noThanks) why() string {
	var all []string
	if n.others > 0 {
		by := "somebody else"
		if len(n.takers) > 0 {
			by = some(n.takers)
		}
		all = append(all, plural(n.others, "series was", "series were")+" applied by "+by)
	}
	if n.told > 0 {
		all = append(all, plural(n.told, "series was", "series were")+" thanked for already")
	}
	if n.own > 0 {
		all = append(all, plural(n.own, "series was", "series were")+" your own")
	}
	if len(all) == 0 {
		return "nothing here was applied"
	}
	return strings.Join(all, ", ")
}

// some names a few of many.
func some(names []string) string {
	const few = 3
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}

// landed tells whether a posting was applied, wholly or in part, and is the one that counts. What went to a stable branch
// nobody is thanked for: it was posted to tell that it goes there.
func landed(p *Posting) bool {
	name := stateOf(p)
	return !p.Revision.Backport && (name == triage.Applied || name == triage.Merged || name == triage.PartiallyApplied)
}

// thanked is a patch that was applied, and what says so best.
type thanked struct {
	*series.Patch
	commit, tree string
}

// takenOf are the patches of a posting that were applied, and not by somebody else.
func (t *thanks) takenOf(p *Posting) (all []thanked) {
	if !landed(p) {
		return nil
	}
	for _, one := range p.State.Patches {
		if one.Patch == nil || one.Applied == nil {
			continue
		}
		if e := t.taking(p.State, &one); e != nil {
			all = append(all, thanked{one.Patch, e.Commit, e.Tree})
		}
	}
	return all
}

// taking is what says that a patch was applied by whoever thanks, with a commit if one is known; nil where somebody
// else is known to have done it.
func (t *thanks) taking(s *triage.State, p *triage.PatchState) *triage.Evidence {
	var mine *triage.Evidence
	for i := range s.Evidence {
		e := &s.Evidence[i]
		if !e.Used || e.Kind != "applied" && e.Kind != "merged" || e.Patches != nil && !slices.Contains(e.Patches, p.Patch.Index) {
			continue
		}
		if t.own(e.Taker) && (mine == nil || mine.Commit == "" && e.Commit != "") {
			mine = e
		}
	}
	if mine == nil && p.Applied.Taker == (mbox.Address{}) {
		mine = p.Applied
	}
	return mine
}

// told tells whether a mail of whoever thanks is among what says that it was applied.
func (t *thanks) told(s *triage.State) bool {
	return slices.ContainsFunc(s.Evidence, func(e triage.Evidence) bool {
		return e.Used && e.Kind == "applied" && e.Mail != nil && t.own(e.Mail.From)
	})
}

func (t *thanks) own(a mbox.Address) bool {
	return strings.EqualFold(a.Email, t.from.Email) || slices.ContainsFunc(t.others, func(o string) bool { return strings.EqualFold(a.Email, o) })
}

// mail is the reply to the cover letter, or to the first patch that was taken.
func (t *thanks) mail(p *Posting, all []thanked, now time.Time) string {
	rev := p.Revision
	to := rev.Cover
	if to == nil {
		to = all[0].Mail
	}
	var b strings.Builder
	t.headers(&b, to, len(all) < len(p.State.Patches) || !rev.Whole(), now)
	fmt.Fprintf(&b, "\nOn %s, %s wrote:\n%s\n", to.Date.Format("Mon, 02 Jan 2006 15:04:05 -0700"),
		Clean(who(to.From.Name, to.From.Email)), opening(to.Log))
	fmt.Fprintf(&b, "Applied%s, thanks!\n\n", toTree(all))
	for _, one := range all {
		commit := "(no commit info)"
		if one.commit != "" {
			commit = "commit: " + Clean(one.commit)
		}
		number := fmt.Sprintf("[%0*d/%d] ", len(fmt.Sprint(rev.Expected)), one.Index, rev.Expected)
		fmt.Fprintf(&b, "%s%s\n%*s%s\n", number, Clean(one.Title), len(number), "", commit)
	}
	fmt.Fprintf(&b, "\nBest regards,\n-- \n%s\n", Clean(address(t.from)))
	return b.String()
}

// toTree is " to TREE" where all patches went into the same.
func toTree(all []thanked) string {
	tree := all[0].tree
	if tree == "" || slices.ContainsFunc(all, func(o thanked) bool { return o.tree != tree }) {
		return ""
	}
	return " to " + Clean(tree)
}

func (t *thanks) headers(b *strings.Builder, to *series.Mail, subset bool, now time.Time) {
	subject := to.Subject.Text
	for _, list := range to.Subject.Lists { // the list puts its tag there by itself
		subject = strings.Replace(subject, "["+list+"]", "", 1)
	}
	if subset {
		subject = "(subset) " + subject
	}
	others := func(all []mbox.Address, but ...mbox.Address) []mbox.Address {
		return slices.DeleteFunc(slices.Clone(all), func(a mbox.Address) bool {
			return t.own(a) || strings.EqualFold(a.Email, to.From.Email) || slices.ContainsFunc(but, func(o mbox.Address) bool { return strings.EqualFold(a.Email, o.Email) })
		})
	}
	refs := []string{to.ID}
	for _, id := range to.Parents {
		refs = slices.Insert(refs, 0, id)
	}
	for _, f := range []struct{ name, value string }{
		{"From", mailbox(t.from)},
		{"To", mailboxes(append(others(to.To), to.From))},
		{"Cc", mailboxes(others(to.Cc, to.To...))},
		{"Subject", encoded("Re: " + subject)},
		{"Date", now.UTC().Format(time.RFC1123Z)},
		{"Message-ID", t.id(to, now)},
		{"In-Reply-To", angled(to.ID)},
		{"References", joined(refs, angled, "\n ")},
		{"MIME-Version", "1.0"},
		{"Content-Type", `text/plain; charset="utf-8"`},
		{"Content-Transfer-Encoding", "8bit"},
	} {
		if f.value != "" {
			fmt.Fprintf(b, "%s: %s\n", f.name, f.value)
		}
	}
}

// id is the same for the same reply, so that one sent twice is seen once.
func (t *thanks) id(to *series.Mail, now time.Time) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d", to.ID, t.from.Email, now.Unix()))
	_, host, _ := strings.Cut(t.from.Email, "@")
	return angled(fmt.Sprintf("thanks-%x@%s", sum[:12], host))
}

// How many lines of a letter are quoted: whole paragraphs, until there are so many lines, and of a long one so many.
const (
	enoughQuoted = 5
	mostQuoted   = 40
)

var greeting = regexp.MustCompile(`^(?i:hi|hello|greetings|dear)\W.*\n+`)

// opening quotes the first paragraphs of a letter, without its greeting and trailers.
func opening(log string) string {
	text := greeting.ReplaceAllString(strings.TrimSpace(trailers.Parse(log, 1).Body), "")
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if end := strings.TrimSpace(line) == ""; end && i > enoughQuoted || i >= mostQuoted {
			if end {
				b.WriteString(">\n")
			}
			b.WriteString("> [...]\n")
			break
		}
		b.WriteString(strings.TrimRight("> "+Clean(line), " ") + "\n")
	}
	return b.String()
}

func encoded(text string) string {
	return mime.QEncoding.Encode("utf-8", strings.Join(strings.Fields(text), " "))
}

// angled is a message id as headers have it; what no id can hold is left out.
func angled(id string) string {
	return "<" + strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7f || r == '<' || r == '>' {
			return -1
		}
		return r
	}, id) + ">"
}

func mailbox(a mbox.Address) string {
	email := angled(a.Email)
	switch {
	case a.Name == "":
		return strings.Trim(email, "<>")
	case strings.ContainsAny(a.Name, `"(),.:;<>@[\]`) && encoded(a.Name) == strings.Join(strings.Fields(a.Name), " "):
		return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace(encoded(a.Name)) + `" ` + email
	}
	return encoded(a.Name) + " " + email
}

// mailboxes are each there once, one a line.
func mailboxes(all []mbox.Address) string {
	seen := map[string]bool{}
	all = slices.DeleteFunc(slices.Clone(all), func(a mbox.Address) bool {
		key := strings.ToLower(a.Email)
		twice := seen[key] || key == ""
		seen[key] = true
		return twice
	})
	return joined(all, mailbox, ",\n ")
}

func joined[T any](all []T, form func(T) string, between string) string {
	var words []string
	for _, one := range all {
		words = append(words, form(one))
	}
	return strings.Join(words, between)
}
