package maintainers

import (
	"slices"
	"strings"
)

// Owners is whom a change concerns, in get_maintainer's order.
type Owners struct {
	People []Owner
	Lists  []OwnerList
}

// Owner is a person, and why: of several reasons the first.
type Owner struct {
	Person
	Reviewer bool
	Role     string // "maintainer:FOO DRIVER", "reviewer:FOO DRIVER", "supporter:FOO DRIVER:Keyword:foo_"
	Section  *Section
	Line     int // of the M or R entry
}

// OwnerList is a mailing list, and why. The script leaves SubscribersOnly ones out unless it is told --s.
type OwnerList struct {
	List
	Role    string // "open list:FOO DRIVER", "moderated list:FOO DRIVER"
	Section *Section
}

// Owners returns whom a change of the paths concerns, and of what Keywords found. Nobody is there twice, by name or by
// address. With a mailmap people go by what they are called today.
func (f *File) Owners(paths []string, keywords []Match, mailmap *Mailmap) Owners {
	c := collector{sections: map[*Section]bool{}, people: newNames(), lists: map[string]bool{}}
	for _, path := range slices.Compact(slices.Sorted(slices.Values(paths))) {
		for _, m := range f.Covering(path) {
			c.add(m)
		}
	}
	for _, m := range keywords {
		c.add(m)
	}
	return c.finish(mailmap)
}

// names holds who is known, by name and by address.
type names struct{ byName, byEmail map[string]Person }

func newNames() names { return names{map[string]Person{}, map[string]Person{}} }

// find returns who has the person's name or else address; not ok where the person is new.
func (n names) find(p Person) (known Person, ok bool) {
	if p.Name != "" {
		if known, ok = n.byName[strings.ToLower(p.Name)]; ok {
			return known, true
		}
	}
	known, ok = n.byEmail[strings.ToLower(p.Email)]
	return known, ok
}

func (n names) add(p Person) {
	if p.Name != "" {
		n.byName[strings.ToLower(p.Name)] = p
	}
	n.byEmail[strings.ToLower(p.Email)] = p
}

// collector gathers owners as written; each section has its say once.
type collector struct {
	sections map[*Section]bool
	people   names
	lists    map[string]bool
	out      Owners
}

func (c *collector) add(m Match) {
	if c.sections[m.Section] {
		return
	}
	c.sections[m.Section] = true
	suffix := ""
	if m.By.Tag == 'K' {
		suffix = ":Keyword:" + m.By.Value
	}
	for _, p := range m.People {
		if _, known := c.people.find(p.Person); !known {
			c.people.add(p.Person)
			c.out.People = append(c.out.People, Owner{p.Person, p.Reviewer, m.role(p.Reviewer) + suffix, m.Section, p.Line})
		}
	}
	for _, l := range m.Lists {
		if address := strings.ToLower(l.Address); !c.lists[address] {
			c.lists[address] = true
			c.out.Lists = append(c.out.Lists, OwnerList{l, m.listRole(l) + suffix, m.Section})
		}
	}
}

// chief reads what comes to the lists; the script does not name him unless it is asked to.
var chief = Person{"Linus Torvalds", "torvalds@linux-foundation.org"}

// finish follows the mailmap, which can make one of two people, or of a person and a list.
func (c *collector) finish(mailmap *Mailmap) Owners {
	known := newNames()
	out := Owners{Lists: c.out.Lists[:0]}
	for _, o := range c.out.People {
		o.Person = mailmap.Canonical(o.Person)
		if _, twice := known.find(o.Person); twice {
			continue
		}
		known.add(o.Person)
		if o.Person != chief {
			out.People = append(out.People, o)
		}
	}
	for _, l := range c.out.Lists {
		l.Address = mailmap.Canonical(Person{Email: l.Address}).Email
		if _, twice := known.find(Person{Email: l.Address}); !twice {
			known.add(Person{Email: l.Address})
			out.Lists = append(out.Lists, l)
		}
	}
	return out
}
