package paper

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"strings"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/math/fixed"

	"deskclerk/backend/doc"
)

// printer sets a statement on pages.
type printer struct {
	m             manner
	face          font.Face
	drawn         bool
	pages         []*image.Gray // empty when they are not drawn
	read          []doc.Page
	width, height int
	y, line       int
}

func newPrinter(m manner, drawn bool) (*printer, error) {
	data := goregular.TTF
	if m.mono {
		data = gomono.TTF
	}
	if m.bold {
		data = gobold.TTF
	}
	set, err := face(data, 27)
	if err != nil {
		return nil, err
	}
	p := &printer{m: m, face: set, drawn: drawn, width: sheetWidth, height: sheetHeight}
	if m.landscape {
		p.width, p.height = sheetHeight, sheetWidth
	}
	p.turn()
	return p, nil
}

// turn begins a page.
func (p *printer) turn() {
	if p.drawn {
		img := image.NewGray(image.Rect(0, 0, p.width, p.height))
		draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
		p.pages = append(p.pages, img)
	}
	p.y = 150
	p.read = append(p.read, doc.Page{PageInfo: doc.PageInfo{Number: len(p.read) + 1, Width: p.width, Height: p.height, DPI: 200, TextSource: doc.TextOCR}})
}

// set prints on the last page, from x or up to it.
func (p *printer) set(x int, s string, right bool) { p.setOn(len(p.read)-1, x, p.y, s, right) }

func (p *printer) setOn(page, x, y int, s string, right bool) {
	pen := font.Drawer{Src: image.NewUniform(color.Gray{Y: 25}), Face: p.face}
	if right {
		x -= pen.MeasureString(s).Round()
	}
	if p.drawn {
		pen.Dst, pen.Dot = p.pages[page], fixed.P(x, y)
		pen.DrawString(s)
	}
	w, h := float64(p.width), float64(p.height)
	for at := 0; at < len(s); {
		if s[at] == ' ' {
			at++
			continue
		}
		end := len(s)
		if n := strings.IndexByte(s[at:], ' '); n >= 0 {
			end = at + n
		}
		left, till := x+pen.MeasureString(s[:at]).Round(), x+pen.MeasureString(s[:end]).Round()
		p.read[page].Words = append(p.read[page].Words, doc.Word{
			Text: s[at:end], Confidence: 0.95, Line: p.line,
			Box: doc.Box{Left: float64(left) / w, Top: float64(y-20) / h, Right: float64(till) / w, Bottom: float64(y+3) / h},
		})
		at = end
	}
	p.line++
}

// rule draws a line that a table is ruled with.
func (p *printer) rule(from, to image.Point) {
	r := image.Rect(from.X, from.Y, max(to.X, from.X+2), max(to.Y, from.Y+2))
	draw.Draw(p.pages[len(p.pages)-1], r, image.NewUniform(color.Gray{Y: 90}), image.Point{}, draw.Src)
}

// Where things stand on an upright sheet, in pixels: left edges of the first
// four, right edges of the sums.
const (
	atDate, atValue, atText, atReference = 110, 290, 460, 790
	toDebit, toCredit, toBalance         = 1130, 1330, 1540
	bottom                               = 2200 // of what is printed
)

// at is a place of the columns on this sheet: on one that lies they stand further
// apart.
func (p *printer) at(x int) int { return x * p.width / sheetWidth }

func (p *printer) bottom() int { return p.height - (sheetHeight - bottom) }

func (p *printer) next(n int) {
	if p.y += n * leading; p.y > p.bottom() {
		if p.m.footer == "" {
			p.set(p.at(atDate), fmt.Sprintf("Page %d", len(p.read)), false)
		}
		p.turn()
		p.columns()
	}
}

// feet prints what stands at the foot of each page.
func (p *printer) feet() {
	if p.m.footer == "" {
		return
	}
	for i := range p.read {
		p.setOn(i, p.at(atText), p.height-60, fmt.Sprintf(p.m.footer, i+1, len(p.read)), false)
	}
}

// day is a date in the manner's words.
func (p *printer) day(t time.Time, layout string) string {
	s := t.Format(layout)
	if p.m.months == nil {
		return s
	}
	return strings.Replace(s, t.Format("January"), p.m.months[t.Month()-1], 1)
}

func (p *printer) head(fields map[string]string, start, end time.Time) {
	p.set(p.at(atDate), p.m.bank, false)
	p.next(2)
	p.set(p.at(atDate), p.m.title, false)
	p.next(1)
	for _, layout := range []string{"02 Jan 2006", "02.01.2006", "02/01/2006", "01/02/2006", "02-01-2006", "2006-01-02", "2 January 2006", "January 2, 2006", "02-Jan-2006"} {
		if strings.Count(p.m.period, layout) == 2 {
			s := strings.Replace(p.m.period, layout, p.day(start, layout), 1)
			p.set(p.at(atDate), strings.Replace(s, layout, p.day(end, layout), 1), false)
			break
		}
	}
	p.next(1)
	p.set(p.at(atDate), p.m.holder+": "+fields["account_holder"], false)
	p.next(1)
	p.set(p.at(atDate), p.m.account+": "+fields["account_number"], false)
	p.set(p.at(toBalance), fields["currency"], true)
	p.next(2)
}

