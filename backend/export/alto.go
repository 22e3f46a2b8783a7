package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"deskclerk/backend/doc"
)

// The parts of ALTO 4.4 (Library of Congress) that are written, in its order.
type (
	altoFile struct {
		XMLName xml.Name   `xml:"alto"`
		NS      string     `xml:"xmlns,attr"`
		XSI     string     `xml:"xmlns:xsi,attr"`
		Schema  string     `xml:"xsi:schemaLocation,attr"`
		Version string     `xml:"SCHEMAVERSION,attr"`
		About   altoAbout  `xml:"Description"`
		Pages   []altoPage `xml:"Layout>Page"`
	}
	altoAbout struct {
		Unit       string         `xml:"MeasurementUnit"`
		File       string         `xml:"sourceImageInformation>fileName"`
		Processing altoProcessing `xml:"Processing"`
	}
	altoProcessing struct {
		ID       string `xml:"ID,attr"`
		Category string `xml:"processingCategory"`
		Software struct {
			Creator string `xml:"softwareCreator"`
			Name    string `xml:"softwareName"`
			Version string `xml:"softwareVersion,omitempty"`
		} `xml:"processingSoftware"`
	}
	altoPage struct {
		ID     string    `xml:"ID,attr"`
		Width  int       `xml:"WIDTH,attr"`
		Height int       `xml:"HEIGHT,attr"`
		Number int       `xml:"PHYSICAL_IMG_NR,attr"`
		Lang   string    `xml:"LANG,attr,omitempty"`
		Space  altoSpace `xml:"PrintSpace"`
	}
	altoSpace struct {
		altoPlace
		Blocks []altoBlock `xml:"TextBlock"`
	}
	altoPlace struct {
		Left   int `xml:"HPOS,attr"`
		Top    int `xml:"VPOS,attr"`
		Width  int `xml:"WIDTH,attr"`
		Height int `xml:"HEIGHT,attr"`
	}
	altoBlock struct {
		ID string `xml:"ID,attr"`
		altoPlace
		Lines []altoLine `xml:"TextLine"`
	}
	altoLine struct {
		ID string `xml:"ID,attr"`
		altoPlace
		Content []any // String and SP by turns
	}
	altoString struct {
		XMLName xml.Name `xml:"String"`
		ID      string   `xml:"ID,attr"`
		altoPlace
		Content    string `xml:"CONTENT,attr"`
		Confidence string `xml:"WC,attr"`
	}
	altoSpaceSign struct {
		XMLName xml.Name `xml:"SP"`
		Left    int      `xml:"HPOS,attr"`
		Top     int      `xml:"VPOS,attr"`
		Width   int      `xml:"WIDTH,attr"`
	}
)

const altoNS = "http://www.loc.gov/standards/alto/ns-v4#"

// ALTO writes the pages as ALTO 4.4, in pixels of the upright pages.
func ALTO(w io.Writer, d doc.Document, pages []doc.Page) error {
	f := altoFile{
		NS: altoNS, XSI: "http://www.w3.org/2001/XMLSchema-instance", Version: "4.4",
		Schema: altoNS + " http://www.loc.gov/standards/alto/v4/alto-4-4.xsd",
		About:  altoAbout{Unit: "pixel", File: valid(d.File.Name)},
	}
	f.About.Processing.ID, f.About.Processing.Category = "reading", "contentGeneration"
	f.About.Processing.Software.Creator, f.About.Processing.Software.Name = "Deskclerk", "Deskclerk"
	if d.Attempt != nil {
		f.About.Processing.Software.Version = d.Attempt.Engine
	}
	for i := range pages {
		f.Pages = append(f.Pages, altoPageOf(&pages[i], d.Language))
	}
	out := bufio.NewWriter(w)
	_, _ = out.WriteString(xml.Header)
	e := xml.NewEncoder(out)
	e.Indent("", " ")
	if err := e.Encode(f); err != nil {
		return fmt.Errorf("write ALTO: %w", err)
	}
	_ = out.WriteByte('\n')
	return flushed(out, "ALTO")
}

func altoPageOf(p *doc.Page, language string) altoPage {
	out := altoPage{ID: fmt.Sprintf("page_%d", p.Number), Width: p.Width, Height: p.Height, Number: p.Number, Lang: p.Language}
	if out.Lang == "" {
		out.Lang = language
	}
	out.Space.altoPlace = altoPlace{Width: p.Width, Height: p.Height}
	line, word := 0, 0
	for i, b := range blocksOf(p.Words) {
		block := altoBlock{ID: fmt.Sprintf("block_%d_%d", p.Number, i+1), altoPlace: altoAt(p, b.box)}
		for _, l := range b.lines {
			line++
			row := altoLine{ID: fmt.Sprintf("line_%d_%d", p.Number, line), altoPlace: altoAt(p, l.box)}
			for k, w := range l.words {
				word++
				at := altoAt(p, w.Box)
				if k > 0 {
					before := pixelsOf(p, l.words[k-1].Box)
					row.Content = append(row.Content, altoSpaceSign{Left: before.right, Top: at.Top, Width: max(0, at.Left-before.right)})
				}
				row.Content = append(row.Content, altoString{
					ID: fmt.Sprintf("word_%d_%d", p.Number, word), altoPlace: at, Content: valid(w.Text), Confidence: fmt.Sprintf("%.2f", max(0, min(1, w.Confidence))),
				})
			}
			block.Lines = append(block.Lines, row)
		}
		out.Space.Blocks = append(out.Space.Blocks, block)
	}
	return out
}

func altoAt(p *doc.Page, b doc.Box) altoPlace {
	x := pixelsOf(p, b)
	return altoPlace{Left: x.left, Top: x.top, Width: x.right - x.left, Height: x.bottom - x.top}
}

// valid drops what XML cannot hold (XML 1.0, 2.2).
func valid(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd && r != 0xfffd || r >= 0x10000 {
			return r
		}
		return -1
	}, s)
}
