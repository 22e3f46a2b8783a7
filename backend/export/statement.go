package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"deskclerk/backend/doc"
)

// statement is a bank statement as the formats of accounting programs see it.
type statement struct {
	id, account, iban, bank, currency string
	start, end, closing               string
	rows                              []movement
}

// movement is one of its transactions; a row without a date or an amount has no
// place in an account and is left out, with a word about it in a comment.
type movement struct {
	number                    int // line of the table, from 1
	date, description, amount string
	balance                   string
	same                      int // rows before it of its date and amount
}

// eachStatement calls write for every bank statement among the documents and
// passes over the others.
func eachStatement(docs Documents, write func(statement) error) error {
	for d, err := range docs {
		if err != nil {
			return fmt.Errorf("read a document to export: %w", err)
		}
		if d.Type.Name != doc.TypeStatement {
			continue
		}
		if err := write(statementOf(d)); err != nil {
			return fmt.Errorf("write the export: %w", err)
		}
	}
	return nil
}

func statementOf(d doc.Document) statement {
	value := func(name string) string {
		if v := d.Fields[name].Value; v != nil {
			return *v
		}
		return ""
	}
	s := statement{
		id: d.ID, account: value("account_number"), iban: value("iban"), bank: value("bank_name"), currency: value("currency"),
		start: value("period_start"), end: value("period_end"), closing: value("closing_balance"),
	}
	before := map[[2]string]int{} // rows by date and amount
	for i, r := range d.Tables["transactions"].Rows {
		cell := func(name string) string {
			if v := r.Cells[name].Value; v != nil {
				return *v
			}
			return ""
		}
		m := movement{number: i + 1, date: cell("date"), description: cell("description"), amount: cell("amount"), balance: cell("balance")}
		alike := [2]string{m.date, m.amount}
		m.same = before[alike]
		before[alike]++
		s.rows = append(s.rows, m)
		if m.date == "" {
			continue
		}
		if s.start == "" || m.date < s.start {
			s.start = m.date
		}
		if m.date > s.end {
			s.end = m.date
		}
	}
	return s
}

// whole reports a row that can be booked.
func (m movement) whole() bool { return m.date != "" && m.amount != "" }

// name of the account: its IBAN, else its number.
func (s statement) name() string {
	switch {
	case s.iban != "":
		return strings.ReplaceAll(s.iban, " ", "")
	case s.account != "":
		return strings.ReplaceAll(s.account, " ", "")
	default:
		return unknownAccount
	}
}

const unknownAccount = "unknown"

// isCard reports the account of a card, by its number: one of a bank or of travel
// whose check digit holds (ISO/IEC 7812-1, Table 1 and Annex B), or one of its
// length that is masked.
func (s statement) isCard() bool {
	number := strings.NewReplacer(" ", "", "-", "").Replace(strings.ToUpper(s.account))
	if s.iban != "" || len(number) < shortestCard || len(number) > longestCard {
		return false
	}
	plain := strings.TrimLeft(strings.NewReplacer("*", "X").Replace(number), "0123456789")
	if tail := strings.TrimLeft(plain, "X"); plain != "" {
		return len(plain)-len(tail) >= leastMasked && tail != "" && strings.Trim(tail, "0123456789") == ""
	}
	if !strings.ContainsRune("3456", rune(number[0])) {
		return false
	}
	sum := 0
	for i := range len(number) {
		n := int(number[len(number)-1-i] - '0')
		if i%2 == 1 {
			n = n*2%10 + n*2/10
		}
		sum += n
	}
	return sum%10 == 0
}

// Bounds of a card's number, in characters.
const (
	shortestCard, longestCard = 13, 19
	leastMasked               = 4
)

// oneLine makes one line of a text: no format below knows another way.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// buffered hands write a buffered writer and flushes it.
func buffered(w io.Writer, write func(*bufio.Writer) error) error {
	out := bufio.NewWriter(w)
	if err := write(out); err != nil {
		return err
	}
	return out.Flush()
}
