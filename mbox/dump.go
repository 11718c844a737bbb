package mbox

import "io"

func (s *scanner) splitDump(in io.Reader) error { return nil }

func (p *parser) dumpText(data []byte) { p.m.Text, _ = mendUTF8(data) }
