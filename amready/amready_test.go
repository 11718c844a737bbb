package amready

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
)

const patchText = `Mend it.

Fixes: 123456789012 ("foo: break it")
Signed-off-by: Ann Author <ann@example.org>
---
 f.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/f.c b/f.c
index 1111111..2222222 100644
--- a/f.c
+++ b/f.c
@@ -1,3 +1,3 @@
 a
-b
+c
 d
`

// revision makes a posting of one patch, with replies to it.
func revision(t testing.TB, head, text string, replies ...string) *series.Revision {
	t.Helper()
	mail := func(id, rest string) *series.Mail {
		return series.NewMail(mbox.Parse(mbox.Raw{Source: "test", Line: 1, Data: []byte("Message-ID: <" + id + ">\n" + rest)}))
	}
	if head == "" {
		head = "From: Ann Author <ann@example.org>\nSubject: [PATCH] foo: mend it\n"
	}
	mails := []*series.Mail{mail("p@ann", head+"Date: Fri, 01 Mar 2024 08:00:00 +0000\n\n"+text)}
	for i, reply := range replies {
		from, body, _ := strings.Cut(reply, "\n")
		mails = append(mails, mail(fmt.Sprintf("r%d@x", i+1), fmt.Sprintf(
			"From: %s\nSubject: Re: [PATCH] foo: mend it\nDate: Fri, 01 Mar 2024 09:00:%02d +0000\nIn-Reply-To: <p@ann>\n\n> Mend it.\n\n%s\n", from, i, body)))
	}
	a := series.Group(mails)
	if len(a.Series) != 1 {
		t.Fatalf("%d series", len(a.Series))
	}
	return a.Series[0].Latest()
}

