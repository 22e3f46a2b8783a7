package ocr

import (
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// parseTSV reads the words of Tesseract's TSV; w and h are the pixels of the
// image it is about.
func parseTSV(tsv string, w, h int) []doc.Word {
	var words []doc.Word
	var block, line [3]string
	blocks, lines := -1, -1
	for row := range strings.SplitSeq(tsv, "\n") {
		// level page block par line word left top width height conf text
		f := strings.SplitN(row, "\t", 12)
		if len(f) < 12 || f[0] != "5" || strings.TrimSpace(f[11]) == "" {
			continue
		}
		if b := [3]string{f[2]}; b != block {
			block, blocks = b, blocks+1
		}
		if l := [3]string{f[2], f[3], f[4]}; l != line {
			line, lines = l, lines+1
		}
		words = append(words, doc.Word{
			Text:       strings.TrimSpace(f[11]),
			Box:        boxOf(f[6:10], float64(w), float64(h)),
			Confidence: min(max(number(f[10])/100, 0), 1),
			Block:      blocks,
			Line:       lines,
		})
	}
	return words
}

func boxOf(f []string, w, h float64) doc.Box {
	left, top := number(f[0]), number(f[1])
	return doc.Box{
		Left: left / w, Top: top / h,
		Right: min(1, (left+number(f[2]))/w), Bottom: min(1, (top+number(f[3]))/h),
	}
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return v
}
