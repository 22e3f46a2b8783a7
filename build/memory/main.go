// Command memory measures what the room learn knows: it goes through the papers of
// truth packs in random orders, as somebody does who confirms what is remembered of
// each, and says how many values were known by then, and how many of those wrong:
//
//	go run ./build/memory -pages build/out/pages PACK…
//
// The extraction whose values are compared was trained on these packs; the memory
// was not.
package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/backend/learn"
	"deskclerk/build/packs"
)

// paper is one document as it was read, with what is true of it.
type paper struct {
	stem     string
	read     doc.Understanding
	marks    []int64
	accepted map[string][]string // by field
}

// count is what came out for a field, over all papers of all rounds.
type count struct{ papers, right, learned, wrong, unseen, after, front, frontRight int }

func main() {
	var r packs.Reader
	flag.StringVar(&r.Program, "program", "build/bin/deskclerk-headless", "the built program")
	flag.StringVar(&r.Cache, "cache", "build/out/cache", "folder of the workers' caches")
	flag.StringVar(&r.Keep, "pages", "build/out/pages", "folder for what was read; what lies there is not read again")
	rounds := flag.Int("rounds", 20, "random orders")
	wrong := flag.Bool("wrong", false, "list the values that were known and wrong")
	flag.Parse()
	if err := run(context.Background(), r, flag.Args(), *rounds, *wrong); err != nil {
		fmt.Fprintln(os.Stderr, "memory:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, r packs.Reader, folders []string, rounds int, list bool) error {
	for _, folder := range folders {
		papers, err := readAll(ctx, r, folder)
		if err != nil {
			return err
		}
		counts := map[string]*count{}
		seen := map[string]bool{}
		for round := range rounds {
			order := rand.New(rand.NewPCG(1, uint64(round))).Perm(len(papers)) //nolint:gosec // the same each time
			for _, line := range through(counts, papers, order) {
				if list && !seen[line] {
					fmt.Println("  wrong:", line)
				}
				seen[line] = true
			}
		}
		for _, field := range slices.Sorted(maps.Keys(counts)) {
			counts[field].print(filepath.Base(folder)+" "+field, rounds)
		}
	}
	return nil
}

func readAll(ctx context.Context, r packs.Reader, folder string) ([]paper, error) {
	cases, err := packs.Load(folder)
	if err != nil {
		return nil, err
	}
	pages, err := r.Read(ctx, cases)
	if err != nil {
		return nil, err
	}
	var out []paper
	for i, c := range cases {
		p := paper{c.Stem, extract.Understand(pages[i], extract.Options{}), learn.Marks(pages[i]), map[string][]string{}}
		for field, accepted := range c.Truth.Fields {
			if doc.IsRemembered(field) && len(accepted) > 0 {
				p.accepted[field] = accepted
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// through goes through the papers and gives those of which a value was known and
// wrong.
func through(counts map[string]*count, papers []paper, order []int) (wrong []string) {
	memory := map[int64][]doc.Known{}
	for _, i := range order {
		p := papers[i]
		var known []doc.Known
		for _, m := range p.marks {
			known = append(known, memory[m]...)
		}
		after := learn.Apply(p.read, known, doc.Policy{})
		for _, field := range slices.Sorted(maps.Keys(p.accepted)) {
			if counts[field] == nil {
				counts[field] = &count{}
			}
			if line := counts[field].add(p, field, after); line != "" {
				wrong = append(wrong, line)
			}
			for _, m := range p.marks {
				memory[m] = append([]doc.Known{{Mark: m, Field: field, Value: p.accepted[field][0]}}, memory[m]...)
			}
		}
	}
	return wrong
}

func (c *count) add(p paper, field string, read doc.Understanding) (wrong string) {
	c.papers++
	right := func(value *string) bool { return p.right(field, value) }
	before, now := p.read.Fields[field], read.Fields[field]
	if right(before.Value) {
		c.right++
	}
	if right(now.Value) {
		c.after++
	}
	if now.Origin != doc.OriginLearned {
		if len(now.Candidates) > 0 && (len(before.Candidates) == 0 || now.Candidates[0].Value != before.Candidates[0].Value) {
			c.front++
			if right(&now.Candidates[0].Value) {
				c.frontRight++
			}
		}
		return ""
	}
	c.learned++
	if !now.Flagged {
		c.unseen++
	}
	if !right(now.Value) {
		c.wrong++
		return fmt.Sprintf("%s: %s %q was read, %q is known, %q is right", p.stem, field, *before.Value, *now.Value, p.accepted[field])
	}
	return ""
}

func (p paper) right(field string, value *string) bool {
	return value != nil && bench.Compare(field, doc.KindText, *value, p.accepted[field]).Right
}

func (c *count) print(what string, rounds int) {
	n := float64(rounds)
	fmt.Printf("%s, mean of %d orders: %.0f papers; right as read %.1f, with what is known %.1f\n",
		what, rounds, float64(c.papers)/n, float64(c.right)/n, float64(c.after)/n)
	fmt.Printf("  known and read alike %.1f, of these seen by nobody %.1f, wrong %.2f\n",
		float64(c.learned)/n, float64(c.unseen)/n, float64(c.wrong)/n)
	fmt.Printf("  known, put in front of the candidates: %.1f, of these right %.1f\n", float64(c.front)/n, float64(c.frontRight)/n)
}
