package extract

import (
	"strings"

	"deskclerk/backend/doc"
)

// tickedPairs are the boxes to tick of a document of no known type, with the
// words beside each as its key. One without words says nothing.
func (d *evidence) tickedPairs() []doc.Pair {
	var out []doc.Pair
	for i := range d.l.pages {
		for _, m := range d.l.pages[i].Marks {
			if len(out) == mostPairs {
				return out
			}
			c, _, ok := d.labelOfMark(i+1, m.Box)
			if !ok {
				continue
			}
			value, _ := checked(m)
			box := m.Box
			out = append(out, doc.Pair{Key: strings.Trim(d.l.text(c.first, c.end), " :;|_."), Value: value, Page: i + 1, Box: &box})
		}
	}
	return out
}
