package trailers

type chunk struct{}

// Parse cuts a log. firstLine is the number of its first line, for Trailer.Line.
// The block is the last paragraph, or the last few, made of trailer lines.
func Parse(log string, firstLine int) Log { panic("stub") }

// Format gives the text back, byte for byte where nothing was changed.
func (l Log) Format() string { panic("stub") }

// Find returns the trailer lines of a reply, wherever they stand: at the start of a line,
// not quoted with ">", not indented, not below a "-- " signature, not inside a diff.
func Find(text string, firstLine int) []Trailer { panic("stub") }

// FindQuoted returns trailer lines that stand behind one or more ">" (Raw keeps the quoting).
func FindQuoted(text string, firstLine int) []Trailer { panic("stub") }

// Is tells whether the key is the given one, letter case aside.
func (t Trailer) Is(key string) bool { panic("stub") }

// Person reads the value as `Name <addr>`, `addr`, `"Last, First" <addr>`, `addr (Name)`;
// false where there is no address with an "@". Obfuscated addresses ("user at host",
// "user(a)host") are read too.
func (t Trailer) Person() (Person, bool) { panic("stub") }

// ReadPerson is Person for any text.
func ReadPerson(s string) (Person, bool) { panic("stub") }

// IsReview tells whether the key is one that reviewers give in replies and authors collect:
// Reviewed-by, Acked-by, Tested-by, Reported-by, Suggested-by and their combinations and kin.
func IsReview(key string) bool { panic("stub") }

// Known returns the canonical spelling of a key the kernel's documents name, and whether it is one.
// An unknown key that is a misspelling of a known one (edit distance 1 or 2) gives it with false.
func Known(key string) (canonical string, known bool) { panic("stub") }

// Match says how sure it is that two people are one.
type Match int

// From the surest down.
const (
	Other       Match = iota // nothing in common
	SameName                 // the same full name of two words or more
	SameLocal                // the same local part of the address ("hoegsberg@")
	SameMailmap              // joined by the mailmap
	SameAddress              // the same address, letter case and +tag aside
)

// Same compares two people. mailmap maps an address (lower case) to its owner's canonical one; nil for none.
// Names are compared without case, accents, quotes, "Last, First" order and "(Company)" suffixes.
func Same(a, b Person, mailmap map[string]string) Match { panic("stub") }

// Fixes is a Fixes value read: ID ("Title").
type Fixes struct {
	ID     string // hex digits as written, "" if there are none
	Title  string // what stands between (" and ")
	Lead   string // words before the id ("commit")
	Trail  string // text after the closing parenthesis
	Quoted bool   // the title stands between (" and ") as it should
	Spaced bool   // one blank between id and parenthesis
	URL    bool   // the value is a link
}

// ReadFixes reads a Fixes value, forgiving what the fields of Fixes tell about.
func ReadFixes(value string) Fixes { panic("stub") }

// Stable is a `Cc: stable` value read (Documentation/process/stable-kernel-rules.rst, option 1).
type Stable struct {
	Address  string   // as written
	Good     bool     // stable@vger.kernel.org, stable@kernel.org, or stable+noautosel@kernel.org
	NoAuto   bool     // stable+noautosel
	Floor    string   // "v5.9" of "# v5.9+", "# 5.9.x", …; "" if none is stated
	Open     bool     // the floor has a "+": that release and all after it
	Versions []string // all versions named, as "5.9"
	Prereq   []string // commit ids named as prerequisites: "# 5.4.x: 1b2c3d4e5f60: subject"
	Comment  string   // the whole comment
	Odd      bool     // there is a comment that is none of the documented forms
}

// ReadStable reads a Cc trailer; false where it names no stable list, misspelt ones included.
func ReadStable(t Trailer) (Stable, bool) { panic("stub") }