func TestTrailers(t *testing.T) {
	me := trailers.Person{Name: "Mae Maintainer", Email: "mae@example.org"}
	const own = "Fixes: 123456789012 (\"foo: break it\")\nSigned-off-by: Ann Author <ann@example.org>\n"
	for _, tc := range []struct {
		name    string
		options Options
		log     string // "" = Ann's
		replies []string
		want    string
		remarks string
	}{
		{name: "nothing given", want: own},
		{
			name:    "spelling, comment and note",
			replies: []string{"Rita Reviewer <rita@example.org>\nReviewed-By:  Rita  Reviewer <rita@example.org>   # the locking\n[ on a quiet day ]"},
			want:    own + "Reviewed-by: Rita Reviewer <rita@example.org> # the locking\n[ on a quiet day ]\n",
		},
		{
			name: "said twice",
			replies: []string{"Rita Reviewer <rita@example.org>\nReviewed-by: Rita Reviewer <rita@example.org>",
				"Rita Reviewer <rita@example.org>\nreviewed-by: rita reviewer <RITA@example.org>"},
			want: own + "Reviewed-by: Rita Reviewer <rita@example.org>\n",
		},
		{
			name:    "words behind the address",
			replies: []string{"Rita Reviewer <rita@example.org>\nAcked-by: Rita Reviewer <rita@example.org> for the core"},
			want:    own + "Acked-by: Rita Reviewer <rita@example.org> # for the core\n",
		},
		{
			name: "what is not believed",
			replies: []string{"Rita Reviewer <rita@example.org>\nWith that fixed:\n\nReviewed-by: Rita Reviewer <rita@example.org>",
				"Olga Other <olga@example.org>\nTested-by: Tom Tester <tom@example.net>"},
			want: own,
			remarks: "r1@x:5: not added: Reviewed-by: Rita Reviewer <rita@example.org> (conditional: \"With that fixed\")\n" +
				"r2@x:3: not added: Tested-by: Tom Tester <tom@example.net> (other-person: written by olga@example.org)\n",
		},
		{
			name:    "sloppy",
			options: Options{SloppyTrailers: true},
			replies: []string{"Olga Other <olga@example.org>\nTested-by: Tom Tester <tom@example.net>"},
			want:    own + "Tested-by: Tom Tester <tom@example.net>\n",
		},
		{
			name:    "another address of the same name",
			replies: []string{"Rita Reviewer <rita@home.example.com>\nReviewed-by: Rita Reviewer <rr@example.org>"},
			want:    own + "Reviewed-by: Rita Reviewer <rr@example.org>\n",
		},
		{
			name:    "a look-alike address under another name",
			replies: []string{"Rita Reviewer <rreviewer@example.com>\nReviewed-by: Rita Revieweress <rreviewer@example.org>"},
			want:    own,
			remarks: "r1@x:3: not added: Reviewed-by: Rita Revieweress <rreviewer@example.org> (another name from a look-alike address: " +
				"wrote from rreviewer@example.com, signed with rreviewer@example.org)\n",
		},
		{
			name: "taken back",
			replies: []string{"Rita Reviewer <rita@example.org>\nReviewed-by: Rita Reviewer <rita@example.org>",
				"Rita Reviewer <rita@example.org>\nPlease drop my tag:\nReviewed-by: Rita Reviewer <rita@example.org>"},
			want:    own,
			remarks: "r2@x:4: not added: Reviewed-by: Rita Reviewer <rita@example.org> (negated: \"drop my\")\n",
		},
		{
			name:    "ignored",
			options: Options{IgnoreFrom: []string{"Bot@example.org"}},
			replies: []string{"Test Bot <bot@example.org>\nTested-by: Test Bot <bot@example.org>"},
			want:    own,
			remarks: "r1@x:3: not added: Tested-by: Test Bot <bot@example.org> (replies from bot@example.org are ignored)\n",
		},
		{
			name:    "own sign-off, link and id",
			options: Options{SignOff: me, Link: "https://lore.example.org/r/%s", MessageID: true},
			want: own + "Link: https://lore.example.org/r/p@ann\nMessage-ID: <p@ann>\n" +
				"Signed-off-by: Mae Maintainer <mae@example.org>\n",
		},
		{
			name:    "signed off already, and last",
			options: Options{SignOff: trailers.Person{Name: "Ann Author", Email: "ANN@example.org"}},
			replies: []string{"Rita Reviewer <rita@example.org>\nReviewed-by: Rita Reviewer <rita@example.org>"},
			want: "Fixes: 123456789012 (\"foo: break it\")\nReviewed-by: Rita Reviewer <rita@example.org>\n" +
				"Signed-off-by: Ann Author <ann@example.org>\n",
		},
		{
			name:    "signed off before somebody else did",
			options: Options{SignOff: trailers.Person{Name: "Ann Author", Email: "ann@example.org"}},
			log:     "Signed-off-by: Ann Author <ann@example.org>\nSigned-off-by: Cy Carrier <cy@example.org>\n",
			want: "Signed-off-by: Ann Author <ann@example.org>\nSigned-off-by: Cy Carrier <cy@example.org>\n" +
				"Signed-off-by: Ann Author <ann@example.org>\n",
		},
		{
			name:    "order, below the last sign-off of others",
			options: Options{TrailerOrder: []string{"Link", "*", "acked-by", "*ed-by"}, SignOff: me, Link: DefaultLink},
			log:     "Tested-by: Tom Tester <tom@example.org>\nFixes: 123456789012 (\"x\")\nSigned-off-by: Ann Author <ann@example.org>\nCc: Cy <cy@example.org>\n",
			replies: []string{"Rita Reviewer <rita@example.org>\nReviewed-by: Rita Reviewer <rita@example.org>\nAcked-by: Rita Reviewer <rita@example.org>"},
			want: "Tested-by: Tom Tester <tom@example.org>\nFixes: 123456789012 (\"x\")\nSigned-off-by: Ann Author <ann@example.org>\n" +
				"Link: https://patch.msgid.link/p@ann\nCc: Cy <cy@example.org>\nAcked-by: Rita Reviewer <rita@example.org>\n" +
				"Reviewed-by: Rita Reviewer <rita@example.org>\nSigned-off-by: Mae Maintainer <mae@example.org>\n",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := patchText
			if tc.log != "" {
				text = strings.Replace(text, own, tc.log, 1)
			}
			mails, remarks := Build(revision(t, "", text, tc.replies...), tc.options)
			if len(mails) != 1 {
				t.Fatalf("%d mails", len(mails))
			}
			_, log, _ := strings.Cut(string(mails[0].Data), "\n\nMend it.\n\n")
			log, _, _ = strings.Cut(log, "---\n")
			if d := cmp.Diff(tc.want, log); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(tc.remarks, remarked(remarks)); d != "" {
				t.Error(d)
			}
		})
	}
}

