package extract

import (
	"embed"
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"deskclerk/backend/likeness"
)

//go:embed lexicon/*.json
var lexiconFiles embed.FS

// concept is what a phrase of the lexicon means, such as total or due_date.
type concept string

// The concepts that code asks for by name; the lexicon files hold the words.
const (
	cTotal         concept = "total"
	cTotalStrong   concept = "total_strong"
	cAmountDue     concept = "amount_due"
	cSubtotal      concept = "subtotal"
	cNet           concept = "net"
	cTax           concept = "tax"
	cRounding      concept = "rounding"
	cService       concept = "service"
	cCash          concept = "cash"
	cChange        concept = "change"
	cCard          concept = "card"
	cTransfer      concept = "transfer"
	cVoucher       concept = "voucher"
	cDiscount      concept = "discount"
	cTip           concept = "tip"
	cDeposit       concept = "deposit"
	cEquivalent    concept = "equivalent"
	cCount         concept = "count"
	cSummary       concept = "summary"
	cDate          concept = "date"
	cTime          concept = "time"
	cDueDate       concept = "due_date"
	cOtherDate     concept = "other_date"
	cReceiptNumber concept = "receipt_number"
	cInvoiceNumber concept = "invoice_number"
	cOtherNumber   concept = "other_number"
	cPurchaseOrder concept = "purchase_order"
	cPaymentRef    concept = "payment_reference"
	cSeller        concept = "seller"
	cBuyer         concept = "buyer"
	cCurrency      concept = "currency"
	cOtherCurrency concept = "other_currency"
	cNotName       concept = "not_name"
	cStreet        concept = "street"
	cDays          concept = "days"
	cTerms         concept = "terms"
	cDescription   concept = "description"
	cQuantity      concept = "quantity"
	cUnitPrice     concept = "unit_price"
	cLineAmount    concept = "line_amount"
	cCarried       concept = "carried"
	cRate          concept = "rate"
	cInvoiceWord   concept = "invoice_word"
	cReceiptWord   concept = "receipt_word"
)

// phrase is one spelling with everything it may mean.
type phrase struct {
	joined   string // folded, without spaces
	shape    []rune
	mask     uint32
	pairs    uint64
	concepts []concept
	langs    []string
}

// has reports whether the phrase may mean c.
func (p *phrase) has(c concept) bool { return slices.Contains(p.concepts, c) }

// country is what the world file knows of one country.
type country struct {
	Code      string   `json:"code"`
	Currency  string   `json:"currency"`
	Former    string   `json:"former"` // its currency before the year Until
	Until     int      `json:"until"`
	Order     string   `json:"order"` // dmy, mdy or ymd: what is usual in print
	Also      string   `json:"also"`  // another order that is as usual
	Languages []string `json:"languages"`
	Phone     string   `json:"phone"`
	Names     []string `json:"names"`
	Marks     []string `json:"marks"`
}

// currency is one currency with what is printed for it.
type currency struct {
	Code  string   `json:"code"`
	Signs []string `json:"signs"`
	Words []string `json:"words"`
}

// lexicon is all embedded word knowledge, indexed.
type lexicon struct {
	exact      map[string]*phrase   // by joined
	near       [2]map[rune]bucket   // by the first letter's shape, by the last one's
	months     map[string][]monthOf // folded name -> month by language
	monthNames vocabulary
	legal      []legalForm     // longest first
	legalWords map[string]bool // the words of legal forms
	business   vocabulary      // words that names are made of
	countries  []country
	towns      phrases // names of countries, regions and towns
	marks      phrases // the words that tell a country
	currencies []currency
	currency   map[string]string // folded word -> code

	longestSign int // characters of a currency's sign
	langs       []string
}

// bucket holds the phrases with the same first, or last, letter shape by their
// length: a misread phrase keeps at least one of them.
type bucket [][]*phrase

// of length n.
func (b bucket) of(n int) []*phrase {
	if n >= len(b) {
		return nil
	}
	return b[n]
}

// with p added.
func (b bucket) with(p *phrase) bucket {
	n := len(p.shape)
	for len(b) <= n {
		b = append(b, nil)
	}
	b[n] = append(b[n], p)
	return b
}

// monthOf is a month as a language names it.
type monthOf struct {
	month int // 1 to 12
	lang  string
}

// words returns the embedded lexicon, parsed once.
var words = sync.OnceValue(loadLexicon)

// loadLexicon parses every embedded file. The files are part of the program, so
// a broken one is a programmer's mistake.
func loadLexicon() *lexicon {
	l := &lexicon{
		exact: map[string]*phrase{}, near: [2]map[rune]bucket{{}, {}},
		months: map[string][]monthOf{}, currency: map[string]string{},
	}
	names, err := fs.Glob(lexiconFiles, "lexicon/*.json")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		data, err := lexiconFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		if path.Base(name) == "world.json" {
			l.addWorld(data)
		} else {
			l.addLanguage(data)
		}
	}
	for _, joined := range slices.Sorted(maps.Keys(l.exact)) {
		p := l.exact[joined]
		for k, letter := range [2]rune{p.shape[0], p.shape[len(p.shape)-1]} {
			l.near[k][letter] = l.near[k][letter].with(p)
		}
	}
	return l
}

