package extract

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

// observation is one field of one document: the inputs of its choice and whether
// the value was right.
type observation struct {
	x      [inputs]float64
	right  bool
	weight float64
	group  string
	stem   string
}

const (
	folds = 10
	ridge = 0.5 // towards the curve of all fields together, which has 0.02 towards none
	aim   = 0.01
)

// TestCalibrate fits the curves on the development packs and prints what grouped
// cross-validation says of them. With DESKCLERK_CALIBRATE set to a path it also
// writes the file that is embedded as calibration.json.
func TestCalibrate(t *testing.T) {
	var samples []sample
	for _, p := range [][2]string{{"receipts-my", "receipts-my"}, {"receipts-my", "receipts-my.a"}, {"receipts-world", "receipts-world"}, {"receipts-world", "receipts-world.a"}, {"invoices-eu", "invoices-eu"}} {
		samples = append(samples, loadPack(t, p[0], p[1])...)
	}
	all := observe(samples)
	out := calibration{Fields: map[string]curve{}}
	out.About = "Logistic curves over margin, score, equation, repeats, word confidence and document confidence; " +
		"fitted by TestCalibrate on receipts-my, receipts-world (one and two passes) and invoices-eu, documents weighted by " +
		"1/sqrt of their merchant's, drawn towards the curve of all fields together; thresholds from 10-fold cross-validation grouped by merchant, at most 1 % wrong among accepted."
	names := make([]string, 0, len(all))
	for n := range all {
		names = append(names, n)
	}
	slices.Sort(names)
	var pooled []observation
	t.Logf("%-24s %5s %6s %6s %9s %9s %6s %6s", "field", "n", "right", "brier", "threshold", "accepted", "wrong", "upper")
	for _, n := range names {
		pooled = append(pooled, all[n]...)
	}
	pool := newPool(pooled)
	for _, n := range names {
		if len(all[n]) >= 40 {
			out.Fields[n] = pool.fitField(t, n, all[n])
		}
	}
	out.Fields["default"] = pool.fitField(t, "default", pooled)
	if path := os.Getenv("DESKCLERK_CALIBRATE"); path != "" {
		data, err := json.MarshalIndent(out, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(data, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// observe runs every sample and keeps the fields whose truth is known. Equal
// inputs of both readings of a document count half each.
func observe(samples []sample) map[string][]observation {
	size := map[string]float64{}
	for _, s := range samples {
		size[s.group]++
	}
	out := map[string][]observation{}
	for _, s := range samples {
		d := gather(newLayout(s.pages))
		chosen := d.choices(s.truth.Type, rules())
		mean := d.meanReading()
		for _, spec := range s.truth.Type.Spec().Fields {
			want, known := s.truth.Fields[spec.Name]
			c := chosen[spec.Name]
			if slices.Contains(errata(), s.stem+" "+spec.Name) {
				continue
			}
			if !known || len(want) == 0 || !c.found || slices.Contains(s.truth.Uncertain, spec.Name) {
				continue
			}
			name := string(s.truth.Type) + "." + spec.Name
			out[name] = append(out[name], observation{
				x: c.inputsOf(mean), right: right(spec.Kind, c.list[0].Value, want),
				weight: 1 / math.Sqrt(size[s.group]), group: s.group, stem: s.stem,
			})
		}
	}
	return out
}

// errata are labels of the packs that differ from what their own convention
// asks for; they say nothing about confidence.
func errata() []string {
	return []string{
		"my146 total",                                                             // before rounding, though the rounded sum is printed
		"my149 total",                                                             // likewise
		"eu01 net_total", "eu01 tax_total", "eu01 grand_total", "eu01 amount_due", // printed negative, labelled without sign
	}
}

// pool holds the curves of all fields together: one of everything, and one
// without each fold.
type pool struct {
	whole   curve
	without [folds]curve
}

func newPool(obs []observation) *pool {
	p := &pool{whole: fit(obs, curve{}, 0.02)}
	for f := range folds {
		p.without[f] = fit(outside(obs, f), curve{}, 0.02)
	}
	return p
}

// outside drops the observations of one fold.
func outside(obs []observation, f int) (out []observation) {
	for _, o := range obs {
		if fold10(o.group) != f {
			out = append(out, o)
		}
	}
	return out
}

// fitField fits on everything, and judges by cross-validation.
func (q *pool) fitField(t *testing.T, name string, obs []observation) curve {
	p := q.crossValidate(obs)
	c := fit(obs, q.whole, ridge)
	c.Threshold = threshold(p, obs, func(observation) bool { return true })
	accepted, wrong, brier, good := 0, 0, 0.0, 0
	var bad []string
	for i, o := range obs {
		f := fold10(o.group)
		th := threshold(p, obs, func(o observation) bool { return fold10(o.group) != f })
		good += int(indicator(o.right))
		brier += math.Pow(p[i]-indicator(o.right), 2)
		if p[i] >= th {
			accepted++
			if !o.right {
				wrong++
				bad = append(bad, fmt.Sprintf("%s %.3f", o.stem, p[i]))
			}
		}
	}
	n := float64(len(obs))
	t.Logf("%-24s %5d %6.3f %6.3f %9.3f %9.3f %6d %6.3f %s", name, len(obs), float64(good)/n, brier/n, c.Threshold, float64(accepted)/n, wrong, upperBound(wrong, accepted), strings.Join(bad, " "))
	return c
}

// upperBound of the share wrong at 95 % (Wilson).
func upperBound(wrong, n int) float64 {
	if n == 0 {
		return 1
	}
	const z = 1.645
	p, m := float64(wrong)/float64(n), float64(n)
	return (p + z*z/(2*m) + z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))) / (1 + z*z/m)
}

// fold10 puts a group into one fold for good.
func fold10(group string) int {
	h := uint32(2166136261)
	for _, b := range []byte(group) {
		h = (h ^ uint32(b)) * 16777619
	}
	return int(h>>8) % folds
}

func (q *pool) crossValidate(obs []observation) []float64 {
	p := make([]float64, len(obs))
	for f := range folds {
		k := calibration{Fields: map[string]curve{"f": fit(outside(obs, f), q.without[f], ridge)}}
		for i, o := range obs {
			if fold10(o.group) == f {
				p[i], _ = k.probability("f", o.x)
			}
		}
	}
	return p
}

// threshold is the lowest probability from which on at most the aimed share is
// wrong, over 30 values of 15 merchants at least. Where the data cannot show that,
// 0.98.
func threshold(p []float64, obs []observation, use func(observation) bool) float64 {
	type pair struct {
		p     float64
		right bool
		group string
	}
	var list []pair
	for i, o := range obs {
		if use(o) {
			list = append(list, pair{p[i], o.right, o.group})
		}
	}
	slices.SortFunc(list, func(a, b pair) int { return compare(b.p, a.p) })
	best, wrong, groups := 0.98, 0, map[string]bool{}
	for i, v := range list {
		if !v.right {
			wrong++
		}
		groups[v.group] = true
		if n := i + 1; n >= 30 && len(groups) >= 15 && float64(wrong) <= aim*float64(n) {
			best = min(best, v.p)
		}
	}
	return math.Ceil(math.Max(best, 0.5)*1000) / 1000
}

// fit is a logistic regression by gradient descent with momentum, drawn towards
// another curve; the weights may not be negative, for every input speaks for a
// value.
func fit(obs []observation, towards curve, pull float64) curve {
	c := towards
	var vb float64
	var vw [inputs]float64
	total := 0.0
	for _, o := range obs {
		total += o.weight
	}
	for range 1500 {
		gb, gw := 0.0, [inputs]float64{}
		for _, o := range obs {
			z := c.Bias
			for i := range o.x {
				z += c.Weights[i] * o.x[i]
			}
			e := o.weight * (1/(1+math.Exp(-z)) - indicator(o.right))
			gb += e
			for i := range o.x {
				gw[i] += e * o.x[i]
			}
		}
		vb = 0.9*vb - 0.5*(gb+0.2*pull*(c.Bias-towards.Bias))/total
		c.Bias += vb
		for i := range gw {
			vw[i] = 0.9*vw[i] - 0.5*(gw[i]+pull*(c.Weights[i]-towards.Weights[i]))/total
			c.Weights[i] = math.Max(0, c.Weights[i]+vw[i])
		}
	}
	c.Bias = math.Round(c.Bias*1e3) / 1e3
	for i := range c.Weights {
		c.Weights[i] = math.Round(c.Weights[i]*1e3) / 1e3
	}
	return c
}
