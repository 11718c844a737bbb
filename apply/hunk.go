package apply

import "bytes"

// hunk is one hunk as lines, each with its LF: what must be there, and what comes in its place.
type hunk struct {
	oldPos, newPos    int // as the @@ line says, from 1
	leading, trailing int // lines of context
	pre, post         [][]byte
}

// hunkOf reads the body of a hunk up to the promised number of lines. noNewline is where the line ends, in
// body, whose file has no newline at its end; 0 = none. A last line without LF has none on either side.
func hunkOf(body []byte, noNewline, old, new int) hunk {
	h := hunk{pre: make([][]byte, 0, min(old, len(body))), post: make([][]byte, 0, min(new, len(body)))}
	changed := false
	for at := 0; at < len(body) && (len(h.pre) < old || len(h.post) < new); {
		end := len(body)
		if i := bytes.IndexByte(body[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		line := body[at:end]
		if noNewline > 0 && end == noNewline {
			line = bytes.TrimSuffix(line, []byte("\n"))
		}
		mark := body[at]
		at = end
		if mark != '\n' {
			line = line[1:]
		}
		switch mark {
		case '-':
			h.pre = append(h.pre, line)
			changed, h.trailing = true, 0
		case '+':
			h.post = append(h.post, line)
			changed, h.trailing = true, 0
		case '\\':
		default:
			h.pre, h.post = append(h.pre, line), append(h.post, line)
			h.trailing++
			if !changed {
				h.leading++
			}
		}
	}
	return h
}

// changes tells whether there is more than context.
func (h *hunk) changes() bool { return h.leading+h.trailing < max(len(h.pre), len(h.post)) }
