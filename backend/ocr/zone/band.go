package zone

import (
	"cmp"
	"image"
	"math"
	"slices"
)

// band is two or three lines of print that may be a zone.
type band []line

// mostBands are tried on one picture.
const mostBands = 7

// looks are the ways ink is told from paper when lines are sought: reach and
// margin. The narrow one parts letters that touch, the wide one holds faint ones
// together.
func looks() [][2]int { return [][2]int{{14, 14}, {40, 24}, {7, 9}} }

// bands finds lines above each other that are equally long, high and apart; where
// no single look shows all lines of a zone whole, those of several do.
func bands(img *image.Gray) []band {
	var out []band
	var all []line
	sums := integrate(img)
	for _, look := range looks() {
		ls := lines(img, sums, look[0], look[1])
		out, all = append(out, stacked(ls)...), append(all, ls...)
	}
	kept := evenest(nil, out)
	fromTop(all)
	across := slices.DeleteFunc(stacked(all), func(b band) bool { return b.uneven() > acrossLooks })
	return evenest(kept, across)
}

// acrossLooks is how uneven lines of different looks may be: more than one kind of
// print is found among so many.
const acrossLooks = 0.12

// stacked are the bands that lines from the top make.
func stacked(ls []line) []band {
	var out []band
	for i := range ls {
		for j := i + 1; j < len(ls); j++ {
			if !ls[i].under(ls[j]) {
				continue
			}
			out = append(out, band{ls[i], ls[j]})
			for k := j + 1; k < len(ls); k++ {
				if ls[j].under(ls[k]) {
					out = append(out, band{ls[i], ls[j], ls[k]})
				}
			}
		}
	}
	return out
}

// evenest adds the bands to those that are kept, the most even first, each once
// and no more than are tried.
func evenest(kept, more []band) []band {
	slices.SortStableFunc(more, func(p, q band) int { return cmp.Compare(p.uneven(), q.uneven()) })
	for _, b := range more {
		if len(kept) < mostBands && !slices.ContainsFunc(kept, b.same) {
			kept = append(kept, b)
		}
	}
	return kept
}

// same reports bands of the same lines, found in another look.
func (b band) same(o band) bool {
	if len(b) != len(o) {
		return false
	}
	for i, l := range b {
		middle := (l.x1 + l.x2) / 2
		if d := 0.5 * l.height; math.Abs(l.y(middle)-o[i].y(middle)) > d || math.Abs(l.x1-o[i].x1) > d || math.Abs(l.x2-o[i].x2) > d {
			return false
		}
	}
	return true
}

// uneven is how much the lines of a band differ in where they begin and end and
// in their heights; those of a zone hardly do. Three even lines are better than
// two of them.
func (b band) uneven() float64 {
	sum, apart := 0.0, make([]float64, 0, 2)
	for i, l := range b[1:] {
		long := max(l.x2-l.x1, b[i].x2-b[i].x1)
		sum += (math.Abs(l.x1-b[i].x1) + math.Abs(l.x2-b[i].x2)) / long
		sum += 0.5 * (1 - min(l.height, b[i].height)/max(l.height, b[i].height))
		middle := (l.x1 + l.x2) / 2
		apart = append(apart, (l.y(middle)-b[i].y(middle))/l.height)
	}
	if len(apart) == 2 {
		sum += math.Abs(apart[0]-apart[1])/2 - 0.12
	}
	return sum / float64(len(apart))
}

// fits reports whether so many characters of OCR-B may be as long as the band's
// lines, by the height of its capitals.
func (b band) fits(length int) bool {
	ratio := b.ratio(length)
	return ratio > 0.68 && ratio < 1.5
}

// ratio is that of the band's length to the one of so many characters of OCR-B as
// high as its capitals.
func (b band) ratio(length int) float64 {
	long, h := 0.0, 0.0
	for _, l := range b {
		long, h = max(long, l.x2-l.x1), max(h, l.height)
	}
	return long / h / (float64(length) * 2.54 / 2.4)
}

// under reports whether o may be the next line of the same zone.
func (l line) under(o line) bool {
	h, long := max(l.height, o.height), max(l.x2-l.x1, o.x2-o.x1)
	middle := (max(l.x1, o.x1) + min(l.x2, o.x2)) / 2
	apart := (o.y(middle) - l.y(middle)) / h
	return min(l.height, o.height) > 0.6*h && apart > 1.3 && apart < 4.5 &&
		math.Abs(l.slope()-o.slope()) < 0.05 &&
		math.Abs(l.x1-o.x1) < 0.35*long && math.Abs(l.x2-o.x2) < 0.35*long
}

func (l line) slope() float64 { return (l.y(l.x2) - l.y(l.x1)) / (l.x2 - l.x1) }

// way gives the band as it is read: with one height and one extent, and upside
// down when flipped.
func (b band) way(flipped bool) band {
	out := slices.Clone(b)
	h := 0.0
	for _, l := range b {
		h = max(h, l.height)
	}
	for i := range out {
		out[i].height, out[i].flipped = h, flipped
	}
	if flipped {
		slices.Reverse(out)
	}
	return out
}
