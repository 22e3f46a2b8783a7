package paper

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestLinesOfGoodsAddUpToWhatTheInvoicePrints(t *testing.T) {
	held := 0
	for layout := range TradeLayouts() {
		p, err := TradeRead(layout, 7)
		if err != nil {
			t.Fatal(err)
		}
		var sum int64
		var words []string
		for _, page := range p.Read {
			for _, w := range page.Words {
				words = append(words, w.Text)
			}
		}
		for _, g := range p.Goods {
			sum += cents(t, g.Amount)
			for word := range strings.FieldsSeq(g.Descriptions[0]) {
				if !slices.Contains(words, word) {
					t.Errorf("%s: %q is not printed", p.Layout, word)
				}
			}
		}
		if gross := Plain(sum); gross != p.Fields["net_total"] && gross != p.Fields["grand_total"] && sum > cents(t, p.Fields["net_total"]) {
			t.Errorf("%s: the lines make %s, the net is %s", p.Layout, gross, p.Fields["net_total"])
		}
		if len(p.Goods) < 2 || p.Fields["invoice_number"] == "" {
			t.Errorf("%s: %d lines", p.Layout, len(p.Goods))
		}
		if p.Held {
			held++
		}
	}
	if held < 10 || TradeLayouts()-held < 10 {
		t.Errorf("%d of %d layouts are kept for testing", held, TradeLayouts())
	}
}

func TestAnInvoiceIsReadTheSameWithoutItsPictures(t *testing.T) {
	for _, layout := range []int{0, 6, 27} {
		whole, err1 := Trade(layout, 4)
		words, err2 := TradeRead(layout, 4)
		if err1 != nil || err2 != nil || len(whole.Pages) != len(whole.Read) || len(words.Pages) != 0 || !reflect.DeepEqual(whole.Read, words.Read) || !reflect.DeepEqual(whole.Goods, words.Goods) {
			t.Errorf("%s: %d pages, %d of them read", whole.Layout, len(whole.Pages), len(whole.Read))
		}
	}
}