func (p *printer) columns() {
	h := p.m.head
	p.set(p.at(atDate), h[0], false)
	p.set(p.at(atValue), h[1], false)
	p.set(p.at(atText), h[2], false)
	p.set(p.at(atReference), p.m.reference, false)
	if p.m.single {
		p.set(p.at(toCredit), h[3], true)
	} else {
		p.set(p.at(toDebit), h[3], true)
		p.set(p.at(toCredit), h[4], true)
	}
	p.set(p.at(toBalance), h[5], true)
	p.ruled(p.y)
	p.y += leading + 10
}

// ruled draws the lines around a row whose words stand at y.
func (p *printer) ruled(y int) {
	if !p.m.ruled || !p.drawn {
		return
	}
	top, low := y-leading+12, y+12
	left, right := p.at(atDate)-20, p.at(toBalance)+20
	for _, at := range []int{top, low} {
		p.rule(image.Pt(left, at), image.Pt(right, at))
	}
	for _, x := range []int{left, p.at(atText) - 20, p.at(toDebit) - 170, p.at(toDebit) + 15, p.at(toCredit) + 15, right} {
		p.rule(image.Pt(x, top), image.Pt(x, low))
	}
}

// balance prints a balance behind its name, with the day where the bank gives it.
func (p *printer) balance(label, day string, cents int64) {
	if label == "" {
		return
	}
	if p.m.datedBalances {
		p.set(p.at(atDate), day, false)
	}
	p.set(p.at(atText), label, false)
	at := toBalance
	if p.m.balances == "none" {
		at = toCredit
	}
	p.set(p.at(at), p.m.standing(cents), true)
	p.next(1)
}

// table prints the transactions between the balances before and after them.
func (p *printer) table(b *BankStatement, opening int64, r *rand.Rand) {
	first, last := p.printedDay(b.Fields["period_start"]), p.printedDay(b.Fields["period_end"])
	closing := opening
	for _, k := range b.Movements {
		closing += k.Cents
	}
	if p.m.latestFirst {
		p.balance(p.m.closing, last, closing)
		p.rows(b, closing, r)
		p.balance(p.m.opening, first, opening)
		return
	}
	p.balance(p.m.opening, first, opening)
	p.rows(b, opening, r)
	p.balance(p.m.closing, last, closing)
}

func (p *printer) printedDay(day string) string {
	t, _ := time.Parse(time.DateOnly, day) // a date that was made here
	return p.day(t, p.m.date)
}

func (p *printer) rows(b *BankStatement, balance int64, r *rand.Rand) {
	before := ""
	for i, k := range b.Movements {
		if p.y+max(2, p.m.lines)*leading > p.bottom() {
			p.overleaf(p.printedDay(k.Date), balance)
			before = ""
		}
		if !p.m.grouped || k.Date != before {
			p.set(p.at(atDate), p.printedDay(k.Date), false)
		}
		if p.m.valueDate {
			p.set(p.at(atValue), p.printedDay(k.Date), false)
		}
		before = k.Date
		after := balance + k.Cents
		if p.m.latestFirst {
			after = balance
			balance -= k.Cents
		} else {
			balance = after
		}
		shown := k.Cents
		if b.Wrong == i+1 {
			shown = slipped(k.Cents, r)
		}
		more := strings.Split(k.Description, " Ref ")
		text, reference, _ := strings.Cut(more[0], " TX")
		p.set(p.at(atText), text, false)
		if reference != "" {
			p.set(p.at(atReference), "TX"+reference, false)
		}
		p.amount(shown)
		lastOfDay := i+1 == len(b.Movements) || b.Movements[i+1].Date != k.Date
		if p.m.balances == "each" || p.m.balances == "daily" && lastOfDay {
			p.set(p.at(toBalance), p.m.standing(after), true)
		}
		p.ruled(p.y)
		for _, s := range more[1:] {
			p.y += leading - 10
			p.set(p.at(atText), "Ref "+s, false)
		}
		p.next(1)
	}
}

// amount prints what a transaction moves.
func (p *printer) amount(cents int64) {
	switch {
	case p.m.single:
		p.set(p.at(toCredit), p.m.signed(cents), true)
	case cents < 0:
		p.set(p.at(toDebit), p.m.printed(cents), true)
	default:
		p.set(p.at(toCredit), p.m.printed(cents), true)
	}
}

// overleaf turns the page within the table; the balance is carried over where
// the bank does so.
func (p *printer) overleaf(day string, balance int64) {
	if p.m.footer == "" {
		p.next(3)
		return
	}
	carried := p.m.carried
	if carried[0] != "" {
		p.set(p.at(atText), carried[0], false)
		p.set(p.at(toBalance), p.m.standing(balance), true)
	}
	p.turn()
	p.columns()
	if carried[1] != "" {
		p.balance(carried[1], day, balance)
	}
}
