package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// QIF writes the bank statements among the documents in the Quicken Interchange
// Format: an account and its transactions for each, dates as MM/DD/YYYY, as most
// programs expect. Rows without a date or an amount are left out.
func QIF(w io.Writer, docs Documents) error {
	return buffered(w, func(out *bufio.Writer) error {
		return eachStatement(docs, func(s statement) error {
			_, err := out.WriteString(s.qif())
			return err
		})
	})
}

func (s statement) qif() string {
	var b strings.Builder
	kind := "Bank"
	if s.isCard() {
		kind = "CCard"
	}
	fmt.Fprintf(&b, "!Account\nN%s\nT%s\n", s.name(), kind)
	if s.bank != "" {
		fmt.Fprintf(&b, "D%s\n", oneLine(s.bank))
	}
	fmt.Fprintf(&b, "^\n!Type:%s\n", kind)
	for _, m := range s.rows {
		if m.whole() {
			fmt.Fprintf(&b, "D%s/%s/%s\nT%s\nP%s\n^\n", m.date[5:7], m.date[8:10], m.date[:4], m.amount, oneLine(m.description))
		}
	}
	return b.String()
}
