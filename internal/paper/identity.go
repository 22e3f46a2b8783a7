package paper

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/math/fixed"
)

// IdentityKinds are the identity documents that can be drawn. The licence has no
// machine readable zone.
func IdentityKinds() []string { return []string{"passport", "card", "card2", "licence"} }

// Identity draws an identity document of the kind. zoneFace is the face of its
// machine readable zone, OCR-B where one is at hand; nil: a common one of fixed
// pitch.
func Identity(kind, lang string, seed uint64, zoneFace []byte) (Drawn, error) {
	r, w := rand.New(rand.NewPCG(seed, lot(kind+lang))), correspondence()[lang]
	if zoneFace == nil {
		zoneFace = gomono.TTF
	}
	h := newHolder(kind, lang, r)
	c := &card{wide: 1250, high: 880, r: r}
	if kind == "card" {
		c.high = 960
	}
	if err := c.begin(zoneFace, h.lines()); err != nil {
		return Drawn{}, err
	}
	c.visual(h, &w)
	c.zone(h.lines())
	fields := h.fields()
	if kind != "licence" {
		fields["mrz"] = strings.Join(h.lines(), "\n")
	}
	return Drawn{Type: "identity", Layout: fmt.Sprintf("%s-%s", kind, lang), Image: c.img, Fields: fields}, nil
}

// holder is who the document is made out to.
type holder struct {
	kind, state, number, surname, given, sex string
	birth, expiry, issued                    [3]int // year, month, day
	order                                    int    // of dates in print
}

// printedNames with letters that zones write in another way.
func printedNames() (surnames, given []string) {
	return []string{"Lindqvist", "Müller", "Østergård", "Castaño", "Kowalczyk", "Weiß", "O'Hara", "De la Cruz", "Nakamura", "Novák"},
		[]string{"Anna Maria", "Jörg", "Élodie", "Tomasz", "Søren", "Beatriz", "Karl-Heinz", "Chloë", "Ivan", "Ingrid"}
}

func newHolder(kind, lang string, r *rand.Rand) holder {
	surnames, given := printedNames()
	states := map[string]string{"en": "GBR", "de": "D", "fr": "FRA", "es": "ESP", "it": "ITA", "nl": "NLD"}
	h := holder{
		kind: kind, state: states[lang], surname: one(r, surnames), given: one(r, given), sex: one(r, []string{"M", "F"}), order: r.IntN(4),
		birth: [3]int{1940 + r.IntN(65), 1 + r.IntN(12), 1 + r.IntN(28)}, issued: [3]int{2015 + r.IntN(10), 1 + r.IntN(12), 1 + r.IntN(28)},
	}
	h.expiry = [3]int{h.issued[0] + 10, h.issued[1], h.issued[2]}
	const signs = "ABCDEFGHJKLMNPRTUVWXYZ0123456789"
	for range 9 {
		h.number += string(one(r, []byte(signs)))
	}
	return h
}

func (h holder) fields() map[string]string {
	iso := func(d [3]int) string { return fmt.Sprintf("%04d-%02d-%02d", d[0], d[1], d[2]) }
	return map[string]string{
		"document_number": h.number, "surname": h.surname, "given_names": h.given,
		"birth_date": iso(h.birth), "expiry_date": iso(h.expiry), "sex": h.sex,
	}
}

// lines of the zone (ICAO Doc 9303, parts 4 to 6); none for a licence.
func (h holder) lines() []string {
	names := zoneText(h.surname) + "<<" + zoneText(h.given)
	short := func(d [3]int) string { return fmt.Sprintf("%02d%02d%02d", d[0]%100, d[1], d[2]) }
	number, birth, expiry := checked(h.number), checked(short(h.birth)), checked(short(h.expiry))
	state := (h.state + "<<<")[:3]
	switch h.kind {
	case "passport":
		optional := checked(strings.Repeat("<", 14))
		second := number + state + birth + h.sex + expiry + optional
		return []string{filled("P<"+state+names, 44), second + checkDigit(number+birth+expiry+optional)}
	case "card":
		optional := strings.Repeat("<", 11)
		first := filled("ID"+state+number, 30)
		whole := first[5:] + birth + expiry + optional
		return []string{first, birth + h.sex + expiry + state + optional + checkDigit(whole), filled(names, 30)}
	case "card2":
		optional := strings.Repeat("<", 7)
		return []string{filled("ID"+state+names, 36), number + state + birth + h.sex + expiry + optional + checkDigit(number+birth+expiry+optional)}
	default:
		return nil
	}
}

func filled(s string, length int) string { return (s + strings.Repeat("<", length))[:length] }

func checked(s string) string { return s + checkDigit(s) }

// checkDigit by the weights 7, 3, 1 (Doc 9303-3, 4.9).
func checkDigit(s string) string {
	sum := 0
	for i := range len(s) {
		v := 0
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			v = int(c - '0')
		case c >= 'A' && c <= 'Z':
			v = int(c-'A') + 10
		}
		sum += v * [3]int{7, 3, 1}[i%3]
	}
	return fmt.Sprint(sum % 10)
}

