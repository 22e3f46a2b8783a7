package doc

import "time"

// ExportProfile says how documents become a file: which columns, in which order
// and under which names, and how values are written. It is portable: written as
// JSON it can be taken to another machine.
type ExportProfile struct {
	ID               string         `json:"id,omitempty" maxLength:"64" doc:"Made by the program; left out for a new one"`
	Name             string         `json:"name" minLength:"1" maxLength:"100" doc:"One profile has it"`
	Description      string         `json:"description,omitempty" maxLength:"500"`
	BuiltIn          bool           `json:"built_in,omitempty" doc:"It comes with the program and cannot be changed, only copied"`
	Types            []Type         `json:"types" maxItems:"50" doc:"Types of documents it takes; none: all"`
	Format           ExportFormat   `json:"format" enum:"csv,xlsx,json,jsonl"`
	Rows             ExportRows     `json:"rows" maxLength:"64" doc:"document: a row for each; else the table whose rows become rows, such as line_items"`
	Columns          []ExportColumn `json:"columns" maxItems:"300" doc:"In the order of the file; none for json and jsonl, which hold documents whole"`
	Style            ExportStyle    `json:"style"`
	Incomplete       ExportGap      `json:"incomplete" enum:"hold,mark" doc:"What becomes of a document that lacks a required value: held back, or written with #MISSING in its place"`
	IncludeSensitive bool           `json:"include_sensitive,omitempty" doc:"Write numbers of identity documents, personal numbers, birth dates and machine-readable zones in full"`
	Batch            *ExportBatch   `json:"batch,omitempty" doc:"The head of a DATEV booking batch (EXTF), before the header"`
	UpdatedAt        *time.Time     `json:"updated_at,omitempty"`
}

// ExportFormat is the kind of file.
type ExportFormat string

// The formats. Those that are tables have columns.
const (
	ExportCSV   ExportFormat = "csv"
	ExportXLSX  ExportFormat = "xlsx"
	ExportJSON  ExportFormat = "json"
	ExportJSONL ExportFormat = "jsonl"
)

// Tabular reports whether files of the format have rows and columns.
func (f ExportFormat) Tabular() bool { return f == ExportCSV || f == ExportXLSX }

// ExportRows says what one row is: RowsDocument, or the name of a table.
type ExportRows string

// RowsDocument makes a row of each document.
const RowsDocument ExportRows = "document"

// ExportColumn is one column of the file.
type ExportColumn struct {
	Header string `json:"header" maxLength:"200"`
	// Source names where the value comes from; of several, the first that has
	// one. field:NAME is a field, cell:NAME a cell of the row, fact:NAME
	// something about the document, meta:KEY a member of its metadata, text:… a
	// constant, in which {field:NAME} and the like are filled in.
	Source   []string     `json:"source" maxItems:"10" doc:"field:NAME, cell:NAME, fact:NAME, meta:KEY, or text:… with {field:NAME} filled in; of several, the first with a value"`
	Kind     FieldKind    `json:"kind,omitempty" enum:"text,money,date,time,identifier,currency,number" doc:"How the value is written; left out: as the first source's"`
	Change   ExportChange `json:"change,omitempty" enum:"negate,absolute,debit,credit,upper,sign,reference" doc:"debit: the amount unless negative; credit: a negative amount without its sign; sign: S for a debit, H for a credit; reference: only letters, digits and $&%*+-/"`
	Required bool         `json:"required,omitempty" doc:"A document without this value is incomplete"`
	MaxChars int          `json:"max_chars,omitempty" minimum:"0" maximum:"1000" doc:"Longer text is cut and the preview says so; 0: any length"`
}

// ExportChange is what is done to a value before it is written.
type ExportChange string

// The changes.
const (
	ChangeNone      ExportChange = ""
	ChangeNegate    ExportChange = "negate"
	ChangeAbsolute  ExportChange = "absolute"
	ChangeDebit     ExportChange = "debit"
	ChangeCredit    ExportChange = "credit"
	ChangeUpper     ExportChange = "upper"
	ChangeSign      ExportChange = "sign"
	ChangeReference ExportChange = "reference"
)

// ExportGap is what becomes of an incomplete document.
type ExportGap string

// A held document is left out and told of; a marked one has MissingMark where
// the value should be, which no import takes for a value.
const (
	GapHold ExportGap = "hold"
	GapMark ExportGap = "mark"

	MissingMark = "#MISSING"
)

// ExportStyle is how values and the file are written. Thousands are never
// grouped. XLSX heeds none of it but the header: its numbers and dates are
// numbers and dates, which the program that opens it shows in its own way.
type ExportStyle struct {
	Decimal   string `json:"decimal" enum:"point,comma"`
	Date      string `json:"date" enum:"YYYY-MM-DD,DD.MM.YYYY,MM/DD/YYYY,DD/MM/YYYY,YYYYMMDD,DDMMYYYY,DDMM"`
	Delimiter string `json:"delimiter" enum:"comma,semicolon,tab,pipe"`
	Encoding  string `json:"encoding" enum:"utf-8,utf-8-bom,windows-1252,iso-8859-1,iso-8859-15"`
	LineEnd   string `json:"line_end" enum:"crlf,lf"`
	Header    bool   `json:"header" doc:"The first row holds the columns' names"`
	Quote     string `json:"quote" enum:"needed,text,all" doc:"Which cells stand in quotation marks: those that need it, all texts, or all"`
}

// ExportBatch is what a DATEV booking batch says about itself
// (developer.datev.de, DATEV format, header).
type ExportBatch struct {
	Consultant    int    `json:"consultant" minimum:"0" maximum:"9999999" doc:"Beraternummer, 1001 to 9999999; 0 while it is missing"`
	Client        int    `json:"client" minimum:"0" maximum:"99999" doc:"Mandantennummer, 1 to 99999; 0 while it is missing"`
	YearStart     string `json:"year_start" maxLength:"5" doc:"First day of the financial year, as MM-DD" example:"01-01"`
	AccountLength int    `json:"account_length" minimum:"4" maximum:"8" doc:"Sachkontenlänge"`
	Label         string `json:"label,omitempty" maxLength:"30" doc:"Bezeichnung of the batch"`
	Chart         string `json:"chart,omitempty" maxLength:"2" doc:"Sachkontenrahmen, such as 03 or 04"`
}
