package bench

import (
	"slices"

	"deskclerk/backend/doc"
)

// observation is one field of one document that was compared.
type observation struct {
	name  string
	truth OneOf
	field doc.Field // zero when the result has none
	Match
}

func (o observation) found() bool    { return o.field.Value != nil }
func (o observation) accepted() bool { return o.found() && !o.field.Flagged }

// observed is one document, compared.
type observed struct {
	Result

	fields       []observation // what the truth gives
	invented     []observation // values where the truth says nothing
	silent       []string      // fields of which the truth says nothing
	items        itemCount
	transactions itemCount
}

func observe(r Result) observed {
	o := observed{Result: r, silent: r.Case.Truth.silent()}
	truth := r.Case.Truth
	for _, name := range truth.scored() {
		f := r.Document.Fields[name]
		seen := observation{name: name, truth: truth.Fields[name], field: f}
		if f.Value != nil {
			seen.Match = Compare(name, KindOf(truth.Type, name), *f.Value, seen.truth)
		}
		o.fields = append(o.fields, seen)
	}
	for _, name := range o.silent {
		f := r.Document.Fields[name]
		if f.Value != nil && !Compare(name, KindOf(truth.Type, name), *f.Value, truth.Also[name]).Right {
			o.invented = append(o.invented, observation{name: name, field: f})
		}
	}
	o.items = compareItems(truth.LineItems, r.Document.Tables["line_items"])
	o.transactions = compareTransactions(truth.Transactions, r.Document.Tables["transactions"])
	return o
}

func (o observed) typeRight() bool {
	found := o.Document.Type.Name
	return found == o.Case.Truth.Type || slices.Contains(o.Case.Truth.TypeAlso, found)
}

func (o observed) failed() bool { return o.Document.Error != nil }

// through reports whether no person would look at the document.
func (o observed) through() bool {
	return o.Document.Status == doc.StatusCompleted || o.Document.Status == doc.StatusCompletedWarn
}

func (o observed) right() int {
	n := 0
	for _, f := range o.fields {
		if f.Right {
			n++
		}
	}
	return n
}

// allRight reports whether there was something to compare and all of it is
// right.
func (o observed) allRight() bool { return len(o.fields) > 0 && o.right() == len(o.fields) }

func (o observed) record() CaseRecord {
	r := CaseRecord{
		Pack: o.Case.Pack, File: o.Case.File(), TruthType: o.Case.Truth.Type, Type: o.Document.Type.Name,
		TypeRight: o.typeRight(), Status: o.Document.Status, Pages: o.Document.File.Pages,
		Scored: len(o.fields), Right: o.right(),
	}
	if o.failed() {
		r.Error = o.Document.Error.Code
	}
	return r
}
