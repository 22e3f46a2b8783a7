package ocr

import (
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// parseTSV reads Tesseract's table: level, page, block, paragraph, line, word,
// left, top, width, height, confidence, text. The size is the image's, in
// pixels.
func parseTSV(table string, width, height int) []doc.Word {
	var words []doc.Word
	line, last := -1, ""
	for row := range strings.Lines(table) {
		cells := strings.SplitN(strings.TrimRight(row, "\n"), "\t", 12)
		if len(cells) < 12 || cells[0] != "5" {
			continue
		}
		text := strings.TrimSpace(cells[11])
		n, ok := numbers(cells[6:11])
		if text == "" || !ok {
			continue
		}
		if place := strings.Join(cells[1:5], "."); place != last {
			line, last = line+1, place
		}
		block, _ := strconv.Atoi(cells[2])
		words = append(words, doc.Word{
			Text: text, Block: max(block-1, 0), Line: line, Confidence: min(max(n[4]/100, 0), 1),
			Box: doc.Box{
				Left: n[0] / float64(width), Top: n[1] / float64(height),
				Right: (n[0] + n[2]) / float64(width), Bottom: (n[1] + n[3]) / float64(height),
			},
		})
	}
	return words
}

func numbers(cells []string) (n [5]float64, ok bool) {
	for i, c := range cells {
		v, err := strconv.ParseFloat(c, 64)
		if err != nil {
			return n, false
		}
		n[i] = v
	}
	return n, true
}
