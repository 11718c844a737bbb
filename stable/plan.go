package stable

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"patchpilot/apply"
	"patchpilot/history"
)

// Plan says in what order to take what, so that fixes get to a branch.
type Plan struct {
	Branch int
	Steps  []Step         // in the order to take them, which is that of upstream
	Left   []Left         // what is not to be taken, in the same order
	Laid   *apply.Overlay // the branch with all steps on it that apply
	More   bool           // bounds ended the search: there may be more to take
}

// Needed is the role of a step that a later one does not apply without, or names.
const Needed Role = "prerequisite"

// Step is a commit to take.
type Step struct {
	Commit  history.N
	Role    Role
	For     history.N // what needs it, or what it is about; history.None for a fix that was asked for
	Hard    bool      // of a prerequisite
	Why     string
	Applies Applies        // on the branch with the steps before it that apply
	Outcome apply.Outcome  // its Tree is the branch's after this step
	Laid    *apply.Overlay // the branch with this step and those before it; nil where it does not apply
	Trial   *Trial         // nil = it applies; else what keeps it out, and how it could be taken by hand
	Lacks   []Lack         // names that it uses and the branch seems not to have

	TakenBack history.N  // the branch's own commit that took it back; history.None = none did
	Unneeded  bool       // it was asked for, and the branch lacks what it is about
	But       string     // what speaks against taking it, though it applies: it was taken back, its maintainers opted out
	Conflicts []Evidence // as those of a cell
	Notes     []Evidence // as those of a cell
	Targets   []Target   // what it is about
}

// Left is a commit that is not to be taken.
type Left struct {
	Commit history.N
	Why    string
}

// maxFollowUps bounds what a plan grows by.
const maxFollowUps = 100

// Plan finds what to take to have fixes on a branch: what they need, they, and what upstream found wrong with them. An
// error is the source's.
func (k *Keeper) Plan(fixes []history.N, branch int) (*Plan, error) {
	s, err := k.seek(branch)
	if err != nil {
		return nil, err
	}
	p := &planner{seeker: s, plan: &Plan{Branch: branch}, top: apply.NewOverlay(s.tip), steps: map[history.N]*Step{}}
	for _, n := range fixes {
		p.want(Step{Commit: n, Role: TheFix, For: history.None, Why: "asked for"})
	}
	for len(p.open) > 0 {
		n := p.open[0]
		p.open = p.open[1:]
		if err := p.take(p.steps[n]); err != nil {
			return nil, err
		}
	}
	if err := p.tellNeeds(fixes); err != nil {
		return nil, err
	}
	return p.plan, p.finish()
}

// tellNeeds says of what was taken as a follow-up that a fix does not apply without it, where that is so.
func (p *planner) tellNeeds(fixes []history.N) error {
	later := func(pick pick) bool {
		return p.steps[pick.commit].Role != TheFix && p.steps[pick.commit].Role != Needed
	}
	first := slices.IndexFunc(p.picks, later)
	for _, fix := range fixes {
		if first < 0 || fix < p.picks[first].commit || !slices.ContainsFunc(p.picks, pick{commit: fix}.same) {
			continue
		}
		t, err := p.Try(fix, p.branch)
		if err != nil {
			return err
		}
		for _, need := range t.Prerequisites {
			if i := slices.IndexFunc(p.picks, pick{commit: need.Commit}.same); i >= 0 && later(p.picks[i]) {
				step := stepOf(need)
				p.steps[need.Commit] = &step
			}
		}
	}
	return nil
}

// planner makes a plan.
type planner struct {
	*seeker
	plan  *Plan
	top   *apply.Overlay // the branch with all picks
	open  []history.N    // to be taken, in order
	steps map[history.N]*Step
	grown int // by follow-ups
}

// want puts a commit on the list, with what it names; or says why it is not to be taken.
func (p *planner) want(step Step) {
	n := step.Commit
	if known, ok := p.steps[n]; ok {
		if step.Role == TheFix {
			known.Role, known.For, known.Why = step.Role, step.For, step.Why
		}
		return
	}
	p.steps[n] = &step
	if p.has(n) {
		why := "the branch has it"
		if p.standing(n, p.branch).force == history.None {
			why = "what it changes is on the branch"
		}
		p.leave(n, why)
		p.followUps(n)
		return
	}
	if s := p.standing(n, mainstream); s.force == history.None && s.taken != history.None {
		p.leave(n, "upstream took it back with "+p.short(s.taken))
		return
	}
	i, _ := slices.BinarySearch(p.open, n)
	p.open = slices.Insert(p.open, i, n)
	first, _ := p.prereqs(n, p.branch)
	for _, need := range first {
		p.want(stepOf(need))
	}
}

func stepOf(need Prerequisite) Step {
	return Step{Commit: need.Commit, Role: Needed, For: need.For, Hard: need.Hard, Why: need.Why}
}

func (p *planner) leave(n history.N, why string) {
	p.plan.Left = append(p.plan.Left, Left{n, why})
}

// followUps wants what upstream did about a commit later, and did not take back.
func (p *planner) followUps(of history.N) {
	for _, n := range p.later(of) {
		if p.steps[n] != nil || p.in.Index.Merge(n) || !p.has(n) && p.standing(n, mainstream).force == history.None {
			continue
		}
		if p.grown++; p.grown > maxFollowUps {
			p.plan.More = true
			return
		}
		step := Step{Commit: n, Role: LaterFix, For: of, Why: "fixes " + p.short(of)}
		if slices.ContainsFunc(p.takers(of), func(t taker) bool { return t.commit == n }) {
			step.Role, step.Why = Revert, "takes back "+p.short(of)
		}
		p.want(step)
	}
}

