package learn

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
	"deskclerk/backend/likeness"
)

const (
	// alike is the similarity from which a name may be the known one: it is offered
	// then. Branches of a chain and partners in one practice have such names, and
	// share marks.
	alike = 0.7
	// A name with another letter is taken for the known one when as many marks stand
	// for that and the name is as long.
	manyMarks = 2
	longName  = 8
	// sureOffer is the confidence with which a known name that was not chosen stands
	// among the candidates, at most.
	sureOffer = 0.3
)

const customer = "customer_name"

func isIssuer(field string) bool {
	return field == doc.TypeReceipt.IssuerField() || field == doc.TypeInvoice.IssuerField()
}

// withName puts the known name of the issuer into what was read of it.
func withName(f doc.Field, known []doc.Known, field string, policy doc.Policy) doc.Field {
	read := likeness.Fold(*f.Value)
	value, marks := agreed(known, read)
	switch {
	case value == "":
		return f
	case misread(read, likeness.Fold(value), marks):
		return learned(f, value, field, policy)
	default:
		f.Candidates = offered(f, value, marks)
		return f
	}
}

// misread reports that a name, folded, was read for the known one: it differs by
// what looks alike only or, when several marks stand for the known one, by a single
// other letter. Names of branches, by two letters at least, are names of their own.
func misread(read, known string, marks int) bool {
	a, b := string(likeness.Shape(read)), string(likeness.Shape(known))
	return a == b || marks >= manyMarks && len(a) >= longName && figures(read) == figures(known) && likeness.Distance(a, b) == 1
}

func figures(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}

// agreed is the name that most marks stand for, as it was spelled last; of several
// the one most like what was read. A mark under which different names are known
// stands for none, and one under which a name is a customer's not for that name.
func agreed(known []doc.Known, read string) (value string, marks int) {
	type vote struct {
		value string
		marks int
	}
	votes := map[string]vote{}
	for _, all := range byMark(known) {
		first, customers := "", map[string]bool{}
		one := true
		for _, k := range all {
			folded := likeness.Fold(k.Value)
			switch {
			case k.Field == customer:
				customers[folded] = true
			case !isIssuer(k.Field): // it says nothing of the name
			case first == "":
				first = k.Value
			case likeness.Fold(first) != folded:
				one = false
			}
		}
		if folded := likeness.Fold(first); one && folded != "" && !customers[folded] {
			v := votes[folded]
			votes[folded] = vote{cmp.Or(v.value, first), v.marks + 1}
		}
	}
	best := ""
	for _, folded := range slices.Sorted(maps.Keys(votes)) {
		more := votes[folded].marks - votes[best].marks
		if best == "" || more > 0 || more == 0 && likeness.Of(folded, read) > likeness.Of(best, read) {
			best = folded
		}
	}
	return votes[best].value, votes[best].marks
}

// byMark gathers what is known, in its order.
func byMark(known []doc.Known) [][]doc.Known {
	at := map[int64]int{}
	var out [][]doc.Known
	for _, k := range known {
		i, ok := at[k.Mark]
		if !ok {
			i = len(out)
			at[k.Mark] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], k)
	}
	return out
}

// offered are the candidates with the known name in front: in the place of one that
// is like it, else where it is like what was read or several marks stand for it.
func offered(f doc.Field, value string, marks int) []doc.Candidate {
	like := func(other string) bool { return likeness.Of(likeness.Fold(value), likeness.Fold(other)) >= alike }
	c := doc.Candidate{Raw: value}
	all := slices.Clone(f.Candidates)
	if i := slices.IndexFunc(all, func(c doc.Candidate) bool { return like(c.Value) }); i >= 0 {
		c, all = all[i], slices.Delete(all, i, i+1)
	} else if like(*f.Value) {
		c = doc.Candidate{Raw: f.Raw, Page: f.Page, Box: f.Box}
	} else if marks < manyMarks {
		return f.Candidates
	}
	c.Value, c.Confidence = value, max(c.Confidence, min(sureOffer, 1-f.Confidence))
	return slices.Insert(all, 0, c)
}
