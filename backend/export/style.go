package export

import (
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// dateLayouts are the ways to write a day, by their names in a style.
func dateLayouts() map[string]string {
	return map[string]string{
		"YYYY-MM-DD": time.DateOnly,
		"DD.MM.YYYY": "02.01.2006",
		"MM/DD/YYYY": "01/02/2006",
		"DD/MM/YYYY": "02/01/2006",
		"YYYYMMDD":   "20060102",
		"DDMMYYYY":   "02012006",
		"DDMM":       "0201",
	}
}

func delimiters() map[string]byte {
	return map[string]byte{"comma": ',', "semicolon": ';', "tab": '\t', "pipe": '|'}
}

// shown is how a cell is written, before quotation marks, and whether it is
// text to a program that reads it.
func shown(c doc.ExportCell, style doc.ExportStyle) (text string, isText bool) {
	switch c.Kind {
	case doc.KindMoney, doc.KindNumber:
		if c.Text == "" {
			return "", false
		}
		if !plainNumber.MatchString(c.Text) {
			break
		}
		if style.Decimal == "comma" {
			return strings.Replace(c.Text, ".", ",", 1), false
		}
		return c.Text, false
	case doc.KindDate:
		if c.Text == "" {
			return "", false
		}
		if at, err := time.Parse(time.DateOnly, c.Text); err == nil {
			return at.Format(dateLayouts()[style.Date]), false
		}
	}
	return guard(c.Text, false), true
}
