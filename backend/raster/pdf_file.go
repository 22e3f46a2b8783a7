package raster

import (
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"deskclerk/backend/doc"
)

// fileKey tells whether an open document is still the file asked for.
type fileKey struct {
	path     string
	size     int64
	modified time.Time
	password string
}

// pdfFile is an open PDF.
type pdfFile struct {
	key    fileKey
	file   *os.File
	engine *pdfEngine
	inst   pdfium.Pdfium
	ref    references.FPDF_DOCUMENT
	pages  int
}

// openPDF opens the document from its content, size bytes that are read from f.
// It takes the file over, also when it fails.
func openPDF(e *pdfEngine, f *os.File, content io.ReadSeeker, size int64, key fileKey) (_ *pdfFile, err error) {
	p := &pdfFile{key: key, file: f, engine: e}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	if p.inst, err = e.instance(); err != nil {
		return nil, err
	}
	req := &requests.OpenDocument{FileReader: content, FileReaderSize: size}
	if key.password != "" {
		req.Password = &key.password
	}
	res, err := p.inst.OpenDocument(req)
	if err != nil {
		return nil, openError(err, key.password)
	}
	p.ref = res.Document
	count, err := p.inst.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: p.ref})
	if err != nil {
		return nil, openError(err, key.password)
	}
	if p.pages = count.PageCount; p.pages <= 0 {
		return nil, doc.Errorf(doc.CodeNoPages, "the PDF has no pages")
	}
	return p, nil
}

// openError gives PDFium's reasons their codes. A password that was tried in
// vain is told apart from none, for whoever typed it.
func openError(err error, password string) error {
	switch {
	case errors.Is(err, pdferrors.ErrPassword) && password != "":
		return doc.Refuse(doc.CodePDFPassword, "password_wrong")
	case errors.Is(err, pdferrors.ErrPassword):
		return doc.Refuse(doc.CodePDFPassword, "password")
	case errors.Is(err, pdferrors.ErrSecurity):
		return doc.Refuse(doc.CodeUnsupported, "encryption")
	case errors.Is(err, pdferrors.ErrFormat), errors.Is(err, pdferrors.ErrFile), errors.Is(err, pdferrors.ErrUnknown):
		return doc.Errorf(doc.CodeCorrupt, "open the PDF: %w", err)
	}
	return gaveUp("opening the PDF", err)
}

// gaveUp is what PDFium's own stop means: it ends an instance when memory runs
// out or when it finds itself in a state that it should not be in. Its trace is
// of no use to anyone else.
func gaveUp(doing string, err error) error {
	first, _, _ := strings.Cut(err.Error(), "\n")
	return doc.Errorf(doc.CodeTooComplex, "PDFium gave up %s: %s", doing, first)
}

// warnings says what is odd about the whole document.
func (p *pdfFile) warnings() []doc.Warning {
	var out []doc.Warning
	if xref, err := p.inst.FPDF_DocumentHasValidCrossReferenceTable(
		&requests.FPDF_DocumentHasValidCrossReferenceTable{Document: p.ref}); err == nil &&
		!xref.DocumentHasValidCrossReferenceTable {
		out = append(out, doc.NewWarning(doc.WarnRepairedFile, 0, "pdf"))
	}
	form, err := p.inst.FPDF_GetFormType(&requests.FPDF_GetFormType{Document: p.ref})
	if err == nil && (form.FormType == enums.FPDF_FORMTYPE_XFA_FULL || form.FormType == enums.FPDF_FORMTYPE_XFA_FOREGROUND) {
		out = append(out, doc.NewWarning(doc.WarnDynamicForm, 0, ""))
	}
	return out
}

// close may be called twice.
func (p *pdfFile) close() {
	if p.ref != "" {
		_, _ = p.inst.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: p.ref})
		p.ref = ""
	}
	if p.file != nil {
		_ = p.file.Close() // only read
		p.file = nil
	}
}
