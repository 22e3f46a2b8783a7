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
	return pairRows(len(truth), table.Rows, func(i int, row doc.Row) bool { return sameItem(truth[i], row) })
}

// pairRows pairs as many of n rows of a truth with rows of a table as possible.
func pairRows(n int, rows []doc.Row, same func(i int, row doc.Row) bool) itemCount {
	c := itemCount{truth: n, found: len(rows)}
	for _, i := range newPairing(n, rows, same).taken {
		c.matched += one(i > 0)
	}
	return c
}

// pairing is a bipartite matching.
type pairing struct {
	rows  []doc.Row
	same  func(i int, row doc.Row) bool
	taken []int // by row of the table: 1 + row of the truth
}

func newPairing(n int, rows []doc.Row, same func(i int, row doc.Row) bool) pairing {
	p := pairing{rows: rows, same: same, taken: make([]int, len(rows))}
	for i := range n {
		p.pair(i, make([]bool, len(rows)))
	}
	return p
}

// pair finds a row for the truth's row i, moving others when they have another
// (augmenting paths, Kuhn 1955).
func (p *pairing) pair(i int, tried []bool) bool {
	for j, row := range p.rows {
		if tried[j] || !p.same(i, row) {
			continue
		}
		tried[j] = true
		if p.taken[j] == 0 || p.pair(p.taken[j]-1, tried) {
			p.taken[j] = i + 1
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

// ItemFigures are the rows of line items or transactions: a row is found when its
// description is close and its amount equal, and a transaction's date too.
type ItemFigures struct {
	Documents int     `json:"documents"` // whose truth lists them
	Truth     int     `json:"truth"`     // rows
	Found     int     `json:"found"`
	Matched   int     `json:"matched"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

func itemFigures(seen []observed, of func(observed) itemCount) *ItemFigures {
	var f ItemFigures
	for _, o := range seen {
		if c := of(o); c.truth > 0 {
			f.Documents++
			f.Truth += c.truth
			f.Found += c.found
			f.Matched += c.matched
		}
	}
	if f.Documents == 0 {
		return nil
	}
	f.Precision, f.Recall = ratio(f.Matched, f.Found), ratio(f.Matched, f.Truth)
	f.F1 = ratio(2*f.Matched, f.Truth+f.Found)
	return &f
}