// take puts a commit among the picks, with what it needs.
func (p *planner) take(step *Step) error {
	if of, ok := p.steps[step.For]; ok && step.Role != Needed && of.Trial != nil {
		step.Applies, step.Trial = Conflict, &Trial{Applies: Conflict, Blocked: &Block{Commit: step.For, Clashes: of.Outcome.Clashes}}
		p.followUps(step.Commit)
		return nil
	}
	next, err := p.pickOf(step.Commit)
	if err != nil {
		return err
	}
	if next.empty() {
		p.leave(step.Commit, "it changes nothing")
		p.followUps(step.Commit)
		return nil
	}
	onto := p.top
	if n := len(p.picks); n > 0 && next.commit < p.picks[n-1].commit { // a follow-up of what a later step needed
		onto = onto.Clone()
	}
	out, err := next.layOn(onto)
	if err != nil {
		return err
	}
	if onto == p.top && appliesAs(out) != Conflict {
		p.picks = append(p.picks, next)
		p.followUps(step.Commit)
		return nil
	}
	return p.takeWith(step, next, out)
}

// takeWith takes a commit that does not simply go on top.
func (p *planner) takeWith(step *Step, next pick, out apply.Outcome) error {
	before := p.picks
	t, err := p.settle(next, p.top, out)
	if err != nil {
		return err
	}
	if t.Applies == Already {
		p.picks = before
		p.leave(step.Commit, "what it changes is on the branch")
		p.followUps(step.Commit)
		return nil
	}
	if t.Blocked != nil {
		p.picks = before
		step.Applies, step.Outcome, step.Trial = Conflict, t.Outcome, t
		p.followUps(step.Commit)
		return nil
	}
	l, err := p.lay(p.picks)
	if err != nil {
		return err
	}
	p.top = l.tree
	for _, need := range t.Prerequisites {
		s := stepOf(need)
		if known, ok := p.steps[need.Commit]; ok && known.Role == TheFix {
			s.Role, s.For, s.Why = known.Role, known.For, known.Why
		}
		p.steps[need.Commit] = &s
		p.open = slices.DeleteFunc(p.open, func(n history.N) bool { return n == need.Commit })
		p.followUps(need.Commit)
	}
	p.followUps(step.Commit)
	return nil
}

// finish lays the steps once more, and tells what each comes to.
func (p *planner) finish() error {
	p.plan.Laid = apply.NewOverlay(p.tip)
	for _, pick := range p.picks {
		lacks, err := p.lacks(pick, p.plan.Laid)
		if err != nil {
			return err
		}
		out, err := pick.layOn(p.plan.Laid)
		if err != nil {
			return err
		}
		step := p.steps[pick.commit]
		step.Lacks, step.Laid = lacks, p.plan.Laid.Clone()
		if step.Applies, step.Outcome = appliesAs(out), out; step.Applies == Already {
			p.leave(step.Commit, "what it changes is on the branch")
			continue
		}
		p.plan.Steps = append(p.plan.Steps, *step)
	}
	for _, step := range p.steps {
		if step.Trial != nil {
			p.plan.Steps = append(p.plan.Steps, *step)
			p.plan.More = p.plan.More || step.Trial.More
		}
	}
	for i := range p.plan.Steps {
		p.caution(&p.plan.Steps[i])
	}
	slices.SortFunc(p.plan.Steps, func(a, b Step) int { return cmp.Compare(a.Commit, b.Commit) })
	slices.SortFunc(p.plan.Left, func(a, b Left) int { return cmp.Compare(a.Commit, b.Commit) })
	return nil
}

// caution tells what the branch's own past, the fix's maintainers, its tags and mail have against a step.
func (p *planner) caution(step *Step) {
	step.TakenBack = history.None
	c := p.weigh(step.Commit, p.plan.Branch)
	step.Notes, step.Targets, step.Conflicts, step.But = c.Notes, c.Targets, c.Conflicts, c.against()
	switch {
	case c.Status == Reverted:
		step.TakenBack = c.Commit
	case step.Role == TheFix && (c.Status == BelowFloor || c.Status == Unknown && len(c.Targets) > 0):
		step.But = c.Reason
	case step.Role == TheFix && c.Status == NotAffected && !slices.ContainsFunc(c.Targets, p.asked):
		step.But, step.Unneeded = c.Reason, true
	case step.Role == Needed && step.But == "":
		step.But = p.brings(step.Commit)
	}
}

// asked tells whether what a fix is about was asked for too.
func (p *planner) asked(t Target) bool {
	step := p.steps[t.Commit]
	return step != nil && step.Role == TheFix
}

// brings says which of the fixes asked for a prerequisite brings the fault of; "" = none.
func (p *planner) brings(n history.N) string {
	for _, fix := range slices.Sorted(maps.Keys(p.steps)) {
		if step := p.steps[fix]; step.Role != TheFix {
			continue
		}
		for _, t := range p.targets(fix, p.plan.Branch) {
			if t.Commit == n && !t.There {
				return fmt.Sprintf("the branch does not have it: it is what %s %s", p.short(fix), t.Does())
			}
		}
	}
	return ""
}

// against is what the branch's past, a fix's maintainers and mail have against taking it; "" = nothing.
func (c Cell) against() string {
	switch c.Status {
	case Reverted, OptOut, NotBefore, Queued, Pending, Failed, Dropped:
		return c.Reason
	}
	return ""
}
