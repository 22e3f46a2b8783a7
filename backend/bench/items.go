package bench

import "deskclerk/backend/doc"

// itemCount counts rows of line items.
type itemCount struct{ matched, truth, found int }

// compareItems pairs the rows of the truth with rows of the table: as many as
// possible, each at most once. A document whose truth lists none counts for
// nothing.
func compareItems(truth []Item, table doc.Table) itemCount {
	if len(truth) == 0 {
		return itemCount{}
	}
	c := itemCount{truth: len(truth), found: len(table.Rows)}
	taken := make([]int, len(table.Rows)) // 1 + row of the truth
	for i := range truth {
		if pair(i, truth, table.Rows, taken, make([]bool, len(table.Rows))) {
			c.matched++
		}
	}
	return c
}

// pair finds a row for the truth's row i, moving others when they have another
// (augmenting paths of bipartite matching, Kuhn 1955).
func pair(i int, truth []Item, rows []doc.Row, taken []int, tried []bool) bool {
	for j, row := range rows {
		if tried[j] || !sameItem(truth[i], row) {
			continue
		}
		tried[j] = true
		if taken[j] == 0 || pair(taken[j]-1, truth, rows, taken, tried) {
			taken[j] = i + 1
			return true
		}
	}
	return false
}

// sameItem asks for a close description and the same amount.
func sameItem(truth Item, row doc.Row) bool {
	return sameCell(truth.Description, row.Cells["description"], doc.KindText) &&
		sameCell(truth.Amount, row.Cells["amount"], doc.KindMoney)
}

func sameCell(truth OneOf, cell doc.Cell, kind doc.FieldKind) bool {
	switch {
	case len(truth) == 0:
		return true
	case cell.Value == nil:
		return false
	default:
		return Compare("", kind, *cell.Value, truth).Close
	}
}

// ItemFigures are the rows of line items: a row is found when its description is
// close and its amount equal.
type ItemFigures struct {
	Documents int     `json:"documents"` // whose truth lists them
	Truth     int     `json:"truth"`     // rows
	Found     int     `json:"found"`
	Matched   int     `json:"matched"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

func itemFigures(seen []observed) *ItemFigures {
	var f ItemFigures
	for _, o := range seen {
		if o.items.truth > 0 {
			f.Documents++
			f.Truth += o.items.truth
			f.Found += o.items.found
			f.Matched += o.items.matched
		}
	}
	if f.Documents == 0 {
		return nil
	}
	f.Precision, f.Recall = ratio(f.Matched, f.Found), ratio(f.Matched, f.Truth)
	f.F1 = ratio(2*f.Matched, f.Truth+f.Found)
	return &f
}
