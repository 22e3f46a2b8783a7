package bench

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestTransactionsAreMatchedByDateAmountAndDescription(t *testing.T) {
	row := func(date, text, amount string) doc.Row {
		return doc.Row{Cells: map[string]doc.Cell{"date": {Value: &date}, "description": {Value: &text}, "amount": {Value: &amount}}}
	}
	truth, err := parseTruth([]byte(`{"type": "bank_statement", "fields": {}, "transactions": [
		{"date": "2024-03-02", "description": "Rent for flat 14", "amount": -700},
		{"date": "2024-03-05", "description": "Salary", "amount": "2500.5", "balance": "2800.50"},
		{"date": "2024-03-06", "description": "Coffee", "amount": "-3.20"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	balance := "2800.50"
	salary := row("2024-03-05", "SALARY", "2500.50")
	salary.Cells["balance"] = doc.Cell{Value: &balance}
	c := compareTransactions(truth.Transactions, doc.Table{Rows: []doc.Row{
		row("2024-03-02", "Rent for flat 14.", "-700.00"), salary, row("2024-03-07", "Coffee", "-3.20"), row("2024-03-06", "Coffee", "3.20"),
	}})
	if c != (itemCount{matched: 2, truth: 3, found: 4}) {
		t.Errorf("%+v", c)
	}
}
