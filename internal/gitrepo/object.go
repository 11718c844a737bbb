package gitrepo

import (
	"bytes"
	"crypto/sha1"
	"fmt"
	"io"
	"strconv"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// Object is an object to write. Type is "blob", "tree" or "commit".
type Object struct {
	Type string
	Data []byte
}

// Hash is the id the object has.
func (o Object) Hash() apply.Hash { return hashObject(o.Type, o.Data) }

func hashObject(kind string, data []byte) (h apply.Hash) {
	s := sha1.New()
	s.Write(strconv.AppendInt(append([]byte(kind), ' '), int64(len(data)), 10))
	s.Write([]byte{0})
	s.Write(data)
	s.Sum(h[:0])
	return h
}

// object is an object read: go-git's plumbing.EncodedObject, its id checked already.
type object struct {
	kind plumbing.ObjectType
	data []byte
}

func (o object) id() plumbing.Hash { return plumbing.Hash(hashObject(o.kind.String(), o.data)) }

// encoded hands the object to go-git's decoders.
func (o object) encoded(h apply.Hash) plumbing.EncodedObject { return &encoded{o, plumbing.Hash(h)} }

type encoded struct {
	object
	h plumbing.Hash
}

func (e *encoded) Hash() plumbing.Hash            { return e.h }
func (e *encoded) Type() plumbing.ObjectType      { return e.kind }
func (e *encoded) SetType(plumbing.ObjectType)    {}
func (e *encoded) Size() int64                    { return int64(len(e.data)) }
func (e *encoded) SetSize(int64)                  {}
func (e *encoded) Reader() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(e.data)), nil }
func (e *encoded) Writer() (w io.WriteCloser, err error) {
	return nil, fmt.Errorf("object %s is read only", e.h)
}

// content reads an object of go-git's whole.
func content(o plumbing.EncodedObject) ([]byte, error) {
	r, err := o.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data := make([]byte, o.Size())
	_, err = io.ReadFull(r, data)
	return data, err
}
