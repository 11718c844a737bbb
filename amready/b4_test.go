package amready

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
)

// differs holds the trailers, alone or on one patch, that b4 0.12 and this package do not agree on.
var differs = map[string]string{
	"reviewed-by:kristian h. kristensen <hoegsberg@google.com>": "b4 leaves it out; sent as hoegsberg@gmail.com: the same person's other address",
	"drm/msm/dp: Drop EV_USER_NOTIFICATION: reviewed-by:bjorn andersson <andersson@kernel.org>": "b4 takes it; given " +
		"\"with a reliable detect method\"",
	"PCI/p2p: cleanup up __pci_p2pdma_map_sg a bit: reviewed-by:logan gunthorpe <logang@deltatee.com>": "ours alone; given to " +
		"\"the two P2PDMA patches\" below the other one",
}

// b4 gives the same patches in the same order, with the same text and the same trailers, but for those in
// differs. Postings that tell their version in the cover's or the patch's title alone are no revisions to b4
// and left out: dma-virt-ops-removal v2 and v3, dma-buf-sync-file.
func TestPeerB4(t *testing.T) {
	if _, err := exec.LookPath("b4"); err != nil {
		t.Skip("no b4")
	}
	for _, tc := range []struct {
		thread   string
		versions []int
	}{
		{"seeds/msm-struct-mutex", []int{1, 2, 3, 4}},
		{"seeds/dma-virt-ops-removal", []int{1}},
		{"seeds/shmem-mmap-fix", []int{1}},
		{"threads/msm-dp-hpd", []int{1, 2, 3, 4}},
		{"threads/sync-file-zero-size", []int{1, 2}},
	} {
		file := corpustest.File(t, filepath.FromSlash(tc.thread)+".mbox")
		for _, r := range group(t, file).Series[0].Revisions {
			if !slices.Contains(tc.versions, r.Version) {
				continue
			}
			t.Run(fmt.Sprintf("%s v%d", tc.thread, r.Version), func(t *testing.T) {
				mails, _ := Build(r, Options{})
				want, got := b4(t, file, r), parts(t, []byte(format(t, mails)))
				if len(want) != len(got) {
					t.Fatalf("%d patches, b4 has %d", len(got), len(want))
				}
				for i := range got {
					if d := cmp.Diff(want[i].text, got[i].text); d != "" {
						t.Errorf("patch %d: %s", i+1, d)
					}
					if d := cmp.Diff(want[i].trailers, got[i].trailers); d != "" {
						t.Errorf("patch %d, %s: %s", i+1, got[i].text.Title, d)
					}
				}
			})
		}
	}
}

// part is one mail taken apart.
type part struct {
	text     text
	trailers []string
}

type text struct{ Title, Author, Body, Patch string }

func parts(t *testing.T, box []byte) []part {
	t.Helper()
	var out []part
	_, err := mbox.Scan("am", bytes.NewReader(box), func(raw mbox.Raw) error {
		m := mbox.Parse(raw)
		info := m.Mailinfo(mbox.InfoOptions{})
		if info.PatchLine == 0 {
			return nil // the cover
		}
		log := trailers.Parse(info.Log, 1)
		p := part{text: text{info.Subject, info.Author.Name + " <" + info.Author.Email + ">", strings.TrimSpace(log.Body), bare(info.Patch)}}
		for _, tr := range log.Trailers {
			if id := identity(tr); differs[id] == "" && differs[info.Subject+": "+id] == "" {
				p.trailers = append(p.trailers, id)
			}
		}
		slices.Sort(p.trailers)
		out = append(out, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// bare takes the separator and empty lines around off: b4 0.12 keeps a "---" above nothing, and drops
// the empty line above a signature.
func bare(patch string) string {
	patch = strings.TrimLeft(strings.TrimPrefix(patch, "---\n"), "\n")
	return strings.TrimRight(strings.Replace(patch, "\n\n-- \n", "\n-- \n", 1), "\n")
}

var folded = regexp.MustCompile(`(?m)\n[ \t]+`)

// unfolded writes an archive with its headers on one line each: b4 0.12 stumbles over long subjects.
func unfolded(t *testing.T, file string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	_, err = mbox.Scan(file, bytes.NewReader(data), func(raw mbox.Raw) error {
		head, body, _ := bytes.Cut(raw.Data, []byte("\n\n"))
		fmt.Fprintf(&out, "From mboxrd@z Thu Jan  1 00:00:00 1970\n%s\n\n%s\n", folded.ReplaceAll(head, []byte(" ")), body)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "box.mbox")
	if err := os.WriteFile(name, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// b4 runs b4 am on a posting.
func b4(t *testing.T, file string, r *series.Revision) []part {
	cmd := exec.Command("b4", "--offline-mode", "am", "-m", unfolded(t, file), "-o", "-", "-t", "--no-cover",
		"-v", fmt.Sprint(max(1, r.Stated)), r.ID)
	home := t.TempDir()
	cmd.Dir = home
	config := "[user]\n\tname = b4\n\temail = b4@example.org\n"
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home, "GIT_CONFIG_NOSYSTEM=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("b4: %v\n%s", err, stderr.String())
	}
	return parts(t, out)
}
