package export

import (
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// change does to a value what its column asks for and says what it had to drop.
// Amounts are plain decimals, so that their sign is all there is to change.
func change(how doc.ExportChange, text string) (changed, dropped string) {
	amount, negative := strings.CutPrefix(text, "-")
	switch {
	case text == "":
		return "", ""
	case how == doc.ChangeUpper:
		return strings.ToUpper(text), ""
	case how == doc.ChangeReference:
		return reference(text)
	case how != doc.ChangeNone && !plainNumber.MatchString(text):
		return text, "" // no amount: nothing to change
	}
	switch how {
	case doc.ChangeNegate:
		if negative || isZero(amount) {
			return amount, ""
		}
		return "-" + amount, ""
	case doc.ChangeAbsolute:
		return amount, ""
	case doc.ChangeDebit:
		if negative {
			return "", ""
		}
	case doc.ChangeCredit:
		if negative {
			return amount, ""
		}
		return "", ""
	case doc.ChangeSign:
		if negative {
			return "H", ""
		}
		return "S", ""
	}
	return text, ""
}

func isZero(amount string) bool { return strings.Trim(amount, "0.") == "" }

// reference keeps what DATEV takes in the field for a document's number
// (Belegfeld 1: letters, digits and $ & % * + - /).
func reference(text string) (kept, dropped string) {
	var keep, drop strings.Builder
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("$&%*+-/", r) {
			keep.WriteRune(r)
		} else {
			drop.WriteRune(r)
		}
	}
	return keep.String(), drop.String()
}
