package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const longestLabel = 6 // words before a property's colon

// property is a line such as "Colour: blue" that says more of an article than
// its name.
func (g *grid) property(t *textLine) bool {
	if g.labelled(t) {
		return true
	}
	for i := t.first; i < t.end && i < t.first+longestLabel; i++ {
		s := g.l.tokens[i].Text
		if strings.ContainsAny(s, "()") {
			return false
		}
		k := strings.IndexByte(s, ':')
		if k >= 0 && (i+1 < t.end || k < len(s)-1) {
			letters, _ := g.l.countLetters(t.first, i+1)
			return letters >= 2
		}
	}
	return false
}

// labelled is a line such as "Billing period week 36": the name of a date or
// number that the lexicon knows, and figures.
func (g *grid) labelled(t *textLine) bool {
	if _, digits := g.l.countLetters(t.first, t.end); digits == 0 {
		return false
	}
	return slices.ContainsFunc(g.l.labelsIn(t.row), func(lb label) bool {
		return lb.first == t.first && lb.quality > 0.9 && len(lb.shape) > 5 && lb.end < t.end && (lb.has(cOtherDate) || lb.has(cOtherNumber) || lb.has(cDate))
	})
}

// goesOn is line i when it begins with a small letter, in a table whose lines of
// goods do not: it goes on with the text above it.
func (g *grid) goesOn(i int) bool {
	if i == 0 || !g.small(i) {
		return false
	}
	large, small := 0, 0
	for k := range g.lines {
		switch {
		case !g.beside(g.lines[k].row) || g.lines[k].letters == 0:
		case !g.small(k):
			large++
		case k == 0 || g.small(k-1) || !g.tight(k-1): // nothing that it might go on with
			small++
		}
	}
	return large >= 3*small
}

// ampleRoom is the share of the widest description up to which a line with the
// next one's first word was not broken for want of room.
const ampleRoom = 0.75

// remark is line i when it says more of an article than its name: it begins with
// a small letter although the line above had room for its first word.
func (g *grid) remark(i int) bool {
	t, above := &g.lines[i], &g.lines[i-1]
	if g.small(i-1) || g.beside(t.row) || !g.longWord(above.end-1, above.end) || !g.goesOn(i) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(g.l.tokens[above.end-1].Text)
	right := above.box.Right + g.l.tokens[t.first].Box.Width()
	return unicode.IsLetter(last) && right-g.left < ampleRoom*(g.widest()-g.left)
}

// small reports that line i begins with a small letter.
func (g *grid) small(i int) bool {
	r, _ := utf8.DecodeRuneInString(g.l.tokens[g.lines[i].first].Text)
	return unicode.IsLower(r)
}

// counted is line i with a number of pieces in front of its words and no amount: a
// part of what the line above names, such as a course of a menu.
func (g *grid) counted(i int) bool {
	t := &g.lines[i]
	if g.beside(t.row) {
		return false
	}
	number := func(k int) bool {
		letters, digits := countLetters(g.l.tokens[k].Text)
		return letters == 0 && digits > 0 && digits < 3
	}
	if t.first > g.l.rows[t.row].first && number(t.first-1) {
		return g.l.tokens[t.first].Box.Left-g.l.tokens[t.first-1].Box.Right < 2*slack
	}
	return t.end-t.first > 1 && number(t.first) && g.longWord(t.first+1, t.first+2) && g.countsFirst()
}

// countsFirst reports a table whose quantities stand left of the descriptions.
func (g *grid) countsFirst() bool {
	return slices.ContainsFunc(g.head.columns, func(c column) bool { return c.is(cQuantity) && c.box.Right < g.left })
}

// withoutCaption cuts the name of the column off the end of a description, as in
// "Support - Description": a field that was left empty.
func (g *grid) withoutCaption(lines []textLine) []textLine {
	t := &lines[len(lines)-1]
	for _, lb := range g.l.labelsIn(t.row) {
		if lb.end != t.end || lb.first < t.first+2 || lb.quality < 0.95 || !lb.has(cDescription) {
			continue
		}
		if letters, digits := countLetters(g.l.tokens[lb.first-1].Text); letters == 0 && digits == 0 {
			t.end = lb.first - 1
			t.box = g.l.box(t.first, t.end)
			break
		}
	}
	return lines
}

// broken is a property whose value stands on the next line.
func (g *grid) broken(t *textLine) bool {
	letters, _ := g.l.countLetters(t.first, t.end)
	return letters >= 2 && strings.HasSuffix(g.l.tokens[t.end-1].Text, ":")
}

// total is a line that names a sum of the whole.
func (g *grid) total(t *textLine) bool {
	return g.summing(t.row) && slices.ContainsFunc(g.l.labelsIn(t.row), func(lb label) bool {
		return lb.first == t.first && lb.covers > 0.8 && lb.quality > 0.9 && len(lb.shape) > 4
	})
}
