package series

import (
	"fmt"
	"slices"
	"strings"
)

// numberByQuilt takes the numbers of a patch of a quilt series from its place there.
func (m *Mail) numberByQuilt() {
	if m.Quilt.Series != "" {
		m.Subject.Index, m.Subject.Total, m.Subject.VersionInTitle = m.Quilt.Number, m.Quilt.Of, false
		m.Subject.Version, m.Subject.Minor = 0, 0 // what it was posted as
	}
}

// placeQuilt puts a patch into the posting of its folder.
func (g *gatherer) placeQuilt(m *Mail) {
	k := postingKey{sender: "quilt " + m.Quilt.Series}
	if ps := g.byKey[k]; len(ps) > 0 {
		g.add(ps[0], m)
		return
	}
	p := &posting{key: k, quilt: m.Quilt.Series, total: m.Quilt.Of, slots: make(map[int]bool)}
	g.all = append(g.all, p)
	g.byKey[k] = []*posting{p}
	g.add(p, m)
}

// tellPlacesApart gives different mails without Message-ID whose files have one name ids of their whole places; copies
// have that of the first of them.
func tellPlacesApart(mails []*Mail) {
	alike := make(map[string][]*Mail)
	for _, m := range mails {
		if m.Quilt.Series == "" && strings.HasSuffix(m.ID, "@nomsgid") {
			alike[m.ID] = append(alike[m.ID], m)
		}
	}
	for _, of := range alike {
		first := make(map[uint64]*Mail)
		for _, m := range of {
			if f := first[m.Digest]; f == nil || better(m, f) {
				first[m.Digest] = m
			}
		}
		if len(first) < 2 {
			continue
		}
		for _, m := range of {
			m.nameByPlace(first[m.Digest])
		}
	}
}

// nameByPlace gives the mail the id of the place where it, or a copy of it, was read.
func (m *Mail) nameByPlace(of *Mail) {
	m.ID = fmt.Sprintf("%s:%d@nomsgid", of.Source, of.Line)
	for i := range m.Problems {
		m.Problems[i].MessageID = m.ID
	}
}

// tellApart gives patches of quilt series ids of their places where another source, or another series, has
// their id too: one file name stands in many queues, and a queued patch is not the mail that brought it.
func tellApart(mails []*Mail) []*Mail {
	places := make(map[string][]string) // ids to the series that have them, "" for mail
	for _, m := range mails {
		if m.Quilt.Series != "" {
			places[m.ID] = nil
		}
	}
	if len(places) == 0 {
		return mails
	}
	for _, m := range mails {
		if in, ok := places[m.ID]; ok && !slices.Contains(in, m.Quilt.Series) {
			places[m.ID] = append(in, m.Quilt.Series)
		}
	}
	for _, m := range mails {
		if m.Quilt.Series == "" || len(places[m.ID]) < 2 {
			continue
		}
		m.nameByPlace(m)
	}
	return mails
}
