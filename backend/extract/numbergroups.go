package extract

import "slices"

// groupEnd finds the end of a number that is printed in groups and begins at
// word i, directly behind or below a word for a number: 411 200 359 118. It is i
// where there is none. Without such a word, numbers side by side are several.
func (n *numbers) groupEnd(i int) int {
	row := &n.l.rows[n.l.tokens[i].row]
	end := i + 1
	for n.dashed(i, end-1) {
		end += 2
	}
	if end > i+1 && n.numbered(i) {
		return end
	}
	end = i + 1
	if !n.isGroup(i) && !isPrefix(n.l.tokens[i].Text) {
		return i
	}
	for end < row.end && n.isGroup(end) && n.l.joins(end-1, end) {
		end++
	}
	if groups := end - i; groups < 2 || groups == 2 && !n.isGroup(i) || groups > mostGroups || !n.numbered(i) {
		return i
	}
	return end
}

const (
	mostGroups   = 5  // references and account numbers have more
	longestGroup = 12 // digits; a check digit may stand behind the rest
)

// dashed: a stroke that stands alone divides the number that begins at word i, and
// word last of it, from a rest that is too long for a count: 12/2024 – 0047.
func (n *numbers) dashed(i, last int) bool {
	row := &n.l.rows[n.l.tokens[i].row]
	if last+2 >= row.end || !hasDigit(n.l.tokens[i].Text) || n.taken[i] != "" {
		return false
	}
	switch n.l.tokens[last+1].Text {
	case "-", "–", "/":
		return n.isGroup(last+2) && len(n.l.tokens[last+2].Text) >= 3 && n.l.joins(last, last+1) && n.l.joins(last+1, last+2)
	}
	return false
}

// isGroup: digits and nothing else, which are no date, time or sum.
func (n *numbers) isGroup(i int) bool {
	t := n.l.tokens[i].Text
	return t != "" && len(t) <= longestGroup && onlyDigits(t) == t && n.taken[i] == ""
}

// numbered reports a word for a number directly before word i, or over it.
func (n *numbers) numbered(i int) bool {
	kinds := []concept{cInvoiceNumber, cReceiptNumber, cOtherNumber, cPurchaseOrder, cPaymentRef}
	c := n.l.around(i, i+1, kinds...)
	if c.nearest != nil && c.gap == 0 && c.nearest.quality > 0.8 || i > n.l.rows[n.l.tokens[i].row].first && numberSign(n.l.tokens[i-1].Text) {
		return true
	}
	first := n.l.rows[n.l.tokens[i].row].cells[n.l.tokens[i].cell].first == i
	return first && slices.ContainsFunc(kinds, func(k concept) bool { return c.over[k] > 0.8 })
}
