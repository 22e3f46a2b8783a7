package export

import (
	"strings"

	"deskclerk/backend/doc"
)

// accountingProfiles are ready for the imports of accounting programs. What only
// the books know (accounts, tax codes) is a required constant that a copy of the
// profile fills in, or a member of each document's metadata.
func accountingProfiles() []doc.ExportProfile {
	return []doc.ExportProfile{quickBooks(), xero(), datev(), ledger()}
}

func bought() []doc.Type { return []doc.Type{doc.TypeInvoice, doc.TypeReceipt} }

// quickBooks is for QuickBooks Online's import of bills, which asks which column
// is which; its names and what it requires are those of the fields of a bill
// (bill number, vendor, dates, and per line account, description and amount).
func quickBooks() doc.ExportProfile {
	style := DefaultStyle()
	style.Date = "MM/DD/YYYY"
	return doc.ExportProfile{
		ID: "quickbooks-bills", Name: "QuickBooks Online: bills", Description: "A bill for each document with one line over its total. Copy it to name the account.",
		Types: bought(), Format: doc.ExportCSV, Style: style,
		Columns: []doc.ExportColumn{
			need(cut(col("Bill No", "field:invoice_number", "field:receipt_number"), 21)),
			need(col("Vendor", "field:supplier_name", "field:merchant")),
			need(col("Bill Date", "field:issue_date", "field:date")),
			need(col("Due Date", "field:due_date", "field:issue_date", "field:date")),
			col("Memo", "fact:file"),
			need(col("Account", "meta:account", "text:")),
			col("Line Description", "text:{field:supplier_name} {field:merchant} {field:invoice_number}"),
			need(col("Line Amount", "field:grand_total", "field:total")),
			need(col("Currency", "field:currency")),
		},
	}
}

// xero is Xero's template for bills (Xero Central, "Import bills"): the columns
// with an asterisk are required, and none may be added or renamed.
func xero() doc.ExportProfile {
	style := DefaultStyle()
	style.Date = "DD/MM/YYYY"
	empty := func(headers string) []doc.ExportColumn {
		var columns []doc.ExportColumn
		for _, h := range strings.Split(headers, ",") {
			columns = append(columns, col(h, "text:"))
		}
		return columns
	}
	columns := []doc.ExportColumn{need(col("*ContactName", "field:supplier_name", "field:merchant"))}
	columns = append(columns, empty("EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,POCountry")...)
	columns = append(columns,
		need(col("*InvoiceNumber", "field:invoice_number", "field:receipt_number")),
		need(col("*InvoiceDate", "field:issue_date", "field:date")),
		need(col("*DueDate", "field:due_date", "field:issue_date", "field:date")),
		col("Total", "field:grand_total", "field:total"),
		col("InventoryItemCode", "text:"),
		col("Description", "text:{field:supplier_name} {field:merchant} {field:invoice_number}"),
		as(need(col("*Quantity", "text:1")), doc.KindNumber),
		need(col("*UnitAmount", "field:grand_total", "field:total")),
		need(col("*AccountCode", "meta:account", "text:")),
		need(col("*TaxType", "meta:tax_type", "text:")),
		col("TaxAmount", "field:tax_total"))
	columns = append(columns, empty("TrackingName1,TrackingOption1,TrackingName2,TrackingOption2")...)
	columns = append(columns, col("Currency", "field:currency"))
	return doc.ExportProfile{
		ID: "xero-bills", Name: "Xero: bills", Description: "A bill for each document with one line over its total, tax included. Copy it to name account and tax rate.",
		Types: bought(), Format: doc.ExportCSV, Style: style, Columns: columns,
	}
}

