package raster

import (
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"deskclerk/backend/doc"
)

// Bounds of what is taken from a form; what lies beyond is left to the page.
const (
	maxFormValues = 500      // of one page
	maxFormValue  = 16 << 10 // bytes of one
	secretField   = 1 << 13  // bit 14 of Ff: a password (ISO 32000-2, table 231)
)

// filledIn gives the values of the form's fields on the page, those that are empty and
// those that are secret aside. It has to be asked before the page is flattened.
// A form that PDFium cannot make sense of has none: the page can be read without.
func (p *pdfPage) filledIn() []doc.FormValue {
	kind, err := p.f.inst.FPDF_GetFormType(&requests.FPDF_GetFormType{Document: p.f.ref})
	if err != nil || kind.FormType == enums.FPDF_FORMTYPE_NONE || kind.FormType == enums.FPDF_FORMTYPE_XFA_FULL {
		return nil
	}
	count, err := p.f.inst.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: p.request()})
	if err != nil || count.Count == 0 {
		return nil
	}
	env, err := p.f.inst.FPDFDOC_InitFormFillEnvironment(&requests.FPDFDOC_InitFormFillEnvironment{
		Document: p.f.ref, FormFillInfo: quietForm(),
	})
	if err != nil {
		return nil
	}
	f := formReader{page: p, form: env.FormHandle}
	defer func() {
		_, _ = p.f.inst.FPDFDOC_ExitFormFillEnvironment(&requests.FPDFDOC_ExitFormFillEnvironment{FormHandle: f.form})
	}()
	for i := range min(count.Count, maxNotes) {
		if len(f.found) == maxFormValues {
			break
		}
		f.look(i)
	}
	return f.found
}

// quietForm answers PDFium's calls and does nothing: no form is filled in here,
// and none of its scripts is run.
func quietForm() structs.FPDF_FORMFILLINFO {
	return structs.FPDF_FORMFILLINFO{
		FFI_Invalidate:   func(references.FPDF_PAGE, float64, float64, float64, float64) {},
		FFI_SetCursor:    func(enums.FXCT) {},
		FFI_SetTimer:     func(int, func(int)) int { return 0 },
		FFI_KillTimer:    func(int) {},
		FFI_GetLocalTime: func() structs.FPDF_SYSTEMTIME { return structs.FPDF_SYSTEMTIME{} },
		FFI_GetPage:      func(references.FPDF_DOCUMENT, int) *references.FPDF_PAGE { return nil },
		FFI_GetRotation: func(references.FPDF_PAGE) enums.FPDF_PAGE_ROTATION {
			return enums.FPDF_PAGE_ROTATION_NONE
		},
		FFI_ExecuteNamedAction: func(string) {},
	}
}

// formReader goes through the fields of one page.
type formReader struct {
	page  *pdfPage
	form  references.FPDF_FORMHANDLE
	found []doc.FormValue
}

// look takes one note of the page, if it is a field that holds something.
func (f *formReader) look(index int) {
	in := f.page.f.inst
	note, err := in.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: f.page.request(), Index: index})
	if err != nil {
		return
	}
	ref := note.Annotation
	defer func() { _, _ = in.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: ref}) }()
	kind, err := in.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: ref})
	if err != nil || kind.Subtype != enums.FPDF_ANNOT_SUBTYPE_WIDGET {
		return
	}
	v, ok := f.value(ref)
	if !ok || len(v.Value) > maxFormValue || strings.TrimSpace(v.Value) == "" {
		return
	}
	if v.Box, ok = f.box(ref); !ok {
		return
	}
	if name, err := in.FPDFAnnot_GetFormFieldName(&requests.FPDFAnnot_GetFormFieldName{FormHandle: f.form, Annotation: ref}); err == nil {
		v.Name = name.FormFieldName
	}
	told, err := in.FPDFAnnot_GetFormFieldAlternateName(&requests.FPDFAnnot_GetFormFieldAlternateName{FormHandle: f.form, Annotation: ref})
	if err == nil {
		v.Label = strings.TrimSpace(told.FormFieldAlternateName)
	}
	f.found = append(f.found, v)
}

// value by the field's type; ok is false for buttons, signatures, passwords and
// the buttons of a choice that are not pressed.
func (f *formReader) value(ref references.FPDF_ANNOTATION) (v doc.FormValue, ok bool) {
	in := f.page.f.inst
	kind, err := in.FPDFAnnot_GetFormFieldType(&requests.FPDFAnnot_GetFormFieldType{FormHandle: f.form, Annotation: ref})
	if err != nil {
		return v, false
	}
	switch kind.FormFieldType {
	case enums.FPDF_FORMFIELD_TYPE_CHECKBOX:
		v.Kind, v.Value = doc.FormTick, doc.CheckedNo
		if f.checked(ref) {
			v.Value = doc.CheckedYes
		}
		return v, true
	case enums.FPDF_FORMFIELD_TYPE_RADIOBUTTON:
		if !f.checked(ref) {
			return v, false
		}
		chosen, err := in.FPDFAnnot_GetFormFieldExportValue(&requests.FPDFAnnot_GetFormFieldExportValue{FormHandle: f.form, Annotation: ref})
		if err != nil {
			return v, false
		}
		v.Kind, v.Value = doc.FormChoice, chosen.Value
		return v, true
	case enums.FPDF_FORMFIELD_TYPE_COMBOBOX, enums.FPDF_FORMFIELD_TYPE_LISTBOX:
		v.Kind = doc.FormChoice
	case enums.FPDF_FORMFIELD_TYPE_TEXTFIELD:
		flags, err := in.FPDFAnnot_GetFormFieldFlags(&requests.FPDFAnnot_GetFormFieldFlags{FormHandle: f.form, Annotation: ref})
		if err != nil || flags.Flags&secretField != 0 {
			return v, false
		}
		v.Kind = doc.FormText
	default:
		return v, false
	}
	entered, err := in.FPDFAnnot_GetFormFieldValue(&requests.FPDFAnnot_GetFormFieldValue{FormHandle: f.form, Annotation: ref})
	if err != nil {
		return v, false
	}
	v.Value = entered.FormFieldValue
	return v, true
}

func (f *formReader) checked(ref references.FPDF_ANNOTATION) bool {
	c, err := f.page.f.inst.FPDFAnnot_IsChecked(&requests.FPDFAnnot_IsChecked{FormHandle: f.form, Annotation: ref})
	return err == nil && c.IsChecked
}

// box of a field that is on the page.
func (f *formReader) box(ref references.FPDF_ANNOTATION) (doc.Box, bool) {
	at, err := f.page.f.inst.FPDFAnnot_GetRect(&requests.FPDFAnnot_GetRect{Annotation: ref})
	if err != nil {
		return doc.Box{}, false
	}
	r := f.page.place.rect(float64(at.Rect.Left), float64(at.Rect.Bottom), float64(at.Rect.Right), float64(at.Rect.Top))
	w, h := f.page.size.Width, f.page.size.Height
	in := func(v float64) float64 { return min(1, max(0, v)) }
	b := doc.Box{Left: in(r.X0 / w), Top: in(r.Y0 / h), Right: in(r.X1 / w), Bottom: in(r.Y1 / h)}
	return b, !b.Empty()
}
