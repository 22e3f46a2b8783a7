package extract

import (
	"strings"

	"deskclerk/backend/doc"
)

const mostPairs = 60

// pairs finds "key: value" in a document of no known type: a text that ends in a
// colon, or has one behind it as French does, with what follows it in its row.
func (l *layout) pairs() []doc.Pair {
	var out []doc.Pair
	for i := range l.rows {
		r := &l.rows[i]
		for k := r.first; k < r.end-1 && len(out) < mostPairs; k++ {
			if !strings.HasSuffix(l.tokens[k].Text, ":") || l.tokens[k].Text == ":" && k == r.first {
				continue
			}
			first := l.keyStart(r, k)
			end := l.valueEnd(r, k+1)
			box := l.box(k+1, end)
			out = append(out, doc.Pair{
				Key: strings.TrimRight(l.text(first, k+1), " :"), Value: l.text(k+1, end), Page: r.page, Box: &box,
			})
			k = end - 1
		}
	}
	return out
}

// keyStart goes back over at most four words of the same cell, and not over a
// value with digits that stands behind an earlier key.
func (l *layout) keyStart(r *row, k int) int {
	first := k
	earlier := false
	for i := r.first; i < k; i++ {
		earlier = earlier || strings.HasSuffix(l.tokens[i].Text, ":")
	}
	for first > r.first && k-first < 4 && l.tokens[first-1].cell == l.tokens[k].cell && !strings.HasSuffix(l.tokens[first-1].Text, ":") {
		if earlier && strings.ContainsAny(l.tokens[first-1].Text, "0123456789") {
			break
		}
		first--
	}
	return first
}

// valueEnd stops at the next key or column.
func (l *layout) valueEnd(r *row, from int) int {
	end := from + 1
	for end < r.end && l.tokens[end].cell == l.tokens[from].cell && !strings.HasSuffix(l.tokens[end].Text, ":") {
		end++
	}
	if end == r.end || !strings.HasSuffix(l.tokens[end].Text, ":") {
		return end
	}
	for k := end - 1; k >= from; k-- { // words behind the last digits are of the next key
		if strings.ContainsAny(l.tokens[k].Text, "0123456789") {
			return k + 1
		}
	}
	return end
}
