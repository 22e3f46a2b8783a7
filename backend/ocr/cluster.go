package ocr

import (
	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/blob"
)

// cluster is a group of words about the same ink: for each reading the indexes
// of its words in it, in reading order.
type cluster [][]int

// clusters joins words of different readings that overlap, directly or by way of
// others. They come in the order of their first word.
func clusters(readings ...[]doc.Word) []cluster {
	var sets blob.Sets
	from := make([]int, len(readings))
	for i, words := range readings {
		from[i] = len(sets)
		for range words {
			sets.Add()
		}
	}
	for i, a := range readings {
		for j := i + 1; j < len(readings); j++ {
			joinOverlapping(sets, a, readings[j], from[i], from[j])
		}
	}
	index := make(map[int]int)
	var out []cluster
	for i, words := range readings {
		for k := range words {
			root := sets.Root(from[i] + k)
			at, known := index[root]
			if !known {
				at = len(out)
				index[root], out = at, append(out, make(cluster, len(readings)))
			}
			out[at][i] = append(out[at][i], k)
		}
	}
	return out
}

// joinOverlapping joins the words of a with those of b, which are numbered from
// fromA and fromB.
func joinOverlapping(sets blob.Sets, a, b []doc.Word, fromA, fromB int) {
	for i, v := range a {
		for j := range b {
			if sameInk(v.Box, b[j].Box) {
				sets.Join(fromA+i, fromB+j)
			}
		}
	}
}

// sameInk reports whether two boxes are about the same ink: they overlap, and
// neither is so tall that it runs over several lines.
func sameInk(a, b doc.Box) bool {
	shared := min(a.Bottom, b.Bottom) - max(a.Top, b.Top)
	return shared > sameHeight*max(a.Height(), b.Height()) && a.Overlap(b) > sameWord
}

// pick gives the words at the indexes.
func pick(words []doc.Word, at []int) []doc.Word {
	out := make([]doc.Word, len(at))
	for i, k := range at {
		out[i] = words[k]
	}
	return out
}
