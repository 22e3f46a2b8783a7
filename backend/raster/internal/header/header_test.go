package header

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
)

func picture(w, h int) image.Image { return image.NewGray(image.Rect(0, 0, w, h)) }

func encoded(t testing.TB, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegFile(t testing.TB, segments ...string) []byte {
	b := encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, picture(33, 17), nil) })
	return []byte(string(b[:2]) + strings.Join(segments, "") + string(b[2:]))
}

// exif is an APP1 segment with an orientation and 200 dots to the inch.
func exif(orientation byte) string {
	body := "Exif\x00\x00" + exifBody(orientation)
	return "\xff\xe1" + string(binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))) + body
}

func exifBody(orientation byte) string {
	return "II*\x00\x08\x00\x00\x00\x03\x00" +
		"\x12\x01\x03\x00\x01\x00\x00\x00" + string([]byte{orientation}) + "\x00\x00\x00" +
		"\x1a\x01\x05\x00\x01\x00\x00\x00\x32\x00\x00\x00" +
		"\x1b\x01\x05\x00\x01\x00\x00\x00\x32\x00\x00\x00" +
		"\x00\x00\x00\x00" + "\xc8\x00\x00\x00\x01\x00\x00\x00"
}

func jfif(unit byte, x, y byte) string {
	return "\xff\xe0\x00\x10JFIF\x00\x01\x01" + string([]byte{unit, 0, x, 0, y, 0, 0})
}

// pngFile puts chunks after the header chunk; their checksums are not looked at.
func pngFile(t testing.TB, chunks ...string) []byte {
	b := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, picture(33, 17)) })
	return []byte(string(b[:33]) + strings.Join(chunks, "") + string(b[33:]))
}

func chunk(kind, body string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)))) + kind + body + "\x00\x00\x00\x00"
}

func box(kind, body string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))) + kind + body
}

func ispe(w, h uint32) string {
	return box("ispe", "\x00\x00\x00\x00"+string(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)))
}

func heif(sizes ...string) []byte {
	return []byte(box("ftyp", "heic\x00\x00\x00\x00heic") + box("meta", "\x00\x00\x00\x00"+box("hdlr", "pict")+box("iprp", box("ipco", strings.Join(sizes, "")))))
}

func riff(chunks ...string) []byte {
	body := "WEBP" + strings.Join(chunks, "")
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body)
}

func riffChunk(kind, body string) string {
	out := kind + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body
	if len(body)%2 == 1 {
		out += "\x00"
	}
	return out
}

// canvas10 is a VP8X chunk's body for a canvas of 10 × 10 pixels.
const canvas10 = "\x00\x00\x00\x00" + "\x09\x00\x00" + "\x09\x00\x00"

func read(name string, b []byte) (Header, error) {
	r, size := bytes.NewReader(b), int64(len(b))
	switch name {
	case "jpeg":
		return JPEG(r, size)
	case "png":
		return PNG(r, size)
	case "gif":
		return GIF(r)
	case "bmp":
		return BMP(r)
	case "webp":
		return WebP(r, size)
	}
	return HEIF(r, size)
}

