package extract

import (
	"slices"

	"deskclerk/backend/doc"
)

// columnHead is where a column's head stands.
type columnHead struct {
	column int // of the definition
	spot   labelSpot
	box    doc.Box
}

const leastHeads = 2 // columns whose heads make a table; one for a table of one column

// table reads the rows under the heads of its columns: each cell goes to the
// column it stands under. A row without a cell in the first typed column goes on
// with the text above it.
func (r *definedReading) table(t *doc.TableDef) doc.Table {
	out := doc.Table{Rows: []doc.Row{}}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, c.Name)
	}
	for _, heads := range r.headRows(t) {
		r.rowsUnder(t, heads, &out)
	}
	sum := 0.0
	for _, row := range out.Rows {
		for _, c := range row.Cells {
			sum += c.Confidence / float64(max(1, len(row.Cells)))
		}
	}
	if len(out.Rows) > 0 {
		out.Confidence = sum / float64(len(out.Rows))
	}
	return out
}

// headRows are the rows with the most heads of the table, one on each page that
// it goes on.
func (r *definedReading) headRows(t *doc.TableDef) [][]columnHead {
	byRow := map[int][]columnHead{}
	for i := range t.Columns {
		best := map[int]labelSpot{}
		for _, label := range append([]string{t.Columns[i].Title, t.Columns[i].Name}, t.Columns[i].Labels...) {
			for _, s := range r.spots(label) {
				if s.quality > best[s.row].quality {
					best[s.row] = s
				}
			}
		}
		for row, s := range best {
			byRow[row] = append(byRow[row], columnHead{i, s, r.l.box(s.first, s.end)})
		}
	}
	most := 0
	for _, h := range byRow {
		most = max(most, len(h))
	}
	if most < min(leastHeads, len(t.Columns)) {
		return nil
	}
	var out [][]columnHead
	pages := map[int]bool{}
	for row := range r.l.rows {
		h := byRow[row]
		if len(h) == most && !pages[r.l.rows[row].page] {
			pages[r.l.rows[row].page] = true
			slices.SortFunc(h, func(a, b columnHead) int { return compare(a.box.Left, b.box.Left) })
			out = append(out, h)
		}
	}
	return out
}

const tableGap = 6.0 // heights of words without a row that end a table

// rowsUnder adds the rows of one head.
func (r *definedReading) rowsUnder(t *doc.TableDef, heads []columnHead, out *doc.Table) {
	last := heads[0].spot.row
	for n := last + 1; n < len(r.l.rows); n++ {
		row := &r.l.rows[n]
		if row.page != r.l.rows[last].page || r.apart(last, n) > tableGap || r.summing(n) && len(out.Rows) > 0 {
			return
		}
		cells, typed := r.cellsOf(t, heads, n)
		switch {
		case len(cells) == 0:
			continue
		case typed == 0 && len(out.Rows) > 0 && r.apart(last, n) < 2.4:
			goOn(out.Rows[len(out.Rows)-1], cells)
		case typed == 0 && r.hasTyped(t, heads):
			continue
		default:
			out.Rows = append(out.Rows, complete(t, cells))
		}
		last = n
	}
}

// hasTyped reports a column of figures or dates among the heads.
func (r *definedReading) hasTyped(t *doc.TableDef, heads []columnHead) bool {
	return slices.ContainsFunc(heads, func(h columnHead) bool { return typedColumn(t.Columns[h.column].Kind) })
}

func typedColumn(k doc.FieldKind) bool {
	return k == doc.KindMoney || k == doc.KindNumber || k == doc.KindDate || k == doc.KindTime
}

// cellsOf a row by columns; typed counts those with a figure or a date.
func (r *definedReading) cellsOf(t *doc.TableDef, heads []columnHead, n int) (cells map[string]doc.Cell, typed int) {
	cells = map[string]doc.Cell{}
	first, end := map[int]int{}, map[int]int{}
	for i := r.l.rows[n].first; i < r.l.rows[n].end; i++ {
		k := columnUnder(heads, r.l.tokens[i].Box)
		if _, ok := first[k]; !ok {
			first[k] = i
		}
		end[k] = i + 1
	}
	for k, h := range heads {
		if _, ok := first[k]; !ok {
			continue
		}
		c := &t.Columns[h.column]
		v, ok := r.read(&doc.FieldDef{Name: c.Name, Kind: c.Kind}, first[k], end[k], r.manner)
		if !ok {
			continue
		}
		found := r.candidate(v, besideLabel)
		value := found.Value
		cells[c.Name] = doc.Cell{Value: &value, Confidence: found.Confidence, Page: found.Page, Box: found.Box, Flagged: found.Confidence < 0.5}
		if typedColumn(c.Kind) {
			typed++
		}
	}
	return cells, typed
}

// columnUnder is the head that a word stands under: the nearest by its middle or
// its edges, as words are flush left and figures flush right.
func columnUnder(heads []columnHead, b doc.Box) int {
	at, least := 0, 2.0
	for k, h := range heads {
		away := beside(b, h.box)
		if away > 0 { // between heads, text belongs to the one it follows
			if b.Left > h.box.Right {
				away *= 0.6
			}
		}
		if away < least {
			at, least = k, away
		}
	}
	return at
}

// goOn adds a further line of text to the row above.
func goOn(row doc.Row, cells map[string]doc.Cell) {
	for name, c := range cells {
		was := row.Cells[name]
		if was.Value == nil || c.Value == nil {
			continue
		}
		text := *was.Value + " " + *c.Value
		was.Value, was.Confidence = &text, min(was.Confidence, c.Confidence)
		if was.Box != nil && c.Box != nil {
			box := was.Box.Union(*c.Box)
			was.Box = &box
		}
		row.Cells[name] = was
	}
}

// complete has a cell for each column.
func complete(t *doc.TableDef, cells map[string]doc.Cell) doc.Row {
	for _, c := range t.Columns {
		if _, ok := cells[c.Name]; !ok {
			cells[c.Name] = newCell("", 0, 0, doc.Box{})
		}
	}
	return doc.Row{Cells: cells}
}
