package einvoice

// readUBL reads an invoice or credit note of OASIS UBL 2.1, by the binding of
// EN 16931-3-2. The numbers BT-… are the business terms of EN 16931-1.
func readUBL(root *node) content {
	seller := root.child("AccountingSupplierParty").child("Party")
	buyer := root.child("AccountingCustomerParty").child("Party")
	sums, means := root.child("LegalMonetaryTotal"), root.child("PaymentMeans")
	currency := root.value("DocumentCurrencyCode") // BT-5
	due := date(root.value("DueDate"))             // BT-9
	if due == "" {
		due = date(root.value("PaymentMeans", "PaymentDueDate"))
	}
	return content{
		fields: map[string]string{
			"invoice_number":    root.value("ID"),              // BT-1
			"issue_date":        date(root.value("IssueDate")), // BT-2
			"supplier_name":     ublName(seller),
			"supplier_vat_id":   ublVAT(seller),
			"customer_name":     ublName(buyer),
			"purchase_order":    identifier(root.value("OrderReference", "ID")), // BT-13
			"currency":          currency,
			"due_date":          due,
			"net_total":         amount(sums.value("TaxExclusiveAmount")),                                 // BT-109
			"tax_total":         sameIn(currency, root.all("TaxTotal", "TaxAmount")),                      // BT-110
			"grand_total":       amount(sums.value("TaxInclusiveAmount")),                                 // BT-112
			"amount_due":        amount(sums.value("PayableAmount")),                                      // BT-115
			"iban":              iban(root.value("PaymentMeans", "PayeeFinancialAccount", "ID")),          // BT-84
			"bic":               means.value("PayeeFinancialAccount", "FinancialInstitutionBranch", "ID"), // BT-86
			"payment_reference": identifier(root.value("PaymentMeans", "PaymentID")),                      // BT-83
		},
		items:      ublItems(root),
		taxLines:   ublTaxLines(root),
		adjustment: adjustment(sums.value("ChargeTotalAmount"), sums.value("AllowanceTotalAmount")),
	}
}

// ublName is BT-27 or BT-44; files before EN 16931 know only the trading name.
func ublName(party *node) string {
	if name := party.value("PartyLegalEntity", "RegistrationName"); name != "" {
		return name
	}
	return party.value("PartyName", "Name")
}

// ublVAT is BT-31.
func ublVAT(party *node) string {
	for _, s := range party.all("PartyTaxScheme") {
		if id := s.value("TaxScheme", "ID"); id == "VAT" || id == "VA" {
			return s.value("CompanyID")
		}
	}
	return ""
}

// ublItems reads BG-25.
func ublItems(root *node) []map[string]string {
	var out []map[string]string
	for _, l := range root.all("InvoiceLine|CreditNoteLine") {
		out = append(out, map[string]string{
			"description": l.value("Item", "Name"),
			"quantity":    plain(l.value("InvoicedQuantity|CreditedQuantity")),
			"unit_price":  each(l.value("Price", "PriceAmount"), l.value("Price", "BaseQuantity")),
			"amount":      amount(l.value("LineExtensionAmount")),
			"tax_rate":    plain(l.value("Item", "ClassifiedTaxCategory", "Percent")),
		})
	}
	return out
}

// ublTaxLines reads BG-23.
func ublTaxLines(root *node) []map[string]string {
	var out []map[string]string
	for _, t := range root.all("TaxTotal", "TaxSubtotal") {
		out = append(out, map[string]string{
			"rate":   plain(t.value("TaxCategory", "Percent")),
			"base":   amount(t.value("TaxableAmount")),
			"amount": amount(t.value("TaxAmount")),
		})
	}
	return out
}
