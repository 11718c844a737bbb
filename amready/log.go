package amready

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
)

// addTrailers puts what is to be added into a log's block.
func (b *builder) addTrailers(m *Mail, log *trailers.Log, taken []*series.Tag) {
	own, signed := b.takeOwnSignOff(log)
	have := make(map[string]bool)
	for _, t := range log.Trailers {
		have[identity(t)] = true
	}
	add := func(t trailers.Trailer, by *series.Mail) {
		if key := identity(t); !have[key] {
			have[key] = true
			log.Trailers = append(log.Trailers, t)
			m.Added = append(m.Added, Added{t, by})
		}
	}
	for _, t := range taken {
		add(fresh(t.Trailer), t.By)
	}
	if b.o.Link != "" {
		add(trailers.Trailer{Key: "Link", Value: strings.ReplaceAll(b.o.Link, "%s", m.Source.ID)}, nil)
	}
	if b.o.MessageID {
		add(trailers.Trailer{Key: "Message-ID", Value: "<" + m.Source.ID + ">"}, nil)
	}
	if b.o.CcTrailers {
		for _, t := range copies(m.Source, log.Trailers) {
			add(t, nil)
		}
	}
	b.order(log)
	switch {
	case signed:
		log.Trailers = append(log.Trailers, own)
	case b.o.SignOff.Email != "":
		own := trailers.Trailer{Key: "Signed-off-by", Value: address(b.o.SignOff.Name, b.o.SignOff.Email)}
		log.Trailers = append(log.Trailers, own)
		m.Added = append(m.Added, Added{own, nil})
	}
}

// takeOwnSignOff takes one's own Signed-off-by out, to be put last, unless somebody signed after it:
// then it stays where it is and another one follows.
func (b *builder) takeOwnSignOff(log *trailers.Log) (own trailers.Trailer, found bool) {
	if b.o.SignOff.Email == "" {
		return own, false
	}
	for i, t := range slices.Backward(log.Trailers) {
		if !t.Is("Signed-off-by") {
			continue
		}
		if who, ok := t.Person(); !ok || !strings.EqualFold(who.Email, b.o.SignOff.Email) {
			return own, false
		}
		log.Trailers = slices.Delete(log.Trailers, i, i+1)
		t.Line = 0 // what stood above it in the block does not follow it
		return t, true
	}
	return own, false
}

// order sorts what stands below the last Signed-off-by by the patterns asked for.
func (b *builder) order(log *trailers.Log) {
	if len(b.o.TrailerOrder) == 0 {
		return
	}
	free := log.Trailers
	for i, t := range slices.Backward(log.Trailers) {
		if t.Is("Signed-off-by") {
			free = log.Trailers[i+1:]
			break
		}
	}
	slices.SortStableFunc(free, func(s, t trailers.Trailer) int {
		return cmp.Compare(b.rank(s.Key), b.rank(t.Key))
	})
}

// rank is the place of the first pattern a key fits, "*" being the last to be tried.
func (b *builder) rank(key string) int {
	rest := len(b.o.TrailerOrder)
	for i, pattern := range b.o.TrailerOrder {
		if pattern == "*" {
			rest = i
			continue
		}
		if ok, _ := path.Match(strings.ToLower(pattern), strings.ToLower(key)); ok {
			return i
		}
	}
	return rest
}

// identity is what duplicates share: key and value, letter case and blanks aside.
func identity(t trailers.Trailer) string {
	return strings.ToLower(t.Key + ":" + strings.Join(strings.Fields(t.Value), " "))
}

// fresh is a given trailer as it goes into a log: the key in its usual spelling, on one line, and what
// was written behind the address as a comment.
func fresh(t trailers.Trailer) trailers.Trailer {
	out := trailers.Trailer{Key: t.Key, Value: oneLine(t.Value), Comment: oneLine(t.Comment), Notes: t.Notes}
	if key, _ := trailers.Known(t.Key); key != "" {
		out.Key = key
	}
	if i := strings.IndexByte(out.Value, '>'); i > 0 && out.Comment == "" {
		out.Comment = strings.TrimLeft(out.Value[i+1:], " #,;")
		out.Value = out.Value[:i+1]
	}
	return out
}

// copies are Cc trailers for those a mail was sent to, by domain and name, but for those who are named
// in the log already.
func copies(m *series.Mail, named []trailers.Trailer) []trailers.Trailer {
	known := map[string]bool{"": true}
	for _, t := range named {
		if who, ok := t.Person(); ok {
			known[strings.ToLower(who.Email)] = true
		}
	}
	var people []mbox.Address
	for _, a := range slices.Concat(m.To, m.Cc) {
		if email := strings.ToLower(a.Email); !known[email] {
			known[email] = true
			people = append(people, a)
		}
	}
	slices.SortStableFunc(people, func(a, b mbox.Address) int {
		return strings.Compare(domainFirst(a.Email), domainFirst(b.Email))
	})
	var out []trailers.Trailer
	for _, a := range people {
		out = append(out, trailers.Trailer{Key: "Cc", Value: address(a.Name, a.Email)})
	}
	return out
}

func domainFirst(email string) string {
	local, domain, _ := strings.Cut(strings.ToLower(email), "@")
	return domain + "@" + local
}

// address writes a mailbox, its name quoted where RFC 5322 wants that; parentheses and brackets are left
// as people write them in logs.
func address(name, email string) string {
	name = oneLine(name)
	if name == "" {
		return oneLine(email)
	}
	if strings.ContainsAny(name, `,;:<>@"\`) {
		name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
	}
	return fmt.Sprintf("%s <%s>", name, oneLine(email))
}

// oneLine folds blanks and drops control characters, so that nothing starts a line of its own.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
