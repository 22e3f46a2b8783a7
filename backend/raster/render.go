package raster

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"deskclerk/backend/doc"
)

// Rendering for the eye repeats what reading did, in this order, so that boxes
// given as fractions of the upright page fit:
//
//  1. the page as Page gives it: EXIF orientation, /Rotate and crop box applied;
//  2. turned clockwise by Rotation, which swaps width and height for 90 and 270;
//  3. straightened: a Skew of s says that the text leans counter-clockwise by s
//     degrees, its rows rising to the right, so the picture is turned clockwise
//     by s about its centre. The canvas keeps its size: corners that turn out of
//     it are lost, what comes in is white.
//
// All of it happens on a picture of the asked width, which changes no fraction.
const (
	defaultWidth = 1600
	maxWidth     = 6000
	maxHeight    = 65_000 // JPEG has 16 bits for it
	jpegQuality  = 80
)

// target is the size of the finished picture of a page that is w × h before
// the rotation, and of the unturned picture it is made from.
func target(ro doc.RenderOptions, w, h float64) (tw, th, uw, uh int) {
	if quarter(ro)%2 == 1 {
		w, h = h, w
	}
	tw = ro.Width
	if tw <= 0 {
		tw = defaultWidth
	}
	tw = min(tw, maxWidth)
	tw = int(min(float64(tw), math.Sqrt(renderPixels*w/h), maxHeight*w/h))
	tw = max(tw, 1)
	th = max(1, int(math.Round(float64(tw)*h/w)))
	if quarter(ro)%2 == 1 {
		return tw, th, th, tw
	}
	return tw, th, tw, th
}

// quarter is the rotation in quarter turns clockwise.
func quarter(ro doc.RenderOptions) int { return ((ro.Rotation/90)%4 + 4) % 4 }

// finish turns, straightens and packs a picture of the unturned size.
func finish(img *image.RGBA, ro doc.RenderOptions) ([]byte, error) {
	img = orientRGBA(img, [4]int{1, 6, 3, 8}[quarter(ro)])
	img = straighten(img, ro.Skew)
	if ro.Cut != nil {
		img, _ = img.SubImage(partOf(img.Rect, *ro.Cut)).(*image.RGBA)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, fmt.Errorf("pack the picture: %w", err)
	}
	return b.Bytes(), nil
}

// partOf is the part of a picture's bounds, at least a pixel.
func partOf(b image.Rectangle, part doc.Box) image.Rectangle {
	r := image.Rect(pixel(part.Left, b.Dx()), pixel(part.Top, b.Dy()), pixel(part.Right, b.Dx()), pixel(part.Bottom, b.Dy()))
	r.Min = image.Pt(min(r.Min.X, b.Dx()-1), min(r.Min.Y, b.Dy()-1))
	r.Max = image.Pt(max(r.Max.X, r.Min.X+1), max(r.Max.Y, r.Min.Y+1))
	return r.Add(b.Min)
}

// straighten turns the picture clockwise by degrees about its centre on a white
// canvas of the same size.
func straighten(img *image.RGBA, degrees float64) *image.RGBA {
	if math.Abs(degrees) < 0.01 {
		return img
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(img.Rect.Dx())/2, float64(img.Rect.Dy())/2
	out := whiteRGBA(img.Rect.Dx(), img.Rect.Dy())
	// With y downwards this matrix turns clockwise.
	m := f64.Aff3{cos, -sin, cx - cos*cx + sin*cy, sin, cos, cy - sin*cx - cos*cy}
	xdraw.ApproxBiLinear.Transform(out, m, img, img.Rect, xdraw.Src, nil)
	return out
}

// renderImage renders a page of an image file.
func renderImage(s *source, number int, ro doc.RenderOptions) ([]byte, error) {
	p, err := s.decode(number)
	if err != nil {
		return nil, err
	}
	_, sx, sy := p.resolution()
	b := p.img.Bounds()
	w, h := float64(b.Dx())*sx, float64(b.Dy())*sy
	turned := p.orientation >= 5
	if turned {
		w, h = h, w
	}
	_, _, uw, uh := target(ro, w, h)
	if turned {
		uw, uh = uh, uw
	}
	if part := asIs(p, ro, uw, uh); part != nil {
		return finish(scale(part, part.Bounds().Dx(), part.Bounds().Dy()), doc.RenderOptions{})
	}
	return finish(orientRGBA(scale(p.img, uw, uh), p.orientation), ro)
}

// asIs cuts a part out of a picture that is upright and as large as it is wanted,
// as those that were drawn before are; nil for others, which are finished first.
func asIs(p picture, ro doc.RenderOptions, w, h int) image.Image {
	b := p.img.Bounds()
	within := func(a, b int) bool { return a-b <= 1 && b-a <= 1 }
	img, ok := p.img.(interface {
		SubImage(r image.Rectangle) image.Image
	})
	if !ok || ro.Cut == nil || p.orientation > 1 || quarter(ro) != 0 || ro.Skew != 0 || !within(b.Dx(), w) || !within(b.Dy(), h) {
		return nil
	}
	return img.SubImage(partOf(b, *ro.Cut))
}

// scale gives the image in another size, over white. Large images are averaged
// down first, which is quick and loses nothing that the target could show.
func scale(img image.Image, w, h int) *image.RGBA {
	b := img.Bounds()
	if k := min(b.Dx()/max(1, w), b.Dy()/max(1, h)); k > 1 {
		img = reduce(img, k)
	}
	out := whiteRGBA(w, h)
	xdraw.ApproxBiLinear.Scale(out, out.Rect, img, img.Bounds(), xdraw.Over, nil)
	return out
}

func reduce(img image.Image, k int) image.Image {
	switch m := img.(type) {
	case *image.Gray:
		return reduceGray(m, k)
	case *image.YCbCr:
		return reduceYCbCr(m, k)
	case *image.RGBA:
		return reduceRGBA(m, k)
	case *image.Gray16:
		return reduceGray(grayOf(m), k)
	}
	b := img.Bounds()
	flat := whiteRGBA(b.Dx(), b.Dy())
	xdraw.Draw(flat, flat.Rect, img, b.Min, xdraw.Over)
	return reduceRGBA(flat, k)
}

// render renders a page of a PDF.
func (p *pdfPage) render(ro doc.RenderOptions) ([]byte, error) {
	_, _, uw, uh := target(ro, p.size.Width, p.size.Height)
	img, err := p.color(uw, uh)
	if err != nil {
		return nil, err
	}
	return finish(img, ro)
}
