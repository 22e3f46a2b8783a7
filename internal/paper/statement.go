package paper

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/math/fixed"
)

// Movement is one transaction as it is true.
type Movement struct {
	Date, Description string
	Cents             int64 // debits negative
}

// BankStatement is a drawn statement and what is printed on it.
type BankStatement struct {
	Layout    string
	Held      bool // its layout is for testing only
	Pages     []*image.Gray
	Fields    map[string]string // by the contract's field names
	Movements []Movement
	Wrong     int // row, from 1, whose amount is printed with a wrong digit; 0 for none
}

// StatementLayouts is how many ways of printing a statement there are.
func StatementLayouts() int { return len(manners()) }

const leading = 46

// Statement draws a bank statement in the layout. With a slip, one digit of one
// amount is printed wrong, and the balances are not.
func Statement(layout int, seed uint64, slip bool) (BankStatement, error) {
	m := manners()[layout%len(manners())]
	r := rand.New(rand.NewPCG(seed, uint64(layout)))
	b := BankStatement{Layout: m.name, Held: m.held}
	start := time.Date(2022+r.IntN(4), time.Month(1+r.IntN(12)), 1, 0, 0, 0, 0, time.UTC)
	end := start.AddDate(0, 1, -1)
	opening := int64(50_000 + r.IntN(600_000))
	b.Movements = movements(m, start, end, 12+r.IntN(34), r)
	closing := opening
	for _, k := range b.Movements {
		closing += k.Cents
	}
	if slip {
		b.Wrong = 1 + r.IntN(len(b.Movements))
	}
	b.Fields = map[string]string{
		"currency": m.currency, "bank_name": m.bank, "account_holder": "Marta Lindqvist", "account_number": fmt.Sprintf("%08d", 10_000_000+r.IntN(80_000_000)),
		"period_start": start.Format(time.DateOnly), "period_end": end.Format(time.DateOnly),
		"opening_balance": Plain(opening), "closing_balance": Plain(closing),
	}
	p, err := newPrinter(m)
	if err != nil {
		return b, err
	}
	p.head(b.Fields, start, end)
	p.balance(m.opening, opening)
	p.rows(&b, opening, r)
	p.balance(m.closing, closing)
	b.Pages = p.pages
	return b, nil
}

func movements(m manner, start, end time.Time, n int, r *rand.Rand) []Movement {
	out := make([]Movement, n)
	day, words := start, deals(m.lang)
	for i := range out {
		if r.IntN(3) > 0 && day.Before(end) {
			day = day.AddDate(0, 0, 1+r.IntN(2))
			if day.After(end) {
				day = end
			}
		}
		k := r.IntN(len(words))
		cents := int64(120 + r.IntN(30_000))
		if r.IntN(6) == 0 {
			cents *= 10
		}
		if k%2 == 0 {
			cents = -cents
		}
		out[i] = Movement{day.Format(time.DateOnly), words[k], cents}
		if m.lines > 1 && r.IntN(2) == 0 {
			out[i].Description += fmt.Sprintf(" Ref %06d", r.IntN(1_000_000))
		}
	}
	return out
}

// Plain is an amount as the contract has it.
func Plain(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
}

