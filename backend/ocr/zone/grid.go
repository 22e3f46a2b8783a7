package zone

import (
	"cmp"
	"image"
	"math"
	"slices"

	"deskclerk/backend/mrz"
)

// grid is where the characters of a line stand in its strip.
type grid struct {
	centers []float64
	pitch   float64
	score   float64 // of the rigid grid
}

// read makes a zone of the band, as the format of its lines that fits best.
func read(img *image.Gray, b band) (mrz.Settled, []line, bool) {
	best := mrz.Settled{Score: math.Inf(-1)}
	for _, f := range mrz.Formats() {
		if n, length := f.Size(); n != len(b) || !b.fits(length) {
			continue
		}
		if s := settle(img, b, f, pose{tall: 1}, 1); s.Score > best.Score {
			best = s
		}
	}
	if len(best.Lines) == 0 || best.Score < leastScore {
		return best, b, false
	}
	format := best.Format
	best = mrz.Settled{Score: math.Inf(-1)}
	for _, p := range b.poses(img, format) {
		if s := settle(img, b, format, p, 3); s.Score > best.Score {
			best = s
		}
	}
	return best, b, true
}

// pose corrects where a band's capitals stand: by a factor of their height, and
// by how far their middle lies lower, in units.
type pose struct{ tall, down float64 }

// Steps of the search for a pose.
const (
	tallStep  = 0.06
	mostDown  = 2.0
	mostTall  = 1.12 // higher, all print looks like fillers
	mostPoses = 2
	samePose  = 0.04 // heights that differ by less are one
)

// poses are the ones that the band is read best in at a glance, the best first.
// Ink that spreads makes small print look taller than it is, and its middle is
// easily a part of a pixel off.
func (b band) poses(img *image.Gray, f mrz.Format) []pose {
	type tried struct {
		pose
		score float64
	}
	var all []tried
	try := func(p pose) {
		if !slices.ContainsFunc(all, func(t tried) bool { return math.Abs(t.tall-p.tall) < samePose && t.down == p.down }) {
			s := settle(img, b, f, p, 1)
			all = append(all, tried{p, s.Mean()})
		}
	}
	best := func() pose {
		slices.SortStableFunc(all, func(a, b tried) int { return cmp.Compare(b.score, a.score) })
		return all[0].pose
	}
	_, length := f.Size()
	for _, tall := range []float64{1, 0.9, 1.1, min(b.ratio(length), mostTall)} { // the last is what the face has at this length
		try(pose{tall, 0})
	}
	for range 3 {
		at := best()
		for _, by := range []pose{{0, -1}, {0, 1}, {-tallStep, 0}, {tallStep, 0}} {
			if p := (pose{at.tall + by.tall, at.down + by.down}); math.Abs(p.down) <= mostDown && p.tall <= mostTall {
				try(p)
			}
		}
		if best() == at {
			break
		}
	}
	var out []pose
	for _, t := range all[:min(mostPoses, len(all))] {
		out = append(out, t.pose)
	}
	return out
}

// leastScore of a first look that deserves a second.
const leastScore = -2.2

// settle reads the band as the format, in a pose. looks is how often each cell is
// looked at, a little beside its middle.
func settle(img *image.Gray, b band, f mrz.Format, p pose, looks int) mrz.Settled {
	_, length := f.Size()
	ways := make([][]stretch, len(b))
	for i, l := range b {
		l.height *= p.tall
		l.a += p.down * l.height / capitalRows
		ways[i] = stretches(cut(img, l), f, i, length, looks)
	}
	best := mrz.Settled{Score: math.Inf(-1)}
	for _, choice := range choices(ways) {
		cells, outside, most := make([][]mrz.Cell, len(b)), 0.0, mrz.CheckBonus
		for i, w := range choice {
			cells[i], outside = w.cells, outside+w.outside/float64(length*len(b))
			most += w.score / float64(len(b))
		}
		if most <= best.Score {
			continue // not even with all its check digits
		}
		s := mrz.Settle(f, cells)
		if s.Score += outside; s.Score > best.Score {
			best = s
			for i, w := range choice {
				best.Beside = append(best.Beside, w.shifted(s.Lines[i]))
			}
		}
	}
	return best
}

// stretch is one way to cut a line into its characters.
type stretch struct {
	cells   []mrz.Cell
	outside float64 // logarithm of the probability that nothing stands on either side
	score   float64

	before, after neighbour
}

// shifted are the ways to read the line with what may stand beside the stretch.
func (w stretch) shifted(line string) (out []mrz.Alternative) {
	if p := 1 - math.Exp(w.before.none); p > leastBeside {
		out = append(out, mrz.Alternative{Text: string(w.before.class) + line[:len(line)-1], Probability: p})
	}
	if p := 1 - math.Exp(w.after.none); p > leastBeside {
		out = append(out, mrz.Alternative{Text: line[1:] + string(w.after.class), Probability: p})
	}
	return out
}

