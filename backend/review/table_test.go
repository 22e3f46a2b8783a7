package review_test

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestATableIsPutRightInOneGo(t *testing.T) {
	r := open(t)
	ctx, id := t.Context(), r.read(invoice())
	d := r.must(r.Table(ctx, r.on(id), id, "line_items", []doc.TableEdit{
		{Op: doc.EditSet, Row: 2, Column: "amount", Value: pointer("61,5")},
		{Op: doc.EditInsert, Row: 1, Cells: map[string]*string{"description": pointer("Tea"), "quantity": pointer("2")}},
		{Op: doc.EditInsert, Cells: map[string]*string{"amount": pointer("1")}},
		{Op: doc.EditRemove, Row: 2},
		{Op: doc.EditConfirm, Row: 2},
	}))
	rows := d.Tables["line_items"].Rows
	if len(rows) != 3 || *rows[0].Cells["description"].Value != "Tea" || *rows[1].Cells["amount"].Value != "61.50" || *rows[2].Cells["amount"].Value != "1.00" {
		t.Fatalf("%+v", rows)
	}
	if c := rows[1].Cells["description"]; c.Flagged || c.Confidence != 1 {
		t.Errorf("a confirmed cell is %+v", c)
	}
	history, err := r.FieldHistory(ctx, id, "line_items[2].amount")
	if err != nil || len(history) != 3 || *history[0].Before != "60.00" || *history[0].Value != "61.50" || history[0].Actor != "ann" {
		t.Errorf("%+v (%v)", history, err)
	}
	d = r.must(r.Table(ctx, r.on(id), id, "line_items", []doc.TableEdit{{Op: doc.EditConfirm}}))
	if d.Tables["line_items"].Confidence != 1 {
		t.Error("the whole table is not vouched for")
	}
	d = r.must(r.Table(ctx, r.on(id), id, "tax_lines", []doc.TableEdit{{Op: doc.EditInsert, Cells: map[string]*string{"rate": pointer("19 %")}}}))
	if *d.Tables["tax_lines"].Rows[0].Cells["rate"].Value != "19" {
		t.Errorf("%+v", d.Tables["tax_lines"])
	}
	before := r.document(id)
	for _, c := range []struct {
		table string
		edit  doc.TableEdit
		code  doc.Code
	}{
		{"line_items", doc.TableEdit{Op: doc.EditSet, Row: 9, Column: "amount"}, doc.CodeInvalid},
		{"line_items", doc.TableEdit{Op: doc.EditSet, Row: 1, Column: "colour"}, doc.CodeInvalid},
		{"line_items", doc.TableEdit{Op: doc.EditSet, Row: 1, Column: "amount", Value: pointer("much")}, doc.CodeValue},
		{"line_items", doc.TableEdit{Op: doc.EditInsert, Row: 99}, doc.CodeInvalid},
		{"line_items", doc.TableEdit{Op: doc.EditConfirm, Row: 1, Column: "tax_rate"}, doc.CodeInvalid},
		{"line_items", doc.TableEdit{Op: "shuffle", Row: 1}, doc.CodeInvalid},
		{"mountains", doc.TableEdit{Op: doc.EditConfirm}, doc.CodeNotFound},
	} {
		// The good edit before it must not stay either.
		_, err := r.Table(ctx, r.on(id), id, c.table, []doc.TableEdit{{Op: doc.EditInsert}, c.edit})
		wantCode(t, err, c.code)
	}
	if after := r.document(id); after.Revision != before.Revision || len(after.Tables["line_items"].Rows) != 3 {
		t.Error("half a change was kept")
	}
}

func TestAnotherTypeIsUnderstoodAnewAndBack(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	id := r.read(invoice(), "CORNER SHOP", "12/11/2026", "TOTAL EUR 9.00")
	r.field(id, "currency", doc.FieldAct{Kind: doc.ActConfirm})
	was := r.document(id)
	d := r.must(r.Retype(ctx, r.on(id), id, doc.TypeReceipt))
	if d.Type.Name != doc.TypeReceipt || d.Type.Confidence != 1 || value(d.Fields["total"]) != "9.00" {
		t.Fatalf("%+v %+v", d.Type, d.Fields)
	}
	if _, ok := d.Fields["grand_total"]; ok {
		t.Error("a field of the old type is left")
	}
	if d.Fields["currency"].Origin != doc.OriginConfirmed {
		t.Error("what a person vouched for is gone")
	}
	if history, err := r.FieldHistory(ctx, id, "grand_total"); err != nil || *history[0].Value != "119.00" {
		t.Errorf("the machine's first value is lost: %+v (%v)", history, err)
	}
	o, err := r.ProcessOptions(ctx, id)
	if err != nil || o.Type != doc.TypeReceipt {
		t.Errorf("read again, it would be a %q (%v)", o.Type, err)
	}
	back, _, err := r.undo("ann")
	if err != nil || !back.Type.Same(was.Type) {
		t.Fatalf("%+v (%v)", back.Type, err)
	}
	sameState(t, back, was)
	_, err = r.Retype(ctx, r.on(id), id, "poem")
	wantCode(t, err, doc.CodeInvalid)
}
