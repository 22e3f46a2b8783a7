package bench

import "deskclerk/backend/doc"

// Transaction is one row of a statement; a cell that is not given is not
// compared.
type Transaction struct {
	Date        OneOf `json:"date"`
	Description OneOf `json:"description"`
	Amount      OneOf `json:"amount"`
	Balance     OneOf `json:"balance"`
}

// compareTransactions pairs the rows of the truth with rows of the table, as
// compareItems does.
func compareTransactions(truth []Transaction, table doc.Table) itemCount {
	if len(truth) == 0 {
		return itemCount{}
	}
	same := func(i int, row doc.Row) bool { return sameTransaction(truth[i], row) }
	return pairRows(len(truth), table.Rows, same)
}

// sameTransaction asks for the same date, amount and balance, and a close
// description.
func sameTransaction(t Transaction, row doc.Row) bool {
	return sameCell(t.Amount, row.Cells["amount"], doc.KindMoney) && sameCell(t.Date, row.Cells["date"], doc.KindDate) &&
		sameCell(t.Balance, row.Cells["balance"], doc.KindMoney) && sameCell(t.Description, row.Cells["description"], doc.KindText)
}
