package lint

import "regexp"

// sense is what a sentence of a reply means for the posting it answers.
type sense string

const (
	asksChange sense = "asks for changes"
	objects    sense = "objects"
	takesBack  sense = "takes back"
	wantsAck   sense = "wants an ack"
	appliesIt  sense = "applied"
	replaces   sense = "superseded"
	question   sense = "question"
	breaks     sense = "breaks" // a robot found an error
	warns      sense = "warns"  // or a warning
	toRegzbot  sense = "regzbot"
	toSyzbot   sense = "syzbot"
)

// phrase is one way to say something. Sentences are compared in lower case, without their final stop.
type phrase struct {
	sense  sense
	cues   []string       // a sentence without any of them says nothing of the kind: a cheap look first
	says   *regexp.Regexp // what the sentence must hold
	unless *regexp.Regexp // and what turns its meaning; nil = nothing does
}

// notNow are words that make a sentence a wish, a condition or a denial; noRequest those that make a request
// none.
const (
	notNow    = `\b(?:if|once|when|unless|until|before|would|could|might|may|no need|not|never|cannot|without|instead of|in (?:the )?future|next time|let me know)\b|n't\b`
	noRequest = `\b(?:if|once|when|unless|until|no need|never|in (?:the )?future|next time|let me know|fixed (?:it |this |that )?up)\b|\b(?:not|don't|n't) (?:need|necessary|have to|bother|re-?(?:send|post|spin))`
)