// datev is a DATEV booking batch (developer.datev.de, DATEV format, booking
// batch, version 13): 125 fields in a fixed order, of which turnover, its side,
// account, contra account and date are required. The turnover is never negative;
// a credit note changes its side.
func datev() doc.ExportProfile {
	filled := map[string]doc.ExportColumn{
		"Umsatz (ohne Soll/Haben-Kz)":    need(changed(col("", "field:grand_total", "field:total"), doc.ChangeAbsolute)),
		"Soll/Haben-Kennzeichen":         as(need(changed(col("", "field:grand_total", "field:total"), doc.ChangeSign)), doc.KindText),
		"WKZ Umsatz":                     as(need(col("", "field:currency")), doc.KindText),
		"Konto":                          as(need(col("", "meta:account", "text:")), doc.KindNumber),
		"Gegenkonto (ohne BU-Schlüssel)": as(need(col("", "meta:contra_account", "text:")), doc.KindNumber),
		"BU-Schlüssel":                   col("", "meta:tax_key", "text:"),
		batchDate:                        need(col("", "field:issue_date", "field:date")),
		"Belegfeld 1":                    cut(changed(col("", "field:invoice_number", "field:receipt_number"), doc.ChangeReference), 36),
		"Buchungstext":                   cut(col("", "text:{field:supplier_name} {field:merchant} {field:invoice_number}"), 60),
	}
	var columns []doc.ExportColumn
	for _, header := range strings.Split(datevFields, ";") {
		c, known := filled[header]
		if !known {
			c = doc.ExportColumn{Source: []string{"text:"}, Kind: datevKind(header)}
		}
		c.Header = header
		columns = append(columns, c)
	}
	return doc.ExportProfile{
		ID: "datev", Name: "DATEV: Buchungsstapel", Description: "A booking for each document. Copy it to name consultant, client and accounts.",
		Types: bought(), Format: doc.ExportCSV, Columns: columns,
		Style: doc.ExportStyle{Decimal: "comma", Date: "DDMM", Delimiter: "semicolon", Encoding: "windows-1252", LineEnd: "crlf", Header: true, Quote: "text"},
		Batch: &doc.ExportBatch{YearStart: "01-01", AccountLength: 4},
	}
}

// datevKind tells numbers, which stand bare, from texts among the fields that
// are left empty.
func datevKind(header string) doc.FieldKind {
	numbers := ";Kurs;Basis-Umsatz;Skonto;Postensperre;Sachverhalt;Zinssperre;Geschäftspartnerbank;Kost-Menge;EU-Steuersatz (Bestimmung);" +
		"Sachverhalt L+L;Funktionsergänzung L+L;BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;BU 49 Funktionsergänzung;Stück;Gewicht;Zahlweise;" +
		"Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;USt-Schlüssel (Anzahlungen);Sachverhalt L+L (Anzahlungen);EU-Steuersatz (Anzahlungen);" +
		"Erlöskonto (Anzahlungen);KOST-Datum;Skontosperre;Beteiligtennummer;Postensperre bis;Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;" +
		"Datum Zuord. Steuerperiode;Fälligkeit;Steuersatz;BVV-Position;EU-Steuersatz (Ursprung);Abw. Skontokonto;"
	if strings.Contains(numbers, ";"+header+";") {
		return doc.KindNumber
	}
	return doc.KindText
}

