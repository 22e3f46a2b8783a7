package main

import (
	_ "embed"
	"encoding/json"
)

//go:embed errata.json
var errataFile []byte

// errata are labels that are wrong: pack, document, field, why. They neither
// teach nor count where confidence is fitted; the bench scores them all the
// same.
type errata map[string]map[string]map[string]string

func loadErrata() (e errata, err error) {
	return e, json.Unmarshal(errataFile, &e)
}

// has reports a wrong label.
func (e errata) has(p *paper, field string) bool {
	_, ok := e[p.Pack][p.Stem][field]
	return ok
}
