// Package sample draws the documents that a person may try Deskclerk with before
// using their own: they are made anew at each call, from nothing but faces and
// numbers. It reads and writes nothing.
package sample

import (
	"fmt"

	"deskclerk/internal/paper"
)

// Document is a file as it might have come in. The same name always has the same
// bytes.
type Document struct {
	Name  string
	Bytes []byte
}

// Documents draws all of them: each shows another thing that a drawer of papers
// holds. Together they take less than 2 MB.
func Documents() ([]Document, error) {
	makers := []struct {
		name string
		make func() ([]byte, error)
	}{
		{"sample-receipt.png", clearReceipt},
		{"sample-crumpled-receipt.jpg", crumpledReceipt},
		{"sample-invoice-two-pages.pdf", longInvoice},
		{"sample-rechnung.pdf", germanInvoice},
	}
	documents := make([]Document, 0, len(makers))
	for _, m := range makers {
		bytes, err := m.make()
		if err != nil {
			return nil, fmt.Errorf("draw %s: %w", m.name, err)
		}
		documents = append(documents, Document{Name: m.name, Bytes: bytes})
	}
	return documents, nil
}

// clearReceipt is read without a question.
func clearReceipt() ([]byte, error) {
	p, err := paper.Receipt(11)
	if err != nil {
		return nil, err
	}
	return paper.PNG(p.Image)
}

// crumpledReceipt was photographed by hand, and a finger went over its date, which
// nothing else on it tells.
func crumpledReceipt() ([]byte, error) {
	p, err := paper.Receipt(23)
	if err != nil {
		return nil, err
	}
	return paper.JPEG(paper.Photo(p.Image, paper.PhotoOptions{
		Seed: 5, Degrees: 4, Crumple: 3, Shade: 0.3, Smudge: [4]float64{0.035, 0.30, 0.10, 0.37},
	}))
}

// longInvoice is a scan whose lines go on over the second page.
func longInvoice() ([]byte, error) {
	pages, err := paper.LongInvoice([]paper.Line{
		{Name: "Copy paper A4, 80 g, box of 5", Quantity: 4, Price: 2150},
		{Name: "Lever arch files, black", Quantity: 24, Price: 189},
		{Name: "Dividers A4, ten parts", Quantity: 24, Price: 95},
		{Name: "Ball pens, blue, pack of 50", Quantity: 2, Price: 1240},
		{Name: "Envelopes C5, box of 500", Quantity: 1, Price: 2380},
		{Name: "Toner cartridge, black", Quantity: 2, Price: 6890},
		{Name: "Sticky notes, assorted", Quantity: 12, Price: 145},
		{Name: "Whiteboard markers, set of 4", Quantity: 3, Price: 520},
		{Name: "Desk lamp, adjustable", Quantity: 2, Price: 3495},
		{Name: "Laminating pouches A4", Quantity: 2, Price: 1175},
		{Name: "Paper clips, 1000", Quantity: 5, Price: 210},
		{Name: "Packing tape, clear", Quantity: 6, Price: 165},
		{Name: "Cardboard boxes, medium", Quantity: 20, Price: 135},
		{Name: "Label rolls for printer", Quantity: 4, Price: 990},
		{Name: "Wall calendar", Quantity: 1, Price: 1150},
	})
	if err != nil {
		return nil, err
	}
	return paper.ScanPDF(pages...)
}

// germanInvoice has its text inside, as a program printed it.
func germanInvoice() ([]byte, error) {
	return paper.TextPDF([]string{
		"Muster Werkzeugbau GmbH", "Am Hafen 7, 20457 Hamburg", "USt-IdNr. DE136695976", "", "",
		"Garten Beispiel KG", "Birkenweg 3", "50667 Koeln", "", "",
		"Rechnung", "",
		"Rechnungsnummer:  MW-2026-0318", "Rechnungsdatum:   09.03.2026", "Faellig am:       08.04.2026", "", "",
		"Bezeichnung                     Menge     Einzelpreis       Betrag", "",
		"Spaten, geschmiedet                 4           38,50       154,00",
		"Rosenschere                         6           24,90       149,40",
		"Schubkarre 90 l                     1          119,00       119,00", "", "",
		"Nettobetrag                                                 422,40",
		"19 % MwSt                                                    80,26",
		"Gesamtbetrag EUR                                            502,66", "", "",
		"IBAN DE89 3704 0044 0532 0130 00   BIC COBADEFFXXX",
	}), nil
}
