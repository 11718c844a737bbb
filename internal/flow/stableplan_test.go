package flow

import "testing"

// What git am does with each was seen by calling it.
func TestLostByMail(t *testing.T) {
	const drops, fails = "git am will take line 4 of the message for its end, and drop the rest",
		"git am will take line 4 of the message for the beginning of the patch: the mail cannot be applied"
	for quoted, want := range map[string]string{
		"Index: a.c":                               drops,
		"Index: a.c\n--- a/a.c\n+++ b/a.c":         drops,
		"diff -u a b":                              drops,
		"diff --git a/a.c b/a.c":                   drops,
		"--- a/a.c\n+++ b/a.c":                     drops,
		"Index: a.c\n@@ -1,2 +1,2 @@":              fails,
		"---\n@@ -1 +1 @@ f()\n-a\n+b":             fails,
		"diff --git a/a.c b/a.c\nindex 123..456":   fails,
		"diff --git a/a.c b/a.c\nold mode 100644":  fails,
		"--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-a\n+": fails,
		"@@ -1,2 +1,2 @@":                          "",
	} {
		message := "title\n\nbefore\n" + quoted + "\nafter\n"
		mail := "Subject: [PATCH] " + message + "---\n\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"
		if got := lostByMail(message, []byte(mail)); got != want {
			t.Errorf("%q: %q, want %q", quoted, got, want)
		}
	}
}
