package extract

import (
	"math"
	"strings"
)

const (
	letterhead  = 14 // rows from the top in which a name is looked for
	nameRows    = 3  // that a name may run over
	shortestRow = 3  // letters of a row that counts
)

// namer gathers the candidates for the name of who issued a receipt.
type namer struct {
	d         *evidence
	kinds     []rowKind
	domains   []string
	spellings []string // of domains read surely
	money     int      // the first row with a sum
	rank      int
	out       []Candidate
}

// nameCandidates gives texts that may be the name of who issued the paper: rows
// of the letterhead, two or three of them together, their parts by column, rows
// anywhere that hold a legal form or follow a greeting, and what web addresses
// tell.
func (d *evidence) nameCandidates(kinds []rowKind) []Candidate {
	g := &namer{d: d, kinds: kinds, domains: d.domains(0), spellings: d.domains(0.6), money: len(kinds)}
	for i := range kinds {
		if kinds[i].money {
			g.money = i
			break
		}
	}
	for i := range d.l.rows {
		if kinds[i].letters >= shortestRow || d.isInitials(i) {
			g.row(i)
		}
	}
	g.out = append(g.out, d.domainCandidates(kinds)...)
	markWithin(g.out)
	return g.out
}

// isInitials reports a row of two letters joined by "&", read surely.
func (d *evidence) isInitials(i int) bool {
	r := &d.l.rows[i]
	letters, digits := countLetters(r.text)
	return letters == 2 && digits == 0 && strings.Contains(r.text, "&") && meanConfidence(d.l, r.first, r.end) > 0.8
}

// row adds the names that begin in row i.
func (g *namer) row(i int) {
	l := g.d.l
	r := &l.rows[i]
	if g.kinds[i].sure > 0.35 {
		g.rank++
	}
	inHead := r.page == 1 && g.rank <= letterhead
	if len(r.cells) > 1 && inHead {
		for _, c := range r.cells {
			g.add(l.readName(c.first, c.end), i, inHead)
		}
	}
	n := l.readName(r.first, r.end)
	g.addRead(n, i, inHead, func() nameText { return l.readName(r.first, r.end) })
	for next := i; inHead; {
		if n.legal > 0 || n.caption || n.first >= n.end {
			break
		}
		if next = g.nextRow(next); next < 0 || next-i > nameRows+1 || l.tokens[n.end-1].row-i >= nameRows {
			break
		}
		b := l.readName(l.rows[next].first, l.rows[next].end)
		if b.captioned || b.greeted || strings.HasPrefix(compact(b.value), compact(n.value)) || min(g.kinds[i].sure, g.kinds[next].sure) < 0.4 {
			break
		}
		a, below := n, &l.rows[next]
		n = l.join(a, b)
		if n.legal > 0 && inHead {
			g.addRead(n, i, inHead, func() nameText {
				return l.join(l.readName(a.first, l.rows[l.tokens[a.end-1].row].end), l.readName(below.first, below.end))
			})
			continue
		}
		g.add(n, i, inHead)
	}
}

// nextRow is the row that may continue a name in row i, -1 when there is none.
func (g *namer) nextRow(i int) int {
	l := g.d.l
	a := &l.rows[i]
	for k := i + 1; k < len(l.rows) && k <= i+2; k++ {
		b := &l.rows[k]
		if b.page != a.page {
			return -1
		}
		if g.kinds[k].letters < shortestRow {
			continue
		}
		_, ph := pixels(&l.pages[a.page-1])
		high, low := math.Max(a.height, b.height), math.Min(a.height, b.height)
		if high > 1.6*low || (b.box.Top-a.box.Bottom)*ph > 1.8*high || g.kinds[k].addressLike() >= 0.5 || streetEnd().MatchString(strings.TrimRight(b.text, " .,")) {
			return -1
		}
		return k
	}
	return -1
}

// join makes one name of two rows.
func (l *layout) join(a, b nameText) nameText {
	out := a
	if b.first >= b.end || b.value == "" {
		return out
	}
	out.end = b.end
	out.caption = b.caption
	out.repaired = a.repaired || b.repaired
	out.registered = b.registered
	out.value, out.legal = l.lex.cutAtLegalForm(a.value + " " + b.value)
	out.value, out.business = l.lex.mendBusiness(out.value)
	return out
}

// addRead adds a name and its variants by other passes.
func (g *namer) addRead(n nameText, i int, inHead bool, read func() nameText) {
	g.add(n, i, inHead)
	if !inHead || n.first >= n.end {
		return
	}
	for _, v := range g.variants(n, read) {
		before := len(g.out)
		g.add(v.nameText, i, inHead)
		for k := before; k < len(g.out); k++ {
			f := g.out[k].Features
			f["reading"] = 1
			set(f, "reading_gain", v.gain)
			set(f, "reading_agree", v.agree)
			set(f, "reading_serif", v.serif)
		}
	}
}

