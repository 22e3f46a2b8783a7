package textlayer

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// Metadata is the XMP packet of a file; with archival it says that the file is
// PDF/A-2b (ISO 19005-2, 6.6.4).
func Metadata(archival bool) []byte {
	claim := ""
	if archival {
		claim = "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n"
	}
	return []byte("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" + claim +
		"<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreatorTool>Deskclerk</xmp:CreatorTool></rdf:Description>\n" +
		"</rdf:RDF></x:xmpmeta>\n" + strings.Repeat(strings.Repeat(" ", 63)+"\n", 4) + "<?xpacket end=\"w\"?>")
}

// Intent is the output intent whose profile is the object that profile refers to.
func Intent(profile string) string {
	return fmt.Sprintf("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile %s>>", profile)
}

// SRGB is an ICC profile of version 2.1 for sRGB (IEC 61966-2-1), made from the
// standard's numbers: primaries adapted to D50, and its curve at 1024 points.
func SRGB() []byte {
	text := func(kind, s string) []byte { return append([]byte(kind+"\x00\x00\x00\x00"), s...) }
	xyz := func(x, y, z float64) []byte {
		b := text("XYZ ", "")
		for _, v := range []float64{x, y, z} {
			b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536)))) //nolint:gosec // below 2
		}
		return b
	}
	name := "sRGB\x00"
	desc := binary.BigEndian.AppendUint32(text("desc", ""), uint32(len(name)))
	desc = append(append(desc, name...), make([]byte, 4+4+2+1+67)...) // no Unicode and no Macintosh names
	curve := srgbCurve()
	tags := []struct {
		sign string
		data []byte
	}{
		{"desc", desc},
		{"cprt", text("text", "Public domain\x00")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)},
		{"gXYZ", xyz(0.38515, 0.71687, 0.09708)},
		{"bXYZ", xyz(0.14307, 0.06061, 0.7141)},
		{"rTRC", curve},
		{"gTRC", curve},
		{"bTRC", curve},
	}
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	start, shared := 128+4+12*len(tags), 0
	for _, t := range tags {
		at := start + len(body)
		if t.sign == "gTRC" || t.sign == "bTRC" { // one curve for the three
			at = shared
		} else {
			body = append(body, t.data...)
			body = append(body, make([]byte, (4-len(t.data)%4)%4)...)
		}
		if t.sign == "rTRC" {
			shared = at
		}
		table = append(table, t.sign...)
		table = binary.BigEndian.AppendUint32(table, uint32(at))          //nolint:gosec // a few thousand bytes
		table = binary.BigEndian.AppendUint32(table, uint32(len(t.data))) //nolint:gosec // likewise
	}
	return append(append(profileHeader(start+len(body)), table...), body...)
}

// profileHeader of an ICC display profile (ICC.1:2001-04, 6.1).
func profileHeader(size int) []byte {
	h := make([]byte, 128)
	binary.BigEndian.PutUint32(h, uint32(size)) //nolint:gosec // a few thousand bytes
	binary.BigEndian.PutUint32(h[8:], 0x02100000)
	copy(h[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2026, 1, 1, 0, 0, 0} {
		binary.BigEndian.PutUint16(h[24+2*i:], v)
	}
	copy(h[36:], "acsp")
	for i, v := range []uint32{0xF6D6, 0x10000, 0xD32D} { // D50, the profile connection space
		binary.BigEndian.PutUint32(h[68+4*i:], v)
	}
	return h
}

func srgbCurve() []byte {
	const points = 1024
	b := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), points)
	for i := range points {
		v := float64(i) / (points - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
	}
	return b
}
