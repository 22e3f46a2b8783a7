package paper

import (
	"fmt"
	"image"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"golang.org/x/image/font"
)

// counter prints the lines of goods of one invoice.
type counter struct {
	*printer
	t     trade
	w     tongue
	left  []int // of the columns
	right []int
	row   int // number of the next line of goods
	sum   int // of the lines of goods above

	charges []Good // on the whole, printed as lines of the table
}

const tradeLeft, tradeRight = 110, 1545

// places divides the sheet between the columns: what the others leave is the
// text's.
func (k *counter) places() {
	widths := map[string]int{"pos": 70, "no": 190, "qty": 135, "unit": 90, "price": 180, "disc": 110, "rate": 100, "tax": 150, "amount": 190, "gross": 190}
	rest := tradeRight - tradeLeft
	for _, c := range k.t.columns {
		rest -= widths[c]
	}
	widths["text"] = min(rest, max(k.t.narrow, 330))
	if k.t.narrow == 0 {
		widths["text"] = rest
	}
	x := tradeLeft
	for _, c := range k.t.columns {
		k.left = append(k.left, x)
		x += widths[c]
		k.right = append(k.right, x-18)
	}
}

// cell prints a text in the column of the role, if there is one.
func (k *counter) cell(role, s string) {
	i := k.t.at(role)
	if i < 0 || s == "" {
		return
	}
	if k.t.leftFigures || role == "pos" || role == "no" || role == "text" || role == "unit" {
		k.set(k.left[i], s, false)
		return
	}
	k.set(k.right[i], s, true)
}

// address prints who writes to whom, and the invoice's number and day.
func (k *counter) address(number string, day time.Time, r *rand.Rand) {
	k.set(tradeLeft, k.w.seller, false)
	k.y += 40
	k.set(tradeLeft, fmt.Sprintf("%s %d, %d %s", k.w.street, 1+r.IntN(90), 10_000+r.IntN(80_000), k.w.town), false)
	k.y += 110
	k.set(tradeLeft, k.w.buyer, false)
	k.set(1000, k.w.number+" "+number, false)
	k.y += 40
	k.set(tradeLeft, fmt.Sprintf("%s %d", k.w.street, 100+r.IntN(90)), false)
	k.set(1000, k.w.date+" "+day.Format(k.w.day), false)
	k.y += 40
	k.set(tradeLeft, fmt.Sprintf("%d %s", 10_000+r.IntN(80_000), k.w.town), false)
	k.y += 130
	k.set(tradeLeft, k.w.title, false)
	k.y += 90
}

// heading prints the table's head, over as many lines as its names have.
func (k *counter) heading() {
	if k.t.headless {
		return
	}
	most, top := 1, k.y
	for _, c := range k.t.columns {
		most = max(most, 1+strings.Count(k.t.heads[c], "|"))
	}
	for line := range most {
		for _, c := range k.t.columns {
			parts := strings.Split(k.t.heads[c], "|")
			if at := line - (most - len(parts)); at >= 0 {
				k.cell(c, parts[at])
			}
		}
		k.y += 36
	}
	k.across(k.y - 22)
	k.box(top-34, k.y-22)
	k.y += 30
}

// across draws a line across the table, where it is ruled.
func (k *counter) across(y int) {
	if k.t.ruled && k.drawn {
		k.rule(image.Pt(tradeLeft-10, y), image.Pt(tradeRight, y))
	}
}

// box draws lines around the cells of a row, where the table is a grid.
func (k *counter) box(top, low int) {
	if !k.t.grid || !k.drawn {
		return
	}
	right := k.right[len(k.right)-1] + 10
	for _, y := range []int{top, low} {
		k.rule(image.Pt(tradeLeft-10, y), image.Pt(right, y))
	}
	for _, x := range k.left {
		k.rule(image.Pt(x-10, top), image.Pt(x-10, low))
	}
	k.rule(image.Pt(right, top), image.Pt(right, low))
}

// table prints the lines and what is taken off or added below them, and gives
// the net sum.
func (k *counter) table(lines []wares, r *rand.Rand) int {
	k.heading()
	group := 0
	for i, l := range lines {
		if k.y > 1930 {
			k.overleaf()
		}
		if k.t.groups && i%3 == 0 {
			if i > 0 && k.t.groupSums {
				k.cell("text", k.w.sub)
				k.cell("amount", k.money(k.sum-group))
				k.y += 46
			}
			group = k.sum
			k.cell("text", k.w.groups[(i/3)%len(k.w.groups)])
			k.y += 46
		}
		k.ware(l, r)
		if k.t.notes && i%3 == 1 {
			k.cell("text", k.w.note)
			k.y += 46
		}
	}
	net := k.sum
	if k.t.charges == "inside" {
		net += k.charge(k.w.shipping, 690+100*r.IntN(9))
		net += k.charge(k.w.rebate, -500-100*r.IntN(5))
	}
	k.across(k.y - 30)
	k.y += 30
	if k.t.charges == "below" {
		k.total(k.w.sub, net)
		net += k.total(k.w.shipping, 690+100*r.IntN(9))
	}
	return net
}

// charge prints what is added to all lines as a row without quantity and price.
func (k *counter) charge(label string, cents int) int {
	k.cell("text", label)
	k.cell("amount", k.money(cents))
	k.y += 46
	k.charges = append(k.charges, Good{Descriptions: []string{label}, Amount: Plain(int64(cents))})
	return cents
}

