package einvoice

// Names of UN/CEFACT CII D16B, with those of the older ZUGFeRD 1.0 after the
// bar. The numbers BT-… are the business terms of EN 16931-1.
const (
	ciiHeader      = "ExchangedDocument|HeaderExchangedDocument"
	ciiTransaction = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
	ciiAgreement   = "ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"
	ciiSettlement  = "ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"
	ciiSums        = "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
	ciiMeans       = "SpecifiedTradeSettlementPaymentMeans"
	ciiRate        = "RateApplicablePercent|ApplicablePercent"
)

// readCII reads an invoice in UN/CEFACT's syntax.
func readCII(root *node) content {
	header, transaction := root.child(ciiHeader), root.child(ciiTransaction)
	agreement, settlement := transaction.child(ciiAgreement), transaction.child(ciiSettlement)
	sums := settlement.child(ciiSums)
	currency := settlement.value("InvoiceCurrencyCode") // BT-5
	tax := sameIn(currency, sums.all("TaxTotalAmount")) // BT-110
	gross := amount(sums.value("GrandTotalAmount"))     // BT-112
	net := amount(sums.value("TaxBasisTotalAmount"))    // BT-109
	if net == "" {
		net = less(gross, tax)
	}
	if tax == "" {
		tax = less(gross, net)
	}
	return content{
		fields: map[string]string{
			"invoice_number":    header.value("ID"),                                                                     // BT-1
			"issue_date":        date(header.value("IssueDateTime", "DateTimeString|DateTime")),                         // BT-2
			"supplier_name":     agreement.value("SellerTradeParty", "Name"),                                            // BT-27
			"supplier_vat_id":   agreement.with("schemeID", "VA", "SellerTradeParty", "SpecifiedTaxRegistration", "ID"), // BT-31
			"customer_name":     agreement.value("BuyerTradeParty", "Name"),                                             // BT-44
			"purchase_order":    identifier(agreement.value("BuyerOrderReferencedDocument", "IssuerAssignedID|ID")),     // BT-13
			"currency":          currency,
			"due_date":          date(settlement.value("SpecifiedTradePaymentTerms", "DueDateDateTime", "DateTimeString|DateTime")), // BT-9
			"net_total":         net,
			"tax_total":         tax,
			"grand_total":       gross,
			"amount_due":        amount(sums.value("DuePayableAmount")),                                            // BT-115
			"iban":              iban(settlement.value(ciiMeans, "PayeePartyCreditorFinancialAccount", "IBANID")),  // BT-84
			"bic":               settlement.value(ciiMeans, "PayeeSpecifiedCreditorFinancialInstitution", "BICID"), // BT-86
			"payment_reference": identifier(settlement.value("PaymentReference")),                                  // BT-83
		},
		items:      ciiItems(transaction),
		taxLines:   ciiTaxLines(settlement),
		adjustment: adjustment(sums.value("ChargeTotalAmount"), sums.value("AllowanceTotalAmount")),
	}
}

// ciiItems reads BG-25. A line without a sum is a text between the lines.
func ciiItems(transaction *node) []map[string]string {
	var out []map[string]string
	for _, l := range transaction.all("IncludedSupplyChainTradeLineItem") {
		agreement := l.child("SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement")
		settlement := l.child("SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement")
		price := agreement.child("NetPriceProductTradePrice")
		row := map[string]string{
			"description": l.value("SpecifiedTradeProduct", "Name"),
			"quantity":    plain(l.value("SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery", "BilledQuantity")),
			"unit_price":  each(price.value("ChargeAmount"), price.value("BasisQuantity")),
			"amount":      amount(settlement.value("SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation", "LineTotalAmount")),
			"tax_rate":    plain(settlement.value("ApplicableTradeTax", ciiRate)),
		}
		if row["amount"] != "" {
			out = append(out, row)
		}
	}
	return out
}

// ciiTaxLines reads BG-23.
func ciiTaxLines(settlement *node) []map[string]string {
	var out []map[string]string
	for _, t := range settlement.all("ApplicableTradeTax") {
		out = append(out, map[string]string{
			"rate":   plain(t.value(ciiRate)),
			"base":   amount(t.value("BasisAmount")),
			"amount": amount(t.value("CalculatedAmount")),
		})
	}
	return out
}
