package textlayer

import (
	"bytes"
	"slices"
	"strings"
)

// scanner reads a content stream (ISO 32000-1, 7.8.2).
type scanner struct {
	data   []byte
	at     int
	depth  int  // of arrays and dictionaries
	broken bool // an object does not end, or stands where none may
}

// maxNested bounds arrays and dictionaries in each other.
const maxNested = 100

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
	if s.depth == maxNested {
		return false
	}
	s.depth++
	defer func() { s.depth-- }()
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
