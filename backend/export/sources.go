package export

import (
	"context"
	"slices"

	"deskclerk/backend/doc"
)

// ExportSources lists what columns can show: the fields of every type, the
// columns of every table, and facts.
func (d *Desk) ExportSources(context.Context) ([]doc.ExportSource, error) {
	all := []doc.ExportSource{}
	add := func(source string, kind doc.FieldKind, t doc.Type, table string) {
		i := slices.IndexFunc(all, func(s doc.ExportSource) bool { return s.Source == source })
		if i < 0 {
			i = len(all)
			all = append(all, doc.ExportSource{Source: source, Kind: kind, Types: []doc.Type{}, Rows: []string{}})
		}
		if t != "" && !slices.Contains(all[i].Types, t) {
			all[i].Types = append(all[i].Types, t)
		}
		if table != "" && !slices.Contains(all[i].Rows, table) {
			all[i].Rows = append(all[i].Rows, table)
		}
	}
	for _, spec := range doc.TypeSpecs() {
		for _, f := range spec.Fields {
			add(fromField+":"+f.Name, f.Kind, spec.Name, "")
		}
		for _, t := range spec.Tables {
			for _, c := range t.Columns {
				add(fromCell+":"+c, doc.ColumnKind(c), spec.Name, t.Name)
			}
		}
	}
	for _, f := range Facts() {
		add(fromFact+":"+f.Name, f.Kind, "", "")
	}
	return all, nil
}
