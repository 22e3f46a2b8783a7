package grayjpeg_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"deskclerk/backend/raster/internal/grayjpeg"
)

// drawn is a picture of so many pixels that is neither smooth nor noise.
func drawn(r *rand.Rand, w, h int) *image.YCbCr {
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio444)
	step, noise := 3+r.IntN(20), 1+r.IntN(40)
	for y := range h {
		for x := range w {
			v := 200 + r.IntN(noise)
			if (x/step+y/(step+2))%4 == 0 {
				v = r.IntN(noise)
			}
			at := y*img.YStride + x
			img.Y[at], img.Cb[at], img.Cr[at] = byte(v), byte(x*5), byte(y*7)
		}
	}
	return img
}

// whole is what image/jpeg makes of the same.
func whole(data []byte) *image.Gray {
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	switch m := img.(type) {
	case *image.Gray:
		return m
	case *image.YCbCr:
		return &image.Gray{Pix: m.Y, Stride: m.YStride, Rect: m.Rect}
	}
	return nil
}

// decode decodes what says how large it is.
func decode(data []byte) (*image.Gray, error) {
	h, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, grayjpeg.ErrOther
	}
	return grayjpeg.Decode(data, image.Pt(h.Width, h.Height))
}

func TestAPictureOfAnotherSizeIsNotTaken(t *testing.T) {
	data := file(t, "422")
	h, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []image.Point{{}, {h.Width + 1, h.Height}, {h.Width, h.Height - 1}, {h.Height, h.Width}} {
		if _, err := grayjpeg.Decode(data, size); !errors.Is(err, grayjpeg.ErrOther) {
			t.Errorf("taken as %v", size)
		}
	}
}

// differ gives the largest difference of two pictures, 256 for their sizes'.
func differ(a, b *image.Gray) int {
	if a == nil || b == nil || a.Rect != b.Rect {
		return 256
	}
	most := 0
	for y := range a.Rect.Dy() {
		for x := range a.Rect.Dx() {
			d := int(a.Pix[y*a.Stride+x]) - int(b.Pix[y*b.Stride+x])
			most = max(most, d, -d)
		}
	}
	return most
}

func TestTheBrightnessIsThatOfTheWholePicture(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var img image.Image = drawn(r, 1+r.IntN(90), 1+r.IntN(60))
		if r.IntN(4) == 0 {
			gray := image.NewGray(img.Bounds())
			for i := range gray.Pix {
				gray.Pix[i] = byte(r.Uint32())
			}
			img = gray
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 5 + r.IntN(95)}); err != nil {
			t.Fatal(err)
		}
		got, err := decode(b.Bytes())
		if err != nil {
			t.Fatalf("%v of %T: %v", img.Bounds(), img, err)
		}
		if d := differ(got, whole(b.Bytes())); d > 1 {
			t.Fatalf("%v of %T: off by %d", img.Bounds(), img, d)
		}
	}
}

func TestEverySamplingOfColoursIsPassedOver(t *testing.T) {
	for _, name := range []string{"444", "440", "422", "411", "optimized", "restarts"} {
		data := file(t, name)
		got, err := decode(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := differ(got, whole(data)); d > 1 {
			t.Errorf("%s: off by %d", name, d)
		}
	}
}

func TestOtherFormsAreLeftToOthers(t *testing.T) {
	for _, name := range []string{"progressive", "cmyk", "rgb"} {
		if _, err := decode(file(t, name)); !errors.Is(err, grayjpeg.ErrOther) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsCutOffIsNotTaken(t *testing.T) {
	for _, name := range []string{"422", "restarts"} {
		data := file(t, name)
		for n := range data {
			if _, err := decode(data[:n]); !errors.Is(err, grayjpeg.ErrOther) {
				t.Fatalf("%s: %d of %d bytes were taken: %v", name, n, len(data), err)
			}
			if n > 2 {
				ended := append(bytes.Clone(data[:n]), 0xff, 0xd9)
				if _, err := decode(ended); err == nil && n < len(data)-2 {
					t.Fatalf("%s: %d of %d bytes and an end were taken", name, n, len(data))
				}
			}
		}
	}
}

// Damage that no decoder can see is shown as other decoders show it; what they
// refuse is refused.
func TestWhatIsTakenOthersTakeAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	taken := 0
	for _, name := range []string{"422", "optimized", "restarts"} {
		data := file(t, name)
		for range 1500 {
			broken := bytes.Clone(data)
			for range 1 + r.IntN(3) {
				broken[r.IntN(len(broken))] = byte(r.Uint32())
			}
			got, err := decode(broken)
			if err != nil {
				continue
			}
			taken++
			if want := whole(broken); differ(got, want) > 1 && want != nil && !wild(want) {
				t.Fatalf("%s: off by %d", name, differ(got, want))
			} else if want == nil {
				t.Fatalf("%s: taken, though others refuse it", name)
			}
		}
	}
	if taken < 100 {
		t.Errorf("only %d broken files were taken", taken)
	}
}

// wild reports levels as nothing but damage makes them: coefficients too large for
// sums of whole numbers, which each decoder rounds in its way.
func wild(img *image.Gray) bool {
	ends := 0
	for y := range img.Rect.Dy() {
		for _, v := range img.Pix[y*img.Stride : y*img.Stride+img.Rect.Dx()] {
			if v == 0 || v == 255 {
				ends++
			}
		}
	}
	return ends > img.Rect.Dx()*img.Rect.Dy()/4
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".jpg"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func FuzzDecode(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.jpg")
	if err != nil || len(paths) == 0 {
		f.Fatal("no files to begin with")
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if h, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil || h.Width*h.Height > 1<<20 {
			t.Skip()
		}
		if got, err := decode(data); err == nil && got.ColorModel() != color.GrayModel {
			t.Error("not grey")
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	var data bytes.Buffer
	if err := jpeg.Encode(&data, drawn(rand.New(rand.NewPCG(1, 2)), 900, 1200), nil); err != nil {
		b.Fatal(err)
	}
	b.Run("brightness", func(b *testing.B) {
		for b.Loop() {
			if _, err := decode(data.Bytes()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			if whole(data.Bytes()) == nil {
				b.Fatal("not decoded")
			}
		}
	})
}
