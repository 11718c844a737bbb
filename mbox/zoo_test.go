package mbox

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/internal/corpustest"
)

// zooDiffers names the odd mails that are meant to be read otherwise than the reference says, and why.
var zooDiffers = map[string]string{
	"combined-diff-0.eml": "git takes the signature part for patch"}

// TestZoo reads odd real mails and compares with what git says of them.
func TestZoo(t *testing.T) {
	data, err := os.ReadFile(corpustest.File(t, "zoo", "facts.json"))
	if err != nil {
		t.Fatal(err)
	}
	var facts []struct {
		File      string
		MessageID string `json:"message_id"`
		Mailinfo  map[string]string
		RC        int    `json:"mailinfo_rc"`
		PatchSHA1 string `json:"patch_sha1"`
	}
	if err := json.Unmarshal(data, &facts); err != nil {
		t.Fatal(err)
	}
	if len(facts) < 30 {
		t.Fatalf("only %d facts", len(facts))
	}
	for _, fact := range facts {
		t.Run(filepath.Base(fact.File), func(t *testing.T) {
			if why := zooDiffers[filepath.Base(fact.File)]; why != "" {
				t.Skip(why)
			}
			m := parseFile(t, corpustest.File(t, fact.File))
			if m.ID != fact.MessageID {
				t.Errorf("id %q, want %q", m.ID, fact.MessageID)
			}
			if fact.RC != 0 {
				return
			}
			info := m.Mailinfo(InfoOptions{})
			got := map[string]string{"Author": info.Author.Name, "Email": info.Author.Email, "Subject": info.Subject, "Date": info.Date}
			if diff := cmp.Diff(fact.Mailinfo, got); diff != "" {
				t.Error(diff)
			}
			sum := sha1.Sum(m.PatchBytes(info))
			if hex.EncodeToString(sum[:]) != fact.PatchSHA1 {
				t.Errorf("the patch differs: %d bytes", len(info.Patch))
			}
		})
	}
}
