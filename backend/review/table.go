package review

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
)

// mostRows bounds a table.
const mostRows = 10_000

// Table does a list of edits to one table, all or none. Errors besides those of
// every act: not_found for a table that the type does not have, invalid_value,
// invalid_request.
func (d *Desk) Table(ctx context.Context, who doc.Actor, id, name string, edits []doc.TableEdit) (doc.Document, error) {
	var e *editor
	return d.perform(ctx, who, id, act{
		kind: doc.ActTable, subject: name,
		do: func(after *doc.Document) error {
			if err := editable(after); err != nil {
				return err
			}
			before := copied(*after)
			t, err := tableOf(after, name)
			if err != nil {
				return err
			}
			e = &editor{d: after, manner: extract.MannerOf(*after), name: name, t: t}
			for _, edit := range edits {
				if err := e.apply(edit); err != nil {
					return err
				}
			}
			after.Tables[name] = e.t
			d.judge(&before, after)
			return nil
		},
		cells: func() []doc.NamedChange { return e.changes },
	})
}

func tableOf(d *doc.Document, name string) (doc.Table, error) {
	if t, ok := d.Tables[name]; ok {
		return t, nil
	}
	for _, s := range d.Spec().Tables {
		if s.Name == name {
			return doc.Table{Columns: s.Columns}, nil
		}
	}
	return doc.Table{}, doc.Refuse(doc.CodeNotFound, "review_table", "type", string(d.Type.Name), "name", name)
}

// editor changes a table and notes each cell that it changed.
type editor struct {
	d       *doc.Document
	manner  extract.Manner
	name    string
	t       doc.Table
	changes []doc.NamedChange
}

func (e *editor) apply(edit doc.TableEdit) error {
	switch edit.Op {
	case doc.EditInsert:
		return e.insert(edit)
	case doc.EditConfirm:
		return e.confirm(edit)
	}
	if err := e.checkRow(edit.Row); err != nil {
		return err
	}
	switch edit.Op {
	case doc.EditSet:
		return e.set(edit.Row, edit.Column, edit.Value, edit.Page, edit.Box)
	case doc.EditRemove:
		for _, column := range slices.Sorted(maps.Keys(e.t.Rows[edit.Row-1].Cells)) {
			e.note(edit.Row, column, e.t.Rows[edit.Row-1].Cells[column], nil)
		}
		e.t.Rows = slices.Delete(e.t.Rows, edit.Row-1, edit.Row)
		return nil
	default:
		return doc.Errorf(doc.CodeInvalid, "%q is no edit; set, insert, remove and confirm are", edit.Op)
	}
}

func (e *editor) checkRow(row int) error {
	if row < 1 || row > len(e.t.Rows) {
		return doc.Refuse(doc.CodeInvalid, "review_row", "count", strconv.Itoa(len(e.t.Rows)), "line", strconv.Itoa(row))
	}
	return nil
}

func (e *editor) insert(edit doc.TableEdit) error {
	row := edit.Row
	if row == 0 {
		row = len(e.t.Rows) + 1
	}
	if row < 1 || row > len(e.t.Rows)+1 || len(e.t.Rows) == mostRows {
		return doc.Refuse(doc.CodeInvalid, "review_insert", "line", strconv.Itoa(row), "count", strconv.Itoa(len(e.t.Rows)))
	}
	e.t.Rows = slices.Insert(e.t.Rows, row-1, doc.Row{Cells: map[string]doc.Cell{}})
	for _, column := range slices.Sorted(maps.Keys(edit.Cells)) {
		if err := e.set(row, column, edit.Cells[column], 0, nil); err != nil {
			return err
		}
	}
	return nil
}

func (e *editor) set(row int, column string, value *string, page int, box *doc.Box) error {
	if !slices.Contains(e.t.Columns, column) {
		return doc.Refuse(doc.CodeInvalid, "review_column", "field", column)
	}
	if err := onDocument(e.d, page, box); err != nil {
		return err
	}
	cells := e.t.Rows[row-1].Cells
	was := cells[column]
	is := doc.Cell{Confidence: 1, Page: page, Box: box}
	if value != nil {
		v, err := extract.Normalise(e.d.Definition.CellKind(e.name, column), column, *value, e.manner)
		if err != nil {
			return err
		}
		is.Value = &v
		if page == 0 {
			is.Page, is.Box = was.Page, was.Box
		}
	}
	cells[column] = is
	e.note(row, column, was, is.Value)
	return nil
}

// confirm vouches for a cell, a row or the whole table.
func (e *editor) confirm(edit doc.TableEdit) error {
	if edit.Row == 0 {
		settleCells(&e.t)
		e.t.Confidence = 1 // no line is missing either
		return nil
	}
	if err := e.checkRow(edit.Row); err != nil {
		return err
	}
	cells := e.t.Rows[edit.Row-1].Cells
	if _, ok := cells[edit.Column]; !ok && edit.Column != "" {
		return doc.Refuse(doc.CodeInvalid, "review_cell", "line", strconv.Itoa(edit.Row), "field", edit.Column)
	}
	for column, c := range cells {
		if edit.Column == "" || edit.Column == column {
			cells[column] = settled(c)
			e.note(edit.Row, column, c, c.Value)
		}
	}
	return nil
}

func settled(c doc.Cell) doc.Cell {
	c.Confidence, c.Flagged = 1, false
	return c
}

// settleCells vouches for every cell.
func settleCells(t *doc.Table) {
	for _, r := range t.Rows {
		for column, c := range r.Cells {
			r.Cells[column] = settled(c)
		}
	}
}

func (e *editor) note(row int, column string, was doc.Cell, is *string) {
	c := doc.FieldChange{Value: is, Before: was.Value, Confidence: 1, Origin: doc.OriginCorrected}
	if equal(was.Value, is) {
		c.Origin = doc.OriginConfirmed
	}
	if is != nil {
		c.Raw = *is
	}
	e.changes = append(e.changes, doc.NamedChange{Name: fmt.Sprintf("%s[%d].%s", e.name, row, column), FieldChange: c})
}
