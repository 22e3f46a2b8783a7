package einvoice

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// cii is a made-up invoice in the syntax of CII as Factur-X has it.
const cii = `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="r" xmlns:udt="u">
 <rsm:ExchangedDocument><ram:ID>2026-0417</ram:ID><ram:TypeCode>380</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">20261001</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction>
  <ram:IncludedSupplyChainTradeLineItem>
   <ram:SpecifiedTradeProduct><ram:Name>Bohrer
     Satz</ram:Name></ram:SpecifiedTradeProduct>
   <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>4990.00</ram:ChargeAmount><ram:BasisQuantity unitCode="C62">100</ram:BasisQuantity></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
   <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">2.0000</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
   <ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>99.8</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
  </ram:IncludedSupplyChainTradeLineItem>
  <ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedTradeProduct><ram:Name>only a remark</ram:Name></ram:SpecifiedTradeProduct></ram:IncludedSupplyChainTradeLineItem>
  <ram:ApplicableHeaderTradeAgreement>
   <ram:SellerTradeParty><ram:Name>Nordlicht Werkzeuge GmbH</ram:Name>
    <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID></ram:SpecifiedTaxRegistration>
    <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE136695976</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
   <ram:BuyerTradeParty><ram:Name>Muster &amp; Söhne KG</ram:Name><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID></ram:SpecifiedTaxRegistration></ram:BuyerTradeParty>
   <ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>B-77</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>
  </ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeSettlement><ram:PaymentReference>n/a</ram:PaymentReference><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>DE89 3704 0044 0532 0130 00</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
    <ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>COBADEFFXXX</ram:BICID></ram:PayeeSpecifiedCreditorFinancialInstitution></ram:SpecifiedTradeSettlementPaymentMeans>
   <ram:ApplicableTradeTax><ram:CalculatedAmount>18.96</ram:CalculatedAmount><ram:BasisAmount>99.80</ram:BasisAmount><ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20261031</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
   <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>99.80</ram:TaxBasisTotalAmount>
    <ram:TaxTotalAmount currencyID="CHF">17.71</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="EUR">18.96</ram:TaxTotalAmount>
    <ram:GrandTotalAmount>118.76</ram:GrandTotalAmount><ram:DuePayableAmount>18.76</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement>
 </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>`

