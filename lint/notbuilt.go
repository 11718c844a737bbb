package lint

// notBuilt are rules that were thought of and cannot be built honestly, each with the reason.
var notBuilt = map[string]string{
	"ai-undisclosed":        "whether a program wrote a text cannot be told from its style, and a wrong word of it harms a person",
	"diff-codestyle":        "style of code is checkpatch's trade; its findings can be had from it",
	"doc-kdoc":              "comments are checked by scripts/kernel-doc on the whole file, before and after; a diff shows neither",
	"fixes-multi-wrong":     "of several commits named one is always the oldest; whether an older one is to blame, only a bisection tells",
	"link-dead-msgid":       "an address that no mail at hand bears may be alive in an archive; only the network can tell",
	"link-submission":       "a mail cannot link to itself before it is sent, and trees disagree whether the applied commit should",
	"ser-window-closed":     "when the merge window is open is told on a web page, for each tree by itself",
	"stable-no-reason":      "a request to the stable list is no posting, and whether its words are a reason, only a reader tells",
	"stable-upstream-prose": "no fault but a caution for the reader, which takes an upstream commit from the start of a line alone",
	"sugg-private":          "whether somebody agreed to be named in public is not written in the mail",
	"uapi-abi-break":        "whether programs can break is proven by comparing what two builds export, not by a diff",
	"uapi-order":            "whether user space was merged first is known to its repository, not to the mail",
}
