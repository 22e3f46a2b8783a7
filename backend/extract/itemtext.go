package extract

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// textLine is what a row has in the column of descriptions.
type textLine struct {
	row, first, end int
	box             doc.Box
	letters         int
}

// findText finds the column of descriptions and its lines.
func (g *grid) findText() {
	g.text = g.textColumn()
	g.below = g.linesBelow()
	g.left = g.leftOfText()
	g.right = g.rightOfText()
	for _, p := range g.parts {
		for r := p[0]; r < p[1]; r++ {
			if t, ok := g.textLine(r); ok {
				g.lines = append(g.lines, t)
			}
		}
	}
	g.pitch = g.usualPitch()
}

// usualPitch is the middle distance of lines that follow each other closely
// among the lines of goods, in heights of words.
func (g *grid) usualPitch() float64 {
	first, last := g.marks[0].first, g.marks[len(g.marks)-1].last+6
	var out []float64
	for i := 1; i < len(g.lines); i++ {
		if g.lines[i-1].row < first || g.lines[i].row > last {
			continue
		}
		if x := g.pace(i - 1); x > 1.1 && x < 2.2 {
			out = append(out, x)
		}
	}
	if len(out) == 0 {
		return 1.6
	}
	return median(out)
}

// textColumn is the column whose head says that it describes, among several the
// one with the most letters below it.
func (g *grid) textColumn() int {
	at, most := -1, -1
	named := slices.ContainsFunc(g.head.columns, func(c column) bool { return c.is(cDescription) })
	for k := range g.head.columns {
		n := g.lettersUnder(k)
		if !named {
			n += g.lettersBetween(k)
		}
		if g.head.columns[k].is(cDescription) {
			n += 1000
		} else if len(g.head.columns[k].means) > 0 {
			continue
		}
		if n > most {
			at, most = k, n
		}
	}
	return at
}

// lettersUnder counts the letters of the column's words beside the amounts.
func (g *grid) lettersUnder(k int) int {
	n := 0
	for _, m := range g.marks {
		for r := m.first; r <= m.last; r++ {
			for _, c := range g.l.rows[r].cells {
				if g.columnOf(c.box) == k {
					letters, _ := g.l.countLetters(c.first, c.end)
					n += letters
				}
			}
		}
	}
	return n
}

// lettersBetween counts the letters of the rows between the lines of goods that
// begin in the column: where no head names the descriptions they may stand there
// alone.
func (g *grid) lettersBetween(k int) int {
	n := 0
	for i := 1; i < len(g.marks); i++ {
		for r := g.marks[i-1].last + 1; r < g.marks[i].first; r++ {
			for _, c := range g.l.rows[r].cells {
				begin := c.box
				begin.Right = begin.Left
				if g.columnOf(begin) == k {
					letters, _ := g.l.countLetters(c.first, c.end)
					n += letters
				}
			}
		}
	}
	return n
}

// behindAmounts reports descriptions that stand right of the amounts.
func (g *grid) behindAmounts() bool {
	return g.text >= 0 && g.head.columns[g.text].is(cDescription) && g.head.columns[g.text].box.Left > g.amount.box.Right
}

// linesBelow: in a head of several lines the description may be named below
// another thing of the same column, such as a number of the article; then it
// stands there in each line of goods, too.
func (g *grid) linesBelow() int {
	if g.text < 0 {
		return 0
	}
	c := &g.head.columns[g.text]
	for _, lb := range c.means {
		if lb.has(cDescription) && lb.row > c.rows[0] && lb.covers > 0.8 && slices.Contains(g.amountRows(), c.rows[0]) {
			if n := slices.Index(c.rows, lb.row); g.numbersFirst() {
				return n
			}
		}
	}
	return 0
}

// numbersFirst reports that beside most amounts the column has a number of the
// article and no words.
func (g *grid) numbersFirst() bool {
	numbers, words := 0, 0
	for _, m := range g.marks {
		for r := m.first; r <= m.last; r++ {
			for _, c := range g.l.rows[r].cells {
				if g.columnOf(c.box) != g.text || g.sums.hasMoney(r) && g.amount.holds(c.box) {
					continue
				}
				if _, digits := g.l.countLetters(c.first, c.end); digits > 0 {
					numbers++
				} else {
					words++
				}
			}
		}
	}
	return numbers > words
}

// amountRows are the rows of the head of the column of amounts.
func (g *grid) amountRows() []int {
	return g.head.columns[g.columnOf(g.amount.box)].rows
}

// leftOfText is where most lines of the column of descriptions begin.
func (g *grid) leftOfText() float64 {
	if g.text < 0 {
		return 0
	}
	var lefts []float64
	for _, m := range g.marks[:min(len(g.marks), enoughMarks)] {
		for r := m.first; r < len(g.l.rows) && r <= m.last+3 && g.l.rows[r].page == g.l.rows[m.row].page; r++ {
			for _, c := range g.l.rows[r].cells {
				words := g.words(&c)
				letters, _ := g.l.countLetters(c.first, c.end)
				if letters >= 2 && g.columnOf(words) == g.text && (words.Left < g.amount.box.Left || g.behindAmounts()) {
					lefts = append(lefts, words.Left)
				}
			}
		}
	}
	best, most := g.head.columns[g.text].box.Left, 0.0
	for _, a := range lefts {
		n := -2 * math.Abs(a-g.head.columns[g.text].box.Left)
		for _, b := range lefts {
			if math.Abs(a-b) < 0.008 {
				n++
			}
		}
		if n > most || n == most && a < best {
			best, most = a, n
		}
	}
	return best
}