func TestHeadersTellSizeOrientationAndResolution(t *testing.T) {
	file := func(name string) []byte {
		b, err := os.ReadFile("../../testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	bmpFile := encoded(t, func(b *bytes.Buffer) error { return bmp.Encode(b, picture(33, 17)) })
	binary.LittleEndian.PutUint32(bmpFile[38:], 11811)
	binary.LittleEndian.PutUint32(bmpFile[42:], 5906)
	upsideDown := bytes.Clone(bmpFile)
	binary.LittleEndian.PutUint32(upsideDown[22:], uint32(0xffffffff-17+1))
	for name, c := range map[string]struct {
		kind string
		file []byte
		want Header
	}{
		"a plain JPEG":                        {"jpeg", jpegFile(t), Header{Width: 33, Height: 17}},
		"a JPEG in dots to the inch":          {"jpeg", jpegFile(t, jfif(1, 150, 150)), Header{Width: 33, Height: 17, XDPI: 150, YDPI: 150}},
		"a JPEG in dots to the centimetre":    {"jpeg", jpegFile(t, jfif(2, 118, 118)), Header{Width: 33, Height: 17, XDPI: 300, YDPI: 300}},
		"a JPEG that tells its pixels' shape": {"jpeg", jpegFile(t, jfif(0, 1, 1)), Header{Width: 33, Height: 17}},
		"a JPEG with EXIF":                    {"jpeg", jpegFile(t, exif(6)), Header{Width: 33, Height: 17, Orientation: 6, XDPI: 200, YDPI: 200}},
		"JFIF goes before EXIF":               {"jpeg", jpegFile(t, jfif(1, 96, 96), exif(3)), Header{Width: 33, Height: 17, Orientation: 3, XDPI: 96, YDPI: 96}},
		"an orientation that there is not":    {"jpeg", jpegFile(t, exif(9)), Header{Width: 33, Height: 17, XDPI: 200, YDPI: 200}},
		"a progressive JPEG":                  {"jpeg", file("letter-progressive.jpg"), Header{Width: 160, Height: 120}},
		"a plain PNG":                         {"png", pngFile(t), Header{Width: 33, Height: 17}},
		"a PNG with its resolution":           {"png", pngFile(t, chunk("pHYs", "\x00\x00\x2e\x23\x00\x00\x2e\x23\x01")), Header{Width: 33, Height: 17, XDPI: 300, YDPI: 300}},
		"a PNG with EXIF":                     {"png", pngFile(t, chunk("eXIf", exifBody(8))), Header{Width: 33, Height: 17, Orientation: 8, XDPI: 200, YDPI: 200}},
		"a GIF":                               {"gif", encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, picture(33, 17), nil) }), Header{Width: 33, Height: 17}},
		"a BMP":                               {"bmp", bmpFile, Header{Width: 33, Height: 17, XDPI: 300, YDPI: 150}},
		"a BMP from the top":                  {"bmp", upsideDown, Header{Width: 33, Height: 17, XDPI: 300, YDPI: 150}},
		"a WebP":                              {"webp", file("letter.webp"), Header{Width: 160, Height: 120}},
		"a WebP without loss":                 {"webp", file("letter-lossless.webp"), Header{Width: 160, Height: 120}},
		"a WebP whose frame is larger than its canvas": {
			"webp", riff(riffChunk("VP8X", canvas10), riffChunk("VP8 ", "\x00\x00\x00\x9d\x01\x2a\x10\x27\x20\x03")),
			Header{Width: 10000, Height: 800},
		},
		"a WebP with EXIF": {
			"webp", riff(riffChunk("VP8X", canvas10), riffChunk("EXIF", exifBody(6))),
			Header{Width: 10, Height: 10, Orientation: 6, XDPI: 200, YDPI: 200},
		},
		"a HEIC":                     {"heif", file("letter.heic"), Header{Width: 160, Height: 120}},
		"the largest size of a HEIC": {"heif", heif(ispe(512, 512), ispe(4032, 3024), ispe(320, 240)), Header{Width: 4032, Height: 3024}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(c.kind, c.file)
			if err != nil || got != c.want {
				t.Errorf("got %+v, %v, want %+v", got, err, c.want)
			}
		})
	}
}

func TestDamagedHeadersAreErrors(t *testing.T) {
	jpg := jpegFile(t)
	endless := []byte("\xff\xd8" + strings.Repeat("\xff\xe2\x00\x02", maxSegments+10))
	for name, c := range map[string]struct {
		kind string
		file []byte
		want error
	}{
		"a JPEG without a frame":        {"jpeg", []byte("\xff\xd8\xff\xda\x00\x04"), ErrFormat},
		"a JPEG cut before its frame":   {"jpeg", jpg[:20], ErrFormat},
		"a JPEG of segments alone":      {"jpeg", endless, ErrFormat},
		"a PNG without a header":        {"png", pngFile(t)[:20], ErrFormat},
		"a GIF of six bytes":            {"gif", []byte("GIF89a"), ErrFormat},
		"a BMP of its mark":             {"bmp", []byte("BM"), ErrFormat},
		"a WebP without a frame":        {"webp", riff(riffChunk("ICCP", strings.Repeat("x", 20))), ErrFormat},
		"a WebP that moves":             {"webp", riff(riffChunk("VP8X", "\x02"+canvas10[1:])), ErrUnsupported},
		"a HEIC without a size":         {"heif", heif(), ErrFormat},
		"a HEIC whose boxes are hollow": {"heif", []byte(strings.Repeat(box("free", ""), 9000)), ErrFormat},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := read(c.kind, c.file); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func FuzzHeader(f *testing.F) {
	f.Add("jpeg", jpegFile(f, jfif(1, 150, 150), exif(6)))
	f.Add("png", pngFile(f, chunk("pHYs", "\x00\x00\x2e\x23\x00\x00\x2e\x23\x01"), chunk("eXIf", exifBody(8))))
	f.Add("bmp", encoded(f, func(b *bytes.Buffer) error { return bmp.Encode(b, picture(3, 3)) }))
	f.Add("webp", riff(riffChunk("VP8X", canvas10), riffChunk("EXIF", exifBody(6))))
	f.Add("heif", heif(ispe(512, 512), ispe(4032, 3024)))
	f.Add("gif", []byte("GIF89a\x01\x00\x01\x00"))
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		h, err := read(kind, data)
		if h.Orientation < 0 || h.Orientation > 8 || (err == nil && kind != "bmp" && (h.Width < 0 || h.Height < 0)) {
			t.Fatalf("%+v, %v", h, err)
		}
	})
}
