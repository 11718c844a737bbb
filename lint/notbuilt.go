package lint

// notBuilt are rules that were thought of and cannot be built honestly, each with the reason.
var notBuilt = map[string]string{
	"fixes-multi-wrong": "of several commits named one is always the oldest; whether an older one is to blame, only a bisection tells",
	"stable-no-reason":  "a request to the stable list is no posting, and whether its words are a reason, only a reader tells",
}
