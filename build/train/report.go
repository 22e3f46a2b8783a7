package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"deskclerk/backend/bench"
)

// figures of one field in cross-validation.
type figures struct {
	n, groups, found, before, right, close, accepted, wrong int
	ece, worst                                              float64
}

func tally(obs []observation) figures {
	var f figures
	groups := map[int]bool{}
	for _, x := range obs {
		f.n++
		groups[x.paper.group] = true
		f.before += count(x.before != "" && x.match(x.before).Right)
		f.right += count(x.right)
		if x.value == "" {
			continue
		}
		f.found++
		f.close += count(x.match(x.value).Close)
		f.accepted += count(x.accept)
		f.wrong += count(x.accept && !x.right)
	}
	f.groups = len(groups)
	f.ece, f.worst = reliability(obs)
	return f
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// print writes a line a field, of all packs and of each.
func (v *validation) print(w io.Writer) {
	fmt.Fprintf(w, "%-26s %-15s %4s %4s %6s %6s %6s %6s %6s %9s %13s %5s %5s\n", "field", "pack", "n", "grp", "found", "rules", "right", "close", "accept", "wrong", "95 %", "ece", "bin")
	fields := v.by(func(x observation) string { return x.field })
	for _, field := range sorted(fields) {
		of := fields[field]
		packs := (&validation{fields: of}).by(func(x observation) string { return x.paper.source() })
		if len(packs) > 1 {
			line(w, field, "all", of)
		}
		for _, pack := range sorted(packs) {
			line(w, field, pack, packs[pack])
		}
		if without := clean(of); len(without) < len(of) {
			line(w, field, "less errata", without)
		}
	}
	printed := slices.DeleteFunc(slices.Clone(v.fields), func(x observation) bool { return x.paper.drawn })
	printBins(w, binned(clean(printed)))
}

func line(w io.Writer, field, pack string, obs []observation) {
	f := tally(obs)
	n := float64(f.n)
	wrong := bench.NewShare(f.wrong, f.accepted)
	fmt.Fprintf(w, "%-26s %-15s %4d %4d %6.3f %6.3f %6.3f %6.3f %6.3f %5d/%-4d %6.3f–%-6.3f %.3f %.3f\n", field, pack, f.n, f.groups,
		float64(f.found)/n, float64(f.before)/n, float64(f.right)/n, float64(f.close)/n, float64(f.accepted)/n, wrong.K, wrong.N, wrong.Low, wrong.High, f.ece, f.worst)
}

// clean are the observations whose label is not known to be wrong.
func clean(obs []observation) []observation {
	return slices.DeleteFunc(slices.Clone(obs), func(x observation) bool { return x.wrong })
}

func sorted[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

func (v *validation) by(key func(observation) string) map[string][]observation {
	out := map[string][]observation{}
	for _, x := range v.fields {
		out[key(x)] = append(out[key(x)], x)
	}
	return out
}

// source is the pack and how it was read.
func (p *paper) source() string {
	if p.ocr {
		return p.Pack + "/ocr"
	}
	return p.Pack
}

// printErrors lists the wrong values of a field, the most confident first: some
// of them are wrong labels.
func (v *validation) printErrors(w io.Writer, field string) {
	obs := slices.DeleteFunc(slices.Clone(v.fields), func(x observation) bool { return x.field != field || x.right })
	slices.SortFunc(obs, func(a, b observation) int { return cmp.Compare(b.p, a.p) })
	for _, x := range obs {
		fmt.Fprintf(w, "%s/%s %.3f %q, label %q, rules %q\n", x.paper.source(), x.paper.Stem, x.p, x.value, x.want, x.before)
	}
}