// zoneText writes a name as zones do (Doc 9303-3, section 6).
func zoneText(s string) string {
	s = strings.NewReplacer("ü", "UE", "ö", "OE", "ä", "AE", "ß", "SS", "Ø", "OE", "ø", "OE", "å", "AA", "ñ", "N", "á", "A", "É", "E", "é", "E", "ë", "E",
		"'", "", " ", "<", "-", "<").Replace(s)
	return strings.ToUpper(s)
}

// dateOf in one of the orders that documents print.
func (h holder) dateOf(d [3]int, w *words) string {
	switch h.order {
	case 0:
		return fmt.Sprintf("%02d.%02d.%04d", d[2], d[1], d[0])
	case 1:
		return fmt.Sprintf("%02d/%02d/%04d", d[2], d[1], d[0])
	case 2:
		return fmt.Sprintf("%02d %s %04d", d[2], strings.ToUpper(w.Months[d[1]-1]), d[0])
	default:
		return fmt.Sprintf("%02d %02d %04d", d[2], d[1], d[0])
	}
}

// card is a document on which is printed.
type card struct {
	wide, high                   int
	img                          *image.Gray
	r                            *rand.Rand
	small, large, title, machine font.Face
}

func (c *card) begin(zoneFace []byte, lines []string) (err error) {
	length := 36
	if len(lines) > 0 {
		length = len(lines[0])
	}
	pitch := float64(c.wide-120) / float64(length)
	for _, f := range []struct {
		to   *font.Face
		data []byte
		size float64
	}{{&c.small, goregular.TTF, 22}, {&c.large, goregular.TTF, 32}, {&c.title, gobold.TTF, 40}, {&c.machine, zoneFace, pitch * 1.5}} {
		if *f.to, err = face(f.data, f.size); err != nil {
			return err
		}
	}
	c.img = image.NewGray(image.Rect(0, 0, c.wide, c.high))
	paper, thick, lean := 205+c.r.Float64()*40, 6+10*c.r.Float64(), c.r.Float64()
	for x := range c.wide { // a guilloche, as forgers dislike
		at := (float64(x)*lean + 18*math.Sin(float64(x)/70)) / thick
		sin, cos := math.Sincos(at)
		stepSin, stepCos := math.Sincos(1 / thick)
		for y := range c.high {
			c.img.Pix[y*c.img.Stride+x] = byte(paper + 8*sin)
			sin, cos = sin*stepCos+cos*stepSin, cos*stepCos-sin*stepSin
		}
	}
	draw.Draw(c.img, image.Rect(60, 150, 360, 540), image.NewUniform(color.Gray{Y: uint8(90 + c.r.IntN(60))}), image.Point{}, draw.Src)
	return nil
}

func (c *card) set(f font.Face, x, y int, text string) {
	pen := font.Drawer{Dst: c.img, Src: image.NewUniform(color.Gray{Y: 35}), Face: f, Dot: fixed.P(x, y)}
	pen.DrawString(text)
}

// visual is what people read: labels with values below them.
func (c *card) visual(h holder, w *words) {
	title := map[string]string{"passport": "passport", "card": "card", "card2": "card", "licence": "licence"}[h.kind]
	c.set(c.title, 400, 90, w.Identity[title])
	c.set(c.large, 60, 90, h.state)
	y, upper := 170, c.r.IntN(2) == 0
	for i, p := range [][2]string{
		{"surname", h.surname},
		{"given", h.given},
		{"nationality", h.state},
		{"birth", h.dateOf(h.birth, w)},
		{"sex", h.sex},
		{"place", one(c.r, w.Places)},
		{"issued", h.dateOf(h.issued, w)},
		{"expiry", h.dateOf(h.expiry, w)},
		{"number", h.number},
	} {
		value := p[1]
		if upper {
			value = strings.ToUpper(value)
		}
		x, top := 400+430*(i%2), y+95*(i/2)
		c.set(c.small, x, top, w.Identity[p[0]])
		c.set(c.large, x, top+36, value)
	}
}

// zone prints the lines of the zone, each character in its cell.
func (c *card) zone(lines []string) {
	for i, line := range lines {
		pitch := float64(c.wide-120) / float64(len(line))
		y := c.high - 40 - int(float64(len(lines)-1-i)*pitch*2.3)
		if len(lines) == 2 {
			y -= 20
		}
		for j := range len(line) {
			x := 60 + (float64(j)+0.5)*pitch - float64(font.MeasureString(c.machine, line[j:j+1]))/128
			c.set(c.machine, int(x), y, line[j:j+1])
		}
	}
}

// Copied lays a card on a sheet as a copier or a scanner does.
func Copied(card *image.Gray, seed uint64) *image.Gray {
	r := rand.New(rand.NewPCG(seed, 15))
	out := image.NewGray(image.Rect(0, 0, sheetWidth, sheetHeight))
	draw.Draw(out, out.Rect, image.NewUniform(color.Gray{Y: 250}), image.Point{}, draw.Src)
	at := image.Pt(60+r.IntN(sheetWidth-card.Rect.Dx()-120), 120+r.IntN(900))
	draw.Draw(out, card.Rect.Add(at), card, image.Point{}, draw.Src)
	return out
}
