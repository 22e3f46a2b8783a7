package doc

// Complete gives every list and map of the document a value, so that its JSON
// holds [] and {} where the contract asks for a list or an object, never null.
// What it changes is copied first; the receiver stays as it is.
func (d Document) Complete() Document {
	fields := make(map[string]Field, len(d.Fields))
	for name, f := range d.Fields {
		f.Reasons, f.Candidates = list(f.Reasons), list(f.Candidates)
		fields[name] = f
	}
	tables := make(map[string]Table, len(d.Tables))
	for name, t := range d.Tables {
		tables[name] = t.complete()
	}
	issues := make([]Issue, len(d.Issues))
	for i, issue := range d.Issues {
		issue.Fields = list(issue.Fields)
		issues[i] = issue
	}
	d.Fields, d.Tables, d.Issues = fields, tables, issues
	d.Warnings, d.Pages = list(d.Warnings), list(d.Pages)
	if d.Attempt != nil && d.Attempt.StagesMS == nil {
		attempt := *d.Attempt
		attempt.StagesMS = map[string]int64{}
		d.Attempt = &attempt
	}
	return d
}

func (t Table) complete() Table {
	rows := make([]Row, len(t.Rows))
	for i, r := range t.Rows {
		if r.Cells == nil {
			r.Cells = map[string]Cell{}
		}
		rows[i] = r
	}
	t.Columns, t.Rows = list(t.Columns), rows
	return t
}

func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
