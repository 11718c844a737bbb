package report

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/stable"
)

// sarif prints findings as one run of SARIF 2.1.0 (OASIS), the form that code scanners exchange. Results are
// written as they come; what belongs to the whole run follows them. The first error of the writer stays.
type sarif struct {
	w     *bufio.Writer
	err   error
	count int
	rules []string       // by the place of a rule in the list of the run
	at    map[string]int // and back
	notes []sarifNote
}

// NewSARIF makes the SARIF sink.
func NewSARIF(w io.Writer, _ Look) Sink {
	return &sarif{w: bufio.NewWriterSize(w, 64<<10), at: map[string]int{}}
}

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifHead   = `{"$schema":"` + sarifSchema + `","version":"2.1.0","runs":[{"language":"en","newlineSequences":["\n"],"results":[`
)

type (
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Fixes        []sarifFix         `json:"fixes,omitempty"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Properties   *sarifProperties   `json:"properties,omitempty"`
	}
	sarifLocation struct {
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification"`
	}
	sarifProperties struct {
		MessageID string `json:"messageId,omitempty"`
		Line      int    `json:"line"` // of the decoded text
		Series    string `json:"series,omitempty"`
		Fix       string `json:"fix,omitempty"`
	}
	sarifNote struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifRule struct {
		ID      string    `json:"id"`
		Short   sarifText `json:"shortDescription"`
		Help    sarifText `json:"help"`
		Default struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
	}
	sarifInvocation struct {
		Successful bool        `json:"executionSuccessful"`
		Notes      []sarifNote `json:"toolExecutionNotifications,omitempty"`
	}
	sarifDriver struct {
		Name     string      `json:"name"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
)

func sarifLevel(s lint.Severity) string {
	switch s {
	case lint.Error, lint.Warning:
		return s.String()
	case lint.Info:
		return "note"
	}
	return "none"
}

func (s *sarif) Item(it *Item) error {
	for _, posting := range it.Postings {
		for i := range posting.Findings {
			s.result(posting, &posting.Findings[i])
		}
	}
	return s.err
}

func (s *sarif) result(p *Posting, f *lint.Finding) {
	r := sarifResult{
		RuleID: f.Rule.Name, RuleIndex: s.index(f.Rule.Name), Level: sarifLevel(f.Severity),
		Message: sarifText{Clean(sentence(f))}, Fingerprints: map[string]string{"patchpilot/v1": fingerprint(f)},
	}
	if f.Excuse != "" {
		r.Suppressions = []sarifSuppression{{"inSource", f.Excuse}}
	}
	r.Locations, r.Related = sarifPlaces(f)
	r.Fixes = sarifFixes(f)
	r.Properties = &sarifProperties{Line: recordLine(f), Series: p.Revision.Series.ID, Fix: f.Fix}
	if f.Mail != nil {
		r.Properties.MessageID = f.Mail.ID
	}
	lead := ",\n"
	if s.count == 0 {
		lead = sarifHead + "\n"
	}
	s.count++
	s.put(lead, r)
}

// sarifPlaces are the mail's file, which is where a person mends it, and the place in the tree that the diff
// is about. For a commit there is no file but that.
func sarifPlaces(f *lint.Finding) (at, related []sarifLocation) {
	var tree []sarifLocation
	if f.Path != "" {
		tree = append(tree, sarifLocation{Physical: sarifFile(f.Path, f.PathLine)})
	}
	m := f.Mail
	if m == nil {
		return tree, nil
	}
	if m.Commit != "" {
		commit := []sarifLogical{{findingPlace(f), "commit"}}
		if len(tree) == 0 {
			return []sarifLocation{{Logical: commit}}, nil
		}
		tree[0].Logical = commit
		return tree, nil
	}
	place := sarifLocation{Logical: []sarifLogical{{findingPlace(f), "message"}}}
	if m.Source != Stdin {
		place.Physical = sarifFile(m.Source, fileLine(m, f.Line))
	}
	return []sarifLocation{place}, tree
}

func sarifFile(path string, line int) *sarifPhysical {
	p := &sarifPhysical{Artifact: sarifArtifact{sarifURI(path)}}
	if line > 0 {
		p.Region = &sarifRegion{StartLine: line}
	}
	return p
}

// sarifURI is a path as a relative reference, or a file URI where it is absolute.
func sarifURI(path string) string {
	u := url.URL{Path: filepath.ToSlash(path)}
	if strings.HasPrefix(u.Path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}

// sarifFixes is a finding's edit on the file of its mail, where lines of the text are lines of the file.
func sarifFixes(f *lint.Finding) []sarifFix {
	if f.Edit == nil || f.Mail == nil || f.Mail.Source == Stdin || fileLine(f.Mail, f.Edit.First) == 0 {
		return nil
	}
	first := fileLine(f.Mail, f.Edit.First)
	inserted := ""
	for _, l := range f.Edit.Lines {
		inserted += l + "\n"
	}
	return []sarifFix{{
		Description: sarifText{"mend " + f.Rule.Name},
		Changes: []sarifChange{{
			Artifact: sarifArtifact{sarifURI(f.Mail.Source)},
			Replacements: []sarifReplacement{{
				Deleted:  sarifRegion{first, 1, first + max(0, f.Edit.Last-f.Edit.First+1), 1},
				Inserted: sarifText{inserted},
			}},
		}},
	}}
}

// fingerprint tells findings apart from one run to the next, whatever moves in the mail: rule, title, words.
func fingerprint(f *lint.Finding) string {
	title := ""
	if f.Mail != nil {
		title = f.Mail.Subject.Title
	}
	sum := sha256.Sum256([]byte(f.Rule.Name + "\x00" + title + "\x00" + f.Path + "\x00" + f.Text))
	return hex.EncodeToString(sum[:16])
}

// index is the place of a rule in the run's list.
func (s *sarif) index(rule string) int {
	i, ok := s.at[rule]
	if !ok {
		i = len(s.rules)
		s.rules, s.at[rule] = append(s.rules, rule), i
	}
	return i
}

func (s *sarif) Pull(*series.Mail) error { return nil }

// Problem becomes a note of the run: what could not be read was not judged.
func (s *sarif) Problem(p mbox.Problem) error {
	s.notes = append(s.notes, sarifNote{"warning", sarifText{place(p) + ": " + p.Text}})
	return nil
}

func (s *sarif) Summary(sum Summary) error {
	for _, skip := range sum.Skipped {
		s.notes = append(s.notes, sarifNote{"note", sarifText{fmt.Sprintf("skipped: %s (%s)", strings.Join(skip.Rules, ", "), skip.Why)}})
	}
	if s.count == 0 {
		s.write(sarifHead)
	}
	driver := sarifDriver{Name: "patchpilot", Language: "en", Rules: []sarifRule{}}
	for _, name := range s.rules {
		driver.Rules = append(driver.Rules, newSarifRule(name))
	}
	s.put("],\n\"tool\":", struct {
		Driver sarifDriver `json:"driver"`
	}{driver})
	s.put(",\n\"invocations\":", []sarifInvocation{{true, s.notes}})
	s.write("}]}\n")
	if s.err != nil {
		return s.err
	}
	return s.w.Flush()
}

func newSarifRule(name string) sarifRule {
	r := sarifRule{ID: name}
	doc, err := lint.Doc(name)
	remark, _ := stable.ManualOf(name)
	if err != nil { // a fault of the program itself has no manual
		doc = cmp.Or(remark.Text, name)
	}
	fault, _, _ := strings.Cut(doc, "\n\n")
	r.Short.Text, r.Help.Text = strings.ReplaceAll(fault, "\n", " "), doc
	r.Default.Level = "warning"
	if remark.Text != "" {
		r.Default.Level = sarifLevel(SeverityOf(remark.Weight))
	}
	for _, known := range lint.Rules() {
		if known.Name == name {
			r.Default.Level = sarifLevel(known.Severity)
		}
	}
	return r
}

// put writes a piece of text and a value behind it.
func (s *sarif) put(lead string, v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		s.err = fmt.Errorf("SARIF: %w", err)
		return
	}
	s.write(lead)
	s.write(string(escapeUnsafe(bytes.TrimSuffix(b.Bytes(), []byte("\n")))))
}

func (s *sarif) write(text string) {
	if _, err := s.w.WriteString(text); err != nil && s.err == nil {
		s.err = err
	}
}