// add appends the name found in row i, when there is one, and its spelling by a
// domain.
func (g *namer) add(n nameText, i int, inHead bool) {
	d := g.d
	letters, digits := countLetters(n.value)
	if letters < 2 || letters < 3 && !strings.Contains(n.value, "&") || letters > 70 || n.first >= n.end {
		return
	}
	if !inHead && n.legal == 0 && !n.greeted || isWeb(n.value) {
		return
	}
	f := d.nameFeatures(n, g.kinds, i, g.rank, inHead)
	last := d.l.tokens[n.end-1].row
	set(f, "part", g.part(n, i, last))
	set(f, "digits", float64(digits)/float64(letters+digits))
	set(f, "domain", domainMatch(n.value, g.domains))
	set(f, "after_money", indicator(i > g.money && !n.greeted))
	if last != i {
		g.pairFeatures(f, n, i)
	}
	c := Candidate{
		Value: n.value, Raw: d.l.text(n.first, n.end), Page: d.l.rows[i].page, Box: d.l.box(n.first, n.end),
		Confidence: d.l.confidence(n.first, n.end), Features: f,
	}
	g.out = append(g.out, c)
	if right := spelledByDomain(n.value, g.spellings); right != "" && f["again"] == 0 {
		c.Value, c.Features = right, copyFeatures(f)
		c.Features["domain"], c.Features["domain_spelling"] = 1, 1
		g.out = append(g.out, c)
	}
}

// part: the name is one of several columns of its row; less so where they stand
// far apart.
func (g *namer) part(n nameText, i, last int) float64 {
	r := &g.d.l.rows[i]
	if last != i || n.captioned || n.end-n.first >= r.end-r.first {
		return 0
	}
	gap := 99.0
	if n.first > r.first {
		gap = min(gap, g.d.l.gap(n.first-1, n.first))
	}
	if n.end < r.end {
		gap = min(gap, g.d.l.gap(n.end-1, n.end))
	}
	for k := r.first; k < r.end; k++ {
		letters, digits := countLetters(g.d.l.tokens[k].Text)
		if (k < n.first || k >= n.end) && letters+digits > 2 && g.d.l.tokens[k].Confidence > 0.5 {
			return 1 - 0.4*min(1, max(0, gap-1.3)/4)
		}
	}
	return 0
}

// pairFeatures tell what speaks for rows as one name: half a name is in one of
// them.
func (g *namer) pairFeatures(f Features, n nameText, i int) {
	l := g.d.l
	f["pair"] = 1
	upper := l.readName(l.rows[i].first, l.rows[i].end)
	last := &l.rows[l.tokens[n.end-1].row]
	lower := l.readName(last.first, last.end)
	half := l.lex.generic(lower.value) || strings.HasPrefix(lower.value, "(")
	set(f, "pair_legal", indicator(half && n.legal > 0))
	set(f, "pair_generic", indicator(l.lex.generic(upper.value) && n.legal == 0 && f["first"] > 0))
	low := math.Min(l.rows[i].height, last.height)
	set(f, "pair_tall", indicator(low > 1.25*l.em && math.Max(l.rows[i].height, last.height) < 1.2*low))
	set(f, "pair_whole", indicator(!half && lower.legal > 0))
	for k := i + 1; k <= last.index; k++ {
		f["not_name"] = max(f["not_name"], g.kinds[k].notName)
		f["labels"] = max(f["labels"], g.kinds[k].labels)
		f["money"] = max(f["money"], indicator(g.kinds[k].money))
		f["date"] = max(f["date"], indicator(g.kinds[k].date))
		f["phone"] = max(f["phone"], indicator(g.kinds[k].phone))
		f["web"] = max(f["web"], indicator(g.kinds[k].web))
	}
}

func copyFeatures(f Features) Features {
	out := make(Features, len(f)+2)
	for k, v := range f {
		out[k] = v
	}
	return out
}

// markWithin marks names that another row of the head only repeats more fully:
// a logo's first word, or the short name over the full one.
func markWithin(cs []Candidate) {
	keys := make([]string, len(cs))
	for i := range cs {
		keys[i] = compact(cs[i].Value)
	}
	for i := range cs {
		if len(keys[i]) < 4 || cs[i].Features["legal"] > 0 {
			continue
		}
		for k := range cs {
			f := cs[k].Features
			if len(keys[k]) < len(keys[i])+3 || !strings.HasPrefix(keys[k], keys[i]) || f["head"] == 0 && f["legal"] == 0 {
				continue
			}
			if f["not_name"] > 0.5 || f["money"]+f["phone"]+f["web"]+f["date"] > 0 || cs[k].Box.Overlap(cs[i].Box) > 0.1 {
				continue
			}
			cs[i].Features["within"] = 1
		}
	}
}