func remarked(remarks []Remark) string {
	var b strings.Builder
	for _, r := range remarks {
		fmt.Fprintf(&b, "%s:%d: %s\n", r.By.ID, r.Line, r.Text)
	}
	return b.String()
}

// Whatever a mail holds, git makes of what is written what it would make of the mail: one mail, the same
// author, title, log and diff.
func TestSameToGit(t *testing.T) {
	for _, tc := range []struct{ name, head, text string }{
		{"author in the body", "", "From: Una Author <una@example.org>\nSubject: [PATCH] other title\n\n" + patchText},
		{"a log that begins like a header", "", "From: Una Author <una@example.org>\n\nFrom: nobody@example.org\n\n" + patchText},
		{"a second mail in the log", "", strings.Replace(patchText, "Mend it.", "Mend it.\n\nFrom git@z Thu Jan  1 00:00:00 1970\nFrom: Eve <eve@example.org>\nSubject: [PATCH] evil\n\nText", 1)},
		{"folded, encoded, with a comma", "From: =?utf-8?q?M=C3=BCller=2C_J=C3=B6rg?= <jm@example.org>\nSubject: [PATCH] =?utf-8?q?foo=3A_=C3=BCber=0AX-Evil=3A_yes?=\n a very\n long one\n", patchText},
		{"bytes of no charset", "Content-Type: text/plain; charset=iso-8859-1\nFrom: Ann Author <ann@example.org>\nSubject: [PATCH] foo: mend it\n",
			strings.Replace(patchText, "+c", "+\xe4", 1)},
		{"carriage returns", "Content-Transfer-Encoding: quoted-printable\nFrom: Ann Author <ann@example.org>\nSubject: [PATCH] foo: mend it\n",
			strings.ReplaceAll(strings.Replace(strings.ReplaceAll(patchText, "=", "=3D"), " a\n-b\n+c\n d\n", " a=0D\n-b=0D\n+c=0D\n d=0D\n", 1), "=3D0D", "=0D")},
		{"an empty line the hunk counts", "", strings.Replace(patchText, " d\n", "\n", 1) + "\n\n"},
		{"nothing but a title", "", strings.Replace(patchText[strings.Index(patchText, "---\n"):], " f.c |", "f.c |", 1)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := revision(t, tc.head, tc.text)
			was := r.Patches[0].Mail.Message
			mails, _ := Build(r, Options{})
			again := parts(t, []byte(format(t, mails)))
			if len(again) != 1 {
				t.Fatalf("%d mails of one:\n%s", len(again), format(t, mails))
			}
			info := was.Mailinfo(mbox.InfoOptions{})
			want := text{info.Subject, info.Author.Name + " <" + info.Author.Email + ">", "", bare(info.Patch)}
			got := again[0].text
			got.Body = ""
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s\n%s", d, mails[0].Data)
			}
		})
	}
}

// A patch is given in the bytes it was sent in.
func TestBytes(t *testing.T) {
	r := revision(t, "Content-Type: text/plain; charset=iso-8859-1\nFrom: Ann Author <ann@example.org>\nSubject: [PATCH] foo: mend it\n",
		strings.Replace(patchText, "+c", "+\xe4", 1))
	mails, _ := Build(r, Options{})
	if !strings.Contains(string(mails[0].Data), "\n+\xe4\n") {
		t.Errorf("%q", mails[0].Data)
	}
}

func TestSelection(t *testing.T) {
	s := group(t, filepath.Join("..", "fixtures", "threads", "rerolled-driver-series.mbox")).Series[0]
	r := s.Latest()
	mails, _ := Build(r, Options{Patches: []*series.Patch{r.Patches[2], r.Patches[4]}})
	if len(mails) != 2 || mails[0].Patch.Index != 3 || mails[1].Patch.Index != 5 {
		t.Errorf("%d mails", len(mails))
	}
	if !strings.Contains(string(mails[0].Data), "Subject: [PATCH v4 3/8] ") {
		t.Errorf("%.60q", mails[0].Data)
	}
}

func BenchmarkBuild(b *testing.B) {
	r := group(b, filepath.Join("..", "fixtures", "threads", "rerolled-driver-series.mbox")).Series[0].Latest()
	b.ReportAllocs()
	for b.Loop() {
		if mails, _ := Build(r, Options{Link: DefaultLink}); len(mails) != 8 {
			b.Fatal(len(mails))
		}
	}
}
