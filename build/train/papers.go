package main

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/backend/likeness"
	"deskclerk/build/packs"
)

// paper is one document as it was read; one with embedded text comes a second
// time, read as a picture.
type paper struct {
	packs.Case
	ocr   bool // read as a picture though it has a text layer
	drawn bool // by this project, to teach
	study *extract.Study
	words map[string]bool // for finding papers that are nearly the same
	group int             // of the same merchant or supplier, or nearly the same paper
	fold  int
	cands map[string][]extract.Candidate // by field
	signs extract.Features               // that the type is told by
}

// readPapers reads the packs, or takes what was kept.
func readPapers(ctx context.Context, r packs.Reader, folders []string) ([]*paper, error) {
	own, err := loadLabels()
	if err != nil {
		return nil, err
	}
	var out []*paper
	for _, folder := range folders {
		cases, err := packs.Load(folder)
		if err != nil {
			return nil, err
		}
		pages, err := r.Read(ctx, cases)
		if err != nil {
			return nil, err
		}
		var embedded []packs.Case
		for i, c := range cases {
			out = append(out, newPaper(c, pages[i], false))
			if len(pages[i]) > 0 && pages[i][0].TextSource == doc.TextEmbedded {
				embedded = append(embedded, c)
			}
		}
		pictures := r
		pictures.Options.ForceOCR = true
		pictures.Keep = r.Keep + "-ocr"
		if pages, err = pictures.Read(ctx, embedded); err != nil {
			return nil, err
		}
		for i, c := range embedded {
			out = append(out, newPaper(c, pages[i], true))
		}
		fmt.Fprintf(os.Stderr, "%s: %d documents, %d also as pictures\n", filepath.Base(folder), len(cases), len(embedded))
	}
	for _, p := range out {
		own.add(p)
	}
	return out, nil
}

// readDrawn reads a pack of drawn papers, or takes what was kept.
func readDrawn(ctx context.Context, r packs.Reader, folder string) ([]*paper, error) {
	cases, err := packs.Load(folder)
	if err != nil {
		return nil, err
	}
	pages, err := r.Read(ctx, cases)
	if err != nil {
		return nil, err
	}
	out := make([]*paper, len(cases))
	for i, c := range cases {
		out[i] = newPaper(c, pages[i], false)
		out[i].drawn = true
	}
	return out, nil
}

// layout of a drawn paper: its name but for the number at its end.
func (p *paper) layout() string { return p.Stem[:max(0, strings.LastIndexByte(p.Stem, '-'))] }

func newPaper(c packs.Case, pages []doc.Page, ocr bool) *paper {
	p := &paper{Case: c, ocr: ocr, study: extract.Prepare(pages), words: map[string]bool{}}
	for _, page := range pages {
		for _, w := range page.Words {
			if s := likeness.Fold(w.Text); len(s) >= 3 && !strings.ContainsAny(s, "0123456789") {
				p.words[s] = true
			}
		}
	}
	p.cands = p.study.Candidates(c.Truth.Type, extract.NewScorer("rules", extract.RuleWeights()))
	return p
}

// same reports papers of one issuer, or with nearly the same words; drawn ones
// of one layout.
func (p *paper) same(o *paper) bool {
	if p.Pack == o.Pack && p.Stem == o.Stem {
		return true
	}
	if p.drawn || o.drawn {
		return p.drawn && o.drawn && p.layout() == o.layout()
	}
	if bench.SameIssuer(p.Truth, o.Truth) {
		return true
	}
	both := 0
	for w := range p.words {
		if o.words[w] {
			both++
		}
	}
	return both >= 10 && float64(both) > 0.6*float64(len(p.words)+len(o.words)-both)
}

// group joins what is the same and deals the groups out to folds, the largest
// first, each to the emptiest fold; the seed decides between equals.
func group(papers []*paper, folds int, seed uint64) int {
	for i, p := range papers {
		p.group = i
	}
	for i, p := range papers {
		for _, o := range papers[:i] {
			if p.group != o.group && p.same(o) {
				rename(papers, p.group, o.group)
			}
		}
	}
	members := map[int][]*paper{}
	for _, p := range papers {
		members[p.group] = append(members[p.group], p)
	}
	groups := make([][]*paper, 0, len(members))
	for _, m := range members {
		groups = append(groups, m)
	}
	slices.SortFunc(groups, func(a, b []*paper) int {
		return cmp.Or(len(b)-len(a), cmp.Compare(lot(a[0], seed), lot(b[0], seed)))
	})
	size := make([]int, folds)
	for _, g := range groups {
		least := 0
		for f := range size {
			if size[f] < size[least] {
				least = f
			}
		}
		for _, p := range g {
			p.fold = least
		}
		size[least] += len(g)
	}
	return len(groups)
}

func rename(papers []*paper, from, to int) {
	for _, p := range papers {
		if p.group == from {
			p.group = to
		}
	}
}

// lot is a number that the seed draws for a paper.
func lot(p *paper, seed uint64) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s %s", seed, p.Pack, p.Stem)
	return h.Sum64()
}