// words is the cell without the numbers at its beginning that stand left of the
// head of the descriptions: a quantity close beside them.
func (g *grid) words(c *cell) doc.Box {
	first := c.first
	for first+1 < c.end && g.l.tokens[first].Box.Right < g.head.columns[g.text].box.Left {
		if letters, digits := countLetters(g.l.tokens[first].Text); letters > 0 || digits == 0 {
			break
		}
		first++
	}
	return g.l.box(first, c.end)
}

// rightOfText is where the next column begins in most lines of goods.
func (g *grid) rightOfText() float64 {
	var rights []float64
	for _, m := range g.marks {
		right := g.amount.box.Left
		if g.behindAmounts() {
			right = 1
		}
		for r := m.first; r <= m.last; r++ {
			right = min(right, g.nextColumn(r))
		}
		rights = append(rights, right)
	}
	return median(rights)
}

// nextColumn is where the first column after the descriptions begins in a row,
// 1 when none does.
func (g *grid) nextColumn(r int) float64 {
	for _, i := range g.sums.byRow[r] {
		if f := &g.sums.figs[i]; f.box.Left > g.left+0.02 && g.inColumn(i) {
			return g.beforeFigure(r, f.box.Left)
		}
	}
	return g.beforeFigure(r, 1)
}

const enoughMarks = 40 // lines of goods that show what is aligned

// inColumn reports a figure of a column of its own and not of a description: it
// stands below a head, or is aligned with those of other lines of goods.
func (g *grid) inColumn(i int) bool {
	f := &g.sums.figs[i]
	if g.amount.holds(f.box) {
		return true
	}
	k := g.columnOf(f.box)
	if k == g.text {
		return false
	}
	if beside(f.box, g.head.columns[k].box) < 0.012 {
		return true
	}
	for _, m := range g.marks[:min(len(g.marks), enoughMarks)] {
		if m.first <= f.row && f.row <= m.last {
			if q, p, ok := g.product(m.fig, g.around(m.fig)); ok && (f == q || f == p) {
				return true
			}
			continue
		}
		for _, j := range g.around(m.fig) {
			other := &g.sums.figs[j]
			if math.Abs(other.box.Right-f.box.Right) < 0.006 && g.columnOf(other.box) == k && !g.samePhrase(f, other) {
				return true
			}
		}
	}
	return false
}

// samePhrase reports figures that go on with the same words, as where one article
// is sold twice: their places say nothing of a column.
func (g *grid) samePhrase(a, b *figure) bool {
	before := func(f *figure) string {
		if f.first == 0 || !g.runsOn(f.first) || g.l.tokens[f.first-1].row != f.row {
			return ""
		}
		return compact(g.l.tokens[f.first-1].Text)
	}
	word := before(a)
	letters, _ := countLetters(word)
	return letters > 0 && word == before(b)
}

// beforeFigure is the left of the first cell of words that stands in a column of
// its own between the descriptions and right, such as units; else right.
func (g *grid) beforeFigure(r int, right float64) float64 {
	for k, c := range g.l.rows[r].cells {
		if k == 0 || c.box.Left < g.left+0.02 || c.box.Left >= right {
			continue
		}
		if col := g.columnOf(c.box); col != g.text && beside(c.box, g.head.columns[col].box) < 0.004 {
			return c.box.Left
		}
	}
	return right
}

// textLine is the part of row r in the column of descriptions.
func (g *grid) textLine(r int) (textLine, bool) {
	row := &g.l.rows[r]
	right, beside := g.right, g.beside(r)
	if beside {
		right = g.nextColumn(r)
		if !g.behindAmounts() {
			right = min(right, g.amount.box.Left+g.amount.box.Width())
		}
	}
	t := textLine{row: r, first: -1}
	for i := row.first; i < row.end; i++ {
		b := g.l.tokens[i].Box
		runsOn := t.first >= 0 && !beside && g.runsOn(i)
		if b.Left < g.left-0.008 || b.Left > right-0.004 && !runsOn {
			if t.first >= 0 {
				break
			}
			continue
		}
		if t.first < 0 {
			t.first = i
		}
		t.end = i + 1
	}
	if t.first < 0 {
		return t, false
	}
	t.box = g.l.box(t.first, t.end)
	t.letters, _ = g.l.countLetters(t.first, t.end)
	return t, true
}

const wideSpace = 1.8 // heights of words; a wider gap divides columns, not words

// runsOn reports that token i goes on with the text of the one before it: where
// no figures stand beside a line, only a wide gap ends it.
func (g *grid) runsOn(i int) bool {
	a, b := &g.l.tokens[i-1], &g.l.tokens[i]
	if a.cell == b.cell {
		return true
	}
	w, _ := pixels(&g.l.pages[a.page-1])
	return (b.Box.Left-a.Box.Right)*w < wideSpace*g.l.em
}

// beside reports that row r is one of an amount's line of goods.
func (g *grid) beside(r int) bool {
	return slices.ContainsFunc(g.marks, func(m mark) bool { return m.first <= r && r <= m.last })
}

// joinLines joins the lines of a description; a word that was cut at the end of
// a line is made whole.
func (g *grid) joinLines(lines []textLine) string {
	var out string
	for _, t := range lines {
		s := g.l.text(t.first, t.end)
		switch {
		case out == "":
			out = s
		case strings.HasSuffix(out, "-") && !strings.HasSuffix(out, " -") && unicode.IsLower([]rune(s)[0]):
			out = strings.TrimSuffix(out, "-") + s
		case strings.HasSuffix(out, "-") && !strings.HasSuffix(out, " -"):
			out += s
		default:
			out += " " + s
		}
	}
	return strings.Trim(out, " .,:;-–_=*~|'\"")
}