// addLanguage takes in one language file.
func (l *lexicon) addLanguage(data []byte) {
	var f struct {
		Language string               `json:"language"`
		Months   [][]string           `json:"months"`
		Phrases  map[concept][]string `json:"phrases"`
	}
	if err := json.Unmarshal(data, &f); err != nil {
		panic(err)
	}
	l.langs = append(l.langs, f.Language)
	for i, names := range f.Months {
		for _, n := range names {
			n = compact(n)
			l.months[n] = append(l.months[n], monthOf{i + 1, f.Language})
			l.monthNames.add(n)
		}
	}
	for c, list := range f.Phrases {
		for _, s := range list {
			l.addPhrase(s, c, f.Language)
		}
	}
}

// addPhrase adds one meaning of one spelling.
func (l *lexicon) addPhrase(s string, c concept, lang string) {
	joined := compact(s)
	if joined == "" {
		return
	}
	p := l.exact[joined]
	if p == nil {
		sh := likeness.Shape(joined)
		p = &phrase{joined: joined, shape: sh, mask: mask(sh), pairs: pairs(sh)}
		l.exact[joined] = p
	}
	if !p.has(c) {
		p.concepts = append(p.concepts, c)
	}
	if !slices.Contains(p.langs, lang) {
		p.langs = append(p.langs, lang)
	}
}

// addWorld takes in what is no language: countries, currencies, legal forms.
func (l *lexicon) addWorld(data []byte) {
	var f struct {
		LegalForms []string   `json:"legal_forms"`
		Business   []string   `json:"business_words"`
		Currencies []currency `json:"currencies"`
		Countries  []country  `json:"countries"`
	}
	if err := json.Unmarshal(data, &f); err != nil {
		panic(err)
	}
	l.countries, l.currencies = f.Countries, f.Currencies
	l.towns, l.marks = phrases{}, phrases{}
	for i := range f.Countries {
		c := &f.Countries[i]
		for k, m := range c.Marks {
			c.Marks[k] = fold(m)
		}
		l.towns.add(c.Names)
		l.marks.add(c.Marks)
	}
	l.legalWords = map[string]bool{}
	for _, s := range f.Business {
		l.business.add(s)
	}
	for _, s := range f.LegalForms {
		form := newLegalForm(foldTokens(s))
		l.legal = append(l.legal, form)
		for _, w := range form.words {
			l.legalWords[w] = true
		}
	}
	slices.SortStableFunc(l.legal, func(a, b legalForm) int { return len(b.words) - len(a.words) })
	for _, c := range f.Currencies {
		for _, s := range c.Signs {
			l.longestSign = max(l.longestSign, utf8.RuneCountInString(s))
		}
		for _, w := range c.Words {
			l.currency[currencyKey(w)] = c.Code
		}
	}
}

// match finds the phrase for a joined, folded text: exactly, or else the
// nearest within the allowance. quality is 1 for exact and falls with each
// error; nil when nothing is near.
func (l *lexicon) match(joined string) (p *phrase, quality float64) {
	if p := l.exact[joined]; p != nil {
		return p, 1
	}
	limit := allowance(utf8.RuneCountInString(joined))
	if limit == 0 {
		return nil, 0
	}
	sh := likeness.Shape(joined)
	m, ps := mask(sh), pairs(sh)
	best := limit + 1
	buckets := [2]bucket{l.near[0][sh[0]], l.near[1][sh[len(sh)-1]]}
	for n := max(1, len(sh)-limit); n <= len(sh)+limit; n++ {
		for _, b := range buckets {
			for _, q := range b.of(n) {
				if masksDiffer(m, q.mask, best-1) || pairsDiffer(ps, q.pairs, best-1) {
					continue
				}
				if d := distance(sh, q.shape, best-1); d < best && d <= allowance(len(q.shape)) {
					p, best = q, d
				}
			}
		}
	}
	if p == nil {
		return nil, 0
	}
	return p, 0.95 - 0.8*float64(best)/float64(len(sh))
}

// signOf gives the currency whose sign t is, empty for none.
func (l *lexicon) signOf(t string) string {
	n := utf8.RuneCountInString(t)
	if n > l.longestSign {
		return ""
	}
	for i := range l.currencies {
		for _, s := range l.currencies[i].Signs {
			if strings.EqualFold(t, s) {
				return l.currencies[i].Code
			}
		}
	}
	return ""
}

// currencyKey folds a currency word; one with a sign in it stays as it is.
func currencyKey(s string) string {
	if strings.Contains(s, "$") {
		return strings.ToLower(s)
	}
	return compact(s)
}