// phrases are what reviewers, maintainers, authors and robots write.
var phrases = []*phrase{
	// Changes are asked for.
	{asksChange, []string{"pw-bot:"}, regexp.MustCompile(`^pw-bot: *(?:changes-requested|cr)\b`), nil},
	{asksChange, []string{"please", "pls"},
		regexp.MustCompile(`\b(?:please|pls)(?: also| just| kindly)? (?:fix|re-?send|re-?spin|re-?post|re-?base|re-?work|re-?submit|split|squash)\b`),
		regexp.MustCompile(noRequest)},
	{asksChange, []string{"please", "can you", "could you", "you should", "need to"},
		regexp.MustCompile(`\b(?:please|can you|could you|you should|you need to)(?: please| also| just)? (?:send|post|submit|prepare|spin|provide)(?: out| me)?(?: an?| the)? (?:new |next |updated |fixed |proper )*(?:v\d+|version|revision|patch ?set|series)\b`),
		regexp.MustCompile(noRequest)},
	{asksChange, []string{"need"},
		regexp.MustCompile(`\b(?:this|it|patch|series|set|v\d+|one)(?: still| also)? needs? (?:an? |to be )?(?:re-?spin|re-?spun|re-?base[d]?|re-?post(?:ed)?|re-?sen[dt]|re-?work(?:ed)?|new version|v\d+)\b`),
		regexp.MustCompile(noRequest + `|\b(?:wonder|would|might|could)\b`)},
	{asksChange, []string{"please"}, regexp.MustCompile(`^(?:so |ok,? |and )?(?:v\d+|new version|respin|rebase|resend)[,]? please$`), nil},
	{asksChange, []string{"please", "pls"},
		regexp.MustCompile(`^(?:also|and|so|but|then|again|ok(?:ay)?|no|yes|here too|[ ,-])*(?:please|pls)(?: also| just| kindly| rather)? (?:use|drop|remove|add|rename|change|move|replace|mention|describe|document|follow|avoid|put|convert|don't|do not|make|run (?:scripts/|.?make|.?checkpatch|sparse)|address|correct|include|write|rewrite|align|sort|reorder|return|wrap)`),
		regexp.MustCompile(noRequest + `|\b(?:feel free|top-?post(?:ing)?|acked-by|reviewed-by|cc|html|hesitate|care|note|sure you)\b`)},
	{asksChange, []string{"changes requested"}, regexp.MustCompile(`^changes requested\b`), nil},

	// Somebody is against it. In prose NAK is also what a device answers on a bus: a sentence begins with the word,
	// or calls it what only people give.
	{objects, []string{"ked-by:"}, regexp.MustCompile(`^nac?ked-by:`), nil},
	{objects, []string{"nak", "nack"},
		regexp.MustCompile(`^(?:so|sorry|ok|well|again|then|still|still a|also|hi|no|and|but|a|an|big|hard|clear|strong|firm|definite|absolute|this is a|that's a|it's a|it is a|so it's a|[ ,:;-])*nac?k(?:ed)?(?:$|[,;:!–—]| -|\s+(?:on (?:this|that|the (?:patch|series|whole))|to (?:this|that|the (?:patch|series|whole|idea))|for (?:this|that|now|the (?:patch|series|whole))|from me|from my side|because|with extreme)\b)`),
		regexp.MustCompile(`\bi2c\b|smbus|\bi3c\b|\busb\b|endpoint|\bslave|\bthe (?:device|master|controller|target|bus|peer|receiver|host)\b|\b(?:is|was|are|were|gets?|returned|received|sent|sends) (?:an? |the )?nac?k|packet|handshake|interrupt|\bstop condition|ack/nac?k|nac?k/ack|\b(?:not|isn't|no longer|wasn't) (?:an? )?nac?k|\bno nac?k`)},
	{objects, []string{"nak", "nack"},
		regexp.MustCompile(`\b(?:clear|hard|big|strong|firm|absolute|definite|solid|total|still an?) nac?k\b`),
		regexp.MustCompile(`\b(?:not|no|without|isn't|wasn't|expect|fear|worry|avoid|i2c|usb|device|bus)\b|\bif\b`)},

	// Something said before no longer holds.
	{takesBack, []string{"mind", "ignore", "disregard", "scratch that", "my bad", "my mistake", "misread", "withdraw", "retract", "was wrong", "are right", "'re right", "fair enough", "take back", "taking back", "drop my"},
		regexp.MustCompile(`^(?:oh,? |ah,? |ok(?:ay)?,? |hm+,? |actually,? |sorry,? |please )*(?:never ?mind|ignore (?:me|my|that|this comment)|disregard (?:me|my|that|this comment)|scratch that|my bad|my mistake|fair enough)\b|\bi (?:must have |have )?misread|\b(?:withdraw|retract|drop|taking? back) (?:my|the) (?:nac?k|objections?|comments?|concerns?)|\bi was wrong\b|\byou(?: are|'re) (?:absolutely |of course |completely )?right\b`),
		regexp.MustCompile(`\b(?:not|if|but)\b|n't\b`)},

	// An ack is waited for.
	{wantsAck, []string{"pw-bot:"}, regexp.MustCompile(`^pw-bot: *(?:needs?-ack|nac)\b`), nil},
	{wantsAck, []string{"ack", "acks"},
		regexp.MustCompile(`\b(?:needs?|wants?|requires?|waiting (?:for|on)|wait for|would (?:like|need|want)|i'd (?:like|need|want)|like to (?:see|have|get)|can (?:i|we) (?:get|have)|(?:could|may) (?:i|we) (?:get|have)|missing|looking for)(?: to (?:see|have|get))?(?: an?| the| some| your| \S+'s)?(?: maintainer)? (?:acks?|acked-by)\b`),
		regexp.MustCompile(`\b(?:no|not|already|don't|doesn't) (?:longer )?(?:need|want|require)`)},
	{wantsAck, []string{"'s ack", "s' ack"}, regexp.MustCompile(`\bwith \S+(?:'s|s') (?:acks?|acked-by)\b`), regexp.MustCompile(`\b(?:applied|applying|queued|pushed|picked|resend)\b`)},

	// It is in somebody's tree.
	{appliesIt, []string{"was applied to", "were applied to"}, regexp.MustCompile(`^(?:hello:? )?this (?:patch|series|pull request) was applied to `), nil},
	{appliesIt, []string{"applied", "pushed", "queued", "merged", "picked", "pulled"},
		regexp.MustCompile(`^(?:(?:ok(?:ay)?|looks? good|great|good|alright|right|thanks?|thank you|many thanks|so|and|now|patch|patches|series|all|both|the|whole|entire|rest|of|\d+(?:[-/]\d+)?|this|these|they|it|i've|i have|i|we've|we have|we|have|has|been|just|also|tentatively|hence|then|is|are|was|were|hi \w+)[,!:;-]* )*(?:applied|pushed|queued|merged|picked)(?:$|[,;!:(–—]| (?:up\b|both\b|all\b|everything\b|this\b|these\b|them\b|it\b|that\b|to\b|into\b|in\b|for\b|with\b|after\b|on (?:a|the|top)\b|x ?\d|and (?:pushed|queued|applied)|thanks?\b|patch(?:es)? #?\d|(?:the |this |whole |entire |your )*(?:patch|patches|series|set|first|rest|lot)\b|\d))`),
		regexp.MustCompile(notNow + `|\b(?:will|should|can|to be|being|supposed|assum|hop(?:e|ing)|fail|conflict|cleanly|test(?:ed|ing)? (?:it|this|the|on)|basic test|ran |on top of v?\d|locally|by hand|manually|crash|still (?:see|get|hit))|\?$`)},

	// The author says that another posting replaces this one.
	{replaces, []string{"superseded by"}, regexp.MustCompile(`\b(?:this|it|patch|series|v\d+)(?: \S+)? (?:is|was|has been|got) superseded by\b`), nil},
	{replaces, []string{"ignore", "disregard", "drop"},
		regexp.MustCompile(`\bplease (?:ignore|disregard|drop) (?:this|these|the|v\d+)(?: whole| entire| v\d+)?(?: (?:patch|patches|series|set|version|one|mail|posting|thread))?(?:$|[,;:-]| (?:as|for now|since|because|and|in favou?r)\b)`), nil},
	{replaces, []string{"'ll", "will", "going to", "let me"},
		regexp.MustCompile(`\b(?:i'll|i will|i am going to|i'm going to|will|let me) (?:also |then |just |soon |therefore |re-?spin and )*(?:send|post|re-?send|re-?post|submit|spin|re-?spin|prepare|do|push|(?:fix|address|change|correct|update|include|add|do|drop|remove|rework) (?:it|this|that|them|these|those|all of (?:it|this|that|them|these))(?: up| all)? (?:in|for|with))(?: out| up)?(?: an?| the| my)? ?(?:new |next |updated |fixed )*(?:v\d+|version|revision|iteration|re-?spin|patch ?set)\b`),
		regexp.MustCompile(`\b(?:if|unless|not|you|once you|rather than)\b|n't\b|\?$`)},
	{replaces, []string{"sent", "posted", "submitted", " is ", "follow", "coming"},
		regexp.MustCompile(`^(?:i (?:have |just )*|i've |just |already |ok,? |thanks,? )*(?:sent|posted|submitted)(?: out)?(?: an?| the)? v\d+\b|^v\d+ (?:is |was |has been |just |now )*(?:sent|posted|out|on its way|coming|follows|will follow)\b`),
		regexp.MustCompile(`\b(?:not|if|when)\b`)},

	// Robots.
	{breaks, []string{"errors", "error:", "auto build test", "failed", "failure"},
		regexp.MustCompile(`^all errors \(new ones|noticed the following build errors|\[auto build test error on|^my bot found errors running|still triggering an issue|^(?:kernel test|build|boot) (?:test )?fail(?:ed|ure)\b`), nil},
	{warns, []string{"warnings", "auto build test"},
		regexp.MustCompile(`^all warnings \(new ones|noticed the following build warnings|^(?:smatch|sparse|cocci|new smatch) warnings|\[auto build test warning on`), nil},
	{toRegzbot, []string{"#regzbot"}, regexp.MustCompile(`^#regzbot\b`), nil},
	{toSyzbot, []string{"#syz"}, regexp.MustCompile(`^#syz\b`), nil},
}

