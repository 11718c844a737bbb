package apply

import "strings"

// isThere tells whether everything a patch does is done already: its files have the ids its index lines
// promise, or what is left of it can be taken back without a clash.
func (o *Overlay) isThere(changes []*change) (bool, error) {
	var open []*change
	for _, c := range changes {
		done, err := o.hasOutcome(c)
		if err != nil {
			return false, err
		}
		if !done {
			open = append(open, c)
		}
	}
	back, ok := reversed(open)
	if !ok {
		return false, nil
	}
	k := newCheck(o, 0)
	if err := k.run(back); err != nil {
		return false, err
	}
	return len(k.clashes) == 0, nil
}

// shortID is the shortest id that proves anything.
const shortID = 7

// hasOutcome tells by the id of its blob whether a file is as the change would make it.
func (o *Overlay) hasOutcome(c *change) (bool, error) {
	if c.isRename || c.isDelete {
		_, there, err := o.entry(c.old)
		if err != nil || there {
			return false, err
		}
		if c.isDelete {
			return true, nil
		}
	}
	if len(c.newID) < shortID {
		return false, nil
	}
	e, there, err := o.entry(c.new)
	if err != nil || !there || !strings.HasPrefix(e.Hash.String(), c.newID) {
		return false, err
	}
	return c.newMode == 0 || e.Mode == c.newMode.asWritten(), nil
}
