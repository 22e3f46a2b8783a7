package mrz

import (
	"math"
	"slices"
	"strings"
)

// Classes are the characters of a zone.
const Classes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"

// Cell is what a reader makes of one place: the logarithm of the probability of
// each of Classes.
type Cell []float64

// Settled is a zone made of cells.
type Settled struct {
	Format Format
	Lines  []string
	AsRead []string        // before anything was mended
	Mended int             // characters
	Sure   [][]float64     // probability of each character, by the cells alone
	Score  float64         // mean logarithm of probability, and what the check digits add
	Beside [][]Alternative // of each line: that it begins or ends one place further on
	cells  [][]Cell
}

// Bounds of what may be mended. One change in ten makes a check digit hold by
// chance, so a change must be one that the reader nearly saw, and the only one.
const (
	mostMended  = 2   // characters of a zone
	mostLoss    = 5.5 // that all changes together may cost, in nats
	leastClear  = 1.5 // nats by which the second best way is worse
	alikeLoss   = 4.5 // nats that a change may cost
	secondLoss  = 0.6 // nats that a second change costs beyond its own: two misreadings are rarer than one
	mostOptions = 40  // changes looked at in one zone
)

// CheckBonus is what a score gets when all check digits hold.
const CheckBonus = 0.24

// Settle chooses the characters of a zone: the likeliest ones that the format
// allows in their places, and where check digits do not hold the likeliest small
// change among look-alikes that makes all of them hold. cells are as many lines
// and characters as the format has.
func Settle(f Format, cells [][]Cell) Settled {
	s := Settled{Format: f, cells: weighed(f, cells)}
	names := f.layout().names
	for i, line := range s.cells {
		read := likeliest(line)
		if i == names.line {
			read = read[:names.from] + spelled(line[names.from:names.to]) + read[names.to:]
		}
		s.AsRead = append(s.AsRead, read)
	}
	s.Lines = s.AsRead
	var fit []string
	certain := false
	if s.mean() > hopeless && !AllHold(f, s.Lines) {
		if fit, certain = s.mend(); certain {
			s.Lines = fit
		}
	}
	s.judge()
	s.Score += visaScore(f, cells[0][0])
	if fit != nil && !certain { // better than what surely is wrong, but no proof of a zone
		s.Lines = fit
		s.judgeEach()
	}
	return s
}

// temper sharpens the cells' probabilities, which the network was trained to keep
// modest: of the characters it gives nine in ten for, far more are right.
const temper = 3.0

// shares are the probabilities of a cell's characters.
func shares(c Cell) []float64 {
	top, all := slices.Max(c), 0.0
	out := make([]float64, len(c))
	for k, p := range c {
		out[k] = math.Exp(temper * (p - top))
		all += out[k]
	}
	for k := range out {
		out[k] /= all
	}
	return out
}

// visaScore speaks against a format whose first letter the first cell contradicts:
// V stands for a visa, and for nothing else.
func visaScore(f Format, first Cell) float64 {
	v := strings.IndexByte(Classes, 'V')
	other := math.Inf(-1)
	for k, p := range first {
		if k != v {
			other = max(other, p)
		}
	}
	if visa := f == MRVA || f == MRVB; visa != (first[v] > other) {
		return -0.25
	}
	return 0
}

func likeliest(line []Cell) string {
	var b strings.Builder
	for _, c := range line {
		best := 0
		for k, p := range c {
			if p > c[best] {
				best = k
			}
		}
		b.WriteByte(Classes[best])
	}
	return b.String()
}

// change puts another character in a place, at a cost.
type change struct {
	line, at int
	to       byte
	loss     float64
}

// mend looks for changes that make every check digit hold; certain is false when
// another way is nearly as likely.
func (s *Settled) mend() (fit []string, certain bool) {
	options := s.options()
	best, second := math.Inf(1), math.Inf(1)
	try := func(loss float64, changes ...change) {
		if loss > mostLoss || loss >= second {
			return
		}
		lines := changed(s.AsRead, changes)
		if !AllHold(s.Format, lines) {
			return
		}
		if loss < best {
			best, second, fit = loss, best, lines
			s.Mended = len(changes)
		} else {
			second = loss
		}
	}
	for i, a := range options {
		try(a.loss, a)
		for _, b := range options[i+1:] {
			if a.line != b.line || a.at != b.at {
				try(a.loss+b.loss+secondLoss, a, b)
			}
		}
	}
	return fit, fit != nil && second-best >= leastClear
}

