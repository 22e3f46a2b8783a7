package validate

import (
	"slices"
	"strconv"
)

// Bounds of a statement that is ordered by its dates.
const (
	leastOrdered = 6  // rows that show an order
	mostStray    = 10 // one row in so many may be out of it, more make it none
)

// datesInOrder: where all rows but few go on from day to day, a date between two
// that follow each other is likely misread, as no balance checks it.
func datesInOrder(s sheet) []finding {
	var days []string
	var lines []int
	for i, r := range s.Tables["transactions"].Rows {
		if v := r.Cells["date"].Value; v != nil {
			days, lines = append(days, *v), append(lines, i+1)
		}
	}
	if len(days) < leastOrdered {
		return nil
	}
	if days[0] > days[len(days)-1] { // the latest first
		slices.Reverse(days)
		slices.Reverse(lines)
	}
	var stray []int
	for i := 1; i+1 < len(days); i++ {
		if days[i-1] <= days[i+1] && (days[i] < days[i-1] || days[i] > days[i+1]) {
			stray = append(stray, lines[i])
		}
	}
	if len(stray) == 0 || len(stray)*mostStray > len(days) {
		return nil
	}
	slices.Sort(stray)
	return fail(breaks("dates_in_order", "line", strconv.Itoa(stray[0])))
}
