package raster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"deskclerk/backend/doc"
	"deskclerk/backend/raster/internal/textlayer"
)

// withoutConfig keeps pdfcpu from making a folder of its own.
var withoutConfig = sync.OnceFunc(api.DisableConfigDir) //nolint:gochecknoglobals // what it sets is the process's, too

// appendLayers writes an update of the PDF to w that gives pages their words.
// Nothing of the original is written again but the dictionaries of these pages.
func appendLayers(ctx context.Context, original io.ReadSeeker, password string, layers map[int]pageLayer, w io.Writer) error {
	withoutConfig()
	conf := model.NewDefaultConfiguration()
	conf.UserPW, conf.OwnerPW = password, password
	// Nothing is asked of the file's permissions: its owner makes a copy for himself.
	conf.Cmd = model.LISTINFO
	if _, err := original.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read the PDF: %w", err)
	}
	c, err := pdfcpu.ReadWithContext(ctx, original, conf)
	if err != nil {
		return updateError(ctx, err)
	}
	u := &update{c: c}
	if err := u.add(ctx, layers); err != nil {
		return updateError(ctx, err)
	}
	return u.write(w)
}

// updateError tells what a file that PDFium opens but that cannot be updated
// means.
func updateError(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return doc.Refuse(doc.CodePDFPassword, "password")
	default:
		return doc.Errorf(doc.CodeTooComplex, "%w", errNoUpdate)
	}
}

// update is a PDF with what is to be appended to it.
type update struct {
	c *model.Context
}

// add gives the pages their layers.
func (u *update) add(ctx context.Context, layers map[int]pageLayer) error {
	if err := u.c.EnsurePageCount(); err != nil {
		return fmt.Errorf("count the pages: %w", err)
	}
	// New objects get new numbers: one that was free once has a generation.
	if head, err := u.c.Free(0); err == nil && head != nil {
		zero := int64(0)
		head.Offset = &zero
	}
	words, pages := map[int][]textlayer.Word{}, map[int]ownPage{}
	numbers := slices.Sorted(maps.Keys(layers))
	for _, number := range numbers {
		own, err := u.page(number)
		if err != nil {
			return fmt.Errorf("page %d: %w", number, err)
		}
		words[number], pages[number] = layers[number].words, own
	}
	var f textlayer.Fonts
	f.Add(slices.Collect(maps.Values(words))...)
	f.Avoid(func(name string) bool {
		for _, p := range pages {
			if _, ok := p.fonts[name]; ok {
				return true
			}
		}
		return false
	})
	contents := f.Contents(words, u.c.Read.FileSize)
	fonts, err := u.fonts(&f)
	if err != nil {
		return err
	}
	for _, number := range numbers {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := u.layer(pages[number], contents[number], layers[number].anew, fonts); err != nil {
			return fmt.Errorf("page %d: %w", number, err)
		}
	}
	return nil
}

// fonts adds the fonts of the layers; it gives them by their names.
func (u *update) fonts(f *textlayer.Fonts) (map[string]types.Object, error) {
	var refs []types.IndirectRef
	ref := func(i int) string {
		for len(refs) <= i {
			refs = append(refs, *types.NewIndirectRef(u.c.InsertNew(*model.NewXRefTableEntryGen0(types.NewDict())), 0))
		}
		return refs[i].PDFString()
	}
	names, objects := f.Objects(ref)
	for i, o := range objects {
		ref(i)
		if err := u.put(refs[i].ObjectNumber.Value(), o); err != nil {
			return nil, err
		}
	}
	out := map[string]types.Object{}
	for name, i := range names {
		out[name] = refs[i]
	}
	return out, nil
}

// put fills an object that was reserved.
func (u *update) put(number int, o textlayer.Object) error {
	text := o.Dict
	parsed, err := model.ParseObject(&text)
	if err != nil {
		return fmt.Errorf("parse an object of the layer: %w", err)
	}
	d, ok := parsed.(types.Dict)
	if !ok {
		return fmt.Errorf("an object of the layer is %T", parsed)
	}
	u.c.Write.IncrementWithObjNr(number)
	if o.Stream == nil {
		u.c.Table[number].Object = d
		return nil
	}
	sd, err := u.c.NewStreamDictForBuf(o.Stream)
	if err != nil {
		return fmt.Errorf("make a stream: %w", err)
	}
	for k, v := range d {
		sd.Dict[k] = v
	}
	if err := sd.Encode(); err != nil {
		return fmt.Errorf("pack a stream: %w", err)
	}
	u.c.Table[number].Object = *sd
	return nil
}

