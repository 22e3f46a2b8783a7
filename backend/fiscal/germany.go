package fiscal

import (
	"errors"
	"math/big"
	"strings"
	"time"
)

// Parts of the code that a German till prints (DSFinV-K 2.x, annex I, "Vorgaben
// für den QR-Code").
const (
	deKind    = 2
	deSale    = 3
	deLogTime = 7
	deParts   = 12

	deReceipt = "Kassenbeleg-V1"
)

// germany reads "V0;till;Kassenbeleg-V1;Beleg^gross of each rate^payments;…". The
// total is the sum of the gross amounts of the five rates.
func germany(text string) (Sale, error) {
	parts := strings.Split(text, ";")
	if len(parts) < deParts || parts[deKind] != deReceipt {
		return Sale{}, ErrNone
	}
	kind, rest, _ := strings.Cut(parts[deSale], "^")
	if kind != "Beleg" { // a training, an order, a transfer
		return Sale{}, ErrNone
	}
	rates, _, _ := strings.Cut(rest, "^")
	total := new(big.Rat)
	grosses := strings.Split(rates, "_")
	if len(grosses) != 5 {
		return Sale{}, errors.New("a DSFinV-K code without its five rates")
	}
	for _, g := range grosses {
		text, err := fixed(g)
		if err != nil {
			return Sale{}, err
		}
		gross, _ := new(big.Rat).SetString(text)
		total.Add(total, gross)
	}
	at, err := time.Parse("2006-01-02T15:04:05.000Z", parts[deLogTime])
	if err != nil {
		return Sale{}, errors.New("a DSFinV-K code without a time")
	}
	s := Sale{Format: "DSFinV-K", Total: total.FloatString(2), Currency: "EUR"}
	if at.Hour() < 22 { // then it is the same day in Germany, summer and winter
		s.Date = at.Format(time.DateOnly)
	}
	return s, nil
}
