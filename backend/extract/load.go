package extract

import "deskclerk/backend/doc"

// Load reads the words and weights, which takes some hundredths of a second that the
// first document would wait for otherwise. It may run beside everything else.
func Load() {
	text := []string{"Receipt", "1", "01/02/2020", "10:30", "Total", "9.00"}
	p := doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 100, Height: 100 * len(text)}}
	for i, s := range text {
		top := float64(i) / float64(len(text))
		p.Words = append(p.Words, doc.Word{Text: s, Confidence: 1, Line: i, Box: doc.Box{Right: 0.5, Top: top, Bottom: top + 0.1}})
	}
	Understand([]doc.Page{p}, Options{})
}
