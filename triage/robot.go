package triage

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/said"
	"patchpilot/series"
)

// check is the result of one test that a robot ran, where it tells it by the subject.
type check struct {
	name  string
	sense said.Sense
}

var checkSubject = lazyregexp.New(`^[✓✗⚠!]\S* ?([\w.-]+): (success|failure|warning) for `)

// readCheck reads "✗ Fi.CI.BAT: failure for …". A whole run of the suite fails for many reasons; what does not build
// or boot is an error.
func readCheck(m *series.Mail) *check {
	at := checkSubject.FindStringSubmatch(m.Subject.Title)
	if at == nil {
		return nil
	}
	c := &check{name: strings.Clone(at[1]), sense: said.Warns}
	switch {
	case at[2] == "success":
		c.sense = said.Passes
	case at[2] == "failure" && (strings.HasSuffix(c.name, "BAT") || strings.HasSuffix(strings.ToUpper(c.name), "BUILD")):
		c.sense = said.Breaks
	}
	return c
}

// verdict is what a robot's mail says of its test, and where.
func (r *reply) verdict() (said.Sentence, bool) {
	for _, s := range r.heard.sentences {
		if s.Sense == said.Breaks || s.Sense == said.Warns || s.Sense == said.Passes {
			return s, true
		}
	}
	if k := r.heard.check; k != nil {
		return said.Sentence{Sense: k.sense, Text: r.Mail.Subject.Title}, true
	}
	return said.Sentence{}, false
}

// ofRobot is what a robot found, or that it found nothing.
func (c *court) ofRobot(r *reply) {
	s, says := r.verdict()
	if !says {
		return
	}
	e := Evidence{Kind: "robot", Rule: "robot-found", Strength: Medium, Used: s.Sense == said.Breaks}
	if s.Sense == said.Passes {
		e.Kind, e.Rule, e.Used = "check-passed", "robot-passed", true
	}
	switch passed := c.passedLater(r); {
	case trust(r.Mail, r.heard) == Weak:
		e.Strength, e.Used, e.Why = Weak, false, "no address of a robot that is known"
	case s.Sense == said.Passes:
	case c.answered[r.Mail.ID]:
		e.Used, e.Why = false, "the author answered it"
	case passed != nil:
		e.Used, e.Why = false, "it passed later: <"+passed.Mail.ID+">"
	}
	c.say(r, s, e)
}

// robotTest is what tells one test of one robot.
func (r *reply) robotTest() string {
	name := ""
	if r.heard.check != nil {
		name = r.heard.check.name
	}
	return strings.ToLower(r.Mail.From.Email) + "\x00" + name
}

// passedLater is the last mail in which the robot finds nothing with the same test, where it came later.
func (c *court) passedLater(r *reply) *reply {
	if c.passed == nil {
		c.passed = map[string]*reply{}
		for i := range c.replies {
			o := &c.replies[i]
			if s, says := o.verdict(); says && s.Sense == said.Passes && trust(o.Mail, o.heard) != Weak {
				c.passed[o.robotTest()] = o
			}
		}
	}
	if o := c.passed[r.robotTest()]; o != nil && o.Mail.Date.After(r.Mail.Date) {
		return o
	}
	return nil
}
