package extract

import (
	"regexp"
	"slices"
	"sync"
)

// doubtfulFact is the most that a number, an account or a reference of an invoice
// is worth when something on the paper speaks against it.
const doubtfulFact = 0.8

// referenceModel is the head of Croatian and Slovenian payment references, which
// says how the number that follows is made.
var referenceModel = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(HR|SI)\d{2}$`) })

// unnamedTax: nothing on the paper calls the sum a tax but that it and a net make
// the total, as postage does too.
func unnamedTax(f Features) bool {
	return f["has_tax"]+f["over_tax"]+f["tax_lines_sum"]+f["tax_whole"] == 0 && max(f["is_tax_part"], 2*f["triple_tax"]) <= 0.5
}

// doubtedSum bounds the probability of a choice.
func doubtedSum(c choice) choice {
	c.most = doubtfulSum
	return c
}

// doubtFacts limits the confidence of what stands where a value of an invoice
// belongs, and yet looks like another's.
func (d *evidence) doubtFacts(out map[string]choice) {
	for name, doubtful := range map[string]func(*choice) bool{
		"invoice_number":    func(c *choice) bool { return strayNumber(&c.list[0]) },
		"payment_reference": func(c *choice) bool { return referenceModel().MatchString(c.list[0].Value) },
		"iban":              severalAccounts,
		"supplier_vat_id":   func(c *choice) bool { return maybeCustomers(c.list[0].Features) },
		"amount_due":        func(c *choice) bool { return d.sums.partPaid(c.list[0].cents) },
	} {
		if c := out[name]; c.found && c.most == 0 && doubtful(&c) {
			c.most = doubtfulFact
			out[name] = c
		}
	}
}

// strayNumber reports an amount in the place of a number, or a few digits without
// a label of their own: a quantity.
func strayNumber(c *Candidate) bool {
	f := c.Features
	letters, digits := countLetters(c.Value)
	return f["is_money"] > 0 || letters == 0 && digits < 4 && f["next_invoice_number"] == 0
}

// maybeCustomers reports a number for VAT under a customer's name, or under an address
// that gives no way to call or write to whoever lives there.
func maybeCustomers(f Features) bool { return f["buyer"]+f["block_buyer"]+f["block_plain"] > 0 }

// severalAccounts reports that another account is printed as well, which is not the
// customer's own: which is to be paid to, nothing tells for sure.
func severalAccounts(c *choice) bool {
	return slices.ContainsFunc(c.list[1:], func(other Candidate) bool {
		return other.Value != c.list[0].Value && other.Features["debited"] == 0
	})
}

// partPaid reports that below the sum a deposit is taken off it, and what is left
// printed further down.
func (s *sums) partPaid(due int64) bool {
	first := slices.IndexFunc(s.figs, func(f figure) bool { return f.cents == due })
	if first < 0 {
		return false
	}
	for i := range s.figs {
		paid := &s.figs[i]
		if paid.row <= s.figs[first].row || !paid.isMoney() || paid.cents == 0 || s.ctx[i].near[cDeposit] < 0.7 || abs(paid.cents) >= due {
			continue
		}
		for k := range s.figs {
			if left := &s.figs[k]; left.row > paid.row && left.isMoney() && left.cents == due-abs(paid.cents) {
				return true
			}
		}
	}
	return false
}
