package paper

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"
)

// settling is how an invoice of one language says by when and where to it is to be
// paid. {date}, {days} and {iban} stand for what is filled in.
type settling struct {
	Country, Supplied, Customer, Delivery, Phone, Bank, To, Discount, Debit string
	VAT, Due, By, Within, Order, Reference, Paid                            []string
}

//go:embed settlement.json
var settlementFile []byte

var settlements = sync.OnceValue(func() map[string]settling {
	out := map[string]settling{}
	if err := json.Unmarshal(settlementFile, &out); err != nil {
		panic(err)
	}
	return out
})

// SettlementLanguages are those that Settlement draws in.
func SettlementLanguages() []string { return []string{"en", "de", "fr", "es", "it", "nl", "pl", "sv"} }

// settlement prints one invoice.
type settlement struct {
	*printer
	r     *rand.Rand
	w     tongue
	s     settling
	money func(cents int) string
	facts [][2]string // label and value
	out   *Drawn
}

// Settlement draws an invoice that says by when and where to it is to be paid: the
// ids of the seller, order and reference, day or terms, accounts in blocks, rows,
// sentences and at the foot. Fields holds all of these that are printed, and of
// those that are not nothing.
func Settlement(lang string, seed uint64) (Drawn, error) {
	r := rand.New(rand.NewPCG(seed, lot("settlement"+lang)))
	p, err := newPrinter(manner{mono: r.IntN(5) == 0}, true)
	if err != nil {
		return Drawn{}, err
	}
	look := r.IntN(4)
	out := Drawn{Type: "invoice", Layout: fmt.Sprintf("settlement-%s-%d", lang, look), Fields: map[string]string{}}
	m := manner{comma: lang != "en"}
	k := &settlement{
		printer: p, r: r, w: tradeTongues()[lang], s: settlements()[lang], out: &out,
		money: func(cents int) string { return m.printed(int64(cents)) },
	}
	k.print(look)
	out.Image = p.pages[0]
	return out, nil
}

// print sets the sheet: who, whom, what, how much, and how it is to be paid.
func (k *settlement) print(look int) {
	issued := time.Date(2022+k.r.IntN(4), time.Month(1+k.r.IntN(12)), 1+k.r.IntN(28), 0, 0, 0, 0, time.UTC)
	account := iban(k.s.Country, k.r)
	foot := k.r.IntN(2) == 0
	k.head(look, foot)
	terms := k.list(issued)
	k.parties(look)
	gross := k.goods()
	if k.r.IntN(5) == 0 {
		paid := gross / 4
		k.row(k.s.Paid[0], k.money(-paid))
		k.row(k.s.Paid[1], k.money(gross-paid))
	}
	k.y += 60
	for _, line := range terms {
		k.set(tradeLeft, line, false)
		k.y += 40
	}
	if k.r.IntN(6) == 0 { // the customer's own account
		k.set(tradeLeft, strings.ReplaceAll(k.s.Debit, "{iban}", grouped(iban(k.s.Country, k.r))), false)
		return
	}
	k.account(account, foot)
}

// head is the letterhead; the seller's VAT id stands there or at the foot.
func (k *settlement) head(look int, foot bool) {
	x, right := tradeLeft, false
	switch look {
	case 1:
		x, right = tradeRight, true
	case 2:
		x = sheetWidth/2 - 180
	}
	lines := []string{
		k.w.seller, fmt.Sprintf("%s %d", k.w.street, 1+k.r.IntN(90)), fmt.Sprintf("%d %s", 10_000+k.r.IntN(80_000), k.w.town),
		fmt.Sprintf("%s 0%d %d", k.s.Phone, 100+k.r.IntN(800), 100_000+k.r.IntN(800_000)),
	}
	id := k.r.IntN(5) > 0
	if id {
		vat := vatID(k.s.Country, k.r)
		k.out.Fields["supplier_vat_id"] = vat
		line := one(k.r, k.s.VAT) + " " + vat
		if foot {
			k.setOn(0, tradeLeft, sheetHeight-60, line, false)
		} else {
			lines = append(lines, line)
		}
	}
	for _, line := range lines {
		k.set(x, line, right)
		k.y += 38
	}
}

