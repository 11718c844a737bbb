package triage

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/said"
)

// commands are words to robots. What they tell patchwork's can move a state; what they tell those that track bugs
// is shown.
func (c *court) commands(r *reply) {
	for _, s := range r.heard.says(said.PwBot) {
		c.pwBot(r, s)
	}
	for _, s := range r.heard.says(said.ToSyzbot) {
		c.tracker(r, s, "syzbot", syzbotWords)
	}
	for _, s := range r.heard.says(said.ToRegzbot) {
		c.tracker(r, s, "regzbot", regzbotWords)
	}
}

// What the robots that track bugs listen to, and what it tells them.
var (
	syzbotWords = map[string]string{
		"fix": "it mends the bug", "dup": "the bug is another one's double", "undup": "the bug is none's double", "invalid": "the bug is none",
		"test": "it is to be tested", "set": "the bug is sorted", "unset": "the bug is sorted anew",
	}
	regzbotWords = map[string]string{
		"introduced": "what brought the regression", "fix": "it mends the regression", "fixed-by": "it mends the regression", "dup": "the regression is another one's double",
		"dup-of": "the regression is another one's double", "dupof": "the regression is another one's double", "invalid": "it is no regression", "inconclusive": "it is not known to be a regression",
		"resolve": "the regression is over", "resolved": "the regression is over", "title": "", "link": "", "unlink": "", "monitor": "", "unmonitor": "",
		"backburner": "", "unbackburn": "", "poke": "", "activity-ignore": "", "from": "", "relate": "", "summary": "", "caseid": "", "ignore-activity": "",
	}
	trackerVerb = lazyregexp.New(`(?i)^#(?:syz|regzbot)\s+\^?([a-z-]+)`)
)

// tracker is a command to a robot that tracks bugs: anybody may give one, and it says more from those who have to
// do with the posting.
func (c *court) tracker(r *reply, s said.Sentence, robot string, words map[string]string) {
	e := Evidence{Kind: robot, Rule: robot + "-command", Strength: Medium, Used: true}
	verb := ""
	if m := trackerVerb.FindStringSubmatch(s.Text); m != nil {
		verb = strings.ToLower(m[1])
	}
	meaning, known := words[verb]
	e.Why = meaning
	switch {
	case !known:
		e.Strength, e.Used, e.Why = Weak, false, "no command that "+robot+" knows"
	case r.role == ByOther:
		e.Strength, e.Used, e.Why = Weak, false, join(meaning, "nothing says that the sender has to do with it")
	}
	c.say(r, s, e)
}

var pwBotWord = lazyregexp.New(`(?i)^pw-bot: *([a-z-]+)`)

// pwBotStates are the words that set a state, as NIPA's robot knows them.
var pwBotStates = map[string]Name{
	"accepted": Applied, "accept": Applied, "au": AwaitingUpstream, "awaiting-upstream": AwaitingUpstream, "rejected": Rejected, "reject": Rejected,
	"changes-requested": ChangesRequested, "cr": ChangesRequested, "deferred": Withdrawn, "defer": Withdrawn, "not-applicable": NotForUs, "nap": NotForUs,
	"needs-ack": AwaitingPrereq, "need-ack": AwaitingPrereq, "nac": AwaitingPrereq, "under-review": UnderReview, "ur": UnderReview, "new": New,
}

// pwBot is a command to patchwork's robot: it counts from those who keep the tree, and from the author where it
// takes work off the list.
func (c *court) pwBot(r *reply, s said.Sentence) {
	m := pwBotWord.FindStringSubmatch(s.Text)
	if m == nil {
		return
	}
	state, known := pwBotStates[strings.ToLower(m[1])]
	if !known {
		return
	}
	e := Evidence{Kind: "pw-bot " + string(state), Rule: "pw-bot", Strength: Medium, Used: true}
	inactive := state == Rejected || state == ChangesRequested || state == Withdrawn || state == NotForUs
	switch {
	case r.heard.auth.Failed:
		e.Strength, e.Used, e.Why = Weak, false, "its signature did not hold"
	case r.role == ByMaintainer:
	case r.role == ByAuthor && inactive:
	case r.role == ByAuthor:
		e.Strength, e.Used, e.Why = Weak, false, "an author may only take a posting off the list"
	default:
		e.Strength, e.Used, e.Why = Weak, false, "only maintainers and the author may say so"
	}
	if e.Used && !r.heard.auth.Holds(r.Mail.From) {
		e.Why = join(e.Why, "unauthenticated")
	}
	c.say(r, s, e)
}
