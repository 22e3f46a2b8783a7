package fiscal

import (
	"errors"
	"strings"
	"time"
)

// portugal reads fields "A:…*B:…" as the Portuguese tax office lays them out
// ("Especificações Técnicas - Código QR", to Portaria 195/2020): A is the issuer's
// tax number, F the day, G the document's number, N the tax, O the total with it.
func portugal(text string) (Sale, error) {
	fields := map[string]string{}
	for _, part := range strings.Split(text, "*") {
		name, value, ok := strings.Cut(part, ":")
		if !ok {
			return Sale{}, ErrNone
		}
		fields[name] = strings.TrimSpace(value)
	}
	if fields["B"] == "" || fields["H"] == "" || fields["D"] == "" {
		return Sale{}, ErrNone
	}
	if !validNIF(fields["A"]) {
		return Sale{}, errors.New("an ATCUD code without a tax number")
	}
	day, err := time.Parse("20060102", fields["F"])
	if err != nil {
		return Sale{}, errors.New("an ATCUD code without a day")
	}
	total, err := fixed(fields["O"])
	if err != nil {
		return Sale{}, err
	}
	tax, err := amount(fields["N"])
	if err != nil {
		return Sale{}, err
	}
	return Sale{
		Format: "ATCUD", TaxID: fields["A"], Number: fields["G"], Date: day.Format(time.DateOnly), Total: total, Tax: tax, Currency: "EUR",
	}, nil
}

// validNIF holds a Portuguese tax number against its check digit: the sum of the
// first eight digits times nine to two, modulo eleven.
func validNIF(nif string) bool {
	if len(nif) != 9 || strings.Trim(nif, "0123456789") != "" {
		return false
	}
	sum := 0
	for i := range 8 {
		sum += int(nif[i]-'0') * (9 - i)
	}
	check := 11 - sum%11
	if check > 9 {
		check = 0
	}
	return int(nif[8]-'0') == check
}
