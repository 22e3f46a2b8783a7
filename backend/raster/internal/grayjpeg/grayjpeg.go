// Package grayjpeg decodes the brightness of a JPEG and leaves its colours alone: a page
// is read in grey, and the colours are a third to two thirds of a picture's blocks.
// It knows the form that scanners, telephones and printers to PDF write, baseline
// with Huffman codes (ITU-T T.81, sequential DCT), and is strict: whatever else a
// file is, and the least that is wrong with it, is an error, after which a decoder
// that knows all forms and says what is wrong should have it.
package grayjpeg

import (
	"encoding/binary"
	"errors"
	"image"
)

// ErrOther is the answer to every file that is not wholly and faultlessly of the
// form that is known here.
var ErrOther = errors.New("not a faultless baseline JPEG with its brightness apart")

// Markers (T.81, table B.1), each after a byte of 0xff.
const (
	markSOF0 = 0xc0 // baseline
	markSOF1 = 0xc1 // extended: more tables, else the same
	markDHT  = 0xc4
	markRST0 = 0xd0
	markSOI  = 0xd8
	markEOI  = 0xd9
	markSOS  = 0xda
	markDQT  = 0xdb
	markDRI  = 0xdd
	markAPP0 = 0xe0
	markAPPE = 0xee
	markAPPF = 0xef
	markCOM  = 0xfe
)

const blockSize = 64 // samples of a block of 8 × 8

// component is one plane of a picture, brightness the first.
type component struct {
	id     byte
	h, v   int // blocks of a unit, across and down
	quant  byte
	dc, ac byte // its tables of codes
}

// decoder holds what the segments before the scan said.
type decoder struct {
	data       []byte
	at         int
	size       image.Point // that the picture must have
	components []component
	quant      [4][blockSize]int32 // in the order in which they are coded
	hasQuant   [4]bool
	dc, ac     [4]*codes
	interval   int // units between restarts, 0 for none
	jfif       bool
	adobe      int // how colours are coded, -1 when not said
}

// Decode gives the brightness, levels from 0 to 255, as (*image.YCbCr).Y of
// image/jpeg would have it, by one level off at most. The picture must be of the size,
// which was checked: nothing is made of one that says otherwise.
func Decode(data []byte, size image.Point) (*image.Gray, error) {
	d := &decoder{data: data, size: size, adobe: -1}
	if len(data) < 4 || data[0] != 0xff || data[1] != markSOI {
		return nil, ErrOther
	}
	d.at = 2
	for {
		marker, body, ok := d.segment()
		if !ok || !d.take(marker, body) {
			return nil, ErrOther
		}
		if marker == markSOS {
			return d.picture(body)
		}
	}
}

// segment gives the next segment's marker and what it holds.
func (d *decoder) segment() (marker byte, body []byte, ok bool) {
	for d.at+4 <= len(d.data) && d.data[d.at] == 0xff && d.data[d.at+1] == 0xff {
		d.at++ // fill
	}
	if d.at+4 > len(d.data) || d.data[d.at] != 0xff {
		return 0, nil, false
	}
	marker = d.data[d.at+1]
	end := d.at + 2 + int(binary.BigEndian.Uint16(d.data[d.at+2:]))
	if end < d.at+4 || end > len(d.data) {
		return 0, nil, false
	}
	body = d.data[d.at+4 : end]
	d.at = end
	return marker, body, true
}

// take keeps what a segment says, and refuses those of other forms.
func (d *decoder) take(marker byte, body []byte) bool {
	switch marker {
	case markSOF0, markSOF1:
		return d.frame(body)
	case markDQT:
		return d.quantizers(body)
	case markDHT:
		return d.huffman(body)
	case markDRI:
		if len(body) != 2 {
			return false
		}
		d.interval = int(binary.BigEndian.Uint16(body))
	case markAPP0:
		d.jfif = d.jfif || len(body) >= 5 && string(body[:5]) == "JFIF\x00"
	case markAPPE:
		if len(body) >= 12 && string(body[:5]) == "Adobe" {
			d.adobe = int(body[11])
		}
	default:
		return marker == markSOS || marker == markCOM || marker > markAPP0 && marker <= markAPPF
	}
	return true
}

