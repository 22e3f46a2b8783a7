// Command memory measures what the room learn knows: it goes through the papers of
// truth packs in random orders, as somebody does who confirms every issuer's name,
// and says how many of the names were known by then, and how many of those wrong:
//
//	go run ./build/memory -pages build/out/pages PACK…
//
// The extraction whose names are compared was trained on these packs; the memory
// was not.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"

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
	field    string
	accepted []string
}

// count is what came out, over all papers of all rounds.
type count struct{ papers, right, learned, wrong, unseen, after, front, frontRight int }

func main() {
	var r packs.Reader
	flag.StringVar(&r.Program, "program", "build/bin/deskclerk-headless", "the built program")
	flag.StringVar(&r.Cache, "cache", "build/out/cache", "folder of the workers' caches")
	flag.StringVar(&r.Keep, "pages", "build/out/pages", "folder for what was read; what lies there is not read again")
	rounds := flag.Int("rounds", 20, "random orders")
	wrong := flag.Bool("wrong", false, "list the names that were known and wrong")
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
		var c count
		seen := map[string]bool{}
		for round := range rounds {
			order := rand.New(rand.NewPCG(1, uint64(round))).Perm(len(papers)) //nolint:gosec // the same each time
			for _, line := range c.through(papers, order) {
				if list && !seen[line] {
					fmt.Println("  wrong:", line)
				}
				seen[line] = true
			}
		}
		c.print(folder, rounds)
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
		for _, field := range []string{"merchant", "supplier_name"} {
			if accepted := c.Truth.Fields[field]; len(accepted) > 0 {
				out = append(out, paper{c.Stem, extract.Understand(pages[i], extract.Options{}), learn.Marks(pages[i]), field, accepted})
			}
		}
	}
	return out, nil
}

// through goes through the papers and gives those whose name was known and wrong.
func (c *count) through(papers []paper, order []int) (wrong []string) {
	memory := map[int64][]doc.Known{}
	for _, i := range order {
		p := papers[i]
		var known []doc.Known
		for _, m := range p.marks {
			known = append(known, memory[m]...)
		}
		if line := c.add(p, learn.Apply(p.read, known, doc.Policy{})); line != "" {
			wrong = append(wrong, line)
		}
		for _, m := range p.marks {
			memory[m] = append([]doc.Known{{Mark: m, Field: p.field, Value: p.accepted[0]}}, memory[m]...)
		}
	}
	return wrong
}

func (c *count) add(p paper, after doc.Understanding) (wrong string) {
	c.papers++
	before, now := p.read.Fields[p.field], after.Fields[p.field]
	if p.right(before.Value) {
		c.right++
	}
	if p.right(now.Value) {
		c.after++
	}
	if now.Origin != doc.OriginLearned {
		if len(now.Candidates) > 0 && (len(before.Candidates) == 0 || now.Candidates[0].Value != before.Candidates[0].Value) {
			c.front++
			if p.right(&now.Candidates[0].Value) {
				c.frontRight++
			}
		}
		return ""
	}
	c.learned++
	if !now.Flagged {
		c.unseen++
	}
	if !p.right(now.Value) {
		c.wrong++
		return fmt.Sprintf("%s: %q was read, %q is known, %q is right", p.stem, *before.Value, *now.Value, p.accepted)
	}
	return ""
}

func (p paper) right(value *string) bool {
	return value != nil && bench.Compare(p.field, doc.KindText, *value, p.accepted).Right
}

func (c *count) print(folder string, rounds int) {
	n := float64(rounds)
	fmt.Printf("%s, mean of %d orders: %.0f papers; names right as read %.1f, with what is known %.1f\n",
		folder, rounds, float64(c.papers)/n, float64(c.right)/n, float64(c.after)/n)
	fmt.Printf("  known and read alike %.1f, of these seen by nobody %.1f, wrong %.2f\n",
		float64(c.learned)/n, float64(c.unseen)/n, float64(c.wrong)/n)
	fmt.Printf("  known, put in front of the candidates: %.1f, of these right %.1f\n", float64(c.front)/n, float64(c.frontRight)/n)
}
