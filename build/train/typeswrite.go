package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"deskclerk/backend/extract"
)

const typesFormat = "types-1" // changes when the signs mean something else

// typeModel has the figures and thresholds of what was told.
func typeModel(o options, seen []told, temperature float64) *extract.TypeModel {
	m := &extract.TypeModel{Documents: len(seen), Temperature: rounded(temperature)}
	groups, right := map[int]bool{}, 0
	list := make([]judged, len(seen))
	for i, x := range seen {
		groups[x.paper.group] = true
		right += count(x.right())
		list[i] = judged{p: x.p, right: x.right()}
	}
	m.Groups, m.Right = len(groups), rounded(float64(right)/float64(max(1, len(seen))))
	last := 1.0
	for _, target := range targets() {
		last = min(last, math.Ceil(threshold(list, target, o.smooth)*1000)/1000)
		m.Thresholds = append(m.Thresholds, extract.Threshold{Target: target, Confidence: last})
	}
	return m
}

// writeTypes writes types.json.
func writeTypes(o options, m *extract.TypeModel, drawn int) error {
	m.About = fmt.Sprintf("Made by `make train`: a multinomial logit drawn towards rules.json (%g), papers weighted by 1/sqrt of their group's, %d drawn papers "+
		"among them. The figures are of %d-fold cross-validation grouped by merchant, supplier or layout, drawn papers left out; so are the thresholds.",
		o.pullTypes, drawn, o.folds)
	data, err := json.Marshal(m.Weights)
	if err != nil {
		return err
	}
	m.Version = fmt.Sprintf("%s-%x", typesFormat, sha256.Sum256(data))[:len(typesFormat)+9]
	return save(filepath.Join(o.to, "types.json"), m)
}

// printTypes writes how many types are right in each pack, by the hand-made and
// by the learned weights; which are wrong; and what is accepted at the aim.
func printTypes(w io.Writer, m *extract.TypeModel, seen, before []told, drawn int) {
	n, rules, right := map[string]int{}, map[string]int{}, map[string]int{}
	var bad []string
	sure, wrong := 0, 0
	limit := limitOf(m)
	for i, x := range seen {
		for _, s := range []string{x.paper.source(), "all"} {
			n[s]++
			rules[s] += count(before[i].right())
			right[s] += count(x.right())
		}
		if x.p >= limit {
			sure++
			wrong += count(!x.right())
		}
		if !x.right() {
			bad = append(bad, fmt.Sprintf("%s/%s %s %.3f for %v", x.paper.source(), x.paper.Stem, x.kind, x.p, x.paper.types()))
		}
	}
	fmt.Fprintf(w, "types: %d drawn papers teach along; temperature %.2f\n", drawn, m.Temperature)
	for _, s := range sorted(n) {
		fmt.Fprintf(w, "type %-21s n %d, rules %d, right %d (%.3f)\n", s, n[s], rules[s], right[s], float64(right[s])/float64(n[s]))
	}
	fmt.Fprintf(w, "type: at %.3f %d of %d are sure, %d of them wrong\n", limit, sure, len(seen), wrong)
	slices.Sort(bad)
	fmt.Fprintf(w, "  %s\n", strings.Join(bad, "\n  "))
}

// limitOf is the probability from which a type is accepted at the aim.
func limitOf(m *extract.TypeModel) float64 {
	for _, t := range m.Thresholds {
		if t.Target == aim {
			return t.Confidence
		}
	}
	return 1
}
