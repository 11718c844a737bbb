package stable

import "slices"

// Manual tells at length what a remark of [Keeper.Check] is about: the fault in its first sentence, why it matters, the
// remedy, the document it rests on.
type Manual struct {
	Name   string
	Weight Weight // the most it weighs
	Text   string // "" = that of the rule of this name, which says of a mail what the remark says of a branch
}

const keepersRules = "\n\nSee Documentation/process/stable-kernel-rules.rst"

// Manuals are those of all remarks, by name.
var Manuals = []Manual{
	{"stable-already-applied", Odd, `All that the patch changes is so on the branch already.

Nothing would come of it but an empty commit. The branch may have the change by another commit, whose message does
not name upstream's.

Find that commit (git log -S on the branch), and leave the patch out.` + keepersRules + `.`},

	{"stable-author", Wrong, `The patch would be committed under another author than upstream's.

A backport keeps the author of the commit it is of; who brought it to the branch stands in the last Signed-off-by.

Begin the mail's body with upstream's "From:" line, as git format-patch --from and git send-email do.

See Documentation/process/submitting-patches.rst, "The canonical patch format".`},

	{"stable-branch", Wrong, `The subject names no stable branch, or one that was not looked at.

The stable team must be told which branches a patch is for. Of a branch that the repository lacks nothing can be said.

Write it into the brackets: [PATCH 6.6.y]. Name the branches of the repository with --onto, fetch what is missing, or
say with --for what a mail is for.` + keepersRules + `, "Option 3".`},

	{"stable-conflict", Wrong, `The patch does not apply to the branch, with the patches of the series before it laid on it.

It was made on another commit, or what stands around the change came to the branch since, or never did.

Make it on the newest commit of the branch; "patchpilot stable plan" finds what to take first.

See Documentation/process/backporting.rst, "Prerequisite patches".`},

	{"stable-context-changed", Good, `The patch changes the lines that upstream's commit changes, and other lines stand around them.

That is usual in a backport, and nothing is wrong with it. It is told because a reader should look at these lines.

Nothing is to be done.

See Documentation/process/backporting.rst.`},

	{"stable-diff-changed", Odd, ""},
	{"stable-followup", Wrong, ""},
	{"stable-gap", Wrong, ""},

	{"stable-no-diff", Wrong, `The mail is for a stable branch, and there is no diff in it.

It cannot be applied, or compared with upstream's commit.

Send the patch itself. A commit that applies as it is can be asked for by its id.` + keepersRules + `, "Option 2".`},

	{"stable-no-upstream", Wrong, ""},

	{"stable-not-needed", Odd, `The branch does not seem to have what the patch fixes.

A fix without its fault is a change for nothing, and sometimes a fault of its own. The branch is told by the Fixes tag,
copies of what it names, and the release that the Cc of stable begins with.

Say in the mail why the branch needs it, if it does; a Fixes tag may name too late a commit. "patchpilot stable why"
shows what is known.` + keepersRules + `.`},

	{"stable-not-sent", Odd, `The patch is for a stable branch, and is not sent to the list that its keepers read.

Scripts take patches off that list. What is sent to a person or to another list is easily lost.

Send it to stable@vger.kernel.org; to stable@dpdk.org for DPDK; or to the list that the configuration names.` + keepersRules + `, "Option 3".`},

	{"stable-not-wanted", Odd, `The maintainers of what the patch changes asked not to have it picked for stable trees.

They know of a reason why it does harm there, and mostly give it behind stable+noautosel@kernel.org.

Ask them first, and say in the mail that they agree.` + keepersRules + `, "Option 1".`},

	{"stable-prerequisite", Wrong, `The branch lacks a commit without which the patch does not apply, or which its Cc of stable names to be taken first.

The first cannot be taken without it; the second can, and does not work, or not wholly.

Post that commit before it in the same series, or make the patch such that it does not need it, and say how.

See Documentation/process/backporting.rst, "Prerequisite patches".`},

	{"stable-reverted-upstream", Wrong, `Upstream took back the commit that the patch is of, and the series lacks the revert.

The branch would get what upstream found to be wrong.

Take neither, or the revert too.` + keepersRules + `.`},

	{"stable-sign-off", Wrong, `Who sends the patch did not sign it off.

Each who hands a patch on vouches for it by a line of his own, at the end. Upstream's lines say nothing of who made the
backport.

Add "Signed-off-by: Name <address>", by git format-patch -s or patchpilot stable plan -s.

See Documentation/process/submitting-patches.rst, "Sign your work".`},

	{"stable-tags-lost", Odd, `The log lacks tags that upstream's has.

Who reported, reviewed and tested a fix stays with it, and bots find by its Fixes tag what it mends, on the branch too.

Take upstream's log whole, and add to it.` + keepersRules + `, "Option 3".`},

	{"stable-there", Wrong, `The branch has the commit already, or began with it.

A second copy does nothing, or does its change twice.

Leave it out; "patchpilot stable why" shows the copy and how it is known.` + keepersRules + `.`},

	{"stable-upstream-elsewhere", Wrong, `The commit that the patch names is on a stable branch or elsewhere, and not upstream's.

From a copy's id nobody finds upstream's commit again, nor what fixes it later.

Name the commit of upstream: "commit <40 digits> upstream."` + keepersRules + `, "Option 3".`},

	{"stable-upstream-mismatch", Wrong, ""},

	{"stable-upstream-several", Odd, `The patch names several commits of upstream.

What was made of several commits cannot be compared with any of them, by a program or by a person.

Send a patch for each.` + keepersRules + `.`},

	{"stable-upstream-short", Wrong, ""},
	{"stable-upstream-unknown", Wrong, ""},

	{"stable-was-reverted", Odd, `The branch had the commit and took it back.

It did harm there, or something that it needs was not there.

Read why it was taken back, and say in the mail what is otherwise now.` + keepersRules + `.`},
}

// ManualOf is that of a remark.
func ManualOf(name string) (Manual, bool) {
	i := slices.IndexFunc(Manuals, func(m Manual) bool { return m.Name == name })
	if i < 0 {
		return Manual{}, false
	}
	return Manuals[i], true
}
