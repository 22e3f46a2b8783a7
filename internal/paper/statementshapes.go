package paper

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// cardHead prints the head of a card's statement: it may have no title, the day
// and the bounds of the account stand in a table, and the sums come twice.
func (p *printer) cardHead(fields map[string]string, end time.Time, opening int64, movements []Movement) {
	c := p.m.cardWords
	p.set(p.at(atDate), p.m.bank, false)
	p.next(2)
	p.set(p.at(atDate), fields["account_holder"], false)
	p.set(p.at(atReference), p.m.account+": "+fields["account_number"], false)
	p.next(1)
	if p.m.title != "" {
		p.set(p.at(atDate), p.m.title, false)
		p.next(1)
	}
	var paid, bought int64
	for _, k := range movements {
		if k.Cents > 0 {
			paid += k.Cents
		} else {
			bought += k.Cents
		}
	}
	dated := func(t time.Time) string { return p.day(t, c.date) }
	p.next(1)
	p.spread(c.dues[:])
	p.spread([]string{dated(end), dated(end.AddDate(0, 0, 23)), p.m.printed(2_000_000), p.m.printed(5_000)})
	p.next(1)
	sums := []int64{opening, paid, bought, opening + paid + bought}
	if c.across {
		p.spread(c.sums[:])
		texts := make([]string, len(sums))
		for i, cents := range sums {
			texts[i] = p.m.signed(cents)
		}
		p.spread(texts)
		sums = nil
	}
	for i, cents := range sums {
		p.set(p.at(atDate), c.sums[i], false)
		p.set(p.at(atReference), p.m.signed(cents), true)
		p.next(1)
	}
	p.next(1)
	p.columns()
}

// spread prints texts across the sheet in places of equal width.
func (p *printer) spread(texts []string) {
	for i, s := range texts {
		p.set(p.at(atDate+i*370), s, false)
	}
	p.next(1)
}

// bySection puts transactions into the order of the sections that they are
// printed in; those of checks are known by their numbers.
func bySection(m manner, all []Movement) []Movement {
	var out []Movement
	number := 1041
	for i, s := range m.sections {
		for k, one := range all {
			if m.sectionOf(k, one) != i {
				continue
			}
			if s.checks {
				one.Description = fmt.Sprint(number)
				number++
			}
			out = append(out, one)
		}
	}
	return out
}

// sectionOf is the section of the k-th transaction: every other withdrawal is by
// check where there are any.
func (m manner) sectionOf(k int, one Movement) int {
	fit := -1
	for i, s := range m.sections {
		if s.credit == (one.Cents > 0) && (fit < 0 || k%2 == 0) {
			fit = i
		}
	}
	return fit
}

// sections prints a summary, each section with its heading and subtotal, and the
// balances by day.
func (p *printer) sections(b *BankStatement, opening int64, r *rand.Rand) {
	m := p.m
	sums, rest := make([]int64, len(m.sections)), b.Movements
	parts := make([][]Movement, len(m.sections))
	for i := range m.sections {
		n := slices.IndexFunc(rest, func(k Movement) bool { return !m.sections[i].holds(k) })
		if n < 0 {
			n = len(rest)
		}
		parts[i], rest = rest[:n], rest[n:]
		for _, k := range parts[i] {
			sums[i] += k.Cents
		}
	}
	closing := opening
	p.line++
	p.summary(m.opening, opening)
	for i, s := range m.sections {
		p.summary(s.heading, sums[i])
		closing += sums[i]
	}
	p.summary(m.closing, closing)
	line := 0
	for i, s := range m.sections {
		p.next(1)
		p.section(s, parts[i], sums[i], b.Wrong-line, r)
		line += len(parts[i])
	}
	p.daily(opening, b.Movements)
}

// holds reports whether a transaction is one of the section.
func (s section) holds(k Movement) bool {
	return s.credit == (k.Cents > 0) && s.checks == !strings.Contains(k.Description, " ")
}

func (p *printer) summary(label string, cents int64) {
	p.set(p.at(atDate), label, false)
	p.set(p.at(toDebit), p.m.signed(cents), true)
	p.next(1)
}

// section prints one; wrong is the line in it with a wrong digit.
func (p *printer) section(s section, rows []Movement, sum int64, wrong int, r *rand.Rand) {
	p.room(4)
	p.set(p.at(atDate), s.heading, false)
	p.next(1)
	for i, x := range []int{atDate, atText} {
		p.set(p.at(x), s.head[i], false)
	}
	p.set(p.at(toCredit), s.head[2], true)
	p.next(1)
	shown := func(cents int64) string {
		if p.m.unsigned {
			return p.m.printed(cents)
		}
		return p.m.signed(cents)
	}
	for i, k := range rows {
		p.room(1)
		cents := k.Cents
		if wrong == i+1 {
			cents = slipped(cents, r)
		}
		places := [2]string{p.printedDay(k.Date), k.Description}
		if s.checks {
			places[0], places[1] = places[1], places[0]
		}
		p.set(p.at(atDate), places[0], false)
		p.set(p.at(atText), places[1], false)
		p.set(p.at(toCredit), shown(cents), true)
		p.next(1)
	}
	p.set(p.at(atDate), s.total, false)
	p.set(p.at(toCredit), shown(sum), true)
	p.next(1)
}

// room turns the page where no further lines have room.
func (p *printer) room(lines int) {
	if p.y+lines*leading > p.bottom() {
		p.turn()
	}
}

// daily prints the balance at the end of each day, three in a row.
func (p *printer) daily(balance int64, movements []Movement) {
	if p.m.daily == "" {
		return
	}
	p.room(4)
	p.next(1)
	p.set(p.at(atDate), p.m.daily, false)
	p.next(1)
	sorted := slices.Clone(movements)
	slices.SortStableFunc(sorted, func(a, b Movement) int { return strings.Compare(a.Date, b.Date) })
	place := 0
	for i, k := range sorted {
		balance += k.Cents
		if i+1 < len(sorted) && sorted[i+1].Date == k.Date {
			continue
		}
		x := atDate + place*480
		p.set(p.at(x), p.printedDay(k.Date), false)
		p.set(p.at(x+330), p.m.signed(balance), true)
		if place++; place == 3 {
			place = 0
			p.room(1)
			p.next(1)
		}
	}
	p.next(1)
}
