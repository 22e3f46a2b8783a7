package doc

import "image"

// OpenOptions bounds what opening a file may cost. Zero means the default of
// the reader's room.
type OpenOptions struct {
	MIME      string `json:"mime,omitempty"`       // as intake sniffed it
	Password  string `json:"password,omitempty"`   // of an encrypted PDF
	MaxPages  int    `json:"max_pages,omitempty"`  // default 1000
	MaxPixels int64  `json:"max_pixels,omitempty"` // of one page, default 150 million
}

// Inspection is what opening a file tells before any page is rendered.
type Inspection struct {
	MIME     string    `json:"mime"`
	Pages    int       `json:"pages"`
	Warnings []Warning `json:"warnings,omitempty"`

	// Embedded are the attachments that may hold the document's data, no more
	// than MaxAttachment bytes.
	Embedded []Attachment `json:"embedded,omitempty"`
}

// ReadOptions says how a page is to be read.
type ReadOptions struct {
	Languages []string `json:"languages,omitempty"` // Tesseract codes such as eng, deu; default: found on the page
	ForceOCR  bool     `json:"force_ocr,omitempty"` // ignore an embedded text layer
	Thorough  bool     `json:"thorough,omitempty"`  // every pass over every page, settled or not; to train and compare
	Skip      []string `json:"skip,omitempty"`      // parts of reading left out, to measure what they bring: the name of a later pass, look, judge, language
	Turn      *int     `json:"turn,omitempty"`      // degrees clockwise that make the page upright, when a person said so; nil: found
	Page      int      `json:"-"`                   // number of the page, set by who hands it to the engine; default 1
}

// Raster is one page as an image, before it is read. The image is rotated by
// what the file says (EXIF, PDF), not yet by what the text shows.
type Raster struct {
	Image      *image.Gray // nil when Words are enough
	Width      int         // pixels of the page at DPI, also when Image is nil
	Height     int
	DPI        int        // of the image; 0 when the file does not say
	TextSource TextSource // embedded when Words may be trusted
	Words      []Word     // embedded text
	Codes      []PageCode // found on the page, their boxes on the image as it is
	Marks      []Mark     // boxes to tick, where the page lies as it is rendered

	Form []FormValue // of a PDF's form, likewise

	Warnings []Warning
}

// Recognition is what the engine made of one page image. Boxes are fractions of
// the upright image of Width × Height.
type Recognition struct {
	Words    []Word
	Rotation int     // 0, 90, 180, 270 clockwise, that made it upright
	Skew     float64 // degrees counter-clockwise that was corrected
	Width    int     // of the upright image, pixels of the input's scale
	Height   int
	Engine   string           // name and version
	Raw      []byte           // the engine's own output (TSV), not compressed
	StagesMS map[string]int64 // prepare, orient, ocr, judge
	Warnings []Warning
	Papers   []Box // that lie on it, when they are surely several
}

// PageReading is one page, read: what the worker hands to the pipeline.
type PageReading struct {
	Page     Page             `json:"page"`
	Engine   string           `json:"engine"` // empty for embedded text
	Raw      []byte           `json:"raw,omitempty"`
	StagesMS map[string]int64 `json:"stages_ms"` // rasterize, prepare, orient, ocr, judge
	Warnings []Warning        `json:"warnings,omitempty"`
}

// RenderOptions asks for a picture of a page as its boxes see it.
type RenderOptions struct {
	Width    int     `json:"width"`    // pixels, the height follows
	Rotation int     `json:"rotation"` // as in PageInfo
	Skew     float64 `json:"skew"`     // as in PageInfo

	Cut *Box `json:"cut,omitempty"` // only this part of the finished picture
}

// EngineInfo is what the doctor wants to know of the engine.
type EngineInfo struct {
	Version   string   `json:"version"`
	Languages []string `json:"languages"` // that can be used now
	Tessdata  []string `json:"tessdata"`  // folders searched, in order
}

// Understanding is what extraction and validation made of a document's pages.
type Understanding struct {
	Type     Classification
	Language string
	Fields   map[string]Field
	Tables   map[string]Table
	Pairs    []Pair
	Issues   []Issue

	Definition *Definition // of a type that a person defined
	Marks      []int64     // that tell whose paper it is; see the room learn

	Model    string           // name and version of the model that scored
	StagesMS map[string]int64 // extract, validate
}

// Flagged reports whether a person must look: the type is doubtful, a field is
// flagged or a rule failed.
func (u Understanding) Flagged() bool {
	if u.Type.Flagged {
		return true
	}
	for _, f := range u.Fields {
		if f.Flagged {
			return true
		}
	}
	for _, i := range u.Issues {
		if i.Severity == SeverityError {
			return true
		}
	}
	return false
}