// datevFields are the fields of a booking, in DATEV's order and words.
const datevFields = "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;" +
	"Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Postensperre;" +
	"Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink;" +
	"Beleginfo - Art 1;Beleginfo - Inhalt 1;Beleginfo - Art 2;Beleginfo - Inhalt 2;Beleginfo - Art 3;Beleginfo - Inhalt 3;" +
	"Beleginfo - Art 4;Beleginfo - Inhalt 4;Beleginfo - Art 5;Beleginfo - Inhalt 5;Beleginfo - Art 6;Beleginfo - Inhalt 6;" +
	"Beleginfo - Art 7;Beleginfo - Inhalt 7;Beleginfo - Art 8;Beleginfo - Inhalt 8;" +
	"KOST1 - Kostenstelle;KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung);EU-Steuersatz (Bestimmung);" +
	"Abw. Versteuerungsart;Sachverhalt L+L;Funktionsergänzung L+L;BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;" +
	"BU 49 Funktionsergänzung;" +
	"Zusatzinformation - Art 1;Zusatzinformation- Inhalt 1;Zusatzinformation - Art 2;Zusatzinformation- Inhalt 2;" +
	"Zusatzinformation - Art 3;Zusatzinformation- Inhalt 3;Zusatzinformation - Art 4;Zusatzinformation- Inhalt 4;" +
	"Zusatzinformation - Art 5;Zusatzinformation- Inhalt 5;Zusatzinformation - Art 6;Zusatzinformation- Inhalt 6;" +
	"Zusatzinformation - Art 7;Zusatzinformation- Inhalt 7;Zusatzinformation - Art 8;Zusatzinformation- Inhalt 8;" +
	"Zusatzinformation - Art 9;Zusatzinformation- Inhalt 9;Zusatzinformation - Art 10;Zusatzinformation- Inhalt 10;" +
	"Zusatzinformation - Art 11;Zusatzinformation- Inhalt 11;Zusatzinformation - Art 12;Zusatzinformation- Inhalt 12;" +
	"Zusatzinformation - Art 13;Zusatzinformation- Inhalt 13;Zusatzinformation - Art 14;Zusatzinformation- Inhalt 14;" +
	"Zusatzinformation - Art 15;Zusatzinformation- Inhalt 15;Zusatzinformation - Art 16;Zusatzinformation- Inhalt 16;" +
	"Zusatzinformation - Art 17;Zusatzinformation- Inhalt 17;Zusatzinformation - Art 18;Zusatzinformation- Inhalt 18;" +
	"Zusatzinformation - Art 19;Zusatzinformation- Inhalt 19;Zusatzinformation - Art 20;Zusatzinformation- Inhalt 20;" +
	"Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;Auftragsnummer;Buchungstyp;" +
	"USt-Schlüssel (Anzahlungen);EU-Land (Anzahlungen);Sachverhalt L+L (Anzahlungen);EU-Steuersatz (Anzahlungen);" +
	"Erlöskonto (Anzahlungen);Herkunft-Kz;Buchungs GUID;KOST-Datum;SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername;" +
	"Beteiligtennummer;Identifikationsnummer;Zeichnernummer;Postensperre bis;Bezeichnung SoBil-Sachverhalt;" +
	"Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;Datum Zuord. Steuerperiode;Fälligkeit;Generalumkehr (GU);" +
	"Steuersatz;Land;Abrechnungsreferenz;BVV-Position;EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);Abw. Skontokonto"

// ledger is for plain-text accounting: the columns that the rules of hledger
// ("fields" in hledger's manual, CSV format) and the importers of beancount name.
func ledger() doc.ExportProfile {
	return doc.ExportProfile{
		ID: "ledger", Name: "Ledger (hledger, beancount)", Description: "A posting for each document: an expense is a debit, a credit note a credit. Copy it to name the account.",
		Types: bought(), Format: doc.ExportCSV,
		Style: doc.ExportStyle{Decimal: "point", Date: "YYYY-MM-DD", Delimiter: "comma", Encoding: "utf-8", LineEnd: "lf", Header: true, Quote: "needed"},
		Columns: []doc.ExportColumn{
			need(col("date", "field:issue_date", "field:date")),
			need(col("payee", "field:supplier_name", "field:merchant")),
			col("description", "field:invoice_number", "field:receipt_number", "fact:file"),
			need(col("account", "meta:account", "text:Expenses:Unsorted")),
			changed(col("debit", "field:grand_total", "field:total"), doc.ChangeDebit),
			changed(col("credit", "field:grand_total", "field:total"), doc.ChangeCredit),
			need(col("currency", "field:currency")),
			need(col("amount", "field:grand_total", "field:total")),
		},
	}
}
