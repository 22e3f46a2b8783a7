package extract

import (
	"strings"

	"deskclerk/backend/doc"
)

// Bounds of tables beside each other.
const (
	leastHead    = 2 // words of one's head
	mostBeside   = 3
	leastSplit   = 2 // rows below the heads
	mostHeadText = 18
)

// sideBySide cuts the rows of tables that are printed beside each other under the
// same head ("DATE AMOUNT DATE AMOUNT"), as lists of checks and of daily balances
// are: those of the left table come first.
func sideBySide(lines [][]*doc.Word) [][]*doc.Word {
	for i := 0; i < len(lines); i++ {
		cuts := repeatedHead(lines[i])
		if cuts == nil {
			continue
		}
		parts, n := make([][][]*doc.Word, len(cuts)+1), 0
		for _, line := range lines[i+1:] {
			pieces, ok := cutAt(line, cuts)
			if !ok {
				break
			}
			n++
			for k, p := range pieces {
				if len(p) > 0 {
					parts[k] = append(parts[k], p)
				}
			}
		}
		if n < leastSplit {
			continue
		}
		out := append([][]*doc.Word{}, lines[:i+1]...)
		for _, p := range parts {
			out = append(out, p...)
		}
		done := len(out)
		lines = append(out, lines[i+1+n:]...)
		i = done - 1
	}
	return lines
}

// repeatedHead gives the places between the heads of tables beside each other, nil
// where there is one table or none: the same names of columns, those of a date and a
// sum among them, two or three times.
func repeatedHead(line []*doc.Word) []float64 {
	if len(line) < 2*leastHead || len(line) > mostHeadText {
		return nil
	}
	texts := make([]string, len(line))
	for i, w := range line {
		texts[i] = strings.Join(foldTokens(w.Text), " ")
	}
	for times := 2; times <= mostBeside; times++ {
		n := len(line) / times
		if len(line)%times != 0 || n < leastHead {
			continue
		}
		head := strings.Join(texts[:n], " ")
		same := true
		for k := 1; k < times; k++ {
			same = same && strings.Join(texts[k*n:(k+1)*n], " ") == head
		}
		if !same || !means(head, nDate) || !means(head, nAmount) && !means(head, nBalance) {
			continue
		}
		var cuts []float64
		for k := 1; k < times; k++ {
			cuts = append(cuts, (line[k*n-1].Box.Right+line[k*n].Box.Left)/2)
		}
		return cuts
	}
	return nil
}

// cutAt cuts a line; each part of it must begin with a number, as a date or that of a
// check, and no word may lie across a cut.
func cutAt(line []*doc.Word, cuts []float64) (parts [][]*doc.Word, ok bool) {
	parts = make([][]*doc.Word, len(cuts)+1)
	k := 0
	for _, w := range line {
		for k < len(cuts) && w.Box.CenterX() > cuts[k] {
			k++
		}
		if k < len(cuts) && w.Box.Right > cuts[k] || k > 0 && w.Box.Left < cuts[k-1] {
			return nil, false
		}
		if len(parts[k]) == 0 && !hasDigit(w.Text) {
			return nil, false
		}
		parts[k] = append(parts[k], w)
	}
	return parts, len(parts[0]) > 0
}
