package diff

import (
	"strings"
	"testing"
)

// TestCorpusReferenceIDs checks the ids of a fix and of its backport, whose context differs: only the
// change hash holds them together.
func TestCorpusReferenceIDs(t *testing.T) {
	want := map[string][3]string{
		"<20201027214922.3566743-1-daniel.vetter@ffwll.ch>": {"b9c45305", "d9c6a2e0", "1979b384"},
		"<20201103203405.042055538@linuxfoundation.org>":    {"904bd1c3", "2a7fbb32", "1979b384"},
	}
	for _, m := range mails(t, "seeds/shmem-mmap-fix.mbox") {
		ids, ok := want[m.ID]
		if !ok {
			continue
		}
		delete(want, m.ID)
		p := Parse(m.Body, 1)
		for i, got := range []string{p.PatchID(), p.PatchworkHash(), p.ChangeHash()} {
			if !strings.HasPrefix(got, ids[i]) {
				t.Errorf("%s: id %d is %s, want %s…", m.ID, i, got, ids[i])
			}
		}
		if added, deleted := p.Totals(); added != 8 || deleted != 3 || len(p.Files) != 2 {
			t.Errorf("%s: %d files, +%d -%d", m.ID, len(p.Files), added, deleted)
		}
	}
	if len(want) > 0 {
		t.Errorf("mails not found: %v", want)
	}
}
