package mbox

import "strings"

const (
	maxAddresses = 1000 // kept of one address header
	maxName      = 1000 // bytes of a name with bare commas
)

// parseAddresses reads an address header's raw value. Names are decoded, comments in them kept as git
// keeps them: "A (zzz) <a@b>", "<a@b> (A)". forgive is told what RFC 5322 does not know: a bare comma in
// a name, "user at host" and "user(a)host" of archives that hide addresses.
func parseAddresses(value string, forgive func(string, ...any)) []Address {
	if value == "" {
		return nil
	}
	list := make([]Address, 0, min(strings.Count(value, "@"), maxAddresses))
	pending := "" // a piece without address: the start of a name with a bare comma
	closed := true
	for value != "" && len(list) < maxAddresses {
		var piece string
		piece, value, closed = cutAddress(value, closed)
		piece = trimGroup(piece)
		if piece == "" {
			continue
		}
		a, ok := parseAddress(piece, forgive)
		if !ok {
			if pending != "" && len(pending) < maxName {
				piece = pending + ", " + piece
			}
			pending = piece
			continue
		}
		if pending != "" {
			forgive("comma in a name that is not quoted: %q", clip(pending+", "+piece))
			if strings.IndexByte(piece, '<') >= 0 {
				a.Name = strings.TrimRight(cleanName(pending)+", "+a.Name, ", ")
			}
			pending = ""
		}
		list = append(list, a)
	}
	return list
}

// cutAddress cuts value at its first comma outside of quotes, comments and brackets. Where one of them is
// never closed every comma counts, from there on too.
func cutAddress(value string, closed bool) (piece, rest string, stillClosed bool) {
	depth, quoted, bracket := 0, false, false
	for i := 0; i < len(value) && closed; i++ {
		switch c := value[i]; {
		case c == '\\':
			i++
		case c == '"' && depth == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth > 0:
		case c == '<':
			bracket = true
		case c == '>':
			bracket = false
		case c == ',' && !bracket:
			return value[:i], value[i+1:], true
		}
	}
	if closed && !quoted && depth == 0 && !bracket {
		return value, "", true
	}
	piece, rest, _ = strings.Cut(value, ",")
	return piece, rest, false
}

// trimGroup takes the frame of a group ("name: a@b, c@d;") off a piece.
func trimGroup(piece string) string {
	piece = strings.Trim(piece, " \t\r\n;")
	colon := strings.IndexByte(piece, ':')
	if colon < 0 || strings.ContainsAny(piece[:colon], "@<\"(") {
		return piece
	}
	return strings.TrimSpace(piece[colon+1:])
}

// parseAddress reads one address; not ok where there is none.
func parseAddress(piece string, forgive func(string, ...any)) (Address, bool) {
	open := strings.LastIndexByte(piece, '<')
	end := strings.IndexByte(piece[open+1:], '>')
	if open >= 0 {
		if end < 0 {
			end = len(piece) - open - 1
		}
		email := piece[open+1 : open+1+end]
		rest := piece[min(open+1+end+1, len(piece)):]
		name := strings.TrimSpace(piece[:open])
		if rest = strings.TrimSpace(rest); rest != "" {
			name += " " + rest
		}
		return Address{cleanName(name), cleanEmail(email, forgive)}, strings.TrimSpace(email) != ""
	}
	email, comment := piece, ""
	if i := strings.Index(piece, " ("); i >= 0 { // Pipermail's "user at host (Name)"
		email, comment = piece[:i], piece[i+1:]
	}
	email = cleanEmail(email, forgive)
	if at := strings.IndexByte(email, '@'); at <= 0 {
		return Address{}, false
	}
	if i := strings.IndexAny(email, " \t"); i >= 0 { // "Name user@host"
		at := strings.IndexByte(email, '@')
		from := strings.LastIndexAny(email[:at], " \t") + 1
		to := at + len(email[at:])
		if blank := strings.IndexAny(email[at:], " \t"); blank >= 0 {
			to = at + blank
		}
		comment = strings.TrimSpace(email[:from] + email[to:] + " " + comment)
		email = email[from:to]
	}
	return Address{cleanName(comment), email}, true
}

// cleanEmail trims an address and restores the @ of a hidden one.
func cleanEmail(email string, forgive func(string, ...any)) string {
	email = strings.Trim(email, " \t\r\n\"'")
	if strings.IndexByte(email, '@') >= 0 {
		return email
	}
	for _, at := range [...]string{" at ", "(a)", " (a) ", "(at)", " (at) ", "[at]", " [at] "} {
		user, host, ok := strings.Cut(email, at)
		if !ok || user == "" || strings.ContainsAny(host, " \t") || host == "" {
			continue
		}
		if i := strings.LastIndexAny(user, " \t"); i >= 0 && at == " at " {
			continue // prose
		}
		forgive("address hidden by the archive: %q", clip(email))
		return user + "@" + host
	}
	return email
}

// cleanName decodes a display name: quotes off, escapes undone, blanks single, and the parentheses
// around a name that is a comment as a whole.
func cleanName(name string) string {
	if strings.ContainsAny(name, "\"\\(") {
		name = unquotePairs(name)
	}
	name = squeeze(decodeWords(name))
	if len(name) > 1 && name[0] == '(' && name[len(name)-1] == ')' {
		name = strings.TrimSpace(name[1 : len(name)-1])
	}
	return name
}

// unquotePairs takes the quotes off quoted strings and the backslashes off quoted pairs, in and out of
// comments, as git does (RFC 5322, 3.2.2 and 3.2.4).
func unquotePairs(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && (quoted || depth > 0):
			if i++; i < len(s) {
				b.WriteByte(s[i])
			}
			continue
		case c == '"' && depth == 0:
			quoted = !quoted
			continue
		case quoted:
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		}
		b.WriteByte(c)
	}
	return b.String()
}

// squeeze trims s and makes every run of white space one blank.
func squeeze(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		if isSpace(s[i]) && (s[i] != ' ' || i == 0 || i == len(s)-1 || isSpace(s[i+1])) {
			clean = false
		}
	}
	if clean {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case !isSpace(s[i]):
			b = append(b, s[i])
		case len(b) > 0 && b[len(b)-1] != ' ':
			b = append(b, ' ')
		}
	}
	return strings.TrimRight(string(b), " ")
}
