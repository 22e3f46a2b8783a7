package export

import (
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"deskclerk/backend/doc"
)

// sheetName is the sheet that rows are written to.
const sheetName = "Documents"

// Limits of a workbook (Microsoft, "Excel specifications and limits").
const (
	maxSheetRows = 1_048_576
	maxCellUnits = 32_767 // UTF-16 code units
	maxDigits    = 15     // that a number keeps
)

// Formats of cells: of ECMA-376, part 1, section 18.8.30, and one of our own.
const (
	formatText  = 49 // @: what is typed stays text, formulas too
	formatMoney = "0.00"
	formatDate  = "yyyy-mm-dd"
)

// xlsxTable streams rows into a workbook; beyond 16 MB they lie in a file in
// temp, which goes with close.
type xlsxTable struct {
	w      io.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	cells  xlsxCells
	width  int
	rows   int
	header bool
}

// newXLSXTable makes the workbook with its header: bold, frozen and with filters.
func newXLSXTable(w io.Writer, s *sheet, temp string, at time.Time) (*xlsxTable, error) {
	t := &xlsxTable{w: w, file: excelize.NewFile(excelize.Options{TmpDir: temp}), width: len(s.columns), header: s.profile.Style.Header}
	if err := t.begin(s, at); err != nil {
		_ = t.file.Close()
		return nil, fmt.Errorf("begin a workbook: %w", err)
	}
	return t, nil
}

func (t *xlsxTable) begin(s *sheet, at time.Time) (err error) {
	if err := t.file.SetSheetName("Sheet1", sheetName); err != nil {
		return err
	}
	moment := at.UTC().Format(time.RFC3339)
	if err := t.file.SetDocProps(&excelize.DocProperties{Creator: "Deskclerk", Created: moment, Modified: moment}); err != nil {
		return err
	}
	if t.cells, err = newXLSXCells(t.file); err != nil {
		return err
	}
	if t.stream, err = t.file.NewStreamWriter(sheetName); err != nil {
		return err
	}
	for i, c := range s.columns {
		if err := t.stream.SetColWidth(i+1, i+1, widthOf(c)); err != nil {
			return err
		}
	}
	if !t.header {
		return nil
	}
	frozen := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := t.stream.SetPanes(frozen); err != nil {
		return err
	}
	names := make([]any, len(s.columns))
	for i, c := range s.columns {
		names[i] = excelize.Cell{StyleID: t.cells.head, Value: c.Header}
	}
	return t.put(names)
}

// widthOf is a column's width in characters.
func widthOf(c planned) float64 {
	least := map[doc.FieldKind]float64{doc.KindMoney: 12, doc.KindNumber: 10, doc.KindDate: 12, doc.KindTime: 8, doc.KindCurrency: 9, doc.KindIdentifier: 18}[c.Kind]
	if least == 0 {
		least = 28
	}
	return min(60, max(least, float64(len([]rune(c.Header)))+4))
}

func (t *xlsxTable) row(cells []doc.ExportCell) error {
	values := make([]any, len(cells))
	for i, c := range cells {
		values[i] = t.cells.of(c)
	}
	return t.put(values)
}

func (t *xlsxTable) put(values []any) error {
	if t.rows++; t.rows > maxSheetRows {
		return doc.Refuse(doc.CodeTooLarge, "export_sheet", "count", strconv.Itoa(maxSheetRows))
	}
	return t.stream.SetRow("A"+strconv.Itoa(t.rows), values)
}

func (t *xlsxTable) close() error {
	defer func() { _ = t.file.Close() }()
	if t.header && t.width > 0 {
		last, err := excelize.CoordinatesToCellName(t.width, max(t.rows, 1))
		if err != nil {
			return err
		}
		if err := t.file.AutoFilter(sheetName, "A1:"+last, nil); err != nil {
			return err
		}
	}
	if err := t.stream.Flush(); err != nil {
		return fmt.Errorf("finish the sheet: %w", err)
	}
	if err := t.file.Write(t.w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// xlsxCells makes typed cells: numbers and dates are numbers and dates, all else
// is text that no program runs.
type xlsxCells struct{ head, text, money, date int }

func newXLSXCells(f *excelize.File) (c xlsxCells, err error) {
	money, date := formatMoney, formatDate
	for _, style := range []struct {
		id *int
		of excelize.Style
	}{
		{&c.head, excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: formatText}},
		{&c.text, excelize.Style{NumFmt: formatText}},
		{&c.money, excelize.Style{CustomNumFmt: &money}},
		{&c.date, excelize.Style{CustomNumFmt: &date}},
	} {
		if *style.id, err = f.NewStyle(&style.of); err != nil {
			return c, fmt.Errorf("make a cell's format: %w", err)
		}
	}
	return c, nil
}

func (c xlsxCells) of(cell doc.ExportCell) any {
	switch cell.Kind {
	case doc.KindMoney, doc.KindNumber:
		number, err := strconv.ParseFloat(cell.Text, 64)
		if err != nil || !plainNumber.MatchString(cell.Text) || len(cell.Text) > maxDigits {
			break
		}
		if cell.Kind == doc.KindMoney {
			return excelize.Cell{StyleID: c.money, Value: number}
		}
		return excelize.Cell{Value: number}
	case doc.KindDate:
		if at, err := time.Parse(time.DateOnly, cell.Text); err == nil && at.Year() >= 1900 {
			return excelize.Cell{StyleID: c.date, Value: at}
		}
	}
	if cell.Text == "" {
		return nil
	}
	return excelize.Cell{StyleID: c.text, Value: cell.Text}
}

// tooLong gives what of a text does not fit into a cell.
func tooLong(text string) (fits, rest string) {
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > maxCellUnits {
			return text[:i], text[i:]
		}
	}
	return text, ""
}
