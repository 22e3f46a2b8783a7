package export

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"math"

	"deskclerk/backend/doc"
)

// HOCR writes the pages as hOCR 1.2, well-formed as XML: pages, areas, lines and
// words with their boxes in pixels of the upright page.
func HOCR(w io.Writer, d doc.Document, pages []doc.Page) error {
	out := bufio.NewWriter(w)
	engine := "deskclerk"
	if d.Attempt != nil && d.Attempt.Engine != "" {
		engine += "; " + d.Attempt.Engine
	}
	fmt.Fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"+
		"<html xmlns=\"http://www.w3.org/1999/xhtml\"%s>\n<head>\n<title>%s</title>\n<meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\n"+
		"<meta name=\"ocr-system\" content=\"%s\"/>\n<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_line ocrx_word\"/>\n</head>\n<body>\n",
		langOf(d.Language), html.EscapeString(valid(d.File.Name)), html.EscapeString(engine))
	for i := range pages {
		hocrPage(out, &pages[i], d.Language)
	}
	_, _ = out.WriteString("</body>\n</html>\n")
	return flushed(out, "hOCR")
}

// langOf is the attribute of a language, empty while it is unknown.
func langOf(language string) string {
	if language == "" {
		return ""
	}
	l := html.EscapeString(language)
	return fmt.Sprintf(" lang=\"%s\" xml:lang=\"%s\"", l, l)
}

func hocrPage(out *bufio.Writer, p *doc.Page, language string) {
	resolution := ""
	if p.DPI > 0 {
		resolution = fmt.Sprintf("; scan_res %d %d", p.DPI, p.DPI)
	}
	if p.Language != "" {
		language = p.Language
	}
	fmt.Fprintf(out, "<div class=\"ocr_page\" id=\"page_%d\"%s title=\"bbox 0 0 %d %d; ppageno %d%s\">\n", p.Number, langOf(language), p.Width, p.Height, p.Number-1, resolution)
	line, word := 0, 0
	for i, b := range blocksOf(p.Words) {
		fmt.Fprintf(out, "<div class=\"ocr_carea\" id=\"block_%d_%d\" title=\"%s\">\n", p.Number, i+1, bbox(p, b.box))
		for _, l := range b.lines {
			line++
			fmt.Fprintf(out, "<span class=\"ocr_line\" id=\"line_%d_%d\" title=\"%s\">", p.Number, line, bbox(p, l.box))
			for k, w := range l.words {
				if k > 0 {
					_ = out.WriteByte(' ')
				}
				word++
				fmt.Fprintf(out, "<span class=\"ocrx_word\" id=\"word_%d_%d\" title=\"%s; x_wconf %d\">%s</span>",
					p.Number, word, bbox(p, w.Box), int(math.Round(100*max(0, min(1, w.Confidence)))), html.EscapeString(valid(w.Text)))
			}
			_, _ = out.WriteString("</span>\n")
		}
		_, _ = out.WriteString("</div>\n")
	}
	_, _ = out.WriteString("</div>\n")
}

func bbox(p *doc.Page, b doc.Box) string {
	x := pixelsOf(p, b)
	return fmt.Sprintf("bbox %d %d %d %d", x.left, x.top, x.right, x.bottom)
}

// flushed ends a file; a bufio.Writer keeps its first error until then.
func flushed(out *bufio.Writer, what string) error {
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	return nil
}