// options are the changes that are worth a thought, the cheapest first: those of
// characters that a check digit covers, or of the digit itself. A change of any
// other proves nothing, and would only make a second way out of the first.
func (s *Settled) options() []change {
	var out []change
	proved := s.Format.proved(s.AsRead)
	for i, line := range s.cells {
		for j, c := range line {
			if !proved[[2]int{i, j}] {
				continue
			}
			was := s.AsRead[i][j]
			top := c[strings.IndexByte(Classes, was)]
			for k, p := range c {
				to := Classes[k]
				if to != was && Alike(was, to) && top-p <= alikeLoss {
					out = append(out, change{i, j, to, top - p})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b change) int { return int(math.Copysign(1, a.loss-b.loss)) })
	return out[:min(len(out), mostOptions)]
}

func changed(lines []string, changes []change) []string {
	out := slices.Clone(lines)
	for _, c := range changes {
		out[c.line] = out[c.line][:c.at] + string(c.to) + out[c.line][c.at+1:]
	}
	return out
}

// Alike reports characters of OCR-B, and of faces printed in its place, that are
// taken for each other.
func Alike(a, b byte) bool {
	for _, group := range []string{"0OQDCU", "1ILT7", "2Z7", "3B8E", "4A", "5S6", "6G8", "8B0S", "9G0", "<KCLXEVY", "MNHWK", "UVYW", "PRFB", "EF", "KXH"} {
		if strings.IndexByte(group, a) >= 0 && strings.IndexByte(group, b) >= 0 {
			return true
		}
	}
	return false
}

// judgeEach works out how sure each character is.
func (s *Settled) judgeEach() {
	s.Sure = nil
	for i, line := range s.cells {
		var sure []float64
		for j, c := range line {
			sure = append(sure, shares(c)[strings.IndexByte(Classes, s.Lines[i][j])])
		}
		s.Sure = append(s.Sure, sure)
	}
}

// judge works out how sure each character is, and the score.
func (s *Settled) judge() {
	s.judgeEach()
	s.Score = s.mean() + CheckBonus*s.held() - 0.04*float64(s.Mended)
}

// hopeless is the mean under which nothing that is mended makes a zone: print of
// another kind, of which a page has much.
const hopeless = -1.6

// mean is the mean logarithm of probability of the characters.
func (s *Settled) mean() float64 {
	sum, n := 0.0, 0
	for i, line := range s.cells {
		for j, c := range line {
			sum, n = sum+max(c[strings.IndexByte(Classes, s.Lines[i][j])], -8), n+1
		}
	}
	return sum / float64(max(1, n))
}

// Proved reports whether every check digit holds.
func (s *Settled) Proved() bool { return len(s.Lines) > 0 && AllHold(s.Format, s.Lines) }

// Plausible reports whether this is a zone and not other print of a fixed pitch:
// check digits hold that hardly do by chance, or it looks very much like one.
func (s *Settled) Plausible() bool {
	if len(s.Lines) == 0 {
		return false
	}
	held := s.held()
	whole := strings.Join(s.Lines, "")
	fillers := float64(strings.Count(whole, "<")) / float64(len(whole))
	starts := strings.IndexByte("PIACV", s.Lines[0][0]) >= 0
	mean := s.Mean()
	switch {
	case !starts && held < 0.6, fillers < 0.08, !strings.Contains(whole, "<<"):
		return false
	case held == 1:
		return mean > -0.9
	case held >= 0.5:
		return mean > -0.7
	default:
		return mean > -0.5 && fillers > 0.15
	}
}

// Clear reports a zone that nothing else in the picture will be read better than.
func (s *Settled) Clear() bool { return s.Proved() && s.Plausible() && s.Mean() > clearMean }

const clearMean = -0.4

// Mean is the score without what check digits add, which hold by chance too where
// much is tried.
func (s *Settled) Mean() float64 { return s.Score - CheckBonus*s.held() }

// held is the share of the check digits that hold.
func (s *Settled) held() float64 {
	n, all := 0, Checks(s.Format, s.Lines)
	for _, c := range all {
		if c.Holds {
			n++
		}
	}
	return float64(n) / float64(len(all))
}
