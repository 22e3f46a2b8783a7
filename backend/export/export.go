// Package export writes documents out: CSV, JSON and JSON Lines. It streams
// from a sequence of documents to a writer and keeps none of them; AtomicFile
// is its only touch of the disk.
package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"deskclerk/backend/doc"
)

// Format is a way to write documents.
type Format string

// The formats.
const (
	FormatCSV   Format = "csv"
	FormatJSON  Format = "json"
	FormatJSONL Format = "jsonl"

	FormatOFX    Format = "ofx" // bank statements only, as the next two
	FormatQIF    Format = "qif"
	FormatLedger Format = "ledger"
)

// Formats lists what Write takes.
func Formats() []Format {
	return []Format{FormatCSV, FormatJSON, FormatJSONL, FormatOFX, FormatQIF, FormatLedger}
}

// ParseFormat finds a format by its name; an unknown one is invalid_request.
func ParseFormat(name string) (Format, error) {
	for _, f := range Formats() {
		if string(f) == name {
			return f, nil
		}
	}
	return "", doc.Errorf(doc.CodeInvalid, "unknown format %q; csv, json, jsonl, ofx, qif and ledger are known", name)
}

// Documents is what is exported. It stops at its first error.
type Documents = iter.Seq2[doc.Document, error]

// Write writes the documents in the format; the options matter for CSV, and
// their time for OFX.
func Write(w io.Writer, f Format, docs Documents, o CSVOptions) error {
	switch f {
	case FormatCSV:
		return CSV(w, docs, o)
	case FormatJSON:
		return JSON(w, docs)
	case FormatJSONL:
		return JSONL(w, docs)
	case FormatOFX:
		return OFX(w, docs, o.Now.UTC().Format("20060102150405"))
	case FormatQIF:
		return QIF(w, docs)
	case FormatLedger:
		return Ledger(w, docs)
	default:
		_, err := ParseFormat(string(f))
		return err
	}
}

// JSON writes one array, a document a line.
func JSON(w io.Writer, docs Documents) error {
	separator := "[\n"
	return encode(w, docs, func(out *bufio.Writer, line []byte) error {
		if _, err := out.WriteString(separator); err != nil {
			return err
		}
		separator = ",\n"
		_, err := out.Write(line)
		return err
	}, func(out *bufio.Writer) error {
		end := "\n]\n"
		if separator == "[\n" {
			end = "[]\n"
		}
		_, err := out.WriteString(end)
		return err
	})
}

// JSONL writes one document a line.
func JSONL(w io.Writer, docs Documents) error {
	return encode(w, docs, func(out *bufio.Writer, line []byte) error {
		if _, err := out.Write(line); err != nil {
			return err
		}
		return out.WriteByte('\n')
	}, func(*bufio.Writer) error { return nil })
}

// encode marshals each document and hands its bytes to put; end comes last.
func encode(w io.Writer, docs Documents, put func(*bufio.Writer, []byte) error, end func(*bufio.Writer) error) error {
	out := bufio.NewWriter(w)
	for d, err := range docs {
		if err != nil {
			return fmt.Errorf("read a document to export: %w", err)
		}
		line, err := json.Marshal(d)
		if err != nil {
			return fmt.Errorf("encode document %s: %w", d.ID, err)
		}
		if err := put(out, line); err != nil {
			return fmt.Errorf("write the export: %w", err)
		}
	}
	if err := end(out); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return out.Flush()
}