// ownPage is a page without its layer.
type ownPage struct {
	dict      types.Dict
	number    int // of its object
	contents  types.Array
	resources types.Dict // its own or inherited
	fonts     types.Dict // of these
}

func (u *update) page(number int) (ownPage, error) {
	d, at, inherited, err := u.c.PageDict(number, false)
	if err != nil {
		return ownPage{}, fmt.Errorf("find the page: %w", err)
	}
	p := ownPage{dict: maps.Clone(d), number: at.ObjectNumber.Value()}
	if p.contents, err = u.contents(d["Contents"]); err != nil {
		return ownPage{}, err
	}
	if p.resources, err = u.own(d["Resources"], inherited); err != nil {
		return ownPage{}, err
	}
	if p.fonts, err = u.c.DereferenceDict(p.resources["Font"]); err != nil {
		return ownPage{}, fmt.Errorf("fonts of the page: %w", err)
	}
	return p, nil
}

// layer puts content before the page's own contents; with anew it stands in the
// place of the invisible text that is in them.
func (u *update) layer(p ownPage, content []byte, anew bool, fonts map[string]types.Object) error {
	contents := p.contents
	if anew {
		if rest, ok := u.stripped(contents, p.resources); ok {
			content, contents = append(content, rest...), nil
		}
	}
	layer := u.c.InsertNew(*model.NewXRefTableEntryGen0(types.NewDict()))
	if err := u.put(layer, textlayer.Object{Dict: "<<>>", Stream: content}); err != nil {
		return err
	}
	if p.dict["Contents"] = *types.NewIndirectRef(layer, 0); len(contents) > 0 {
		p.dict["Contents"] = append(types.Array{p.dict["Contents"]}, contents...)
	}
	p.dict["Resources"] = withFonts(p, fonts)
	entry := u.c.Table[p.number]
	entry.Object, entry.Compressed = p.dict, false
	u.c.Write.IncrementWithObjNr(p.number)
	return nil
}

// withFonts are a page's resources with the fonts.
func withFonts(p ownPage, added map[string]types.Object) types.Dict {
	d, fonts := types.NewDict(), types.NewDict()
	maps.Copy(d, p.resources)
	maps.Copy(fonts, p.fonts)
	maps.Copy(fonts, added)
	d["Font"] = fonts
	return d
}

// contents are the page's own streams.
func (u *update) contents(o types.Object) (types.Array, error) {
	if o == nil {
		return nil, nil
	}
	resolved, err := u.c.Dereference(o)
	if err != nil {
		return nil, fmt.Errorf("contents of the page: %w", err)
	}
	if a, ok := resolved.(types.Array); ok {
		return slices.Clone(a), nil
	}
	if resolved == nil {
		return nil, nil
	}
	return types.Array{o}, nil
}

// own are the resources of the page, its own or inherited.
func (u *update) own(o types.Object, inherited *model.InheritedPageAttrs) (types.Dict, error) {
	own, err := u.c.DereferenceDict(o)
	if err != nil {
		return nil, fmt.Errorf("resources of the page: %w", err)
	}
	if own == nil && inherited != nil {
		return inherited.Resources, nil
	}
	return own, nil
}

// write writes the update. It begins on a line of its own.
func (u *update) write(w io.Writer) error {
	var b bytes.Buffer
	b.WriteByte('\n')
	u.c.WriteXRefStream = u.c.Read.UsingXRefStreams
	u.c.WriteObjectStream = false
	u.c.Write.Increment = true
	u.c.Write.Offset = u.c.Read.FileSize + 1
	if err := api.WriteIncrement(u.c, &b); err != nil {
		return doc.Errorf(doc.CodeTooComplex, "%w", errNoUpdate)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write the searchable file: %w", err)
	}
	return nil
}