// leastBeside is the probability that something stands beside a line from which
// it is told.
const leastBeside = 0.3

// neighbour is what a cell beside a stretch may hold.
type neighbour struct {
	none  float64 // logarithm of the probability that it is nothing
	class byte    // the likeliest character
}

// mostWays of cutting each line are combined with those of the others.
const mostWays = 3

// stretches are the best ways to cut the strip of a line.
func stretches(s *Strip, f mrz.Format, number, length, looks int) []stretch {
	profile := s.profile()
	var out []stretch
	for _, g := range grids(profile, length) {
		g.settle(profile)
		cells, none := s.tell(g, looks)
		weighInk(g, profile, cells, none)
		for at := 1; at+length < len(cells); at++ {
			w := stretch{cells: cells[at : at+length], outside: none[at-1] + none[at+length]}
			w.before, w.after = neighbour{none[at-1], likeliest(cells[at-1])}, neighbour{none[at+length], likeliest(cells[at+length])}
			w.score = mrz.LineScore(f, number, w.cells) + w.outside/float64(length)
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b stretch) int { return cmp.Compare(b.score, a.score) })
	return out[:min(mostWays, len(out))]
}

func likeliest(c mrz.Cell) byte {
	best := 0
	for k, p := range c {
		if p > c[best] {
			best = k
		}
	}
	return Classes[best]
}

// choices are all combinations of one way for each line.
func choices(ways [][]stretch) [][]stretch {
	out := [][]stretch{nil}
	for _, line := range ways {
		var more [][]stretch
		for _, begun := range out {
			for _, w := range line {
				more = append(more, append(slices.Clone(begun), w))
			}
		}
		out = more
	}
	return out
}

// spare cells are looked at on either side of a grid, which is easily one place
// off; leastNone bounds what something beside the line counts.
const (
	spare     = 3
	leastNone = -4.0
)

// How far beside and below its middle a cell is looked at: of the pitch, and in
// units.
const (
	lookBeside = 0.07
	lookBelow  = 0.9
)

// tell asks the network for each cell of the grid and the spare ones, and for
// how surely nothing stands there.
func (s *Strip) tell(g grid, looks int) (cells []mrz.Cell, none []float64) {
	t, cell := trained().again(), make([]float32, 0, CellWide*CellHigh)
	for i := -spare; i < len(g.centers)+spare; i++ {
		c, empty := make(mrz.Cell, len(Classes)), 0.0
		for k := range looks * looks { // a little beside the middle, and above and below it
			beside, below := float64(k%looks)-float64(looks-1)/2, float64(k/looks)-float64(looks-1)/2
			out := t.Tell(s.cellAt(g.center(i)+lookBeside*g.pitch*beside, lookBelow*below, g.pitch, cell))
			for j := range c {
				c[j] += float64(out[j]) / float64(looks*looks)
			}
			empty += float64(out[len(Classes)]) / float64(looks*looks)
		}
		cells, none = append(cells, c), append(none, max(empty, leastNone))
	}
	return cells, none
}

// What a cell's ink says, in shares of the usual cell's.
const (
	blankInk  = 0.3  // below it nothing stands there
	solidInk  = 0.6  // over it something does
	blankCost = 5.0  // nats that a character costs where nothing stands
	solidNone = -2.5 // the most that nothing gets where something stands
)

// weighInk corrects by the ink what the network makes of empty places, which it
// easily takes for fillers.
func weighInk(g grid, profile []float64, cells []mrz.Cell, none []float64) {
	inks := make([]float64, len(cells))
	for i := range cells {
		center := g.center(i - spare)
		for x := int(center - 0.4*g.pitch); x <= int(center+0.4*g.pitch); x++ {
			if x >= 0 && x < len(profile) {
				inks[i] += profile[x]
			}
		}
	}
	usual := slices.Clone(inks[spare : len(inks)-spare])
	slices.Sort(usual)
	middle := usual[len(usual)/2]
	for i, ink := range inks {
		switch {
		case ink < blankInk*middle:
			none[i] = 0
			for k := range cells[i] {
				cells[i][k] -= blankCost
			}
		case ink > solidInk*middle:
			none[i] = min(none[i], solidNone)
		}
	}
}

// center of cell i, which may lie beyond either end.
func (g grid) center(i int) float64 {
	last := len(g.centers) - 1
	switch {
	case i < 0:
		return g.centers[0] + float64(i)*g.pitch
	case i > last:
		return g.centers[last] + float64(i-last)*g.pitch
	default:
		return g.centers[i]
	}
}

