package ocr

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestOnlyDoubtfulPagesAreReadTwice(t *testing.T) {
	cases := []struct {
		name  string
		words []doc.Word
		want  bool
	}{
		{"a page that read badly", []doc.Word{word("Tot@1", .1, .1, 0), word("24.55", .86, .5, 0)}, true},
		{"a fair page without a sure amount", []doc.Word{word("Total", .7, .1, 0), word("24.55", .6, .5, 0)}, true},
		{"a fair page with a sure amount", []doc.Word{word("Total", .5, .1, 0), word("24.55", .9, .5, 0)}, false},
		{"a letter without amounts that read well", []doc.Word{word("Dear", .95, .1, 0)}, false},
	}
	for _, c := range cases {
		if got := doubtful(c.words); got != c.want {
			t.Errorf("%s: doubtful is %v", c.name, got)
		}
	}
}
