// Package said hears what people and robots say in the mails of a thread: sentences that bear on a posting, each by
// its sense and with its line, and mentions of tests and users.
//
// In: a mail with its text. Out: sentences and mentions that pin nothing but what they quote.
//
// Its law: only what the sender wrote counts. Quotes, signatures, diffs and pasted text are not the sender's words, a
// wish, a condition or a denial is no statement, and every line number is that of the mail's text.
package said

import "patchpilot/internal/lazyregexp"

// Sense is what a sentence of a reply means for the posting it answers.
type Sense string

// What sentences mean.
const (
	AsksChange Sense = "asks for changes"
	Objects    Sense = "objects"
	TakesBack  Sense = "takes back"
	Unvouches  Sense = "takes a tag back"
	WantsAck   Sense = "wants an ack"
	Applied    Sense = "applied"
	Replaces   Sense = "superseded"
	Elsewhere  Sense = "done elsewhere" // another patch, which is named, does it
	Withdraws  Sense = "withdrawn"      // the author takes the posting back for good, or gives it up
	Consents   Sense = "consents"       // the author will do what was asked
	Announces  Sense = "announces"      // the author says that a newer posting is out
	Drops      Sense = "dropped"        // it is out of the tree again
	WillApply  Sense = "will apply"     // a plan of whoever keeps the tree
	Refuses    Sense = "refuses"        // it will not be taken as it is
	Rewords    Sense = "rewords"        // "s/old/new/": words that should be others
	Doubts     Sense = "doubts"         // it is wrong as it is, or better done otherwise
	PwBot      Sense = "pw-bot"
	Question   Sense = "question"
	Breaks     Sense = "breaks" // a robot found an error
	Warns      Sense = "warns"  // or a warning
	Passes     Sense = "passes" // or nothing
	ToRegzbot  Sense = "regzbot"
	ToSyzbot   Sense = "syzbot"
)

