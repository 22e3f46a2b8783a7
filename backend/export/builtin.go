package export

import (
	"slices"

	"deskclerk/backend/doc"
)

// Ids of the profiles that come with the program begin so.
const builtInPrefix = "builtin-"

// BuiltIn lists the profiles that come with the program. They cannot be changed,
// only copied.
func BuiltIn() []doc.ExportProfile {
	all := slices.Concat(generalProfiles(), rowProfiles(), accountingProfiles(), wholeProfiles())
	for i := range all {
		p := &all[i]
		p.ID, p.BuiltIn, p.Incomplete = builtInPrefix+p.ID, true, orGap(p.Incomplete)
		if p.Style == (doc.ExportStyle{}) {
			p.Style = DefaultStyle()
		}
		if p.Rows == "" {
			p.Rows = doc.RowsDocument
		}
		p.Types = append([]doc.Type{}, p.Types...)
		p.Columns = append([]doc.ExportColumn{}, p.Columns...)
	}
	return all
}

func orGap(g doc.ExportGap) doc.ExportGap {
	if g == "" {
		return doc.GapHold
	}
	return g
}

func col(header string, sources ...string) doc.ExportColumn {
	return doc.ExportColumn{Header: header, Source: sources}
}

func need(c doc.ExportColumn) doc.ExportColumn {
	c.Required = true
	return c
}

func cut(c doc.ExportColumn, chars int) doc.ExportColumn {
	c.MaxChars = chars
	return c
}

func as(c doc.ExportColumn, kind doc.FieldKind) doc.ExportColumn {
	c.Kind = kind
	return c
}

func changed(c doc.ExportColumn, how doc.ExportChange) doc.ExportColumn {
	c.Change = how
	return c
}

// generalProfiles are a table of everything that is bought, as text and as a
// workbook, and one with every field for each type.
func generalProfiles() []doc.ExportProfile {
	columns := []doc.ExportColumn{
		col("date", "field:date", "field:issue_date"),
		col("from", "field:merchant", "field:supplier_name"),
		col("number", "field:receipt_number", "field:invoice_number"),
		col("net", "field:subtotal", "field:net_total"),
		col("tax", "field:tax_total"),
		col("total", "field:total", "field:grand_total"),
		col("currency", "field:currency"),
		col("due_date", "field:due_date"),
		col("type", "fact:type"),
		col("file", "fact:file"),
		col("status", "fact:status"),
		col("id", "fact:id"),
	}
	bought := []doc.Type{doc.TypeReceipt, doc.TypeInvoice}
	all := []doc.ExportProfile{
		{ID: "table", Name: "Receipts and invoices", Description: "One row each: date, from whom, number, amounts.", Types: bought, Format: doc.ExportCSV, Columns: columns},
		{ID: "workbook", Name: "Receipts and invoices (Excel)", Description: "The same as a workbook: amounts are numbers, dates are dates.", Types: bought, Format: doc.ExportXLSX, Columns: columns},
	}
	names := map[doc.Type]string{
		doc.TypeReceipt: "Receipts, every field", doc.TypeInvoice: "Invoices, every field",
		doc.TypeStatement: "Bank statements, every field", doc.TypeIdentity: "Identity documents, every field",
	}
	for _, spec := range doc.TypeSpecs() {
		fields := []doc.ExportColumn{col("id", "fact:id"), col("file", "fact:file"), col("received", "fact:received"), col("status", "fact:status")}
		for _, f := range spec.Fields {
			fields = append(fields, col(f.Name, "field:"+f.Name))
		}
		all = append(all, doc.ExportProfile{
			ID: "all-" + string(spec.Name), Name: names[spec.Name], Description: "One row for each document.",
			Types: []doc.Type{spec.Name}, Format: doc.ExportCSV, Columns: fields,
		})
	}
	return all
}

// rowProfiles make rows of the rows of tables.
func rowProfiles() []doc.ExportProfile {
	document := []doc.ExportColumn{
		col("document", "fact:id"),
		col("row", "fact:row"),
		col("from", "field:merchant", "field:supplier_name"),
		col("number", "field:receipt_number", "field:invoice_number"),
		col("date", "field:date", "field:issue_date"),
		col("currency", "field:currency"),
	}
	return []doc.ExportProfile{
		{
			ID: "line-items", Name: "Line items", Description: "One row for each item of receipts and invoices.",
			Types: []doc.Type{doc.TypeReceipt, doc.TypeInvoice}, Format: doc.ExportCSV, Rows: "line_items",
			Columns: slices.Concat(document, []doc.ExportColumn{
				col("description", "cell:description"), col("quantity", "cell:quantity"), col("unit_price", "cell:unit_price"),
				col("amount", "cell:amount"), col("tax_rate", "cell:tax_rate"),
			}),
		},
		{
			ID: "tax-lines", Name: "Tax lines", Description: "One row for each tax rate of invoices.",
			Types: []doc.Type{doc.TypeInvoice}, Format: doc.ExportCSV, Rows: "tax_lines",
			Columns: slices.Concat(document, []doc.ExportColumn{col("rate", "cell:rate"), col("base", "cell:base"), col("amount", "cell:amount")}),
		},
		{
			ID: "transactions", Name: "Bank transactions", Description: "One row for each transaction; debits are negative.",
			Types: []doc.Type{doc.TypeStatement}, Format: doc.ExportCSV, Rows: "transactions",
			Columns: []doc.ExportColumn{
				col("statement", "fact:id"), col("row", "fact:row"), col("bank", "field:bank_name"), col("iban", "field:iban", "field:account_number"),
				need(col("date", "cell:date")), col("description", "cell:description"), need(col("amount", "cell:amount")),
				col("balance", "cell:balance"), col("currency", "field:currency"),
			},
		},
	}
}

// wholeProfiles write documents as the contract has them.
func wholeProfiles() []doc.ExportProfile {
	return []doc.ExportProfile{
		{ID: "json", Name: "Whole documents (JSON)", Description: "One array, everything that is known of each document.", Format: doc.ExportJSON},
		{ID: "jsonl", Name: "Whole documents (JSON lines)", Description: "One document a line, everything that is known of it.", Format: doc.ExportJSONL},
	}
}
