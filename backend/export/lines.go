package export

import (
	"math"

	"deskclerk/backend/doc"
)

// pixelBox is a box in whole pixels of its page.
type pixelBox struct{ left, top, right, bottom int }

func pixelsOf(p *doc.Page, b doc.Box) pixelBox {
	at := func(f float64, size int) int { return int(math.Round(math.Max(0, math.Min(1, f)) * float64(size))) }
	return pixelBox{at(b.Left, p.Width), at(b.Top, p.Height), at(b.Right, p.Width), at(b.Bottom, p.Height)}
}

// textLine is the words of one line.
type textLine struct {
	box   doc.Box
	words []doc.Word
}

// textBlock is the lines of one block.
type textBlock struct {
	box   doc.Box
	lines []textLine
}

// blocksOf gathers a page's words, which are in reading order, into the blocks
// and lines that they name.
func blocksOf(words []doc.Word) []textBlock {
	var out []textBlock
	block, line := -1, -1
	for _, w := range words {
		if w.Box.Empty() {
			continue
		}
		if len(out) == 0 || w.Block != block {
			out, block, line = append(out, textBlock{}), w.Block, -1
		}
		b := &out[len(out)-1]
		if len(b.lines) == 0 || w.Line != line {
			b.lines, line = append(b.lines, textLine{}), w.Line
		}
		l := &b.lines[len(b.lines)-1]
		l.words, l.box, b.box = append(l.words, w), l.box.Union(w.Box), b.box.Union(w.Box)
	}
	return out
}
