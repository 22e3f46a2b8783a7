package sample_test

import (
	"bytes"
	"testing"

	"deskclerk/backend/sample"
)

func TestTheSameDocumentsAreDrawnEachTimeAndStaySmall(t *testing.T) {
	once, err := sample.Documents()
	if err != nil {
		t.Fatal(err)
	}
	again, err := sample.Documents()
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for i, d := range once {
		size += len(d.Bytes)
		if d.Name != again[i].Name || !bytes.Equal(d.Bytes, again[i].Bytes) {
			t.Errorf("%s is drawn differently the second time", d.Name)
		}
	}
	if size > 2<<20 {
		t.Errorf("together they take %d bytes", size)
	}
}
