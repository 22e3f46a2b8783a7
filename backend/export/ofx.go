package export

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
)

// The parts of an OFX 2.2 response that carry the statements of accounts and of
// cards (OFX specification 2.2, sections 2.4, 11.4.2 and 11.4.3).
type (
	ofxAnswer struct {
		Request  string `xml:"TRNUID"`
		Code     int    `xml:"STATUS>CODE"`
		Severity string `xml:"STATUS>SEVERITY"`
	}
	ofxCard struct {
		XMLName xml.Name `xml:"CCSTMTTRNRS"`
		ofxAnswer
		Currency string        `xml:"CCSTMTRS>CURDEF"`
		Account  string        `xml:"CCSTMTRS>CCACCTFROM>ACCTID"`
		Start    string        `xml:"CCSTMTRS>BANKTRANLIST>DTSTART"`
		End      string        `xml:"CCSTMTRS>BANKTRANLIST>DTEND"`
		Rows     []ofxMovement `xml:"CCSTMTRS>BANKTRANLIST>STMTTRN"`
		Balance  *ofxBalance   `xml:"CCSTMTRS>LEDGERBAL,omitempty"`
	}
	ofxStatement struct {
		XMLName xml.Name `xml:"STMTTRNRS"`
		ofxAnswer
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

// OFX writes the bank statements among the documents as OFX 2.2, those of cards
// in their own message set, behind the others. now, as YYYYMMDDHHMMSS, is when
// the server would have answered. Rows without a date or an amount are left out;
// a comment says how many.
func OFX(w io.Writer, docs Documents, now string) error {
	return buffered(w, func(out *bufio.Writer) error {
		if _, err := out.WriteString(ofxHead + "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><DTSERVER>" + now + "</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>\n"); err != nil {
			return err
		}
		var later bytes.Buffer
		accounts, cards := messageSet{out: out, name: "BANKMSGSRSV1"}, messageSet{out: &later, name: "CREDITCARDMSGSRSV1"}
		if err := eachStatement(docs, func(s statement) error {
			if s.isCard() {
				return cards.add(s)
			}
			return accounts.add(s)
		}); err != nil {
			return err
		}
		_, err := out.WriteString(accounts.end() + later.String() + cards.end() + "</OFX>\n")
		return err
	})
}

// messageSet is a part of the answer that is only there when something is in it.
type messageSet struct {
	out   io.Writer
	name  string
	begun bool
}

func (m *messageSet) add(s statement) error {
	if !m.begun {
		if _, err := io.WriteString(m.out, "<"+m.name+">\n"); err != nil {
			return err
		}
		m.begun = true
	}
	return s.ofx(m.out)
}

func (m *messageSet) end() string {
	if !m.begun {
		return ""
	}
	return "\n</" + m.name + ">\n"
}

func (s statement) ofx(out io.Writer) error {
	o := ofxStatement{
		ofxAnswer: ofxAnswer{Request: s.id, Severity: "INFO"}, Currency: s.currency, Bank: ofxBank(s), Account: shortened(s.name(), 22), Kind: "CHECKING",
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
	e := xml.NewEncoder(out)
	e.Indent("", " ")
	if s.isCard() {
		return e.Encode(ofxCard{
			ofxAnswer: o.ofxAnswer, Currency: o.Currency, Account: o.Account, Start: o.Start, End: o.End, Rows: o.Rows, Balance: o.Balance,
		})
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

// movementID tells a transaction from all others of its account. It is the same
// in every export, also after a correction of its text, and where another
// statement has the transaction too; of an account that is not known it is the
// document's own, for programs pass over what they have by it.
func (s statement) movementID(m movement) string {
	account := s.name()
	if account == unknownAccount {
		account = s.id
	}
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s|%s|%s|%d", account, m.date, m.amount, m.same) // a hash takes everything
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