// ware prints one line of goods.
func (k *counter) ware(l wares, r *rand.Rand) {
	k.row++
	text := k.broken(l.name)
	if l.further != "" {
		text = append(text, l.further)
	}
	top, pitch := k.y, 36
	figures := top
	switch k.t.figures {
	case "middle":
		figures += (len(text) - 1) * pitch / 2
	case "bottom":
		figures += (len(text) - 1) * pitch
	case "below":
		figures += len(text) * pitch
	}
	for i, s := range text {
		k.y = top + i*pitch
		k.cell("text", s)
	}
	k.y = figures
	k.figures(l, r)
	k.y = max(figures, top+(len(text)-1)*pitch) + k.t.gap()
	if k.t.discounts == "row" && l.off > 0 {
		full := (l.quantity*l.price + 50) / 100
		k.y -= k.t.gap() - 40
		k.cell("text", fmt.Sprintf("%s %d %%", k.w.rebate, l.off))
		k.cell("amount", k.money(l.amount-full))
		k.y += k.t.gap()
	}
	k.sum += l.amount
	k.across(k.y - 34)
	k.box(top-34, k.y-34)
}

// figures prints what stands beside a description.
func (k *counter) figures(l wares, r *rand.Rand) {
	k.cell("pos", fmt.Sprint(k.row*k.t.step()))
	k.cell("no", fmt.Sprintf("%c%c-%04d", 'A'+rune(r.IntN(20)), 'A'+rune(r.IntN(20)), r.IntN(10_000)))
	unit := k.w.units[r.IntN(len(k.w.units))]
	n := k.quantity(l.quantity)
	if k.t.unitInside {
		n += " " + unit
	}
	k.cell("qty", n)
	k.cell("unit", unit)
	k.cell("price", k.money(l.price))
	if l.off > 0 {
		k.cell("disc", fmt.Sprintf("%d %%", l.off))
	}
	amount := l.amount
	if k.t.discounts == "row" {
		amount = (l.quantity*l.price + 50) / 100
	}
	tax := taxOf(amount)
	rate := fmt.Sprintf("%d %%", tradeRate)
	if k.t.bareRate {
		rate = fmt.Sprint(tradeRate)
	}
	k.cell("rate", rate)
	k.cell("tax", k.money(tax))
	k.cell("amount", k.money(amount))
	k.cell("gross", k.money(amount+tax))
}

// broken is a name in lines that fit the column.
func (k *counter) broken(s string) []string {
	i := k.t.at("text")
	room := k.right[i] - k.left[i]
	var out []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && font.MeasureString(k.face, longer).Ceil() > room {
			out, longer = append(out, line), word
		}
		line = longer
	}
	return append(out, line)
}

// overleaf turns the page within the table.
func (k *counter) overleaf() {
	if k.t.carried {
		k.cell("text", k.w.carried[0])
		k.cell("amount", k.money(k.sum))
	}
	k.setOn(len(k.read)-1, tradeLeft, 2240, fmt.Sprintf("%s %d", k.w.page, len(k.read)), false)
	k.turn()
	k.set(tradeLeft, k.w.seller, false)
	k.y += 120
	if !k.t.once {
		k.heading()
	}
	if k.t.carried {
		k.cell("text", k.w.carried[1])
		k.cell("amount", k.money(k.sum))
		k.y += 46
	}
}

// total prints a sum of the whole and gives it back.
func (k *counter) total(label string, cents int) int {
	i := max(k.t.at("amount"), k.t.at("gross"))
	if k.t.at("amount") >= 0 {
		i = k.t.at("amount")
	}
	k.set(max(tradeLeft, k.right[i]-620), label, false)
	k.set(k.right[i], k.money(cents), true)
	k.y += 46
	return cents
}

func (k *counter) totals(net, tax int) {
	if k.y > 1900 {
		k.turn()
	}
	k.total(k.w.net, net)
	k.total(fmt.Sprintf("%s %d %%", k.w.tax, tradeRate), tax)
	k.total(k.w.total, net+tax)
	k.y += 60
	k.set(tradeLeft, k.w.thanks, false)
}

// money is a sum as the trade prints it.
func (k *counter) money(cents int) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	s := sign + manner{comma: k.t.comma, group: k.t.group}.printed(int64(cents))
	switch k.t.signs {
	case "behind":
		return s + " " + k.t.sign
	case "before":
		return k.t.sign + s
	}
	return s
}

// quantity is a number of pieces as the trade prints it.
func (k *counter) quantity(hundredths int) string {
	if hundredths%100 == 0 && !k.t.decimals {
		return fmt.Sprint(hundredths / 100)
	}
	s := manner{comma: k.t.comma, group: k.t.group}.printed(int64(hundredths))
	if k.t.decimals {
		return s
	}
	return strings.TrimSuffix(s, "0")
}

// at is the place of a role among the columns, −1 without.
func (t trade) at(role string) int { return slices.Index(t.columns, role) }

// gap is the distance of two lines of goods.
func (t trade) gap() int {
	if t.dense {
		return 42
	}
	return 62
}

// step is the distance of two numbers of positions.
func (t trade) step() int {
	if t.tens {
		return 10
	}
	return 1
}