// Steps of the search for a grid.
const (
	pitchRange = 0.08 // of the pitch that is expected
	pitchStep  = 0.004
	placeSteps = 12 // of a pitch
	mostGrids  = 2
)

// grids are the rigid grids that fit the profile best: little ink between the
// characters and beyond them, and some in each.
func grids(profile []float64, length int) []grid {
	sums := make([]float64, len(profile)+1)
	for i, v := range profile {
		sums[i+1] = sums[i] + v
	}
	ink := func(from, to float64) float64 {
		a, b := min(max(int(from+0.5), 0), len(profile)), min(max(int(to+0.5), 0), len(profile))
		return sums[max(a, b)] - sums[a]
	}
	expected := (float64(len(profile)) - 2*start) / (float64(length) - 0.3)
	var out []grid
	for p := expected * (1 - pitchRange); p <= expected*(1+pitchRange); p += expected * pitchStep {
		for k := -placeSteps; k <= placeSteps; k++ {
			left := start - 0.15*p + float64(k)*p/placeSteps
			score := -(ink(left-2.2*p, left-0.1*p) + ink(left+float64(length)*p+0.1*p, left+float64(length)*p+2.2*p)) / p
			for i := range length {
				x := left + float64(i)*p
				score += min(6, ink(x+0.1*p, x+0.9*p)/p) - 2.5*ink(x-0.12*p, x+0.12*p)/(0.24*p)
			}
			out = append(out, grid{pitch: p, score: score, centers: []float64{left}})
		}
	}
	slices.SortFunc(out, func(a, b grid) int { return cmp.Compare(b.score, a.score) })
	var kept []grid
	for _, g := range out {
		if len(kept) == mostGrids {
			break
		}
		if !slices.ContainsFunc(kept, func(k grid) bool { return g.near(k, length) }) {
			kept = append(kept, g)
		}
	}
	for i := range kept {
		left := kept[i].centers[0]
		kept[i].centers = make([]float64, length)
		for j := range length {
			kept[i].centers[j] = left + (float64(j)+0.5)*kept[i].pitch
		}
	}
	return kept
}

// near reports grids that differ by less than a third of a pitch at both ends;
// centers hold the left end only.
func (g grid) near(o grid, length int) bool {
	a, b := g.centers[0], o.centers[0]
	return math.Abs(a-b) < 0.33*g.pitch && math.Abs(a+float64(length)*g.pitch-b-float64(length)*o.pitch) < 0.33*g.pitch
}

// Costs of bending a grid.
const (
	bendReach = 0.34 // of a pitch that a cut may lie off
	bendCost  = 260.0
)

// settle moves each cut between characters to where the ink is least, as far as
// the pitch stays even: a way through all cuts by dynamic programming.
func (g *grid) settle(profile []float64) {
	n, reach := len(g.centers), max(1, int(bendReach*g.pitch))
	left := g.centers[0] - g.pitch/2
	width := 2*reach + 1
	cost, from := make([][]float64, n+1), make([][]int, n+1)
	for i := range n + 1 {
		base := int(left + float64(i)*g.pitch + 0.5)
		cost[i], from[i] = make([]float64, width), make([]int, width)
		for j := range width {
			here := inkAround(profile, base+j-reach) + 0.02*math.Abs(float64(j-reach))
			if i == 0 {
				cost[i][j] = here
				continue
			}
			before := int(left + float64(i-1)*g.pitch + 0.5)
			cost[i][j] = math.Inf(1)
			for k := range width {
				d := (float64(base+j-before-k) - g.pitch) / g.pitch
				if c := cost[i-1][k] + here + bendCost*d*d; c < cost[i][j] {
					cost[i][j], from[i][j] = c, k
				}
			}
		}
	}
	at := 0
	for j, c := range cost[n] {
		if c < cost[n][at] {
			at = j
		}
	}
	cuts := make([]float64, n+1)
	for i := n; i >= 0; i-- {
		cuts[i] = float64(int(left+float64(i)*g.pitch+0.5) + at - reach)
		at = from[i][at]
	}
	g.smooth(cuts)
}

// smooth takes each center from the cuts around it, for a cut alone may err.
func (g *grid) smooth(cuts []float64) {
	n := len(g.centers)
	for i := range g.centers {
		sum, weight := 0.0, 0.0
		for k := max(0, i-2); k <= min(n, i+3); k++ {
			w := 1 / (1 + math.Abs(float64(k)-float64(i)-0.5))
			sum, weight = sum+w*(cuts[k]-(float64(k)-float64(i)-0.5)*g.pitch), weight+w
		}
		g.centers[i] = sum / weight
	}
}

func inkAround(profile []float64, at int) float64 {
	sum := 0.0
	for i := at - 1; i <= at; i++ {
		if i >= 0 && i < len(profile) {
			sum += profile[i]
		}
	}
	return sum
}