// list gathers the facts of the invoice and gives the terms that stand below.
func (k *settlement) list(issued time.Time) (terms []string) {
	f, r := k.out.Fields, k.r
	number := fmt.Sprintf("%d-%04d", issued.Year(), r.IntN(10_000))
	f["invoice_number"], f["issue_date"] = number, issued.Format(time.DateOnly)
	k.facts = [][2]string{{k.w.number, number}, {k.w.date, issued.Format(k.w.day)}, {k.s.Customer, fmt.Sprint(10_000 + r.IntN(80_000))}}
	if r.IntN(2) == 0 {
		k.facts = append(k.facts, [2]string{k.s.Delivery, fmt.Sprintf("L%05d", r.IntN(100_000))})
	}
	if r.IntN(3) == 0 {
		k.facts = append(k.facts, [2]string{k.s.Supplied, issued.AddDate(0, 0, r.IntN(9)-5).Format(k.w.day)})
	}
	if r.IntN(2) == 0 {
		order := fmt.Sprintf("%s%05d", one(r, []string{"PO-", "B", "45", ""}), 10_000+r.IntN(80_000))
		f["purchase_order"] = order
		k.facts = append(k.facts, [2]string{one(r, k.s.Order), order})
	}
	days := one(r, []int{7, 10, 14, 21, 30, 45, 60})
	due := issued.AddDate(0, 0, days)
	if r.IntN(4) == 0 {
		terms = append(terms, k.s.Discount)
	}
	switch r.IntN(4) {
	case 0:
		k.facts = append(k.facts, [2]string{one(r, k.s.Due), due.Format(k.w.day)})
	case 1:
		terms = append(terms, strings.ReplaceAll(one(r, k.s.By), "{date}", due.Format(k.w.day)))
	case 2:
		terms = append(terms, strings.ReplaceAll(one(r, k.s.Within), "{days}", fmt.Sprint(days)))
	default:
		return terms
	}
	f["due_date"] = due.Format(time.DateOnly)
	return terms
}

// parties prints the customer, and the facts beside or below.
func (k *settlement) parties(look int) {
	k.y += 70
	top := k.y
	lines := []string{k.w.buyer, fmt.Sprintf("%s %d", k.w.street, 100+k.r.IntN(90)), fmt.Sprintf("%d %s", 10_000+k.r.IntN(80_000), k.w.town)}
	if k.r.IntN(2) == 0 {
		lines = append([]string{k.s.To}, lines...)
	}
	if k.r.IntN(4) == 0 { // the customer's own
		lines = append(lines, one(k.r, k.s.VAT)+" "+vatID(k.s.Country, k.r))
	}
	for _, line := range lines {
		k.set(tradeLeft, line, false)
		k.y += 38
	}
	bottom := k.y
	if look == 3 { // labels over values
		k.y += 70
		k.set(tradeLeft, k.w.title, false)
		k.y += 60
		for i, f := range k.facts {
			x := tradeLeft + i*(tradeRight-tradeLeft)/len(k.facts)
			k.setOn(0, x, k.y, f[0], false)
			k.setOn(0, x, k.y+38, f[1], false)
		}
		k.y += 130
		return
	}
	k.y = top
	for _, f := range k.facts {
		if look == 1 {
			k.set(900, f[0]+": "+f[1], false)
		} else {
			k.set(900, f[0], false)
			k.set(tradeRight, f[1], true)
		}
		k.y += 38
	}
	k.y = max(k.y, bottom) + 80
	k.set(tradeLeft, k.w.title, false)
	k.y += 80
}

func (k *settlement) row(label, amount string) {
	k.set(1000, label, false)
	k.set(tradeRight, amount, true)
	k.y += 42
}

