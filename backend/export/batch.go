package export

import (
	"fmt"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

// batchDate is the column of a booking batch whose days say which financial year
// it is of: the file has them without their year.
const batchDate = "Belegdatum"

// span is the first and the last day among the rows of a batch.
type span struct{ first, last string }

func (s *span) take(day string) {
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return
	}
	if s.first == "" || day < s.first {
		s.first = day
	}
	if day > s.last {
		s.last = day
	}
}

// yearOf is the first day of the financial year that a day is in.
func yearOf(day, yearStart string) string {
	if len(day) != len(time.DateOnly) {
		return ""
	}
	year, err := strconv.Atoi(day[:4])
	if err != nil {
		return ""
	}
	if day[5:] < yearStart {
		year--
	}
	return fmt.Sprintf("%04d-%s", year, yearStart)
}

// batchHead is the line before the header of a booking batch: the 31 fields that
// DATEV describes at developer.datev.de (DATEV format, header, version 700;
// booking batch, version 13).
func batchHead(b doc.ExportBatch, days span, at time.Time) string {
	compact := func(day string) string {
		if parsed, err := time.Parse(time.DateOnly, day); err == nil {
			return parsed.Format("20060102")
		}
		return ""
	}
	label := b.Label
	if label == "" {
		label = "Deskclerk"
	}
	quoted := func(text string) string { return `"` + text + `"` }
	fields := []string{
		quoted("EXTF"), "700", "21", quoted("Buchungsstapel"), "13",
		at.UTC().Format("20060102150405") + fmt.Sprintf("%03d", at.Nanosecond()/int(time.Millisecond)),
		"", quoted("DC"), quoted(""), quoted(""), // imported; origin; exported by; imported by
		strconv.Itoa(b.Consultant), strconv.Itoa(b.Client),
		compact(yearOf(days.first, b.YearStart)), strconv.Itoa(b.AccountLength),
		compact(days.first), compact(days.last), quoted(label), quoted(""),
		"1", "0", "0", quoted("EUR"), // financial accounting; purpose; not locked
		"", quoted(""), "", "", quoted(b.Chart), "", "", quoted(""), quoted(""),
	}
	line := fields[0]
	for _, f := range fields[1:] {
		line += ";" + f
	}
	return line + "\r\n"
}

// yearIssue is what is amiss when the days of a batch are of more than one
// financial year.
func yearIssue(b doc.ExportBatch, days span) (doc.ExportIssue, bool) {
	first, last := yearOf(days.first, b.YearStart), yearOf(days.last, b.YearStart)
	if first == last {
		return doc.ExportIssue{}, false
	}
	return doc.ExportIssue{Code: doc.IssueYears, Column: batchDate, Detail: days.first + " – " + days.last}, true
}
