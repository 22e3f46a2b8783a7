package raster

import (
	"path"
	"slices"
	"strings"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"deskclerk/backend/doc"
)

// Bounds of the look at a PDF's attachments: a portfolio may hold thousands.
const (
	maxAttachments = 50 // looked at by name
	keptAttachment = 3  // handed over
	mimeXML        = "application/xml"
)

// attachment is one that may hold the document's data.
type attachment struct {
	name string
	ref  references.FPDF_ATTACHMENT
}

// attachments gives the XML files in the PDF, those that a standard names first,
// as long as they stay under the limit. ok is false when PDFium gave up; its
// instance is then of no more use.
func (p *pdfFile) attachments() (out []doc.Attachment, ok bool) {
	room := doc.MaxAttachment
	for _, a := range p.xmlAttachments() {
		file, err := p.inst.FPDFAttachment_GetFile(&requests.FPDFAttachment_GetFile{Attachment: a.ref})
		if err != nil {
			return nil, false
		}
		if n := len(file.Contents); n == 0 || n > room {
			continue
		}
		room -= len(file.Contents)
		out = append(out, doc.Attachment{Name: a.name, MIME: mimeXML, Data: file.Contents})
		if len(out) == keptAttachment {
			break
		}
	}
	return out, true
}

// xmlAttachments lists what is named as XML.
func (p *pdfFile) xmlAttachments() []attachment {
	count, err := p.inst.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: p.ref})
	if err != nil {
		return nil
	}
	var out []attachment
	for i := range min(count.AttachmentCount, maxAttachments) {
		a, err := p.inst.FPDFDoc_GetAttachment(&requests.FPDFDoc_GetAttachment{Document: p.ref, Index: i})
		if err != nil {
			continue
		}
		p.engine.handles++
		name, err := p.inst.FPDFAttachment_GetName(&requests.FPDFAttachment_GetName{Attachment: a.Attachment})
		if err != nil {
			continue
		}
		base := path.Base(strings.ReplaceAll(name.Name, `\`, "/"))
		if strings.EqualFold(path.Ext(base), ".xml") {
			out = append(out, attachment{base, a.Attachment})
		}
	}
	slices.SortStableFunc(out, func(a, b attachment) int { return prescribed(a.name) - prescribed(b.name) })
	return out
}

// prescribed is 0 for the names under which Factur-X, ZUGFeRD and XRechnung
// attach an invoice.
func prescribed(name string) int {
	switch strings.ToLower(name) {
	case "factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml":
		return 0
	}
	return 1
}
