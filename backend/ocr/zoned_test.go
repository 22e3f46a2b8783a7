package ocr_test

import (
	"image"
	"image/color"
	"image/draw"
	"slices"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/enginetest"
)

// passport draws a page with print above and a zone of two lines below.
func passport(t *testing.T, zone []string) *image.Gray {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 1250, 880))
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{Y: 240}), image.Point{}, draw.Src)
	set := func(data []byte, size float64) font.Drawer {
		parsed, err := opentype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
		if err != nil {
			t.Fatal(err)
		}
		return font.Drawer{Dst: img, Src: image.NewUniform(color.Gray{Y: 30}), Face: face}
	}
	pen := set(goregular.TTF, 30)
	for i, line := range []string{"UTOPIA PASSPORT", "Surname ERIKSSON", "Given names ANNA MARIA", "Nationality UTOPIAN", "Passport number L898902C3"} {
		pen.Dot = fixed.P(450, 150+70*i)
		pen.DrawString(line)
	}
	pen = set(gomono.TTF, 34)
	for i, line := range zone {
		for j := range line {
			pen.Dot = fixed.P(60+j*26, 730+70*i)
			pen.DrawString(line[j : j+1])
		}
	}
	return img
}

func TestAZoneTurnsThePageAndEachOfItsLinesIsOneWord(t *testing.T) {
	zone := []string{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"}
	e, img := open(t), passport(t, zone)
	for _, turn := range []int{0, 270, 180, 90} {
		got := read(t, e, img)
		if got.Rotation != turn {
			t.Errorf("turned by %d, want %d", got.Rotation, turn)
		}
		for i, line := range zone {
			k := slices.IndexFunc(got.Words, func(w doc.Word) bool { return w.Text == line })
			if k < 0 {
				t.Errorf("turned by %d: line %d is not among the words", turn, i+1)
				continue
			}
			want := (718 + 70*float64(i)) / 880
			if b := got.Words[k].Box; b.CenterY() < want-0.02 || b.CenterY() > want+0.02 || b.Left > 0.08 || b.Right < 0.9 {
				t.Errorf("turned by %d: line %d lies at %v", turn, i+1, b)
			}
		}
		if !slices.ContainsFunc(got.Words, func(w doc.Word) bool { return w.Text == "ERIKSSON" }) {
			t.Errorf("turned by %d: the print above is not read", turn)
		}
		img = enginetest.Quarter(img)
	}
}

func TestAZoneIsNotSoughtOnABill(t *testing.T) {
	e := open(t)
	for name, page := range map[string]struct {
		img  *image.Gray
		want bool
	}{
		"few words and no sums": {enginetest.Draw(t, []string{"MEMBER CARD", "Anna Maria Eriksson", "since 2019"}, enginetest.Look{}), true},
		"few words with sums":   {enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{}), false},
		"one trace beside sums": {enginetest.Draw(t, append(enginetest.Receipt(), "L898902C36UTO7408122F120"), enginetest.Look{}), false},
		"two beside sums":       {enginetest.Draw(t, append(enginetest.Receipt(), "L898902C36UTO7408122F120", "UTO7408122F1204159ZE184"), enginetest.Look{}), true},
	} {
		if _, sought := read(t, e, page.img, "eng").StagesMS["zone"]; sought != page.want {
			t.Errorf("%s: sought is %v", name, sought)
		}
	}
}
