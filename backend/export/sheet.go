package export

import (
	"slices"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// sheet is a profile made ready to turn documents into rows.
type sheet struct {
	profile doc.ExportProfile
	columns []planned
	coding  *coding
	mask    func(field, text string) string // nil: nothing is masked
}

// planned is a column with its sources understood.
type planned struct {
	doc.ExportColumn

	sources []source
}

// compile makes a profile ready. Errors: invalid_request.
func compile(p doc.ExportProfile) (*sheet, error) {
	s := &sheet{profile: p}
	var err error
	if s.coding, err = codingOf(p.Style.Encoding); err != nil {
		return nil, err
	}
	if p.Format != doc.ExportCSV {
		s.coding = &coding{name: "utf-8"}
	}
	if !p.IncludeSensitive {
		s.mask = masker(dotsFor(s.coding))
	}
	for _, c := range p.Columns {
		one := planned{ExportColumn: c}
		for _, text := range c.Source {
			from, err := parseSource(text)
			if err != nil {
				return nil, err
			}
			one.sources = append(one.sources, from)
		}
		if one.Kind == "" && len(one.sources) > 0 {
			one.Kind = one.sources[0].kind
		}
		s.columns = append(s.columns, one)
	}
	return s, nil
}

// profileIssues are what is amiss with the profile itself, whatever the
// documents.
func (s *sheet) profileIssues() []doc.ExportIssue {
	issues := []doc.ExportIssue{}
	for _, c := range s.columns {
		if c.Required && !slices.ContainsFunc(c.sources, func(from source) bool { return !from.constant() || from.name != "" }) {
			issues = append(issues, doc.ExportIssue{Code: doc.IssueConstant, Column: c.Header})
		}
		if missing := s.coding.lacks(c.Header); missing != "" {
			issues = append(issues, doc.ExportIssue{Code: doc.IssueEncoding, Column: c.Header, Detail: missing})
		}
	}
	if b := s.profile.Batch; b != nil && (b.Consultant < 1001 || b.Client < 1) {
		issues = append(issues, doc.ExportIssue{Code: doc.IssueBatch})
	}
	return issues
}

// lines are what the rows of a document are made of.
func (s *sheet) lines(d *doc.Document) []line {
	if s.profile.Rows == doc.RowsDocument {
		return []line{{d: d}}
	}
	rows := d.Tables[string(s.profile.Rows)].Rows
	all := make([]line, len(rows))
	for i := range rows {
		all[i] = line{d, &rows[i], i + 1}
	}
	return all
}

// rows turns a document into rows, with what is amiss about it, each thing once.
func (s *sheet) rows(d *doc.Document) ([][]doc.ExportCell, []doc.ExportIssue) {
	lines := s.lines(d)
	if len(lines) == 0 {
		return nil, []doc.ExportIssue{{Code: doc.IssueNoRows, Detail: string(s.profile.Rows)}}
	}
	var issues []doc.ExportIssue
	add := func(found ...doc.ExportIssue) {
		for _, issue := range found {
			if !slices.Contains(issues, issue) {
				issues = append(issues, issue)
			}
		}
	}
	rows := make([][]doc.ExportCell, len(lines))
	for i, l := range lines {
		rows[i] = make([]doc.ExportCell, len(s.columns))
		for j, c := range s.columns {
			cell, found := s.cell(c, l)
			rows[i][j] = cell
			add(found...)
		}
	}
	return rows, issues
}

// cell gives one cell and what is amiss with it.
func (s *sheet) cell(c planned, l line) (doc.ExportCell, []doc.ExportIssue) {
	v := given{}
	for _, from := range c.sources {
		if v = from.of(l, s.mask); v.text != "" {
			break
		}
	}
	cell := doc.ExportCell{Text: v.text, Kind: c.Kind}
	if v.masked {
		cell.Kind = doc.KindText
	}
	var issues []doc.ExportIssue
	note := func(code doc.ExportIssueCode, detail string) {
		issues = append(issues, doc.ExportIssue{Code: code, Column: c.Header, Detail: detail})
	}
	if v.masked {
		note(doc.IssueMasked, "")
	}
	if s.profile.Batch != nil { // DATEV takes no control characters
		cell.Text = strings.Map(spaceForControl, cell.Text)
	}
	changed, dropped := change(c.Change, cell.Text)
	if cell.Text = changed; dropped != "" {
		note(doc.IssueCut, dropped)
	}
	if runes := []rune(cell.Text); c.MaxChars > 0 && len(runes) > c.MaxChars {
		cell.Text = string(runes[:c.MaxChars])
		note(doc.IssueCut, string(runes[c.MaxChars:]))
	}
	if fits, rest := tooLong(cell.Text); s.profile.Format == doc.ExportXLSX && rest != "" {
		cell.Text = fits
		note(doc.IssueCut, "")
	}
	if missing := s.coding.lacks(cell.Text); missing != "" {
		note(doc.IssueEncoding, missing)
	}
	if c.Required && cell.Text == "" {
		note(doc.IssueMissing, "")
		if s.profile.Incomplete == doc.GapMark {
			cell = doc.ExportCell{Text: doc.MissingMark, Kind: doc.KindText}
		}
	}
	return cell, issues
}

func spaceForControl(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

// holds reports whether an issue keeps its document out of the file.
func (s *sheet) holds(issue doc.ExportIssue) bool {
	switch issue.Code {
	case doc.IssueCut, doc.IssueMasked:
		return false
	case doc.IssueMissing:
		return s.profile.Incomplete != doc.GapMark
	default:
		return true
	}
}

func (s *sheet) held(issues []doc.ExportIssue) bool { return slices.ContainsFunc(issues, s.holds) }