// phrase is one way to say something. Sentences are compared in lower case, without their final stop.
type phrase struct {
	sense  Sense
	cues   []string           // a sentence without any of them says nothing of the kind: a cheap look first
	says   *lazyregexp.Regexp // what the sentence must hold
	unless *lazyregexp.Regexp // and what turns its meaning; nil = nothing does
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
	{AsksChange, []string{"pw-bot:"}, lazyregexp.New(`^pw-bot: *(?:changes-requested|cr)\b`), nil},
	{AsksChange, []string{"please", "pls"},
		lazyregexp.New(`\b(?:please|pls)(?: also| just| kindly)? (?:fix|re-?send|re-?spin|re-?post|re-?base|re-?work|re-?submit|split|squash)\b`),
		lazyregexp.New(noRequest)},
	{AsksChange, []string{"please", "can you", "could you", "you should", "need to"},
		lazyregexp.New(`\b(?:please|can you|could you|you should|you need to)(?: please| also| just)? (?:send|post|submit|prepare|spin|provide)(?: out| me)?(?: an?| the)? (?:new |next |updated |fixed |proper )*(?:v\d+|version|revision|patch ?set|series)\b`),
		lazyregexp.New(noRequest)},
	{AsksChange, []string{"need"},
		lazyregexp.New(`\b(?:this|it|patch|series|set|v\d+|one)(?: still| also)? needs? (?:an? |to be )?(?:re-?spin|re-?spun|re-?base[d]?|re-?post(?:ed)?|re-?sen[dt]|re-?work(?:ed)?|new version|v\d+)\b`),
		lazyregexp.New(noRequest + `|\b(?:wonder|would|might|could)\b`)},
	{AsksChange, []string{"please"}, lazyregexp.New(`^(?:so |ok,? |and )?(?:v\d+|new version|respin|rebase|resend)[,]? please$`), nil},
	{AsksChange, []string{"please", "pls"},
		lazyregexp.New(`^(?:also|and|so|but|then|again|ok(?:ay)?|no|yes|here too|[ ,-])*(?:please|pls)(?: also| just| kindly| rather)? (?:use|drop|remove|add|rename|change|move|replace|mention|describe|document|follow|avoid|put|convert|don't|do not|make|run (?:scripts/|.?make|.?checkpatch|sparse)|address|correct|include|write|rewrite|align|sort|reorder|return|wrap)`),
		lazyregexp.New(noRequest + `|\b(?:feel free|top-?post(?:ing)?|acked-by|reviewed-by|(?:drop|remove) my|cc|html|hesitate|care|note|sure you)\b`)},
	{AsksChange, []string{"changes requested"}, lazyregexp.New(`^changes requested\b`), nil},
	{Rewords, []string{"s/", "s|"}, lazyregexp.New(`^s/[^/ ][^/]*/[^/]*/|^s\|[^| ][^|]*\|[^|]*[|/]`), nil},

	// Somebody is against it. In prose NAK is also what a device answers on a bus: a sentence begins with the word,
	// or calls it what only people give.
	{Objects, []string{"ked-by:"}, lazyregexp.New(`^nac?ked-by:`), nil},
	{Objects, []string{"nak", "nack"},
		lazyregexp.New(`^(?:so|sorry|ok|well|again|then|still|still a|also|hi|no|and|but|a|an|big|hard|clear|strong|firm|definite|absolute|this is a|that's a|it's a|it is a|so it's a|[ ,:;-])*nac?k(?:ed)?(?:$|[,;:!–—]| -|\s+(?:on (?:this|that|the (?:patch|series|whole))|to (?:this|that|the (?:patch|series|whole|idea))|for (?:this|that|now|the (?:patch|series|whole))|from me|from my side|because|with extreme)\b)`),
		lazyregexp.New(`\bi2c\b|smbus|\bi3c\b|\busb\b|endpoint|\bslave|\bthe (?:device|master|controller|target|bus|peer|receiver|host)\b|\b(?:is|was|are|were|gets?|returned|received|sent|sends) (?:an? |the )?nac?k|packet|handshake|interrupt|\bstop condition|ack/nac?k|nac?k/ack|\b(?:not|isn't|no longer|wasn't) (?:an? )?nac?k|\bno nac?k`)},
	{Objects, []string{"nak", "nack"},
		lazyregexp.New(`\b(?:clear|hard|big|strong|firm|absolute|definite|solid|total|still an?) nac?k\b`),
		lazyregexp.New(`\b(?:not|no|without|isn't|wasn't|expect|fear|worry|avoid|i2c|usb|device|bus)\b|\bif\b`)},

	// Something said before no longer holds.
	{TakesBack, []string{"mind", "ignore", "disregard", "scratch that", "my bad", "my mistake", "misread", "withdraw", "retract", "was wrong", "are right", "'re right", "fair enough", "take back", "taking back", "drop my"},
		lazyregexp.New(`^(?:oh,? |ah,? |ok(?:ay)?,? |hm+,? |actually,? |sorry,? |please )*(?:never ?mind|ignore (?:me|my|that|this comment)|disregard (?:me|my|that|this comment)|scratch that|my bad|my mistake|fair enough)\b|\bi (?:must have |have )?misread|\b(?:withdraw|retract|drop|taking? back) (?:my|the) (?:nac?k|objections?|comments?|concerns?)|\bi was wrong\b|\byou(?: are|'re) (?:absolutely |of course |completely )?right\b`),
		lazyregexp.New(`\b(?:not|if|but)\b|n't\b`)},

	// A tag given before no longer holds.
	{Unvouches, []string{"take", "taking", "withdraw", "retract", "revok", "drop", "remov"},
		lazyregexp.New(`\b(?:(?:tak(?:e|ing) back|(?:with)?draw(?:ing)?|retract(?:ing)?|revok(?:e|ing)|drop(?:ping)?|remov(?:e|ing)) my (?:(?:reviewed|acked|tested)(?:-by)?|r-?b|a-?b|t-?b|ack|review|tags?)\b|\btake my (?:(?:reviewed|acked|tested)(?:-by)?|r-?b|a-?b|t-?b|ack|review|tags?)(?: tags?)? back\b)`),
		lazyregexp.New(`\b(?:not|if|feel free|no need|why|did|when|unless|otherwise|would|you can|you could|you may|review (?:comments?|notes?|remarks?))\b|n't\b|'d\b`)},

	// An ack is waited for.
	{WantsAck, []string{"pw-bot:"}, lazyregexp.New(`^pw-bot: *(?:needs?-ack|nac)\b`), nil},
	{WantsAck, []string{"ack", "acks"},
		lazyregexp.New(`\b(?:needs?|wants?|requires?|waiting (?:for|on)|wait for|would (?:like|need|want)|i'd (?:like|need|want)|like to (?:see|have|get)|can (?:i|we) (?:get|have)|(?:could|may) (?:i|we) (?:get|have)|missing|looking for)(?: to (?:see|have|get))?(?: an?| the| some| your| \S+'s)?(?: maintainer)? (?:acks?|acked-by)\b`),
		lazyregexp.New(`\b(?:no|not|already|don't|doesn't) (?:longer )?(?:need|want|require)`)},
	{WantsAck, []string{"'s ack", "s' ack"}, lazyregexp.New(`\bwith \S+(?:'s|s') (?:acks?|acked-by)\b`), lazyregexp.New(`\b(?:applied|applying|queued|pushed|picked|resend)\b`)},

	// It is in somebody's tree.
	{Applied, []string{"was applied to", "were applied to"}, lazyregexp.New(`^(?:hello:? )?this (?:patch|series|pull request) was applied to `), nil},
	{Applied, []string{"applied", "pushed", "queued", "merged", "picked", "pulled"},
		lazyregexp.New(`^(?:(?:ok(?:ay)?|looks? good|great|good|alright|right|thanks?|thank you|many thanks|so|and|now|patch|patches|series|all|both|the|whole|entire|rest|of|\d+(?:[-/]\d+)?|this|these|they|it|i've|i have|i|we've|we have|we|have|has|been|just|also|tentatively|hence|then|is|are|was|were|hi \w+)[,!:;-]* )*(?:applied|pushed|queued|merged|picked)(?:$|[,;!:(–—]| (?:up\b|both\b|all\b|everything\b|this\b|these\b|them\b|it\b|that\b|to\b|into\b|in\b|for\b|with\b|after\b|on (?:a|the|top)\b|x ?\d|and (?:pushed|queued|applied)|thanks?\b|patch(?:es)? #?\d|(?:the |this |whole |entire |your )*(?:patch|patches|series|set|first|rest|lot)\b|\d))`),
		lazyregexp.New(notNow + `|\b(?:will|should|can|to be|being|supposed|assum|hop(?:e|ing)|fail|conflict|cleanly|test(?:ed|ing)? (?:it|this|the|on)|basic test|ran |on top of v?\d|locally|by hand|manually|crash|still (?:see|get|hit))|\?$`)},

	// Words for it that notices use beside the usual ones.
	{Applied, []string{"added", "grabbed", "taken", "took", "put in", "merged", "pushed", "applied", "queued"},
		lazyregexp.New(`^(?:(?:ok(?:ay)?|thanks?|and|so|now|i've|i have|i|have|just|also|tentatively|we've|we)[,!:;-]* )*(?:added|grabbed|taken|took|put|merged|pushed|applied|queued)\b.{0,60}\b(?:in|to|into|through|via|on)\s+(?:\S+ ){0,3}\S*(?:-next|-fixes|for-\S+|\.git)\b|\b(?:i've|i have|have|has been|have been|was|were|is|are|got|i)(?: just| now| already| also)* (?:grabbed|applied|queued|pushed|merged|taken|picked)\b.{0,60}\b(?:in|to|into|through|via|on|for)\s+(?:\S+ ){0,3}\S*(?:-next|-fixes|for-\S+|misc|\.git|next)\b`),
		lazyregexp.New(notNow + `|\b(?:will|should|can|to be|being|supposed|assum|hop(?:e|ing)|fail|conflict|cleanly|was applied to v?\d|on top of|locally|crash|already|since|because|which|that (?:was|were|is|are)|who|check for|why)\b|\?$`)},
	{Applied, []string{"applied", "pushed", "merged", "queued", "grabbed"},
		lazyregexp.New(`\bi(?:'ve| have)?(?: just| now| also| went ahead and| have gone ahead and)* (?:applied|pushed|merged|queued|grabbed) (?:up )?(?:this|these|it|them|both|all|the)(?: \S+)?(?: patch| patches| series)?(?:$|[,;:!]| (?:to|into|in|for)\b)|\b(?:first|last) (?:\d+|two|three|four|five)? ?patch(?:es)?\b.{0,60}\b(?:applied|pushed|merged|queued) (?:in|to|into) \S+`),
		lazyregexp.New(notNow + `|\b(?:will|should|can|tried|after i|to be|being|fail|conflict|cleanly|test(?:ed|ing)?|on top of|locally|crash|still|build|boot|works?|already|tree and)\b|\?$`)},
	{Applied, []string{"updated"},
		lazyregexp.New(`^(?:i've |i have |i |just |now |also )*updated (?:the |my )?(?:\S+ )?\S*(?:-next|-fixes|for-\S+|\.git|tree|branch) with (?:(?:this|these|it|them|both|all)(?:$|[,;:!])|(?:this|these|both|all|your|the)(?: \S+)? (?:patch|patches|fix|fixes|series|version|v\d+)\b)`),
		lazyregexp.New(notNow + `|\b(?:test(?:ed|ing)?|fails?|failed|crash|still|builds?|boots?|works?)\b|\?$`)},
	{Elsewhere, []string{"fixed", "addressed", "solved", "resolved", "duplicate of"},
		lazyregexp.New(`^(?:hi \w+, |i think |fyi,? |actually,? |no,? |sorry,? )*(?:(?:this|it|that|the)(?: same)?(?: issue| bug| problem| patch| one| warning| error)? )?(?:(?:should|will|has|have|is|was|got) )*(?:already |now |been |be )*(?:(?:fixed|addressed|solved|resolved) (?:by|in|with)\b|a duplicate of\b)`),
		lazyregexp.New(`\b(?:if|not|can|could|would)\b|n't\b|\?$`)},
	{WillApply, []string{"apply", "queue", "pick", "push", "merge", "take"},
		lazyregexp.New(`\b(?:i'll|i will|i can|will|going to|plan to|let me)(?: also| then| just| go ahead and)* (?:apply|queue|pick|push|merge|take)\b`), lazyregexp.New(`\b(?:not|never|take (?:back )?my)\b|n't\b|\?$`)},
	{Drops, []string{"drop", "removed", "reverted", "backed out", "taken out", "stop"},
		lazyregexp.New(`^stop\b|^(?:(?:ok(?:ay)?|so|sorry|and|now|i've|i have|i|have|just|we've|we|it|this|these|they|them|is|are|has|been|was|were)[,!:;-]* )*(?:dropped|removed|reverted|backed out)(?:$|[,;:-]| (?:it|this|that|these|those|them|the|both|all|everything|from|again|for now|patch|patches|series|v?\d)\b)|\bi(?:'ll| will)(?: just| now| have to)* drop (?:it|this|these|them|both|all|the (?:patch|series)|patch(?:es)? \d|\d|v\d)`),
		lazyregexp.New(`\b(?:if|unless|should|could|would|can|after|once|when|in v\d|in the next)\b|(?:\bnot|n't) drop|\?$`)},
	{Refuses, []string{"accept", "apply this", "take this", "merge this", "rejected"},
		lazyregexp.New(`\b(?:i'm|i am|we're|we are) not going to (?:accept|apply|take|merge)\b|\b(?:i|we) (?:will not|won't|can't|cannot) (?:accept|apply|take|merge) (?:this|it|that|the (?:patch|series))\b|\b(?:this|that|it) (?:is|was) (?:simply |just |plain )?(?:not acceptable|unacceptable|rejected)\b|^(?:sorry, )?(?:rejected|not acceptable|unacceptable)\b`),
		lazyregexp.New(`\bif\b|\?$`)},
	{Doubts, []string{"wrong", "opposed", "suggest"},
		lazyregexp.New(`^(?:no, |sorry, |but )?this is (?:just |simply |still |plain )?wrong\b|\bis (?:just |simply |clearly )?(?:the )?wrong (?:thing|way|approach|place)\b|\b(?:i'm|i am) (?:strongly |still |also )?opposed to\b|\bi (?:would |'d )?suggest (?:to|you|that you|using|adding|moving|dropping|removing)\b`),
		lazyregexp.New(`\bif\b|\?$`)},
	{Withdraws, []string{"drop", "ignore", "disregard", "withdraw", "abandon", "give up", "forget"},
		lazyregexp.New(`\bplease (?:ignore|disregard|drop|forget|do not apply|don't apply) (?:this|these|it|the|my|v\d+)(?: whole| entire| v\d+)?(?: (?:patch|patches|series|set|version|one|mail|posting|thread))?(?:$|[,;:-]| (?:as|for now|since|because|and|in favou?r)\b)|\bi(?:'ll| will|'m going to| am going to|'d| would)?(?: now| rather| just)* (?:withdraw|abandon|drop|give up(?: on)?|retract) (?:this|these|the|my|it)\b(?: (?:patch|patches|series|set|one|idea))?(?:$|[,;:-]| (?:then|for now|as|since|because|and|in favou?r))`),
		lazyregexp.New(`\b(?:if|unless|when|in v\d|in the next|not|reviewed-by|tag|line|check|hunk|comment|function)\b|\?$`)},
	{Withdraws, []string{"insist", "better"},
		lazyregexp.New(`\bi (?:don't|do not) insist\b|\b(?:seems?|is|sounds)(?: like)? (?:a )?(?:much |far )?better (?:solution|approach|idea|fix|way) than (?:this|mine|my)\b`), lazyregexp.New(`\b(?:if|unless)\b|\?$`)},
	{Announces, []string{"re-upped", "reposted", "sent", "posted", "submitted", "new version"},
		lazyregexp.New(`\bi(?:'ve| have)?(?: just| now| already)* (?:re-upped|re-?sent|re-?posted|sent(?: out)?|posted|submitted) (?:the |this |an? |out )*(?:new |updated |next |latest )*(?:patch ?set|patch series|series|version|v\d+|revision)\b`),
		lazyregexp.New(`\b(?:if|unless|not|when|before|before this|last (?:week|month|year))\b|\?$`)},
	{Consents, []string{"will do", "will fix", "will change", "will update", "will add", "will drop", "will remove", "will use", "will address", "will correct", "will rework", "will send", "will re", "will implement", "i'll", "will include", "will split", "will move", "will modify", "fix it", "fix this", "fixed in", "next version", "next revision", "in v", "i will"},
		lazyregexp.New(`^(?:(?:ok(?:ay)?|yes|yeah|yep|sure|right|thanks?(?: you)?|ack|agreed|good (?:point|catch)|makes sense|you're right|indeed|noted|understood|and|so|got it|i see|fair enough|ah|oh|sorry)[,.!;: -]*)*(?:i'll|i will|we will|we'll|will)(?: also| then| just| surely| definitely| certainly)* (?:do|fix|change|update|add|drop|remove|use|address|correct|rework|re-?send|re-?spin|re-?post|re-?submit|implement|include|split|move|modify|rename|reword|clean|make|take care|try|rewrite|rebase|convert|replace|squash|adjust|incorporate|switch|send (?:v\d|a|an|the|out|new|next))\b|\b(?:will|i'll|going to|to be) .{0,60}\b(?:in|for|with) (?:the |my )?(?:next|new|updated|v\d+|following) ?(?:version|revision|patch(?: ?set)?|series|iteration|spin|patch v\d+)?\b|\b(?:fixed|done|changed|addressed) in (?:the )?(?:v\d|next version)`),
		lazyregexp.New(`\b(?:if|unless|you will|once you)\b|\?$`)},
	{PwBot, []string{"pw-bot:"}, lazyregexp.New(`^pw-bot: *\S`), nil},

	// The author says that another posting replaces this one.
	{Replaces, []string{"superseded by"}, lazyregexp.New(`\b(?:this|it|patch|series|v\d+)(?: \S+)? (?:is|was|has been|got) superseded by\b`), nil},
	{Replaces, []string{"'ll", "will", "going to", "let me"},
		lazyregexp.New(`\b(?:i'll|i will|i am going to|i'm going to|will|let me) (?:also |then |just |soon |therefore |re-?spin and )*(?:send|post|re-?send|re-?post|submit|spin|re-?spin|prepare|do|push|(?:fix|address|change|correct|update|include|add|do|drop|remove|rework) (?:it|this|that|them|these|those|all of (?:it|this|that|them|these))(?: up| all)? (?:in|for|with))(?: out| up)?(?: an?| the| my)? ?(?:new |next |updated |fixed )*(?:v\d+|version|revision|iteration|re-?spin|patch ?set)\b`),
		lazyregexp.New(`\b(?:if|unless|not|you|once you|rather than)\b|n't\b|\?$`)},
	{Replaces, []string{"sent", "posted", "submitted", " is ", "follow", "coming"},
		lazyregexp.New(`^(?:i (?:have |just )*|i've |just |already |ok,? |thanks,? )*(?:sent|posted|submitted)(?: out)?(?: an?| the)? v\d+\b|^v\d+ (?:is |was |has been |just |now )*(?:sent|posted|out|on its way|coming|follows|will follow)\b`),
		lazyregexp.New(`\b(?:not|if|when)\b`)},

	// Robots.
	{Breaks, []string{"errors", "error:", "auto build test", "failed", "failure", "still triggering"},
		lazyregexp.New(`^all errors \(new ones|noticed the following build errors|\[auto build test error on|^my bot found errors running|still triggering an issue|^(?:kernel test|build|boot) (?:test )?fail(?:ed|ure)\b`), nil},
	{Warns, []string{"warnings", "auto build test"},
		lazyregexp.New(`^all warnings \(new ones|noticed the following build warnings|^(?:smatch|sparse|cocci|new smatch) warnings|\[auto build test warning on`), nil},
	{Passes, []string{"did not trigger"}, lazyregexp.New(`^syzbot (?:has )?tested the proposed patch and the reproducer did not trigger any issue\b`), nil},
	{ToRegzbot, []string{"#regzbot"}, lazyregexp.New(`^#regzbot\b`), nil},
	{ToSyzbot, []string{"#syz"}, lazyregexp.New(`^#syz\b`), nil},
}

// ends are lines below which a mail says nothing of its own.
var ends = []string{"-----Original Message", "---------- Forwarded message", "________________________________"}

// attributions end the line that says whom the quote below it is from.
var attributions = []string{"wrote:", "writes:", "schrieb:", "écrit :", "escribió:", "said:"}

// pleasantries are questions that want no answer.
var pleasantries = lazyregexp.New(`^(?:how are you|right|ok(?:ay)?|no|really|huh|what|why|isn't it|wdyt|thoughts|sounds good|make sense|makes sense|does that make sense)\W*$`)
