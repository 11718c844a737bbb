package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// b4 ty writes the same mail to the same people. What differs is meant to: only what was found is listed, with the tree,
// and what is there in part is a subset.
func TestPeerThanks(t *testing.T) {
	for _, program := range []string{"git", "b4"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("no " + program)
		}
	}
	for _, c := range []struct {
		about string
		taken []string // of git am's arguments
		edit  func(b4 string) string
	}{
		{"whole", nil, func(s string) string { return s }},
		{"in part", []string{"--exclude=bus.c"}, func(s string) string {
			s = strings.Replace(s, "Subject: Re: [PATCH", "Subject: Re: (subset) [PATCH", 1)
			return strings.Replace(s, "[2/2] demo: Mend the bus\n      (no commit info)\n", "", 1)
		}},
	} {
		t.Run(c.about, func(t *testing.T) {
			dir := t.TempDir()
			for name, value := range map[string]string{"HOME": dir, "XDG_DATA_HOME": dir + "/data", "XDG_CONFIG_HOME": dir + "/config", "XDG_CACHE_HOME": dir + "/cache"} {
				t.Setenv(name, value)
			}
			repo := filepath.Join(dir, "repo")
			at := func(program string, args ...string) string {
				t.Helper()
				cmd := exec.Command(program, args...)
				cmd.Dir = repo
				out, err := cmd.CombinedOutput()
				if err != nil {
					t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, out)
				}
				return string(out)
			}
			put := func(name, text string) {
				t.Helper()
				path := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			put("repo/ring.c", "one\ntwo\n")
			put("repo/bus.c", "int a;\n")
			put("box.mbox", demoSeries)
			at("git", "init", "-qb", "main")
			at("git", "config", "user.name", "Max Maintainer")
			at("git", "config", "user.email", "max@example.org")
			at("git", "add", "-A")
			at("git", "commit", "-qm", "demo: Begin")
			for _, out := range []string{"am", "ty"} {
				if err := os.Mkdir(filepath.Join(dir, out), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			at("b4", "am", "-m", "../box.mbox", "-o", "../am", "0@example.org")
			ready, err := filepath.Glob(filepath.Join(dir, "am", "*.mbx"))
			if err != nil || len(ready) != 1 {
				t.Fatalf("%v, %v", ready, err)
			}
			at("git", append([]string{"am", "-q", ready[0]}, c.taken...)...)
			at("b4", "ty", "-a", "-o", "../ty")
			theirs, err := filepath.Glob(filepath.Join(dir, "ty", "*.thanks"))
			if err != nil || len(theirs) != 1 {
				t.Fatalf("%v, %v", theirs, err)
			}
			want, err := os.ReadFile(theirs[0])
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(repo)
			var got, notes bytes.Buffer
			if code := run([]string{"triage", "--no-config", "--repo", ".", "--thanks", "../box.mbox"}, strings.NewReader(""), &got, &notes); code != 0 || notes.Len() > 0 {
				t.Fatalf("exit %d: %s", code, notes.String())
			}
			_, ours, _ := strings.Cut(got.String(), "\n")
			ours = strings.Replace(ours, "\nApplied to main, thanks!\n", "\nApplied, thanks!\n", 1)
			if a, b := letter(t, c.edit(string(want))), letter(t, ours); a != b {
				t.Errorf("b4:\n%s\nours:\n%s", a, b)
			}
		})
	}
}

// letter is what a mail says to whom: headers without order and breaks, and the text without blanks at ends.
func letter(t *testing.T, raw string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(m.Header)) {
		switch key {
		case "Date", "Message-Id", "Mime-Version", "Content-Type", "Content-Transfer-Encoding":
			continue
		}
		fmt.Fprintf(&b, "%s: %s\n", key, strings.Join(strings.Fields(m.Header.Get(key)), " "))
	}
	text, err := io.ReadAll(m.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		b.WriteString(strings.TrimRight(l, " ") + "\n")
	}
	return b.String()
}

// demoSeries is a posting of two mends, with a cover.
const demoSeries = `From mboxrd@z Thu Jan  1 00:00:00 1970
Message-Id: <0@example.org>
From: Ann Author <ann@example.org>
Date: Tue, 12 Mar 2024 08:00:00 +0000
Subject: [PATCH 0/2] demo: Mend two
To: demo@lists.example.org, Max Maintainer <max@example.org>
Cc: Ben Reader <ben@example.org>, Ann Author <ann@example.org>
References: <old@example.org>

Hi Max,

both were broken
for long.

This mends them.

Ann Author (2):
  demo: Mend the ring
  demo: Mend the bus

 bus.c  | 2 +-
 ring.c | 2 +-
 2 files changed, 2 insertions(+), 2 deletions(-)

-- 
2.39.5

From mboxrd@z Thu Jan  1 00:00:00 1970
Message-Id: <1@example.org>
From: Ann Author <ann@example.org>
Date: Tue, 12 Mar 2024 08:00:01 +0000
Subject: [PATCH 1/2] demo: Mend the ring
To: demo@lists.example.org
References: <0@example.org>
In-Reply-To: <0@example.org>

It is broken.

Signed-off-by: Ann Author <ann@example.org>
---
 ring.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/ring.c b/ring.c
index 814f4a422927..e75dbf56b4b6 100644
--- a/ring.c
+++ b/ring.c
@@ -1,2 +1,2 @@
-one
+1
 two
-- 
2.39.5

From mboxrd@z Thu Jan  1 00:00:00 1970
Message-Id: <2@example.org>
From: Ann Author <ann@example.org>
Date: Tue, 12 Mar 2024 08:00:02 +0000
Subject: [PATCH 2/2] demo: Mend the bus
To: demo@lists.example.org
References: <0@example.org>
In-Reply-To: <0@example.org>

So is it.

Signed-off-by: Ann Author <ann@example.org>
---
 bus.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/bus.c b/bus.c
index 9a2b5b5a5b5a..5b5a5b5a5b5a 100644
--- a/bus.c
+++ b/bus.c
@@ -1 +1 @@
-int a;
+int b;
-- 
2.39.5

`
