package textlayer

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

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
// graphics state. ok is false when there is no such text, or the content is not
// understood well enough to take it out.
func Strip(content []byte, painted func(name string) Picture) (rest []byte, ok bool) {
	s := stripper{painted: painted, states: []textState{{set: map[string][]byte{}}}}
	in := scanner{data: content}
	for {
		op, operands, more := in.next()
		if !more {
			break
		}
		if !s.operator(op, operands) {
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

// textState is the mode of text and what was set in text objects that are gone and
// is not written yet, by its operator.
type textState struct {
	mode string
	set  map[string][]byte
}

func (t textState) clone() textState {
	c := textState{t.mode, map[string][]byte{}}
	for k, v := range t.set {
		c.set[k] = v
	}
	return c
}

type operation struct {
	op       string
	operands [][]byte
}

type stripper struct {
	painted func(name string) Picture
	out     []byte
	states  []textState
	object  []operation // of the text object that is open
	seen    bool        // it has text that is drawn …
	unseen  bool        // … or text that is not
	removed bool
}

func (s *stripper) state() *textState { return &s.states[len(s.states)-1] }

func (s *stripper) operator(op string, operands [][]byte) bool {
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
			what = s.painted(string(bytes.TrimPrefix(operands[0], []byte("/"))))
		}
		switch what {
		case PictureHidden:
			s.removed = true
			return true
		case PictureOther:
			s.flush()
		}
	case "Tr":
		s.mode(operands)
	}
	delete(s.state().set, op) // it is set anew
	s.write(op, operands)
	return true
}

func (s *stripper) mode(operands [][]byte) {
	if len(operands) == 1 {
		s.state().mode = string(operands[0])
	}
}

// inText gathers a text object until it ends.
func (s *stripper) inText(op string, operands [][]byte) bool {
	s.object = append(s.object, operation{op, operands})
	switch op {
	case "BT", "q", "Q", "cm", "Do", "BI", "sh": // none may stand here
		return false
	case "Tr":
		s.mode(operands)
	case "Tj", "TJ", "'", "\"":
		if s.state().mode == "3" {
			s.unseen = true
		} else {
			s.seen = true
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

// scanner reads a content stream (ISO 32000-1, 7.8.2).
type scanner struct {
	data   []byte
	at     int
	broken bool // an object does not end, or stands where none may
}

// next gives an operator and the objects before it as they stand.
func (s *scanner) next() (op string, operands [][]byte, more bool) {
	for {
		s.blank()
		if s.at >= len(s.data) {
			s.broken = s.broken || len(operands) > 0
			return "", nil, false
		}
		begin := s.at
		switch c := s.data[s.at]; c {
		case '(', '<', '[', '/':
			if !s.object() {
				s.broken = true
				return "", nil, false
			}
		case ')', '>', ']', '{', '}':
			s.broken = true
			return "", nil, false
		default:
			s.regular()
			if word := s.data[begin:s.at]; !isOperand(word) {
				return string(word), operands, true
			}
		}
		operands = append(operands, s.data[begin:s.at])
	}
}

func isOperand(word []byte) bool {
	if strings.IndexByte("+-.0123456789", word[0]) >= 0 {
		return true
	}
	return slices.Contains([]string{"true", "false", "null"}, string(word))
}

func (s *scanner) blank() {
	for ; s.at < len(s.data); s.at++ {
		switch c := s.data[s.at]; {
		case c == '%':
			for s.at < len(s.data) && s.data[s.at] != '\n' && s.data[s.at] != '\r' {
				s.at++
			}
		case c != 0 && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != ' ':
			return
		}
	}
}

func (s *scanner) regular() {
	for s.at < len(s.data) && strings.IndexByte("\x00\t\n\f\r ()<>[]{}/%", s.data[s.at]) < 0 {
		s.at++
	}
}

// object passes a name, a string, an array or a dictionary.
func (s *scanner) object() bool {
	switch {
	case s.data[s.at] == '/':
		s.at++
		s.regular()
		return true
	case s.data[s.at] == '(':
		return s.literal()
	case bytes.HasPrefix(s.data[s.at:], []byte("<<")):
		s.at += 2
		return s.until(">>")
	case s.data[s.at] == '[':
		s.at++
		return s.until("]")
	}
	end := bytes.IndexByte(s.data[s.at:], '>')
	s.at += end + 1
	return end >= 0
}

func (s *scanner) literal() bool {
	for depth := 0; s.at < len(s.data); s.at++ {
		switch s.data[s.at] {
		case '\\':
			s.at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				s.at++
				return true
			}
		}
	}
	return false
}

// until passes what is inside brackets, to their end.
func (s *scanner) until(end string) bool {
	for {
		s.blank()
		switch {
		case s.at >= len(s.data):
			return false
		case bytes.HasPrefix(s.data[s.at:], []byte(end)):
			s.at += len(end)
			return true
		case strings.IndexByte("(<[/", s.data[s.at]) >= 0:
			if !s.object() {
				return false
			}
		case strings.IndexByte(")>]{}", s.data[s.at]) >= 0:
			return false
		default:
			s.regular()
		}
	}
}
