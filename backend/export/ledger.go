package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Ledger writes the bank statements among the documents as a journal that
// ledger, hledger and, with its own importer, beancount read: two postings for
// each transaction, the balance asserted where the statement prints one. Rows
// without a date or an amount stand in comments.
func Ledger(w io.Writer, docs Documents) error {
	return buffered(w, func(out *bufio.Writer) error {
		return eachStatement(docs, func(s statement) error {
			_, err := out.WriteString(s.ledger())
			return err
		})
	})
}

func (s statement) ledger() string {
	var b strings.Builder
	account := "Assets:Bank:" + s.name()
	if s.isCard() {
		account = "Liabilities:Card:" + s.name()
	}
	fmt.Fprintf(&b, "; %s %s to %s\n\n", s.name(), s.start, s.end)
	for _, m := range s.rows {
		text := ledgerText(m.description)
		if !m.whole() {
			fmt.Fprintf(&b, "; line %d has no date or no amount: %s %s %s\n\n", m.number, m.date, text, m.amount)
			continue
		}
		other := "Income:Unknown"
		if strings.HasPrefix(m.amount, "-") {
			other = "Expenses:Unknown"
		}
		fmt.Fprintf(&b, "%s * %s\n    %s  %s", m.date, text, account, s.of(m.amount))
		if m.balance != "" {
			fmt.Fprintf(&b, " = %s", s.of(m.balance))
		}
		fmt.Fprintf(&b, "\n    %s\n\n", other)
	}
	return b.String()
}

// of is an amount with its currency.
func (s statement) of(amount string) string { return strings.TrimSpace(amount + " " + s.currency) }

// ledgerText is a payee: one line, without the sign that begins a comment.
func ledgerText(s string) string {
	s = strings.ReplaceAll(oneLine(s), ";", ",")
	if s == "" {
		return "-"
	}
	return s
}