// ubl is the same invoice in the syntax of UBL, less what only CII shows.
const ubl = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="a" xmlns:cbc="b">
 <cbc:ID>2026-0417</cbc:ID><cbc:IssueDate>2026-10-01</cbc:IssueDate><cbc:DueDate>2026-10-31+02:00</cbc:DueDate>
 <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:OrderReference><cbc:ID>B-77</cbc:ID></cac:OrderReference>
 <cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Nordlicht</cbc:Name></cac:PartyName>
  <cac:PartyTaxScheme><cbc:CompanyID>201/113/40209</cbc:CompanyID><cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyTaxScheme><cbc:CompanyID>DE136695976</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>Nordlicht Werkzeuge GmbH</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
 <cac:AccountingCustomerParty><cac:Party><cac:PartyName><cbc:Name>Muster &amp; Söhne KG</cbc:Name></cac:PartyName></cac:Party></cac:AccountingCustomerParty>
 <cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>DE89370400440532013000</cbc:ID>
  <cac:FinancialInstitutionBranch><cbc:ID>COBADEFFXXX</cbc:ID></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>
 <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">18.96</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount>99.80</cbc:TaxableAmount><cbc:TaxAmount>18.96</cbc:TaxAmount>
  <cac:TaxCategory><cbc:Percent>19</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
 <cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>99.80</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount>118.76</cbc:TaxInclusiveAmount><cbc:PayableAmount>18.76</cbc:PayableAmount></cac:LegalMonetaryTotal>
 <cac:InvoiceLine><cbc:InvoicedQuantity>2</cbc:InvoicedQuantity><cbc:LineExtensionAmount>99.80</cbc:LineExtensionAmount>
  <cac:Item><cbc:Name>Bohrer Satz</cbc:Name><cac:ClassifiedTaxCategory><cbc:Percent>19.00</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
  <cac:Price><cbc:PriceAmount>49.90</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>`

func wanted() map[string]string {
	return map[string]string{
		"invoice_number": "2026-0417", "issue_date": "2026-10-01", "due_date": "2026-10-31",
		"supplier_name": "Nordlicht Werkzeuge GmbH", "supplier_vat_id": "DE136695976", "customer_name": "Muster & Söhne KG",
		"purchase_order": "B-77", "currency": "EUR", "net_total": "99.80", "tax_total": "18.96", "grand_total": "118.76",
		"amount_due": "18.76", "iban": "DE89370400440532013000", "bic": "COBADEFFXXX",
	}
}

// older turns names of CII D16B into those of ZUGFeRD 1.0.
func older() string {
	return strings.NewReplacer(
		"CrossIndustryInvoice>", "CrossIndustryDocument>", "rsm:CrossIndustryInvoice xmlns", "rsm:CrossIndustryDocument xmlns",
		"rsm:ExchangedDocument", "rsm:HeaderExchangedDocument", "rsm:SupplyChainTradeTransaction", "rsm:SpecifiedSupplyChainTradeTransaction",
		"ApplicableHeaderTrade", "ApplicableSupplyChainTrade", "SpecifiedLineTrade", "SpecifiedSupplyChainTrade",
		"SettlementHeaderMonetary", "SettlementMonetary", "SettlementLineMonetary", "SettlementMonetary",
		"RateApplicablePercent", "ApplicablePercent", "IssuerAssignedID", "ID",
	).Replace(cii)
}

func TestAllowancesAndChargesOfTheWholeAdjustTheLines(t *testing.T) {
	for name, tt := range map[string]struct{ file, before, added, want string }{
		"a charge and an allowance of CII": {cii, "<ram:TaxBasisTotalAmount>", "<ram:ChargeTotalAmount>5.80</ram:ChargeTotalAmount><ram:AllowanceTotalAmount>14.73</ram:AllowanceTotalAmount>", "-8.93"},
		"a charge of UBL":                  {ubl, "<cbc:PayableAmount>", "<cbc:ChargeTotalAmount>10</cbc:ChargeTotalAmount>", "10.00"},
		"nothing":                          {ubl, "<cbc:PayableAmount>", "<cbc:AllowanceTotalAmount>0.00</cbc:AllowanceTotalAmount>", ""},
	} {
		s, err := Parse([]byte(strings.Replace(tt.file, tt.before, tt.added+tt.before, 1)))
		if err != nil || s.Adjustment != tt.want {
			t.Errorf("%s: %q, %v, want %q", name, s.Adjustment, err, tt.want)
		}
	}
}

func TestBothSyntaxesStateTheSame(t *testing.T) {
	for name, file := range map[string]string{
		"CII": cii, "CII of ZUGFeRD 1.0": older(), "UBL": ubl,
		"a credit note of UBL": strings.NewReplacer("<Invoice ", "<CreditNote ", "</Invoice>", "</CreditNote>", "InvoiceLine", "CreditNoteLine", "InvoicedQuantity", "CreditedQuantity").Replace(ubl),
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Parse([]byte(file))
			if err != nil {
				t.Fatal(err)
			}
			if s.Type != doc.TypeInvoice || !maps.Equal(s.Fields, wanted()) {
				t.Errorf("%s: %v", s.Format, s.Fields)
			}
			item := map[string]string{"description": "Bohrer Satz", "quantity": "2", "unit_price": "49.90", "amount": "99.80", "tax_rate": "19"}
			if rows := s.Tables["line_items"]; len(rows) != 1 || !maps.Equal(rows[0], item) {
				t.Errorf("line items %v", rows)
			}
			tax := map[string]string{"rate": "19", "base": "99.80", "amount": "18.96"}
			if rows := s.Tables["tax_lines"]; len(rows) != 1 || !maps.Equal(rows[0], tax) {
				t.Errorf("tax lines %v", rows)
			}
		})
	}
}

func TestOtherFilesAreNoInvoice(t *testing.T) {
	deep := strings.Repeat("<a>", maxDepth+1) + strings.Repeat("</a>", maxDepth+1)
	many := "<a>" + strings.Repeat("<b/>", maxNodes) + "</a>"
	for name, tt := range map[string]struct {
		file string
		want error // nil: any
	}{
		"an order":              {"<Order><ID>1</ID></Order>", ErrNone},
		"a form's data":         {"<xfa><subform/></xfa>", ErrNone},
		"another invoice":       {"<Invoice><Number>1</Number></Invoice>", ErrNone},
		"nothing":               {"", ErrNone},
		"an invoice of nothing": {strings.Replace(cii, "118.76", "", 1), ErrNone},
		"too deep":              {deep, errLimits},
		"too many":              {many, errLimits},
		"too large":             {strings.Repeat(" ", doc.MaxAttachment+1), errLimits},
		"cut off":               {cii[:len(cii)/2], nil},
		"no XML":                {"%PDF-1.7", nil},
		"entities of its own": {`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>` +
			strings.Replace(ubl, "Nordlicht Werkzeuge GmbH", "&b;", 1), nil},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Parse([]byte(tt.file))
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("%v, %v", s, err)
			}
		})
	}
}

func TestOtherCharacterSetsAreRead(t *testing.T) {
	latin := strings.Replace(cii, "UTF-8", "ISO-8859-1", 1)
	latin = strings.ReplaceAll(latin, "ö", "\xf6")
	wide := []byte{0xff, 0xfe}
	for _, r := range strings.Replace(cii, "UTF-8", "UTF-16", 1) {
		wide = append(wide, byte(r), byte(r>>8))
	}
	for name, file := range map[string][]byte{"Latin 1": []byte(latin), "UTF-16": wide, "UTF-8 with a mark": []byte("\ufeff" + cii)} {
		if s, err := Parse(file); err != nil || s.Fields["customer_name"] != "Muster & Söhne KG" {
			t.Errorf("%s: %q, %v", name, s.Fields["customer_name"], err)
		}
	}
}

func TestTheAttachmentWithTheStandardNameIsTaken(t *testing.T) {
	other := strings.Replace(ubl, "2026-0417", "other", 1)
	for name, attachments := range map[string][]doc.Attachment{
		"beside another invoice": {{Name: "a.xml", Data: []byte(other)}, {Name: "Factur-X.xml", Data: []byte(cii)}},
		"beside a broken one":    {{Name: "factur-x.xml", Data: []byte("<a")}, {Name: "invoice.xml", Data: []byte(ubl)}},
	} {
		if s, ok := Read(attachments); !ok || s.Fields["invoice_number"] != "2026-0417" {
			t.Errorf("%s: %v", name, s.Fields)
		}
	}
	if s, ok := Read([]doc.Attachment{{Name: "factur-x.xml", Data: []byte("<order/>")}}); ok {
		t.Errorf("%v", s)
	}
}

func TestValuesAreNormalised(t *testing.T) {
	for in, want := range map[string]string{"1": "1.00", "-3.5": "-3.50", "0.005": "0.01", "1,5": "", "1e9": "", "": "", "+2.10": "2.10", "12/5": "", "-0.001": "0.00"} {
		if got := amount(in); got != want {
			t.Errorf("amount %q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"20261001": "2026-10-01", "202610011230": "2026-10-01", "2026-10-01Z": "2026-10-01", "20261301": "", "1.10.2026": ""} {
		if got := date(in); got != want {
			t.Errorf("date %q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"2.5000": "2.5", "100": "100", "7.00": "7", "x": ""} {
		if got := plain(in); got != want {
			t.Errorf("plain %q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[[2]string]string{
		{"0.0205", ""}: "0.0205", {"0.0520", "1"}: "0.052", {"10", ""}: "10.00", {"10.5000", "1.0000"}: "10.50",
		{"25", "1000"}: "0.025", {"10", "3"}: "3.333333", {"-1.20", "0"}: "-1.20", {"x", "1"}: "",
	} {
		if got := each(in[0], in[1]); got != want {
			t.Errorf("each %q: %q, want %q", in, got, want)
		}
	}
	if got := iban("0532013000"); got != "" {
		t.Errorf("a national account number is the IBAN %q", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{cii, ubl, older(), "<Invoice>", "\xff\xfe<\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse(data)
		if err == nil && s.Fields["invoice_number"] == "" {
			t.Error(fmt.Sprint("no number in ", s))
		}
	})
}
