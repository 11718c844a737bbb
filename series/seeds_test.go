package series

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCorpusSeeds: the threads this project began with, each as its outline.
func TestCorpusSeeds(t *testing.T) {
	for name, want := range map[string]string{
		"msm-struct-mutex": `
drm/msm: de-struct_mutex-ification
  v1 14/14 cover "drm/msm: de-struct_mutex-ification"
  v2 22/22 cover "drm/msm: de-struct_mutex-ification" (same title and sender)
  v3 23/23 cover "drm/msm: de-struct_mutex-ification" (same title and sender)
  v4 23/23 cover "drm/msm: de-struct_mutex-ification" (same title and sender)
`,
		"shmem-mmap-fix": `
drm/shme-helpers: Fix dma_buf_mmap forwarding bug
  v1 1/1
drm/shme-helpers: Fix dma_buf_mmap forwarding bug
  v1 1/1 backport
  carries 20201027214922.3566743-1-daniel.vetter@ffwll.ch
`,
		"dma-buf-sync-file": `
RFC: dma-buf: Add an API for importing and exporting sync files
  v1 1/1
  v2 1/1 (in reply to <20200225235856.975366-1-jason@jlekstrand.net>)
  v3 1/1 (in reply to v2 <20200226180937.106875-1-jason@jlekstrand.net>)
  v4 3/3 (in reply to v3 <20200303190318.522103-1-jason@jlekstrand.net>)
  v5 1/3 partial (in reply to v4 <20200311034351.1275197-1-jason@jlekstrand.net>)
`,
		"dma-virt-ops-removal": `
remove dma_virt_ops
  v1 5/5 cover "remove dma_virt_ops"
  v2 6/6 cover "remove dma_virt_ops v2" (same title and sender)
  v3 10/10 cover "remove dma_virt_ops v2" (same title and sender)
`,
		"i915-fence-annotations": `
drm/atomic-helper: Add dma-fence annotations
  v1 16/18 missing [1 2] 3 rerolled 2 times 4 rerolled 1 times
  v2 11/65 missing [1 2 3 4 9 10 11 12 13 14 15 16 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65] (11 patch titles in common and the same sender)
`,
		"rxe-dma-mask-syzbot": "\n",
	} {
		got := "\n" + outline(Group(readMails(t, "seeds", name+".mbox")))
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// TestCorpusDump: the headerless dump holds seven mails, two of them patches.
func TestCorpusDump(t *testing.T) {
	a := Group(readMails(t, "seeds", "dump.txt"))
	if a.Mails != 7 {
		t.Errorf("%d mails, want 7", a.Mails)
	}
	var got []string
	for _, s := range a.Series {
		for _, p := range s.Latest().Patches {
			added, deleted := p.Diff.Totals()
			got = append(got, fmt.Sprintf("%d files +%d -%d, %d trailers, damaged %v", len(p.Diff.Files), added, deleted, len(p.Mail.Trailers), len(p.Diff.Damage) > 0))
		}
	}
	slices.Sort(got)
	want := []string{"1 files +3 -0, 9 trailers, damaged true", "2 files +8 -3, 21 trailers, damaged true"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("patches (-want +got):\n%s", d)
	}
}

// reviews tells the tags of a patch that are not its own.
func reviews(p *Patch) []string {
	var out []string
	for _, t := range p.Tags() {
		if t.Verdict != Own {
			line := fmt.Sprintf("%s: %s %s by <%s> line %d", t.Key, t.Value, t.Verdict, t.By.ID, t.Line)
			for _, m := range t.SeenIn {
				line += fmt.Sprintf(", and <%s>", m.ID)
			}
			out = append(out, line)
		}
	}
	return out
}

// TestCorpusReferenceCase: Christian König's Acked-by counts although he wrote from another address; Boris Brezillon's
// mail is not in the archive, his Reviewed-by is seen in a quote and not collected.
func TestCorpusReferenceCase(t *testing.T) {
	a := Group(readMails(t, "seeds", "shmem-mmap-fix.mbox"))
	p := a.Series[0].Latest().Patches[0]
	want := []string{
		"Acked-by: Christian König <christian.koenig@amd.com> other-address by <62e05cfd-0030-ad32-0b3f-69dd257b2e3c@gmail.com> line 46",
		"Reviewed-by: Boris Brezillon <boris.brezillon@collabora.com> quoted by <20201028101744.GV401619@phenom.ffwll.local> line 39, and <20201103203405.042055538@linuxfoundation.org>, and <1604414398190106@kroah.com>",
	}
	if d := cmp.Diff(want, reviews(p)); d != "" {
		t.Errorf("reviews (-want +got):\n%s", d)
	}
	if p.ChangeHash[:8] != "1979b384" || p.ChangeHash != a.Series[1].Latest().Patches[0].ChangeHash {
		t.Errorf("change hash %s of the patch and %s of its backport: want 1979b384…", p.ChangeHash, a.Series[1].Latest().Patches[0].ChangeHash)
	}
	if !strings.HasPrefix(a.Series[1].Latest().Patches[0].Upstream, "f49a51bf") {
		t.Errorf("upstream %q", a.Series[1].Latest().Patches[0].Upstream)
	}
}

// TestCorpusReviewsOfStructMutex: Jordan Crouse's eight tags of v1, and what became of the one on "Remove obj->gpu".
func TestCorpusReviewsOfStructMutex(t *testing.T) {
	s := Group(readMails(t, "seeds", "msm-struct-mutex.mbox")).Series[0]
	jordan := 0
	for _, p := range s.Revisions[0].Patches {
		for _, tag := range p.Tags() {
			if tag.Verdict == Given && strings.Contains(tag.Value, "Jordan Crouse") {
				jordan++
				if p.Title == "drm/msm: Remove obj->gpu" && len(tag.CollectedIn) > 0 {
					t.Errorf("%q is said to be collected in %s", tag.Value, tag.CollectedIn[0].ID)
				}
			}
		}
	}
	if jordan != 8 {
		t.Errorf("%d Reviewed-by of Jordan Crouse on v1, want 8", jordan)
	}
	kristian := 0
	for _, r := range s.Revisions {
		for _, f := range r.FollowUps {
			if f.Mail.Kind == Suggestion {
				t.Logf("suggestion %s %s", f.Mail.From.Email, f.Mail.Subject.Text)
			}
			for _, tag := range f.Tags {
				if tag.Verdict == OtherAddress && strings.Contains(tag.Value, "hoegsberg@google.com") {
					kristian++
				}
			}
		}
	}
	if kristian == 0 {
		t.Error("Kristian Høgsberg's tags, sent from gmail.com, are not there")
	}
}

// TestCorpusSuggestions: Viresh Kumar's four replies with inline diffs post nothing.
func TestCorpusSuggestions(t *testing.T) {
	n := 0
	for _, m := range readMails(t, "seeds", "msm-struct-mutex.mbox") {
		if m.Kind == Suggestion {
			n++
			if m.From.Name != "Viresh Kumar" {
				t.Errorf("%s <%s> is a suggestion", m.From.Name, m.ID)
			}
		}
	}
	if n != 4 {
		t.Errorf("%d suggestions, want 4", n)
	}
}

// TestCorpusOrderOfArrival: shuffled mails, with copies among them, give the same archive.
func TestCorpusOrderOfArrival(t *testing.T) {
	for _, name := range []string{"msm-struct-mutex", "i915-fence-annotations", "dma-buf-sync-file", "dma-virt-ops-removal", "shmem-mmap-fix"} {
		mails := readMails(t, "seeds", name+".mbox")
		mails = append(mails, mails[len(mails)/2])
		want := whole(Group(mails))
		for seed := range uint64(5) {
			shuffled := slices.Clone(mails)
			rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			if d := cmp.Diff(want, whole(Group(shuffled))); d != "" {
				t.Fatalf("%s, seed %d:\n%s", name, seed, d)
			}
		}
	}
}

// whole tells everything of an archive that its mails' order could change.
func whole(a *Archive) string {
	var b strings.Builder
	b.WriteString(outline(a))
	for _, s := range a.Series {
		for _, r := range s.Revisions {
			for _, p := range r.Patches {
				fmt.Fprintln(&b, p.ID, p.Index, reviews(p))
			}
			for _, f := range r.FollowUps {
				fmt.Fprintln(&b, f.Mail.ID, f.Depth)
			}
		}
	}
	for _, t := range a.Threads {
		t.Root.Walk(func(n *Node, depth int) { fmt.Fprintln(&b, depth, n.ID) })
	}
	return b.String()
}
