package doc_test

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestKeptWishesAreAddedTo(t *testing.T) {
	before := doc.ProcessOptions{Type: doc.TypeInvoice, Languages: []string{"deu"}, Rotation: map[int]int{1: 90, 2: 180}, MaxPages: 50}
	all := doc.ProcessOptions{Rotation: map[int]int{2: 270}, MaxPixels: 7, Keep: true}.Over(before)
	if all.Type != doc.TypeInvoice || all.Languages[0] != "deu" || all.Rotation[1] != 90 || all.Rotation[2] != 270 || all.MaxPages != 50 || all.MaxPixels != 7 {
		t.Errorf("%+v", all)
	}
	if before.Rotation[2] != 180 {
		t.Error("the earlier wishes were changed")
	}
	every := doc.ProcessOptions{Rotation: map[int]int{doc.EveryPage: 90}, Keep: true}.Over(before)
	if turn, said := every.Turn(2); !said || turn != 90 {
		t.Errorf("page 2 is turned by %d", turn)
	}
	if anew := (doc.ProcessOptions{ForceOCR: true}).Over(before); anew.Type != doc.TypeUnknown || len(anew.Rotation) != 0 || !anew.ForceOCR {
		t.Errorf("without Keep: %+v", anew)
	}
}

func TestLimitsAreLiftedAndNeverLowered(t *testing.T) {
	limits := doc.OpenOptions{MaxPages: 100, MaxPixels: 1000}
	o := doc.ProcessOptions{MaxPages: 200, MaxPixels: 10, Password: "x"}.Opening(limits, "application/pdf")
	if o.MaxPages != 200 || o.MaxPixels != 1000 || o.Password != "x" || o.MIME != "application/pdf" {
		t.Errorf("%+v", o)
	}
}
