package bench

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"deskclerk/backend/doc"
)

// Figures are what is counted over a set of documents.
type Figures struct {
	Documents    DocumentFigures `json:"documents"`
	Fields       []FieldFigures  `json:"fields"`
	LineItems    *ItemFigures    `json:"line_items"`                     // nil when no truth lists any
	ItemsBy      []IssuerFigures `json:"line_items_by_issuer,omitempty"` // for the whole only
	Transactions *ItemFigures    `json:"transactions"`                   // likewise
	Time         TimeFigures     `json:"time"`
}

// DocumentFigures count documents.
type DocumentFigures struct {
	N            int                           `json:"n"`
	TypeRight    Share                         `json:"type_right"`
	Types        map[doc.Type]map[doc.Type]int `json:"types"` // by truth, then by what was found
	AllRight     Share                         `json:"all_fields_right"`
	Through      Share                         `json:"straight_through"`       // no person would look
	ThroughWrong Share                         `json:"straight_through_wrong"` // of these: a wrong type, a wrong or missed value
	Failed       Share                         `json:"failed"`
}

// TimeFigures say how long it took.
type TimeFigures struct {
	Pages          int                `json:"pages"`
	WallSeconds    float64            `json:"wall_seconds"`     // 0 when the reading was not watched
	SecondsPerPage float64            `json:"seconds_per_page"` // of the wall
	StagesPerPage  map[string]float64 `json:"stages_per_page"`  // seconds a page of each stage, added over workers
}

// FieldFigures count one field of one type of the truth.
type FieldFigures struct {
	Type  doc.Type `json:"type"`
	Field string   `json:"field"`
	N     int      `json:"n"` // the truth gives a value
	Found int      `json:"found"`
	Right int      `json:"right"`
	Close int      `json:"close"` // right ones among them

	Accepted      int   `json:"accepted"`       // found and not flagged
	AcceptedWrong Share `json:"accepted_wrong"` // of the accepted

	Silent           int `json:"silent"`   // documents whose truth says nothing of it
	Invented         int `json:"invented"` // values given for them; never counted as wrong
	InventedAccepted int `json:"invented_accepted"`

	CoverageAt1 Point   `json:"coverage_at_1_percent"`
	CoverageAt2 Point   `json:"coverage_at_2_percent"`
	Curve       []Point `json:"curve,omitempty"`
	Reliability []Bin   `json:"reliability,omitempty"`

	found []judged
}

// figures counts; curves and issuers are for the whole only, where they say
// something.
func figures(seen []observed, wall time.Duration, curves bool) Figures {
	f := Figures{
		Documents: documentFigures(seen), Fields: fieldFigures(seen, curves),
		LineItems:    itemFigures(seen, func(o observed) itemCount { return o.items }),
		Transactions: itemFigures(seen, func(o observed) itemCount { return o.transactions }), Time: timeFigures(seen, wall),
	}
	if curves {
		f.ItemsBy = itemsByIssuer(seen)
	}
	return f
}

func documentFigures(seen []observed) DocumentFigures {
	f := DocumentFigures{N: len(seen), Types: map[doc.Type]map[doc.Type]int{}}
	var typeRight, allRight, compared, through, throughWrong, failed int
	for _, o := range seen {
		truth := o.Case.Truth.Type
		if f.Types[truth] == nil {
			f.Types[truth] = map[doc.Type]int{}
		}
		f.Types[truth][o.Document.Type.Name]++
		typeRight += one(o.typeRight())
		compared += one(len(o.fields) > 0)
		allRight += one(o.allRight())
		through += one(o.through())
		throughWrong += one(o.through() && (o.right() < len(o.fields) || !o.typeRight()))
		failed += one(o.failed())
	}
	f.TypeRight, f.AllRight = NewShare(typeRight, f.N), NewShare(allRight, compared)
	f.Through, f.ThroughWrong, f.Failed = NewShare(through, f.N), NewShare(throughWrong, through), NewShare(failed, f.N)
	return f
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fieldKey is a field of a type of the truth.
type fieldKey struct {
	kind doc.Type
	name string
}

func fieldFigures(seen []observed, curves bool) []FieldFigures {
	tally := map[fieldKey]*FieldFigures{}
	at := func(t doc.Type, name string) *FieldFigures {
		k := fieldKey{t, name}
		if tally[k] == nil {
			tally[k] = &FieldFigures{Type: t, Field: name}
		}
		return tally[k]
	}
	for _, o := range seen {
		t := o.Case.Truth.Type
		for _, f := range o.fields {
			at(t, f.name).add(f)
		}
		for _, name := range o.silent {
			at(t, name).Silent++
		}
		for _, f := range o.invented {
			at(t, f.name).Invented++
			at(t, f.name).InventedAccepted += one(f.accepted())
		}
	}
	out := []FieldFigures{}
	for _, f := range tally {
		if f.N > 0 || f.Invented > 0 {
			out = append(out, f.finish(curves))
		}
	}
	slices.SortFunc(out, func(a, b FieldFigures) int {
		return cmp.Or(cmp.Compare(typePlace(a.Type), typePlace(b.Type)), cmp.Compare(a.Type, b.Type),
			cmp.Compare(place(a.Type, a.Field), place(b.Type, b.Field)), cmp.Compare(a.Field, b.Field))
	})
	return out
}

func (f *FieldFigures) add(o observation) {
	f.N++
	f.Found += one(o.found())
	f.Right += one(o.Right)
	f.Close += one(o.Close)
	f.Accepted += one(o.accepted())
	f.AcceptedWrong.K += one(o.accepted() && !o.Right)
	if o.found() {
		f.found = append(f.found, judged{o.field.Confidence, o.Right})
	}
}

func (f *FieldFigures) finish(curves bool) FieldFigures {
	f.AcceptedWrong = NewShare(f.AcceptedWrong.K, f.Accepted)
	points := curve(f.found, f.N)
	f.CoverageAt1, f.CoverageAt2 = coverageAt(points, 0.01), coverageAt(points, 0.02)
	if curves {
		f.Curve, f.Reliability = points, reliability(f.found)
	}
	return *f
}

// typePlace is where the contract lists the type.
func typePlace(t doc.Type) int {
	specs := doc.TypeSpecs()
	if i := slices.IndexFunc(specs, func(s doc.TypeSpec) bool { return s.Name == t }); i >= 0 {
		return i
	}
	return len(specs)
}

func timeFigures(seen []observed, wall time.Duration) TimeFigures {
	f := TimeFigures{WallSeconds: wall.Seconds(), StagesPerPage: map[string]float64{}}
	for _, o := range seen {
		f.Pages += o.Document.File.Pages
		if a := o.Document.Attempt; a != nil {
			for stage, ms := range a.StagesMS {
				f.StagesPerPage[stage] += float64(ms) / 1000
			}
		}
	}
	if f.Pages == 0 {
		return f
	}
	f.SecondsPerPage = f.WallSeconds / float64(f.Pages)
	for stage := range maps.Keys(f.StagesPerPage) {
		f.StagesPerPage[stage] /= float64(f.Pages)
	}
	return f
}