// goods prints the lines and sums, and gives the gross.
func (k *settlement) goods() int {
	net := 0
	for range 2 + k.r.IntN(4) {
		amount := 500 + k.r.IntN(90_000)
		net += amount
		k.set(tradeLeft, one(k.r, k.w.names), false)
		k.set(tradeRight, k.money(amount), true)
		k.y += 46
	}
	k.y += 30
	tax := taxOf(net)
	k.row(k.w.net, k.money(net))
	k.row(fmt.Sprintf("%s %d %%", k.w.tax, tradeRate), k.money(tax))
	k.row(k.w.total, k.money(net+tax))
	return net + tax
}

// account prints where to the sum is to be paid.
func (k *settlement) account(account string, foot bool) {
	f := k.out.Fields
	f["iban"] = account
	bic := letters(k.r, 4) + k.s.Country + one(k.r, []string{"2L", "22", "MM", "P1"}) + one(k.r, []string{"", "XXX"})
	if k.r.IntN(3) > 0 {
		f["bic"] = bic
	} else {
		bic = ""
	}
	var reference string
	if k.r.IntN(3) == 0 {
		reference = f["invoice_number"]
		if k.r.IntN(2) == 0 {
			reference = fmt.Sprintf("%08d", k.r.IntN(100_000_000))
		}
		f["payment_reference"] = reference
		reference = one(k.r, k.s.Reference) + ": " + reference
	}
	k.y += 30
	if reference != "" {
		k.set(tradeLeft, reference, false)
		k.y += 46
	}
	code := ""
	if bic != "" {
		code = one(k.r, []string{"BIC ", "BIC: ", "SWIFT/BIC: "}) + bic
	}
	number := one(k.r, []string{"IBAN ", "IBAN: "}) + one(k.r, []string{account, grouped(account)})
	switch {
	case foot:
		k.setOn(0, 620, sheetHeight-60, number, false)
		k.setOn(0, 1250, sheetHeight-60, code, false)
	case k.r.IntN(2) == 0:
		k.set(tradeLeft, strings.TrimSpace(k.s.Bank+": "+number+"  "+code), false)
	default:
		k.set(tradeLeft, k.s.Bank, false)
		k.y += 40
		k.set(tradeLeft, number, false)
		k.y += 40
		k.set(tradeLeft, code, false)
	}
}

// iban is an account of the country with check digits that hold (ISO 13616).
func iban(country string, r *rand.Rand) string {
	var body string
	switch country {
	case "GB":
		body = letters(r, 4) + digits(r, 14)
	case "NL":
		body = letters(r, 4) + digits(r, 10)
	case "IT":
		body = letters(r, 1) + digits(r, 22)
	default:
		body = digits(r, map[string]int{"DE": 18, "FR": 23, "ES": 20, "PL": 24, "SE": 20}[country])
	}
	rest := 0
	for _, c := range body + country + "00" {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return fmt.Sprintf("%s%02d%s", country, 98-rest, body)
}

// grouped is an account in groups of four, as it is printed for people.
func grouped(account string) string {
	var parts []string
	for ; len(account) > 4; account = account[4:] {
		parts = append(parts, account[:4])
	}
	return strings.Join(append(parts, account), " ")
}

// vatID has the form of the country's.
func vatID(country string, r *rand.Rand) string {
	body := map[string]int{"GB": 9, "DE": 9, "FR": 11, "IT": 11, "PL": 10}
	switch country {
	case "ES":
		return country + letters(r, 1) + digits(r, 8)
	case "NL":
		return country + digits(r, 9) + "B" + digits(r, 2)
	case "SE":
		return country + digits(r, 10) + "01"
	}
	return country + digits(r, body[country])
}

func digits(r *rand.Rand, n int) string { return drawnFrom(r, "0123456789", n) }

func letters(r *rand.Rand, n int) string { return drawnFrom(r, "ABCDEFGHKLMNPRSTUVWXYZ", n) }

func drawnFrom(r *rand.Rand, alphabet string, n int) string {
	out := make([]byte, n)
	for i := range out {
		out[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(out)
}
