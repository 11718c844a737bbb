package maintainers

import "strings"

// Mailmap says by what name and address people go today. Nil is an empty one. Any number of goroutines may ask it.
type Mailmap struct {
	Problems []Problem

	owners map[string]*owner // by address, in lower case
}

// owner is who an address belongs to.
type owner struct {
	Person                   // what is empty stays as it was
	named  map[string]Person // for those that wrote under one name, in lower case
}

// ParseMailmap reads the text of a .mailmap (gitmailmap(5)):
//
//	Proper Name <commit@email>
//	<proper@email> <commit@email>
//	Proper Name <proper@email> <commit@email>
//	Proper Name <proper@email> Commit Name <commit@email>
//
// Of two lines for one address the later counts, in what it says.
func ParseMailmap(text string) *Mailmap {
	m := &Mailmap{owners: map[string]*owner{}}
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		proper, rest, ok := cutContact(line)
		if !ok || proper.Email == "" {
			m.Problems = append(m.Problems, Problem{number, "no address in angle brackets"})
			continue
		}
		if commit, _, ok := cutContact(rest); ok {
			m.add(proper, commit)
		} else {
			m.add(Person{Name: proper.Name}, Person{Email: proper.Email})
		}
	}
	return m
}

// cutContact takes "Name <address>" off the front of a line.
func cutContact(line string) (p Person, rest string, ok bool) {
	name, rest, ok := strings.Cut(line, "<")
	if !ok {
		return Person{}, "", false
	}
	email, rest, ok := strings.Cut(rest, ">")
	return Person{unquote(strings.TrimSpace(name)), email}, rest, ok
}

// add says who it is that wrote as commit.
func (m *Mailmap) add(proper, commit Person) {
	email := lower(commit.Email)
	o := m.owners[email]
	if o == nil {
		o = &owner{}
		m.owners[email] = o
	}
	if commit.Name != "" {
		if o.named == nil {
			o.named = map[string]Person{}
		}
		o.named[lower(commit.Name)] = proper
		return
	}
	o.Person = proper.or(o.Person)
}

// or fills in what is empty.
func (p Person) or(other Person) Person {
	if p.Name == "" {
		p.Name = other.Name
	}
	if p.Email == "" {
		p.Email = other.Email
	}
	return p
}

// Canonical returns who the person is today; one that the map does not know is returned as given.
func (m *Mailmap) Canonical(p Person) Person {
	if m == nil {
		return p
	}
	o := m.owners[lower(p.Email)]
	if o == nil {
		return p
	}
	if proper, ok := o.named[lower(p.Name)]; ok {
		return proper.or(p)
	}
	return o.Person.or(p)
}

// Addresses maps every address that is no longer its owner's, in lower case, to the one that is: what trailers.Same
// asks for. An address that is an owner's under some names only is there if all of them lead to one person.
func (m *Mailmap) Addresses() map[string]string {
	out := map[string]string{}
	if m == nil {
		return out
	}
	for from, o := range m.owners {
		from, to := strings.ToLower(from), strings.ToLower(o.address())
		if to != "" && to != from {
			out[from] = to
		}
	}
	return out
}

// address is the owner's whatever the name, "" where that depends.
func (o *owner) address() string {
	if o.Email != "" {
		return o.Email
	}
	all := ""
	for _, p := range o.named {
		if all != "" && !strings.EqualFold(all, p.Email) {
			return ""
		}
		all = p.Email
	}
	return all
}
