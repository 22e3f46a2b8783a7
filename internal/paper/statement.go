package paper

import (
	"fmt"
	"image"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"deskclerk/backend/doc"
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
	Read      []doc.Page        // the pages as a faultless engine reads them
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
	return statement(layout, seed, slip, true)
}

// StatementRead is Statement without its pictures, for tests of what is made of
// its words.
func StatementRead(layout int, seed uint64, slip bool) (BankStatement, error) {
	return statement(layout, seed, slip, false)
}

func statement(layout int, seed uint64, slip, drawn bool) (BankStatement, error) {
	m := manners()[layout%len(manners())]
	r := rand.New(rand.NewPCG(seed, uint64(layout)))
	b := BankStatement{Layout: m.name, Held: m.held}
	start := time.Date(2022+r.IntN(4), time.Month(1+r.IntN(12)), max(1, m.firstDay), 0, 0, 0, 0, time.UTC)
	end := start.AddDate(0, 1, -1)
	opening := int64(50_000 + r.IntN(600_000))
	b.Movements = movements(m, start, end, 12+r.IntN(34), r)
	if m.card {
		opening = -opening // it is owed
	}
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
	p, err := newPrinter(m, drawn)
	if err != nil {
		return b, err
	}
	switch {
	case m.card:
		p.cardHead(b.Fields, end, opening, b.Movements)
		p.table(&b, opening, r)
	case len(m.sections) > 0:
		p.head(b.Fields, start, end)
		p.sections(&b, opening, r)
	default:
		p.head(b.Fields, start, end)
		p.columns()
		p.table(&b, opening, r)
	}
	if m.period == "" {
		delete(b.Fields, "period_start") // not printed
	}
	if m.card && !strings.Contains(m.head[3], m.currency) {
		delete(b.Fields, "currency")
	}
	p.feet()
	b.Pages, b.Read = p.pages, p.read
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
		if m.reference != "" {
			out[i].Description += fmt.Sprintf(" TX%07d", r.IntN(10_000_000))
		}
		for range m.lines - 1 {
			if r.IntN(2) == 0 {
				out[i].Description += fmt.Sprintf(" Ref %06d", r.IntN(1_000_000))
			}
		}
	}
	if len(m.sections) > 0 {
		out = bySection(m, out)
	}
	if m.latestFirst {
		slices.Reverse(out)
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
	if m.group != "" {
		group = m.group
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
	case m.card && cents <= 0: // owed
		return s
	case m.card && m.marks[1] == "()":
		return "(" + s + ")"
	case m.card && m.marks[1] != "":
		return s + " " + m.marks[1]
	case m.card:
		return "-" + s
	case m.marks[0] != "" && cents < 0:
		return s + " " + m.marks[0]
	case m.marks[0] != "":
		return s + " " + m.marks[1]
	case cents < 0 && m.trailing:
		return s + "-"
	case cents < 0:
		return "-" + s
	case m.trailing && m.group == "":
		return s + "+"
	default:
		return s
	}
}

// standing is a balance as the bank prints it.
func (m manner) standing(cents int64) string {
	switch {
	case m.balanceMarks[0] != "" && cents < 0:
		return m.printed(cents) + " " + m.balanceMarks[0]
	case m.balanceMarks[0] != "":
		return m.printed(cents) + " " + m.balanceMarks[1]
	case m.single || cents < 0:
		return m.signed(cents)
	default:
		return m.printed(cents)
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