// ends are lines below which a mail says nothing of its own.
var ends = []string{"-----Original Message", "---------- Forwarded message", "________________________________"}

// attributions end the line that says whom the quote below it is from.
var attributions = []string{"wrote:", "writes:", "schrieb:", "écrit :", "escribió:", "said:"}

// pleasantries are questions that want no answer.
var pleasantries = regexp.MustCompile(`^(?:how are you|right|ok(?:ay)?|no|really|huh|what|why|isn't it|wdyt|thoughts|sounds good|make sense|makes sense|does that make sense)\W*$`)

// regzbotCommands are the words regzbot knows.
var regzbotCommands = []string{"activity-ignore", "backburner", "dup", "dup-of", "duplicate", "dupof", "fix", "fixed-by", "from", "ignore-activity",
	"inconclusive", "introduced", "invalid", "link", "monitor", "poke", "relate", "resolve", "resolved", "summary", "title", "unbackburn", "unlink", "unmonitor"}

// features are the words with which the title of a patch that adds something begins, behind its prefixes.
var features = regexp.MustCompile(`(?i)^(?:[^:]+: ?)*(?:add|support|introduce|implement|enable|allow|expose|provide|export)(?:s|ing|ed)?\b`)

// crashes are what only the kernel prints when something is broken.
var crashes = []string{"BUG: KASAN", "BUG: KMSAN", "BUG: KFENCE", "UBSAN: ", "KASAN: ", "Call Trace:", "general protection fault", "Unable to handle kernel ",
	"kernel NULL pointer dereference", "BUG: unable to handle", "syzkaller.appspot", "Oops: "}
