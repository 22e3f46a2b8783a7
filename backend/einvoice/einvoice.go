// Package einvoice is the room of invoices written for machines: it reads the
// XML of EN 16931 in both its syntaxes, UN/CEFACT CII (ZUGFeRD 1 and 2,
// Factur-X, XRechnung) and OASIS UBL 2 (Peppol, XRechnung), into the fields and
// tables of the contract. It is pure, and takes every byte for a stranger's.
package einvoice

import (
	"errors"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// ErrNone is returned for a file that is no electronic invoice.
var ErrNone = errors.New("no electronic invoice")

// Read gives what the first attachment that is an invoice states; those with
// the names that the standards give come first. ok is false when there is none:
// an attachment that cannot be read is as good as none, for the print is there.
func Read(attachments []doc.Attachment) (s doc.Stated, ok bool) {
	ordered := slices.Clone(attachments)
	slices.SortStableFunc(ordered, func(a, b doc.Attachment) int { return rank(a.Name) - rank(b.Name) })
	for _, a := range ordered {
		if s, err := Parse(a.Data); err == nil {
			return s, true
		}
	}
	return doc.Stated{}, false
}

// rank of an attachment's name: 0 when a standard prescribes it.
func rank(name string) int {
	switch strings.ToLower(name) {
	case "factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml":
		return 0
	}
	return 1
}

// Parse reads one XML file. Errors: ErrNone for other XML, the decoder's for
// what is no XML, and one for what is over the limits.
func Parse(data []byte) (doc.Stated, error) {
	root, err := parseTree(data)
	if err != nil {
		return doc.Stated{}, err
	}
	switch root.name {
	case "CrossIndustryInvoice", "CrossIndustryDocument":
		return stated("CII", readCII(root))
	case "Invoice", "CreditNote":
		if root.find("LegalMonetaryTotal") != nil {
			return stated("UBL", readUBL(root))
		}
	}
	return doc.Stated{}, ErrNone
}

// content is what both syntaxes are read into.
type content struct {
	fields   map[string]string
	items    []map[string]string
	taxLines []map[string]string

	adjustment string
}

// stated drops what is empty. A file without a number and without a sum is no
// invoice.
func stated(format string, c content) (doc.Stated, error) {
	s := doc.Stated{Type: doc.TypeInvoice, Format: format, Fields: filled(c.fields), Tables: map[string][]map[string]string{}, Adjustment: c.adjustment}
	if s.Fields["invoice_number"] == "" || s.Fields["grand_total"] == "" {
		return doc.Stated{}, ErrNone
	}
	for name, rows := range map[string][]map[string]string{"line_items": c.items, "tax_lines": c.taxLines} {
		for _, row := range rows {
			if r := filled(row); len(r) > 0 {
				s.Tables[name] = append(s.Tables[name], r)
			}
		}
	}
	return s, nil
}

func filled(m map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range m {
		if v != "" {
			out[k] = v
		}
	}
	return out
}