// printed is an amount without a sign as the bank prints it.
func (m manner) printed(cents int64) string {
	if cents < 0 {
		cents = -cents
	}
	whole := fmt.Sprint(cents / 100)
	point, group := ".", ","
	if m.comma {
		point, group = ",", "."
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	return whole + point + fmt.Sprintf("%02d", cents%100)
}

// signed is an amount with the manner's sign.
func (m manner) signed(cents int64) string {
	s := m.printed(cents)
	switch {
	case m.marks[0] != "" && cents < 0:
		return s + " " + m.marks[0]
	case m.marks[0] != "":
		return s + " " + m.marks[1]
	case cents < 0 && m.trailing:
		return s + "-"
	case cents < 0:
		return "-" + s
	case m.trailing:
		return s + "+"
	default:
		return s
	}
}

// printer sets a statement on pages.
type printer struct {
	m     manner
	face  font.Face
	pages []*image.Gray
	y     int
}

func newPrinter(m manner) (*printer, error) {
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
	p := &printer{m: m, face: set}
	p.turn()
	return p, nil
}

// turn begins a page.
func (p *printer) turn() {
	img := image.NewGray(image.Rect(0, 0, sheetWidth, sheetHeight))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	p.pages, p.y = append(p.pages, img), 150
}

func (p *printer) set(x int, s string, right bool) {
	pen := font.Drawer{Dst: p.pages[len(p.pages)-1], Src: image.NewUniform(color.Gray{Y: 25}), Face: p.face}
	if right {
		x -= pen.MeasureString(s).Round()
	}
	pen.Dot = fixed.P(x, p.y)
	pen.DrawString(s)
}

// Where things stand, in pixels: left edges of the first three, right edges of
// the sums.
const (
	atDate, atValue, atText      = 110, 290, 460
	toDebit, toCredit, toBalance = 1130, 1330, 1540
	bottom                       = 2200
)

func (p *printer) next(n int) {
	if p.y += n * leading; p.y > bottom {
		p.set(atDate, fmt.Sprintf("Page %d", len(p.pages)), false)
		p.turn()
		p.columns()
	}
}

func (p *printer) head(fields map[string]string, start, end time.Time) {
	p.set(atDate, p.m.bank, false)
	p.next(2)
	p.set(atDate, p.m.title, false)
	p.next(1)
	for _, layout := range []string{"02 Jan 2006", "02.01.2006", "02/01/2006", "01/02/2006", "02-01-2006", "2006-01-02"} {
		if strings.Count(p.m.period, layout) == 2 {
			s := strings.Replace(p.m.period, layout, start.Format(layout), 1)
			p.set(atDate, strings.Replace(s, layout, end.Format(layout), 1), false)
			break
		}
	}
	p.next(1)
	p.set(atDate, p.m.holder+": "+fields["account_holder"], false)
	p.next(1)
	p.set(atDate, p.m.account+": "+fields["account_number"], false)
	p.set(toBalance, fields["currency"], true)
	p.next(2)
	p.columns()
}

func (p *printer) columns() {
	h := p.m.head
	p.set(atDate, h[0], false)
	p.set(atValue, h[1], false)
	p.set(atText, h[2], false)
	if p.m.single {
		p.set(toCredit, h[3], true)
	} else {
		p.set(toDebit, h[3], true)
		p.set(toCredit, h[4], true)
	}
	p.set(toBalance, h[5], true)
	p.y += leading + 10
}

func (p *printer) balance(label string, cents int64) {
	p.set(atText, label, false)
	at := toBalance
	if p.m.balances == "none" {
		at = toCredit
	}
	s := p.m.printed(cents)
	if p.m.single || cents < 0 {
		s = p.m.signed(cents)
	}
	p.set(at, s, true)
	p.next(1)
}

func (p *printer) rows(b *BankStatement, balance int64, r *rand.Rand) {
	before := ""
	for i, k := range b.Movements {
		day, _ := time.Parse(time.DateOnly, k.Date)
		if p.y+2*leading > bottom {
			p.next(3)
			before = ""
		}
		if !p.m.grouped || k.Date != before {
			p.set(atDate, day.Format(p.m.date), false)
		}
		if p.m.valueDate {
			p.set(atValue, day.Format(p.m.date), false)
		}
		before = k.Date
		balance += k.Cents
		shown := k.Cents
		if b.Wrong == i+1 {
			shown = slipped(k.Cents, r)
		}
		text, more, _ := strings.Cut(k.Description, " Ref ")
		p.set(atText, text, false)
		switch {
		case p.m.single:
			p.set(toCredit, p.m.signed(shown), true)
		case shown < 0:
			p.set(toDebit, p.m.printed(shown), true)
		default:
			p.set(toCredit, p.m.printed(shown), true)
		}
		lastOfDay := i+1 == len(b.Movements) || b.Movements[i+1].Date != k.Date
		if p.m.balances == "each" || p.m.balances == "daily" && lastOfDay {
			s := p.m.printed(balance)
			if p.m.single || balance < 0 {
				s = p.m.signed(balance)
			}
			p.set(toBalance, s, true)
		}
		if more != "" {
			p.y += leading - 10
			p.set(atText, "Ref "+more, false)
		}
		p.next(1)
	}
}

// slipped changes one digit to one that looks like it.
func slipped(cents int64, r *rand.Rand) int64 {
	alike := map[byte]string{'0': "68", '1': "7", '2': "7", '3': "8", '4': "9", '5': "6", '6': "58", '7': "1", '8': "36", '9': "4"}
	sign := int64(1)
	if cents < 0 {
		sign, cents = -1, -cents
	}
	s := []byte(fmt.Sprint(cents))
	at := r.IntN(len(s))
	to := alike[s[at]]
	s[at] = to[r.IntN(len(to))]
	out, _ := strconv.ParseInt(string(s), 10, 64) // digits by construction
	return sign * out
}
