package bench

import (
	"fmt"
	"strings"
)

// The plot's area in its own units; above maxRisk it is cut off.
const (
	plotWidth, plotHeight = 220.0, 120.0
	maxRisk               = 0.10
)

// plot is a risk–coverage curve, ready to be drawn: coverage to the right, risk
// upwards to a tenth.
type plot struct {
	Path             string
	One, Two         string // height of the lines at 1 and 2 % wrong
	Coverage, Target string // where the coverage at 1 % lies; empty when there is none
}

func newPlot(f FieldFigures) plot {
	y := func(risk float64) string {
		return fmt.Sprintf("%.1f", plotHeight*(1-min(risk, maxRisk)/maxRisk))
	}
	p := plot{One: y(0.01), Two: y(0.02)}
	steps := make([]string, len(f.Curve))
	for i, at := range f.Curve {
		steps[i] = fmt.Sprintf("%.1f,%s", plotWidth*at.Coverage, y(at.Risk))
	}
	p.Path = strings.Join(steps, " ")
	if f.CoverageAt1.Accepted > 0 {
		p.Coverage, p.Target = fmt.Sprintf("%.1f", plotWidth*f.CoverageAt1.Coverage), y(f.CoverageAt1.Risk)
	}
	return p
}