// frame reads the picture's size and planes (T.81, B.2.2).
func (d *decoder) frame(body []byte) bool {
	if len(body) < 6 || d.components != nil || body[0] != 8 {
		return false
	}
	size := image.Pt(int(binary.BigEndian.Uint16(body[3:])), int(binary.BigEndian.Uint16(body[1:])))
	n := int(body[5])
	if n != 1 && n != 3 || len(body) != 6+3*n || size != d.size || size.X == 0 || size.Y == 0 {
		return false
	}
	for i := range n {
		b := body[6+3*i:]
		c := component{id: b[0], h: int(b[1] >> 4), v: int(b[1] & 15), quant: b[2]}
		if c.quant > 3 {
			return false
		}
		d.components = append(d.components, c)
	}
	if n == 1 {
		d.components[0].h, d.components[0].v = 1, 1 // a plane alone is coded row by row
		return true
	}
	y := d.components[0]
	return isFactor(y.h) && isFactor(y.v) && d.plain(1) && d.plain(2)
}

func isFactor(n int) bool { return n == 1 || n == 2 || n == 4 }

// plain reports that a plane has one block in a unit.
func (d *decoder) plain(i int) bool { return d.components[i].h == 1 && d.components[i].v == 1 }

// isBrightness reports that the first plane is the brightness: of three, they may be
// red, green and blue.
func (d *decoder) isBrightness() bool {
	if len(d.components) == 1 || d.jfif {
		return true
	}
	c := d.components
	return d.adobe != 0 && (c[0].id != 'R' || c[1].id != 'G' || c[2].id != 'B')
}

// quantizers reads tables of what coefficients are multiplied with (T.81, B.2.4.1).
func (d *decoder) quantizers(body []byte) bool {
	for len(body) > 0 {
		wide, to := int(body[0]>>4), body[0]&15
		size := 1 + blockSize*(1+wide)
		if wide > 1 || to > 3 || len(body) < size {
			return false
		}
		for i := range blockSize {
			if wide == 1 {
				d.quant[to][i] = int32(binary.BigEndian.Uint16(body[1+2*i:]))
			} else {
				d.quant[to][i] = int32(body[1+i])
			}
		}
		d.hasQuant[to] = true
		body = body[size:]
	}
	return true
}

// huffman reads tables of codes (T.81, B.2.4.2).
func (d *decoder) huffman(body []byte) bool {
	for len(body) > 0 {
		if len(body) < 17 {
			return false
		}
		class, to := body[0]>>4, body[0]&15
		n := 0
		for _, of := range body[1:17] {
			n += int(of)
		}
		if class > 1 || to > 3 || n > 256 || len(body) < 17+n {
			return false
		}
		c, ok := newCodes([16]byte(body[1:17]), body[17:17+n])
		if !ok || !symbolsFit(class, c.symbols) {
			return false
		}
		if class == 0 {
			d.dc[to] = c // its symbols are sizes, with no zeros before
		} else {
			d.ac[to] = c
		}
		body = body[17+n:]
	}
	return true
}

// symbolsFit reports that a table's symbols are such as eight bits to a sample need:
// sizes alone in one for first coefficients, in the other zeros before a coefficient
// and its size (T.81, tables F.1 and F.2).
func symbolsFit(class byte, symbols []byte) bool {
	for _, s := range symbols {
		if class == 0 && s > 11 || class == 1 && s&15 > 10 {
			return false
		}
	}
	return true
}

// picture decodes the one scan, which must be the last thing in the file.
func (d *decoder) picture(header []byte) (*image.Gray, error) {
	if !d.scan(header) || !d.isBrightness() {
		return nil, ErrOther
	}
	y := d.components[0]
	across := (d.size.X + 8*y.h - 1) / (8 * y.h)
	down := (d.size.Y + 8*y.v - 1) / (8 * y.v)
	img := image.NewGray(image.Rect(0, 0, across*8*y.h, down*8*y.v))
	if !d.units(img, across, down) {
		return nil, ErrOther
	}
	img.Rect = image.Rectangle{Max: d.size}
	return img, nil
}

// scan reads the scan's header (T.81, B.2.3): all planes in their order, and all of
// each block at once.
func (d *decoder) scan(header []byte) bool {
	n := len(d.components)
	if n == 0 || len(header) != 4+2*n || int(header[0]) != n {
		return false
	}
	for i := range n {
		c, b := &d.components[i], header[1+2*i:]
		c.dc, c.ac = b[1]>>4, b[1]&15
		if b[0] != c.id || c.dc > 3 || c.ac > 3 || d.dc[c.dc] == nil || d.ac[c.ac] == nil || !d.hasQuant[c.quant] {
			return false
		}
	}
	rest := header[1+2*n:]
	return rest[0] == 0 && rest[1] == blockSize-1 && rest[2] == 0
}
