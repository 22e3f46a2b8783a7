package einvoice

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"deskclerk/backend/doc"
)

// Print lays an invoice out as lines of text, so that a person can look at what
// only a machine was meant to: the head, the lines as a table, the sums. ok is
// false for what is no invoice.
func Print(data []byte) (text string, ok bool) {
	s, err := Parse(data)
	if err != nil {
		return "", false
	}
	p := sheet{stated: s}
	p.head()
	p.table("line_items", []column{{"description", "Description", 40}, {"quantity", "Quantity", 10}, {"unit_price", "Unit price", 12}, {"tax_rate", "VAT %", 7}, {"amount", "Amount", 14}})
	p.sums()
	p.table("tax_lines", []column{{"rate", "VAT %", 10}, {"base", "Net", 16}, {"amount", "VAT", 16}})
	p.payment()
	return p.b.String(), true
}

// sheet is the text of one invoice as it grows.
type sheet struct {
	stated doc.Stated
	b      strings.Builder
}

// column of a table: the cell's name, its heading, its width in characters.
type column struct {
	name, heading string
	width         int
}

func (p *sheet) value(name string) string { return p.stated.Fields[name] }

func (p *sheet) line(format string, args ...any) {
	p.b.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " "))
	p.b.WriteByte('\n')
}

// pair writes a name and its value, when there is one.
func (p *sheet) pair(label, name string) {
	if v := p.value(name); v != "" {
		p.line("%-24s%s", label, v)
	}
}

func (p *sheet) head() {
	p.line("%s", p.value("supplier_name"))
	p.pair("VAT ID", "supplier_vat_id")
	p.line("")
	p.line("INVOICE")
	p.line("")
	p.pair("Bill to", "customer_name")
	p.pair("Invoice number", "invoice_number")
	p.pair("Invoice date", "issue_date")
	p.pair("Due date", "due_date")
	p.pair("Purchase order", "purchase_order")
	p.pair("Currency", "currency")
	p.line("")
}

// table writes the rows; a description that is too wide goes on below itself.
func (p *sheet) table(name string, columns []column) {
	rows := p.stated.Tables[name]
	if len(rows) == 0 {
		return
	}
	heading := map[string]string{}
	for _, c := range columns {
		heading[c.name] = c.heading
	}
	p.row(heading, columns)
	for _, r := range rows {
		p.row(r, columns)
	}
	p.line("")
}

func (p *sheet) row(cells map[string]string, columns []column) {
	var rest []string
	var b strings.Builder
	for i, c := range columns {
		v := cells[c.name]
		if i == 0 && columns[0].name == "description" {
			lines := broken(v, c.width-2)
			rest = lines[1:]
			b.WriteString(pad(lines[0], c.width))
			continue
		}
		b.WriteString(strings.Repeat(" ", max(1, c.width-utf8.RuneCountInString(v))) + v)
	}
	p.line("%s", b.String())
	for _, r := range rest {
		p.line("%s", r)
	}
}

func (p *sheet) sums() {
	for _, s := range [][2]string{{"Net total", "net_total"}, {"VAT total", "tax_total"}, {"Grand total", "grand_total"}, {"Amount due", "amount_due"}} {
		if v := p.value(s[1]); v != "" {
			p.line("%62s %14s %s", s[0], v, p.value("currency"))
		}
	}
	p.line("")
}

func (p *sheet) payment() {
	p.pair("IBAN", "iban")
	p.pair("BIC", "bic")
	p.pair("Payment reference", "payment_reference")
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

// broken cuts text into lines of at most width characters, at least one.
func broken(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimLeft(line+" "+word, " ")
	}
	return append(lines, line)
}
