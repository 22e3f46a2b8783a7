package einvoice

import (
	"strings"
	"testing"
)

func TestAnInvoiceIsPrintedWithAllItStates(t *testing.T) {
	for name, file := range map[string]string{"CII": cii, "UBL": ubl, "ZUGFeRD 1.0": older()} {
		t.Run(name, func(t *testing.T) {
			text, ok := Print([]byte(file))
			if !ok {
				t.Fatal("not printed")
			}
			for field, value := range wanted() {
				if !strings.Contains(text, value) {
					t.Errorf("%s %q is not on the sheet:\n%s", field, value, text)
				}
			}
			if !strings.Contains(text, "Bohrer Satz") {
				t.Error("the line is not on the sheet")
			}
		})
	}
}

func TestOtherXMLIsNotPrinted(t *testing.T) {
	if text, ok := Print([]byte("<note>hello</note>")); ok {
		t.Fatalf("printed %q", text)
	}
}
