package blob

// Sets are disjoint sets of numbers from 0 (union-find with paths halved).
type Sets []int

// Add makes a set of the next number.
func (s *Sets) Add() { *s = append(*s, len(*s)) }

// Root is the number that stands for the set of i.
func (s Sets) Root(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

// Join makes one set of those of a and b: the root that stays, and the one that
// was its; both are the same when they were one already.
func (s Sets) Join(a, b int) (into, from int) {
	into, from = s.Root(a), s.Root(b)
	s[from] = into
	return into, from
}
