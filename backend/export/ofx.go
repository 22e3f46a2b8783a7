package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
)

// The parts of an OFX 2.2 response that carry bank statements (OFX
// specification 2.2, sections 2.4 and 11.4).
type (
	ofxStatement struct {
		XMLName  xml.Name      `xml:"STMTTRNRS"`
		Request  string        `xml:"TRNUID"`
		Code     int           `xml:"STATUS>CODE"`
		Severity string        `xml:"STATUS>SEVERITY"`
		Currency string        `xml:"STMTRS>CURDEF"`
		Bank     string        `xml:"STMTRS>BANKACCTFROM>BANKID"`
		Account  string        `xml:"STMTRS>BANKACCTFROM>ACCTID"`
		Kind     string        `xml:"STMTRS>BANKACCTFROM>ACCTTYPE"`
		Start    string        `xml:"STMTRS>BANKTRANLIST>DTSTART"`
		End      string        `xml:"STMTRS>BANKTRANLIST>DTEND"`
		Rows     []ofxMovement `xml:"STMTRS>BANKTRANLIST>STMTTRN"`
		Balance  *ofxBalance   `xml:"STMTRS>LEDGERBAL,omitempty"`
	}
	ofxMovement struct {
		Kind   string `xml:"TRNTYPE"`
		Date   string `xml:"DTPOSTED"`
		Amount string `xml:"TRNAMT"`
		ID     string `xml:"FITID"`
		Name   string `xml:"NAME"`
		Memo   string `xml:"MEMO,omitempty"`
	}
	ofxBalance struct {
		Amount string `xml:"BALAMT"`
		Date   string `xml:"DTASOF"`
	}
)

const (
	ofxHead = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>` + "\n" +
		`<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>` + "\n"
	ofxName = 32 // characters that NAME may have; the rest goes into MEMO
	noDate  = "19700101"
)

// OFX writes the bank statements among the documents as OFX 2.2. now, as
// YYYYMMDDHHMMSS, is when the server would have answered. Rows without a date or
// an amount are left out; a comment says how many.
func OFX(w io.Writer, docs Documents, now string) error {
	return buffered(w, func(out *bufio.Writer) error {
		if _, err := out.WriteString(ofxHead + "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><DTSERVER>" + now + "</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>\n<BANKMSGSRSV1>\n"); err != nil {
			return err
		}
		e := xml.NewEncoder(out)
		e.Indent("", " ")
		if err := eachStatement(docs, func(s statement) error { return s.ofx(out, e) }); err != nil {
			return err
		}
		_, err := out.WriteString("\n</BANKMSGSRSV1>\n</OFX>\n")
		return err
	})
}

func (s statement) ofx(out *bufio.Writer, e *xml.Encoder) error {
	o := ofxStatement{
		Request: s.id, Severity: "INFO", Currency: s.currency, Bank: ofxBank(s), Account: shortened(s.name(), 22), Kind: "CHECKING",
		Start: ofxDate(s.start), End: ofxDate(s.end), Rows: []ofxMovement{},
	}
	if o.Currency == "" {
		o.Currency = "XXX"
	}
	left := 0
	for _, m := range s.rows {
		if !m.whole() {
			left++
			continue
		}
		o.Rows = append(o.Rows, s.ofxMovement(m))
	}
	if s.closing != "" {
		o.Balance = &ofxBalance{s.closing, ofxDate(s.end)}
	}
	if left > 0 {
		if _, err := fmt.Fprintf(out, "\n<!-- %d rows without a date or an amount are left out -->", left); err != nil {
			return err
		}
	}
	return e.Encode(o)
}

func (s statement) ofxMovement(m movement) ofxMovement {
	kind := "CREDIT"
	if strings.HasPrefix(m.amount, "-") {
		kind = "DEBIT"
	}
	text := oneLine(m.description)
	o := ofxMovement{Kind: kind, Date: ofxDate(m.date), Amount: m.amount, ID: s.movementID(m), Name: shortened(text, ofxName)}
	if o.Name == "" {
		o.Name = "-"
	}
	if len([]rune(text)) > ofxName {
		o.Memo = shortened(text, 255)
	}
	return o
}

// movementID tells a transaction from all others of its account, the same in
// every export.
func (s statement) movementID(m movement) string {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s|%s|%d|%s|%s|%s", s.name(), s.end, m.number, m.date, m.amount, m.description) // a hash takes everything
	return fmt.Sprintf("%s%016x", ofxDate(m.date), h.Sum64())
}

// ofxBank is the bank's code out of the IBAN, as far as one can be told; the
// element may not be empty.
func ofxBank(s statement) string {
	if c := s.name(); s.iban != "" && len(c) >= 12 {
		return c[4:12]
	}
	return "0"
}

func ofxDate(day string) string {
	if day == "" {
		return noDate
	}
	return strings.ReplaceAll(day, "-", "")
}

// shortened keeps the first n characters.
func shortened(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:n]))
	}
	return s
}
