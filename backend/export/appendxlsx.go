package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"deskclerk/backend/doc"
)

// maxWorkbook is the size up to which rows are appended to a workbook, in bytes:
// it has to be held in memory as a whole.
const maxWorkbook = 64 << 20

// Rows are rows on their way into a file. It stops at its first error.
type Rows = iter.Seq2[[]doc.ExportCell, error]

// AppendXLSX adds rows to the sheet of a workbook that the profile has made, the
// first sheet where it was renamed; a file that is not there yet is written by
// fresh. What else is in the workbook stays. It is put in place as a whole.
// Errors: file_mismatch, conflict, as Append's.
func AppendXLSX(path string, p doc.ExportProfile, rows Rows, fresh func(io.Writer) error) error {
	before, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && before.Size() == 0 {
		return AtomicFile(path, fresh)
	}
	if err != nil {
		return doc.Refuse(doc.CodeUnreadable, "append_unreadable").Because(err)
	}
	f, err := openWorkbook(path, before)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	name, last, err := appendable(f, p)
	if err != nil {
		return err
	}
	if err := addRows(f, name, last, len(p.Columns), rows, p.Style.Header); err != nil {
		return err
	}
	return AtomicFile(path, func(w io.Writer) error {
		if err := f.Write(w); err != nil {
			return fmt.Errorf("write the workbook: %w", err)
		}
		return undisturbed(path, before)
	})
}

// openWorkbook opens a workbook that is small enough. The caller closes it.
func openWorkbook(path string, info fs.FileInfo) (*excelize.File, error) {
	if info.Size() > maxWorkbook {
		return nil, doc.Refuse(doc.CodeFileMismatch, "append_large", "megabytes", strconv.Itoa(maxWorkbook>>20))
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		return nil, doc.Refuse(doc.CodeFileMismatch, "append_workbook").Because(err)
	}
	return f, nil
}

// appendable finds the sheet and its last row, and compares its header.
func appendable(f *excelize.File, p doc.ExportProfile) (name string, last int, err error) {
	names := f.GetSheetList()
	if name = sheetName; !slices.Contains(names, name) {
		name = names[0]
	}
	rows, err := f.Rows(name)
	if err != nil {
		return name, 0, doc.Refuse(doc.CodeFileMismatch, "append_sheet").Because(err)
	}
	defer func() { _ = rows.Close() }()
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return name, 0, doc.Refuse(doc.CodeFileMismatch, "append_sheet").Because(err)
		}
		if n == 1 && p.Style.Header {
			want := make([]string, len(p.Columns))
			for i, c := range p.Columns {
				want[i] = c.Header
			}
			if !slices.Equal(trimmed(cells), trimmed(want)) {
				return name, 0, doc.Refuse(doc.CodeFileMismatch, "append_columns", "columns", columnList(cells), "wanted", columnList(want))
			}
		}
		if len(trimmed(cells)) > 0 {
			last = n
		}
	}
	return name, last, rows.Error()
}

// trimmed drops empty cells from the end.
func trimmed(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

func addRows(f *excelize.File, name string, last, width int, rows Rows, header bool) error {
	cells, err := newXLSXCells(f)
	if err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if last++; last > maxSheetRows {
			return doc.Refuse(doc.CodeTooLarge, "export_sheet", "count", strconv.Itoa(maxSheetRows))
		}
		for i, c := range row {
			if err := setCell(f, name, i+1, last, cells.of(c)); err != nil {
				return fmt.Errorf("append a row: %w", err)
			}
		}
	}
	if !header || width == 0 {
		return nil
	}
	column, err := excelize.ColumnNumberToName(width)
	if err != nil {
		return err
	}
	return f.AutoFilter(name, "A1:"+column+strconv.Itoa(last), nil)
}

func setCell(f *excelize.File, sheet string, column, row int, of any) error {
	cell, ok := of.(excelize.Cell)
	if !ok {
		return nil
	}
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	if err := f.SetCellValue(sheet, at, cell.Value); err != nil {
		return err
	}
	return f.SetCellStyle(sheet, at, at, cell.StyleID)
}
