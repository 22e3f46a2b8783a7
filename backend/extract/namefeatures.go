package extract

import (
	"math"
	"strings"
	"unicode"
)

// nameFeatures of a name in row i.
func (d *evidence) nameFeatures(n nameText, kinds []rowKind, i, rank int, inHead bool) Features {
	r, k := &d.l.rows[i], &kinds[i]
	f := Features{}
	letters, _ := countLetters(n.value)
	known := n.legal > 0 || n.business
	set(f, "legal", n.legal)
	set(f, "business", indicator(n.business))
	set(f, "generic", indicator(d.l.lex.generic(n.value)))
	set(f, "head", indicator(inHead))
	set(f, "rank", math.Min(1, float64(rank)/letterhead)*share(n.greeted, 0.3))
	set(f, "first", indicator(rank == 1))
	set(f, "top3", indicator(rank <= 3))
	set(f, "upper", indicator(strings.ToUpper(n.value) == n.value))
	set(f, "capital", indicator(unicode.IsUpper([]rune(n.value)[0])))
	set(f, "height", math.Min(2, math.Max(-0.5, r.height/d.l.em-1)))
	set(f, "short", indicator(letters < 5))
	set(f, "long", indicator(letters > 40))
	set(f, "not_name", k.notName*share(known, 0.3)*share(n.greeted, 0))
	set(f, "labels", k.labels*share(n.greeted || n.captioned, 0))
	set(f, "address", math.Max(0, k.addressLike())*share(known, 0.5))
	set(f, "street", math.Min(1, k.street)*share(known, 0.5)*(1-n.legal))
	set(f, "postcode", indicator(k.postcode && (n.legal == 0 || postcode().MatchString(n.value+" "))))
	set(f, "place", indicator(d.isPlace(n.value)))
	set(f, "house", indicator(n.legal == 0 && hasDigit(n.value) && streetEnd().MatchString(n.value)))
	set(f, "web", indicator(k.web))
	set(f, "phone", indicator(k.phone))
	set(f, "money", indicator(k.money))
	set(f, "date", indicator(k.date))
	set(f, "centred", 1-math.Min(1, 4*math.Abs(r.box.CenterX()-0.5)))
	sure := meanConfidence(d.l, n.first, n.end)
	set(f, "confidence", sure)
	set(f, "faint", faint(sure))
	set(f, "agree", d.l.meanAgreement(n.first, n.end))
	set(f, "repaired", indicator(n.repaired))
	set(f, "greeted", indicator(n.greeted))
	set(f, "captioned", indicator(n.captioned))
	set(f, "colon", indicator(n.caption))
	set(f, "scraps", indicator(isScraps(n.value)))
	set(f, "punctuation", punctuation(n.value))
	d.neighbours(f, kinds, i, n)
	set(f, "again", d.again(n, i))
	c := d.l.around(n.first, n.end, cSeller, cBuyer)
	set(f, "seller", max(c.left[cSeller], c.over[cSeller]))
	set(f, "buyer", max(c.left[cBuyer], c.over[cBuyer])*share(n.greeted, 0))
	return f
}

// isScraps reports several words, some in lower case, of three letters at most:
// what a logo or a rule is read as.
func isScraps(s string) bool {
	ws := spans(s)
	for _, w := range ws {
		if letters, _ := countLetters(s[w.start:w.end]); letters > 3 {
			return false
		}
	}
	return len(ws) > 1 && strings.ToUpper(s) != s
}

// share is part when it applies and 1 otherwise.
func share(applies bool, part float64) float64 {
	if applies {
		return part
	}
	return 1
}

// neighbours: an address or a registration number below speaks for a name.
func (d *evidence) neighbours(f Features, kinds []rowKind, i int, n nameText) {
	last := d.l.tokens[n.end-1].row
	for step := 1; step <= 2 && last+step < len(kinds); step++ {
		if kinds[last+step].addressLike() > 0 {
			f["address_below"] = math.Max(f["address_below"], 1/float64(step))
		}
		if k := &kinds[last+step]; k.letters < 8 && k.digits > 4 && !k.date && !k.money && !k.phone && hasNumber(d.l.rows[last+step].text, 4, " ") && registration().MatchString(d.l.rows[last+step].text) {
			f["registration_below"] = 1
		}
	}
	set(f, "comma_end", indicator(strings.HasSuffix(strings.TrimRight(d.l.text(n.first, n.end), " .;:-|"), ",")))
	if i > 0 && d.l.rows[i-1].page == d.l.rows[i].page {
		if strings.HasSuffix(d.l.rows[i-1].text, ",") {
			f["comma_above"] = 1
		}
		if kinds[i-1].addressLike() > 0 {
			f["address_above"] = 1
			set(f, "in_address", indicator(f["address_below"] > 0.9))
		}
		if best(d.l.labelsIn(i-1), cNotName) > 0.9 && strings.Contains(fold(d.l.rows[i-1].text), "welcome") {
			f["after_welcome"] = 1
		}
	}
	set(f, "registration_beside", indicator(n.registered && !n.numbered))
	set(f, "numbered", indicator(n.numbered))
}

// punctuation is the share of characters that are no letter, digit or space.
func punctuation(s string) float64 {
	n, all := 0, 0
	for _, r := range s {
		all++
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsSpace(r) && !strings.ContainsRune("&.-'()", r) {
			n++
		}
	}
	return float64(n) / math.Max(1, float64(all))
}

// again: the same name stands once more on the paper.
func (d *evidence) again(n nameText, row int) float64 {
	want := compact(n.value)
	if len(want) < 5 {
		return 0
	}
	last := d.l.tokens[n.end-1].row
	for i := range d.l.rows {
		if (i < row || i > last) && strings.Contains(d.folded(i), want) {
			return 1
		}
	}
	return 0
}

// folded is the row's compact text, remembered.
func (d *evidence) folded(i int) string {
	if d.compactRows == nil {
		d.compactRows = make([]string, len(d.l.rows))
		for k := range d.l.rows {
			d.compactRows[k] = strings.ReplaceAll(d.l.rows[k].folded, " ", "")
		}
	}
	return d.compactRows[i]
}
