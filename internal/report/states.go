package report

import (
	"io"
	"time"

	"patchpilot/mbox"
	"patchpilot/triage"
)

// stateRecord is the state of one revision.
type stateRecord struct {
	Type     string             `json:"type"`
	Revision string             `json:"revision"`
	State    triage.Name        `json:"state"`
	Rule     string             `json:"rule,omitempty"` // what decided
	Reason   string             `json:"reason,omitempty"`
	Next     triage.Turn        `json:"next"`
	Waits    []person           `json:"waits,omitempty"`
	Missing  []itemRecord       `json:"missing"`
	Cleared  []itemRecord       `json:"cleared,omitempty"`
	Patches  []patchStateRecord `json:"patches,omitempty"`
	Evidence []evidenceRecord   `json:"evidence"`
}

type itemRecord struct {
	Item    string           `json:"item"`
	Rule    string           `json:"rule,omitempty"`
	Text    string           `json:"text"`
	Asked   []evidenceRecord `json:"asked,omitempty"`
	Beside  []evidenceRecord `json:"beside,omitempty"`
	Cleared *evidenceRecord  `json:"cleared,omitempty"`
}

type patchStateRecord struct {
	Index     int             `json:"index"`
	Reviews   int             `json:"reviews"`
	Applied   *evidenceRecord `json:"applied,omitempty"`
	Questions int             `json:"questions,omitempty"` // that nobody answered; they stand in the evidence
}

type evidenceRecord struct {
	Kind      string          `json:"kind"`
	MessageID string          `json:"message_id,omitempty"`
	Line      int             `json:"line"`
	Commit    string          `json:"commit,omitempty"`
	Tree      string          `json:"tree,omitempty"`
	Taker     *person         `json:"taker,omitempty"` // who put it into the tree
	Text      string          `json:"text,omitempty"`
	Actor     person          `json:"actor"`
	Role      triage.Role     `json:"role,omitempty"`
	Auth      string          `json:"auth,omitempty"`
	Date      *time.Time      `json:"date,omitempty"`
	Strength  triage.Strength `json:"strength,omitempty"`
	Rule      string          `json:"rule,omitempty"`
	Patches   []int           `json:"patches,omitempty"`
	Used      bool            `json:"used"`
	Deciding  bool            `json:"deciding,omitempty"`
	Why       string          `json:"why,omitempty"`
}

// NewStates makes a sink that writes series, revisions and their states as records.
func NewStates(w io.Writer) *JSON {
	j := NewJSON(w, Revisions)
	j.states = true
	return j
}

func newStateRecord(s *triage.State) stateRecord {
	r := stateRecord{
		Type: "state", Revision: s.Revision.ID, State: s.Name, Rule: s.Rule, Reason: s.Reason, Next: s.Next,
		Missing: []itemRecord{}, Evidence: []evidenceRecord{},
	}
	for _, a := range s.Waits {
		r.Waits = append(r.Waits, person(a))
	}
	for i := range s.Missing {
		if it := &s.Missing[i]; it.Cleared == nil {
			r.Missing = append(r.Missing, newItemRecord(it))
		} else {
			r.Cleared = append(r.Cleared, newItemRecord(it))
		}
	}
	for _, p := range s.Patches {
		if p.Patch != nil {
			r.Patches = append(r.Patches, patchStateRecord{p.Patch.Index, len(p.Reviews), oneEvidence(p.Applied), questionsOn(s, p.Patch.Index)})
		}
	}
	for i := range s.Evidence {
		e := newEvidenceRecord(&s.Evidence[i])
		e.Deciding = s.Deciding != nil && sameEvidence(s.Deciding, &s.Evidence[i])
		r.Evidence = append(r.Evidence, e)
	}
	return r
}

// questionsOn counts the open questions about a patch.
func questionsOn(s *triage.State, patch int) (n int) {
	for i := range s.Questions {
		if s.Questions[i].About(patch) {
			n++
		}
	}
	return n
}

// sameEvidence tells whether two stand in one place and say one thing.
func sameEvidence(a, b *triage.Evidence) bool {
	return a.Kind == b.Kind && a.Mail == b.Mail && a.Line == b.Line && a.Commit == b.Commit && a.Date.Equal(b.Date) && a.Rule == b.Rule
}

func newItemRecord(it *triage.Item) itemRecord {
	return itemRecord{it.Kind, it.Rule, it.Text, evidenceRecords(it.Asked), evidenceRecords(it.Beside), oneEvidence(it.Cleared)}
}

func evidenceRecords(all []triage.Evidence) (rs []evidenceRecord) {
	for i := range all {
		rs = append(rs, newEvidenceRecord(&all[i]))
	}
	return rs
}

func oneEvidence(e *triage.Evidence) *evidenceRecord {
	if e == nil {
		return nil
	}
	r := newEvidenceRecord(e)
	return &r
}

func newEvidenceRecord(e *triage.Evidence) evidenceRecord {
	r := evidenceRecord{
		Kind: e.Kind, Line: e.Line, Commit: e.Commit, Tree: e.Tree, Text: e.Text, Actor: person(e.Actor), Role: e.Role, Auth: e.Auth,
		Date: moment(e.Date), Strength: e.Strength, Rule: e.Rule, Patches: e.Patches, Used: e.Used, Why: e.Why,
	}
	if e.Mail != nil {
		r.MessageID = e.Mail.ID
	}
	if e.Taker != (mbox.Address{}) {
		taker := person(e.Taker)
		r.Taker = &taker
	}
	return r
}
