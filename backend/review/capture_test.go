package review_test

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestAPlaceIsReadAsTheFieldsKind(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	id := r.read(invoice(), "Net", "100.00", "1I9.00")
	before := r.document(id)
	place := doc.Box{Left: 0.05, Top: 0.035, Right: 0.35, Bottom: 0.06}
	at := doc.Box{Left: 0.1, Top: 0.04, Right: 0.3, Bottom: 0.055}
	r.reader.readings = []doc.RegionReading{
		{Pass: "look", Text: "119.00", Confidence: 0.9, Box: at},
		{Pass: "look-thick", Text: "119.00 ", Confidence: 0.8, Box: at},
		{Pass: "look-contrast", Text: "11g.00x", Confidence: 0.95, Box: at},
	}
	c, err := r.Capture(ctx, id, doc.CaptureRequest{Page: 1, Box: place, Field: "grand_total"})
	if err != nil || c.Value == nil || *c.Value != "119.00" || c.Raw != "119.00" || c.Page != 1 || c.Box != at {
		t.Fatalf("%+v (%v)", c, err)
	}
	if c.Confidence <= 0.3 || c.Confidence >= 0.9 {
		t.Errorf("confidence %v where one reading differs", c.Confidence)
	}
	if r.reader.asked.Rotation != 90 || r.reader.asked.Skew != 1.5 || r.reader.asked.Box != place {
		t.Errorf("the reader was asked for %+v", r.reader.asked)
	}
	if after := r.document(id); after.Revision != before.Revision {
		t.Error("capturing stored something")
	}
	d := r.field(id, "grand_total", doc.FieldAct{Kind: doc.ActCorrect, Value: *c.Value, Raw: c.Raw, Page: c.Page, Box: &c.Box})
	if f := d.Fields["grand_total"]; f.Box.Top != 0.04 || f.Page != 1 {
		t.Errorf("%+v", f)
	}

	r.reader.readings = []doc.RegionReading{{Pass: "look", Text: "no sum", Confidence: 0.9, Box: at}}
	c, err = r.Capture(ctx, id, doc.CaptureRequest{Page: 1, Box: doc.Box{Left: 0.4, Top: 0.4, Right: 0.5, Bottom: 0.5}, Kind: doc.KindMoney})
	if err != nil || c.Value != nil || c.Raw != "no sum" || c.Hint == "" {
		t.Errorf("%+v (%v)", c, err)
	}
	r.reader.readings = nil
	c, err = r.Capture(ctx, id, doc.CaptureRequest{Page: 1, Box: doc.Box{Left: 0.9, Top: 0.9, Right: 0.95, Bottom: 0.95}})
	if err != nil || c.Value != nil || c.Raw != "" || c.Hint == "" {
		t.Errorf("%+v (%v)", c, err)
	}
	for _, q := range []doc.CaptureRequest{{Page: 2, Box: place}, {Page: 1, Box: place, Field: "mood"}} {
		_, err = r.Capture(ctx, id, q)
		wantCode(t, err, doc.CodeNotFound)
	}
	_, err = r.Capture(ctx, id, doc.CaptureRequest{Page: 1, Box: doc.Box{Left: 0.5, Right: 0.4, Bottom: 1}})
	wantCode(t, err, doc.CodeInvalid)
	r.reader.err = doc.Errorf(doc.CodeWorkerCrash, "gone")
	_, err = r.Capture(ctx, id, doc.CaptureRequest{Page: 1, Box: place})
	wantCode(t, err, doc.CodeWorkerCrash)
}
