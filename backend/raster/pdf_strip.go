package raster

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"deskclerk/backend/raster/internal/textlayer"
)

const (
	maxRest   = 4 << 10 // bytes of a page's content that are written again; a scan has a tenth of them
	maxOfPage = 4 << 20 // bytes of streams, packed and unpacked, that are read for it
	maxForms  = 3       // forms in forms that are looked into
)

// stripped is the content of a page's streams without invisible text; false when
// there is none, or it cannot be told apart.
func (u *update) stripped(streams types.Array, own types.Dict) ([]byte, bool) {
	p := pageContent{c: u.c, forms: map[int]textlayer.Picture{}, left: maxOfPage}
	return resources{&p, own, maxForms}.strip(streams, maxRest)
}

// pageContent is what a page shows, forms included.
type pageContent struct {
	c     *model.Context
	forms map[int]textlayer.Picture // what those are that were looked into, by their objects' numbers
	left  int                       // of the bytes that may be read
}

// read unpacks a stream. After one that cannot be unpacked no other is read: it is
// not known how far it was.
func (p *pageContent) read(o types.Object) ([]byte, bool) {
	sd, _, err := p.c.DereferenceStreamDict(o)
	if err != nil || sd == nil {
		return nil, false
	}
	left := p.left - len(sd.Raw)
	p.left = 0
	if left <= 0 || sd.DecodeWithLimit(int64(left)) != nil || len(sd.Content) > left {
		return nil, false
	}
	p.left = left - len(sd.Content)
	return sd.Content, true
}

// resources are those of a page, or of a form, with how many forms in forms are
// looked into there.
type resources struct {
	*pageContent
	own   types.Dict
	depth int
}

func (r resources) strip(streams types.Array, most int) ([]byte, bool) {
	var all []byte
	for _, o := range streams {
		content, ok := r.read(o)
		if !ok {
			return nil, false
		}
		all = append(append(all, content...), '\n')
	}
	return textlayer.Strip(all, most, r)
}

// find gives what a name stands for; nil: nothing.
func (r resources) find(kind, name string) types.Object {
	list, err := r.c.DereferenceDict(r.own[kind])
	if err != nil {
		return nil
	}
	name, err = types.DecodeName(name)
	if err != nil {
		return nil
	}
	return list[name]
}

// XObject implements [textlayer.Resources].
func (r resources) XObject(name string) textlayer.Picture {
	ref, ok := r.find("XObject", name).(types.IndirectRef)
	if !ok {
		return textlayer.PictureOther
	}
	sd, _, err := r.c.DereferenceStreamDict(ref)
	if err != nil || sd == nil {
		return textlayer.PictureOther
	}
	switch sd.Dict["Subtype"] {
	case types.Name("Image"):
		return textlayer.PictureImage
	case types.Name("Form"):
		return r.form(ref, sd.Dict["Resources"])
	}
	return textlayer.PictureOther
}

// form tells what a form is. One without resources has those of where it is painted.
func (r resources) form(ref types.IndirectRef, own types.Object) textlayer.Picture {
	number := ref.ObjectNumber.Value()
	if known, ok := r.forms[number]; ok {
		return known
	}
	if r.depth == 0 {
		return textlayer.PictureOther
	}
	in := resources{r.pageContent, r.own, r.depth - 1}
	if own != nil {
		in.own, _ = r.c.DereferenceDict(own) // without any, no name in it is known
	}
	what := textlayer.PictureOther
	if rest, ok := in.strip(types.Array{ref}, maxOfPage); ok && textlayer.Blank(rest) {
		what = textlayer.PictureHidden
	}
	if own != nil {
		r.forms[number] = what
	}
	return what
}

// HidesText implements [textlayer.Resources].
func (r resources) HidesText(font string) bool {
	d, err := r.c.DereferenceDict(r.find("Font", font))
	kind, ok := d["Subtype"].(types.Name)
	return err == nil && ok && kind != "Type3"
}

// KeepsFont implements [textlayer.Resources].
func (r resources) KeepsFont(parameters string) bool {
	d, err := r.c.DereferenceDict(r.find("ExtGState", parameters))
	return err == nil && d != nil && d["Font"] == nil
}
