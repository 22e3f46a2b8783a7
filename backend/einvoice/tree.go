package einvoice

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"deskclerk/backend/doc"
)

// Limits of one file; a real invoice of a thousand lines stays far below.
const (
	maxDepth = 40
	maxNodes = 200_000
	maxText  = 10_000 // bytes of one element; the rest is cut off
)

var errLimits = errors.New("the XML is over the limits")

// node is an element with the text directly in it. Namespaces are left out: the
// two syntaxes are told apart by their root, and prefixes differ by producer.
type node struct {
	name     string
	text     string
	attr     map[string]string
	children []*node
}

// parseTree reads the XML. Entities beyond the five of XML are an error, since
// document types are not read.
func parseTree(data []byte) (*node, error) {
	if len(data) > doc.MaxAttachment {
		return nil, errLimits
	}
	d := xml.NewDecoder(transform.NewReader(bytes.NewReader(data), unicode.BOMOverride(transform.Nop)))
	d.CharsetReader = charset
	b := builder{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read the XML: %w", err)
		}
		if err := b.take(token); err != nil {
			return nil, err
		}
	}
	if b.root == nil {
		return nil, ErrNone
	}
	return b.root, nil
}

// charset decodes what the XML declares. UTF-16 was told by its mark before.
func charset(label string, in io.Reader) (io.Reader, error) {
	if strings.HasPrefix(strings.ToLower(label), "utf") {
		return in, nil
	}
	e, err := ianaindex.IANA.Encoding(label)
	if err != nil || e == nil {
		return nil, fmt.Errorf("unknown character set %q", label)
	}
	return transform.NewReader(in, e.NewDecoder()), nil
}

// builder makes the tree of the tokens.
type builder struct {
	root  *node
	open  []*node
	nodes int
}

func (b *builder) take(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return b.start(t)
	case xml.EndElement:
		n := b.open[len(b.open)-1]
		n.text = strings.TrimSpace(n.text)
		b.open = b.open[:len(b.open)-1]
	case xml.CharData:
		if len(b.open) > 0 {
			n := b.open[len(b.open)-1]
			n.text += string(t[:min(len(t), maxText-min(maxText, len(n.text)))])
		}
	}
	return nil
}

func (b *builder) start(t xml.StartElement) error {
	if b.nodes++; b.nodes > maxNodes || len(b.open) >= maxDepth {
		return errLimits
	}
	n := &node{name: t.Name.Local}
	for _, a := range t.Attr {
		if n.attr == nil {
			n.attr = map[string]string{}
		}
		n.attr[a.Name.Local] = a.Value
	}
	if len(b.open) > 0 {
		parent := b.open[len(b.open)-1]
		parent.children = append(parent.children, n)
	} else {
		b.root = n
	}
	b.open = append(b.open, n)
	return nil
}

// all gives the elements at the path of names below n; a name may hold
// alternatives, as in "A|B".
func (n *node) all(path ...string) []*node {
	at := []*node{n}
	for _, names := range path {
		var next []*node
		for _, p := range at {
			for _, c := range p.children {
				if oneOf(c.name, names) {
					next = append(next, c)
				}
			}
		}
		at = next
	}
	return at
}

func oneOf(name, names string) bool {
	for one := range strings.SplitSeq(names, "|") {
		if one == name {
			return true
		}
	}
	return false
}

// find is the first element at the path, nil for none.
func (n *node) find(path ...string) *node {
	if found := n.all(path...); len(found) > 0 {
		return found[0]
	}
	return nil
}

// child is find for one name, and an empty element for none, so that paths can
// be followed without asking.
func (n *node) child(names string) *node {
	if c := n.find(names); c != nil {
		return c
	}
	return &node{}
}

// value is the text of the first element at the path that has some.
func (n *node) value(path ...string) string {
	for _, f := range n.all(path...) {
		if f.text != "" {
			return strings.Join(strings.Fields(f.text), " ")
		}
	}
	return ""
}

// with is the text of the first element at the path whose attribute has the
// value.
func (n *node) with(attr, value string, path ...string) string {
	for _, f := range n.all(path...) {
		if f.text != "" && f.attr[attr] == value {
			return f.text
		}
	}
	return ""
}
