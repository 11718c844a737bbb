package diff

// Identity is what a change is known by, whatever mail or commit it stands in; "" is nobody's.
type Identity struct {
	PatchID    string // [Patch.PatchID]
	ChangeHash string // [Patch.ChangeHash], which outlives a change of context
}

// Identity is that of a patch; to be taken before Light.
func (p *Patch) Identity() Identity { return Identity{p.PatchID(), p.ChangeHash()} }

// Sameness is how much two changes have in common, as in the JSON records.
type Sameness string

// From the most down.
const (
	SamePatch   Sameness = "same-patch"   // one patch-id
	SameChange  Sameness = "same-change"  // the same lines changed, others around them
	OtherChange Sameness = "other-change" // other lines changed
)

// Compare tells whether two changes are one.
func (a Identity) Compare(b Identity) Sameness {
	switch {
	case a.PatchID != "" && a.PatchID == b.PatchID:
		return SamePatch
	case a.ChangeHash != "" && a.ChangeHash == b.ChangeHash:
		return SameChange
	}
	return OtherChange
}
