package fit

import "math"

// Point is one value whose rightness is known: its inputs, all of which speak
// for it, and its weight.
type Point struct {
	X      []float64
	Right  bool
	Weight float64
}

// Curve is a logistic function of inputs.
type Curve struct {
	Bias    float64
	Weights []float64
}

// At is the probability at x.
func (c Curve) At(x []float64) float64 {
	z := c.Bias
	for i, w := range c.Weights {
		z += w * x[i]
	}
	return 1 / (1 + math.Exp(-z))
}

// Draw is how strongly a curve is drawn to another one, as half the square of
// the distance times it.
type Draw struct {
	Bias, Weights float64
}

const rounds = 60 // of Newton's method; some ten are needed

// Logistic fits a curve to the points, drawn towards another, by Newton's
// method. No weight may be negative: one that would be is put to 0, and the
// others are fitted again.
func Logistic(points []Point, towards Curve, d Draw) Curve {
	n := len(towards.Weights)
	at := Curve{Bias: towards.Bias, Weights: append([]float64(nil), towards.Weights...)}
	fixed := make([]bool, n+1)
	for {
		newton(points, towards, d, &at, fixed)
		worst, low := -1, -1e-9
		for i, w := range at.Weights {
			if !fixed[i+1] && w < low {
				worst, low = i, w
			}
		}
		if worst < 0 {
			return at
		}
		at.Weights[worst], fixed[worst+1] = 0, true
	}
}

// newton moves the weights that are not fixed to the minimum, with half steps
// where a whole one would climb.
func newton(points []Point, towards Curve, d Draw, at *Curve, fixed []bool) {
	for range rounds {
		grad, hess := slopes(points, towards, d, *at)
		for i := range fixed {
			if !fixed[i] {
				continue
			}
			for j := range fixed {
				hess[i][j], hess[j][i] = 0, 0
			}
			grad[i], hess[i][i] = 0, 1
		}
		step := solve(hess, grad)
		before, size, moved := cost(points, towards, d, *at), 1.0, 0.0
		for range 20 {
			next := at.moved(step, size)
			if cost(points, towards, d, next) <= before {
				*at, moved = next, size
				break
			}
			size /= 2
		}
		if norm(step)*moved < 1e-7 {
			return
		}
	}
}

func (c Curve) moved(step []float64, size float64) Curve {
	out := Curve{Bias: c.Bias - size*step[0], Weights: make([]float64, len(c.Weights))}
	for i := range out.Weights {
		out.Weights[i] = c.Weights[i] - size*step[i+1]
	}
	return out
}

// cost is the weighted log loss and the draw.
func cost(points []Point, towards Curve, d Draw, c Curve) float64 {
	sum := d.Bias / 2 * square(c.Bias-towards.Bias)
	for i := range c.Weights {
		sum += d.Weights / 2 * square(c.Weights[i]-towards.Weights[i])
	}
	for _, p := range points {
		q := c.At(p.X)
		if !p.Right {
			q = 1 - q
		}
		sum -= p.Weight * math.Log(math.Max(q, 1e-12))
	}
	return sum
}

// slopes are the gradient and the matrix of second derivatives; index 0 is the
// bias.
func slopes(points []Point, towards Curve, d Draw, c Curve) (grad []float64, hess [][]float64) {
	n := len(c.Weights) + 1
	grad, hess = make([]float64, n), make([][]float64, n)
	for i := range hess {
		hess[i] = make([]float64, n)
	}
	grad[0], hess[0][0] = d.Bias*(c.Bias-towards.Bias), d.Bias+1e-9
	for i := range c.Weights {
		grad[i+1], hess[i+1][i+1] = d.Weights*(c.Weights[i]-towards.Weights[i]), d.Weights+1e-9
	}
	x := make([]float64, n)
	x[0] = 1
	for _, p := range points {
		copy(x[1:], p.X)
		q := c.At(p.X)
		e := q
		if p.Right {
			e--
		}
		for i := range x {
			grad[i] += p.Weight * e * x[i]
			for j := range x {
				hess[i][j] += p.Weight * q * (1 - q) * x[i] * x[j]
			}
		}
	}
	return grad, hess
}

// solve gives x of a·x = b for a positive definite a, by Gauss's elimination;
// both are used up.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for j := i + 1; j < n; j++ {
			f := a[j][i] / a[i][i]
			for k := i; k < n; k++ {
				a[j][k] -= f * a[i][k]
			}
			b[j] -= f * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for j := i + 1; j < n; j++ {
			b[i] -= a[i][j] * b[j]
		}
		b[i] /= a[i][i]
	}
	return b
}

func square(x float64) float64 { return x * x }

func norm(v []float64) float64 {
	s := 0.0
	for _, x := range v {
		s += x * x
	}
	return math.Sqrt(s)
}
