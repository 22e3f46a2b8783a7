package textlayer

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
)

// Resources tell what the names in a content stream stand for (ISO 32000-1, 7.8.3).
type Resources interface {
	// XObject tells what Do paints.
	XObject(name string) Picture
	// HidesText reports a font that is there and whose text mode 3 leaves unseen. The
	// glyphs of Type 3 fonts are painted whatever the mode (9.3.6).
	HidesText(font string) bool
	// KeepsFont reports graphics state parameters that are there and set no font.
	KeepsFont(parameters string) bool
}

// Picture tells what a name that a content stream paints stands for.
type Picture int

// The kinds of what is painted.
const (
	PictureOther  Picture = iota // it may be set in what the page has set
	PictureImage                 // an image, which knows nothing of text
	PictureHidden                // a form of nothing but invisible text
)

// Strip gives a page's content without its invisible text (mode 3, ISO 32000-1,
// 9.3.6), so that a second layer says nothing twice. What is left leaves the same
// graphics state. ok is false when there is no such text, when more than most bytes
// are left, or when the content is not understood well enough to take it out.
func Strip(content []byte, most int, resources Resources) (rest []byte, ok bool) {
	s := stripper{resources: resources, states: []textState{{set: map[string][]byte{}}}}
	in := scanner{data: content}
	for {
		op, operands, more := in.next()
		if !more {
			break
		}
		if !s.operator(op, operands) || len(s.out) > most {
			return nil, false
		}
	}
	return s.out, s.removed && s.object == nil && !in.broken
}

// Blank reports content that paints nothing.
func Blank(content []byte) bool {
	in := scanner{data: content}
	for {
		op, _, more := in.next()
		if !more {
			return !in.broken
		}
		if slices.Contains([]string{"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "Tj", "TJ", "'", "\"", "W", "W*"}, op) {
			return false
		}
	}
}

// maxStates bounds the states that q saves. ISO 32000-1, annex C, counts on 28.
const maxStates = 256

// textState is what decides whether text is seen, and what was set in text objects
// that are gone and is not written yet, by its operator.
type textState struct {
	mode  string
	hides bool // the font is one whose text mode 3 leaves unseen
	set   map[string][]byte
}

func (t textState) clone() textState {
	t.set = maps.Clone(t.set)
	return t
}

type operation struct {
	op       string
	operands [][]byte
}

type stripper struct {
	resources Resources
	out       []byte
	states    []textState
	object    []operation // of the text object that is open
	seen      bool        // it has text that is drawn …
	unseen    bool        // … or text that is not
	removed   bool
}

func (s *stripper) state() *textState { return &s.states[len(s.states)-1] }

func (s *stripper) operator(op string, operands [][]byte) bool {
	s.follow(op, operands)
	if s.object != nil {
		return s.inText(op, operands)
	}
	switch op {
	case "BI": // an inline image's data are not told from operators here
		return false
	case "BT":
		s.object, s.seen, s.unseen = []operation{{op, nil}}, false, false
		return true
	case "q":
		if len(s.states) == maxStates {
			return false
		}
		s.states = append(s.states, s.state().clone())
	case "Q":
		if len(s.states) > 1 {
			s.states = s.states[:len(s.states)-1]
		}
	case "gs":
		s.flush()
	case "Do":
		what := PictureOther
		if len(operands) == 1 {
			what = s.resources.XObject(name(operands[0]))
		}
		switch what {
		case PictureHidden:
			s.removed = true
			return true
		case PictureOther:
			s.flush()
		}
	}
	delete(s.state().set, op) // it is set anew
	s.write(op, operands)
	return true
}

// follow keeps the mode and the font that are in force.
func (s *stripper) follow(op string, operands [][]byte) {
	state := s.state()
	switch op {
	case "Tr":
		state.mode = string(joined(operands))
	case "Tf":
		state.hides = len(operands) == 2 && s.resources.HidesText(name(operands[0]))
	case "gs":
		state.hides = state.hides && len(operands) == 1 && s.resources.KeepsFont(name(operands[0]))
	}
}

func name(operand []byte) string { return string(bytes.TrimPrefix(operand, []byte("/"))) }

// inText gathers a text object until it ends.
func (s *stripper) inText(op string, operands [][]byte) bool {
	s.object = append(s.object, operation{op, operands})
	switch op {
	case "BT", "q", "Q", "cm", "Do", "BI", "sh": // none may stand here
		return false
	case "Tj", "TJ", "'", "\"":
		switch state := s.state(); {
		case state.mode != "3":
			s.seen = true
		case !state.hides:
			return false
		default:
			s.unseen = true
		}
	case "ET":
		if s.seen || !s.unseen {
			s.flush()
			for _, o := range s.object {
				s.write(o.op, o.operands)
			}
		} else if !s.drop() {
			return false
		}
		s.object = nil
	}
	return true
}

// drop leaves of a text object what outlasts it.
func (s *stripper) drop() bool {
	s.removed = true
	set := s.state().set
	open := 0 // marked content that begins here goes as well
	for _, o := range s.object {
		switch o.op {
		case "BT", "ET", "Td", "Tm", "T*", "Tj", "TJ", "'", "MP", "DP":
		case "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts":
			set[o.op] = joined(o.operands)
		case "TD":
			if len(o.operands) != 2 {
				return false
			}
			down, err := strconv.ParseFloat(string(o.operands[1]), 64)
			if err != nil {
				return false
			}
			set["TL"] = []byte(number(-down, 4))
		case "\"":
			if len(o.operands) != 3 {
				return false
			}
			set["Tw"], set["Tc"] = o.operands[0], o.operands[1]
		case "gs": // it may set anew what was set before
			s.flush()
			s.write(o.op, o.operands)
		case "BMC", "BDC":
			open++
		case "EMC":
			if open--; open < 0 {
				return false
			}
		default:
			s.write(o.op, o.operands)
		}
	}
	return open == 0
}

// flush sets what text objects that are gone had set.
func (s *stripper) flush() {
	set := s.state().set
	for _, op := range []string{"Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts"} {
		if operands, ok := set[op]; ok {
			s.write(op, [][]byte{operands})
			delete(set, op)
		}
	}
}

func (s *stripper) write(op string, operands [][]byte) {
	if len(operands) > 0 {
		s.out = append(append(s.out, joined(operands)...), ' ')
	}
	s.out = append(append(s.out, op...), '\n')
}

func joined(operands [][]byte) []byte { return bytes.Join(operands, []byte(" ")) }
