package raster

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"deskclerk/backend/raster/internal/textlayer"
)

const (
	maxRest   = 4 << 10  // bytes of a page's content that are written again; a scan has a tenth of them
	maxOfPage = 16 << 20 // bytes of content that are read for it
	maxForms  = 3        // forms in forms that are looked into
)

// stripped is the content of streams without invisible text; false when there is
// none, or it cannot be told apart.
func (u *update) stripped(contents types.Array, resources types.Dict, depth int) ([]byte, bool) {
	var all []byte
	for _, o := range contents {
		sd, _, err := u.c.DereferenceStreamDict(o)
		if err != nil || sd == nil || sd.Decode() != nil || len(all)+len(sd.Content) > maxOfPage {
			return nil, false
		}
		all = append(append(all, sd.Content...), '\n')
	}
	return textlayer.Strip(bytes.Clone(all), func(name string) textlayer.Picture { return u.picture(name, resources, depth) })
}

// picture tells what a page paints under a name.
func (u *update) picture(name string, resources types.Dict, depth int) textlayer.Picture {
	list, err := u.c.DereferenceDict(resources["XObject"])
	if err != nil || list == nil {
		return textlayer.PictureOther
	}
	sd, _, err := u.c.DereferenceStreamDict(list[name])
	if err != nil || sd == nil {
		return textlayer.PictureOther
	}
	switch kind := sd.NameEntry("Subtype"); {
	case kind == nil || depth == 0:
		return textlayer.PictureOther
	case *kind == "Image":
		return textlayer.PictureImage
	case *kind != "Form":
		return textlayer.PictureOther
	}
	own, err := u.c.DereferenceDict(sd.Dict["Resources"])
	if err != nil {
		return textlayer.PictureOther
	}
	if own == nil {
		own = resources
	}
	rest, ok := u.stripped(types.Array{list[name]}, own, depth-1)
	if ok && textlayer.Blank(rest) {
		return textlayer.PictureHidden
	}
	return textlayer.PictureOther
}
