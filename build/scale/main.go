// Command scale fills a data folder with ten thousand documents and measures what a
// person waits for, against the built program: lists, filters, searches, the next
// document in review. It prints figures beside their targets; the machine should
// do nothing else meanwhile. The folder is kept where it is named, for the
// measures on screen.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"deskclerk/internal/served"
)

// target is for every question, at the 95th of 100.
const target = 50 * time.Millisecond

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	binary := flag.String("bin", "build/bin/deskclerk-headless", "the program to measure")
	count := flag.Int("n", 10_000, "documents")
	rounds := flag.Int("rounds", 40, "times that each question is put")
	data := flag.String("data", "", "data folder, filled unless it is there; empty: one that is gone afterwards")
	flag.Parse()
	dir := *data
	if dir == "" {
		work, err := os.MkdirTemp("", "scale-*")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(work) }()
		dir = filepath.Join(work, "data")
	}
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		begin := time.Now()
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		if err := fill(ctx, dir, *count); err != nil {
			return err
		}
		fmt.Printf("filled with %d documents in %s\n", *count, time.Since(begin).Round(time.Second))
	}
	if *rounds == 0 {
		return nil
	}
	p, err := served.Start(ctx, served.Options{Binary: *binary, Data: dir})
	if err != nil {
		return err
	}
	defer p.Kill()
	return measure(ctx, p, *rounds)
}

// question is something asked of the API; walks are asked with a cursor or an id
// of an answer before it.
type question struct {
	name string
	path func(i int) string
}

func questions(first, middle string) []question {
	fixed := func(path string) func(int) string { return func(int) string { return path } }
	words := []string{"coffee", "notebook", "batteries", "harbour", "olive", "total", "te", "envel"}
	return []question{
		{"inbox, newest first", fixed("/documents?limit=100")},
		{"inbox, next page", fixed("/documents?limit=100&after=" + first)},
		{"inbox, what scrolling asks for", fixed("/documents?limit=300&after=" + first)},
		{"inbox, largest total first", fixed("/documents?limit=100&sort=total&order=desc")},
		{"filter: needs a look", fixed("/documents?limit=100&status=needs_review")},
		{"filter: type and day", fixed("/documents?limit=100&type=receipt&date_from=2023-01-01&date_to=2023-12-31")},
		{"filter: party", fixed("/documents?limit=100&party=bakery")},
		{"search: a word", func(i int) string { return "/documents?limit=100&q=" + words[i%len(words)] }},
		{"search: a rare name", func(i int) string { return fmt.Sprintf("/documents?limit=100&q=scan-%05d", 37*i%10_000) }},
		{"search in what needs a look", func(i int) string {
			return "/documents?limit=100&status=needs_review&q=" + words[i%len(words)]
		}},
		{"next in review", fixed("/review/next?after=" + middle)},
		{"many together: what waits", fixed("/review/together")},
		{"many together: cards of a field", fixed("/review/together/total")},
		{"one document", fixed("/documents/" + middle)},
		{"status and counts", fixed("/status")},
	}
}

func measure(ctx context.Context, p *served.Program, rounds int) error {
	var listing struct {
		Documents []struct{ ID string }
		Next      string
		Total     int
	}
	if _, err := p.Get(ctx, "/documents?limit=100&status=needs_review", &listing); err != nil {
		return err
	}
	if len(listing.Documents) == 0 {
		return fmt.Errorf("nothing waits for a person in %s", p.Data)
	}
	fmt.Printf("%-30s %10s %10s %10s\n", "question", "p50", "p95", "target")
	for _, q := range questions(listing.Next, listing.Documents[len(listing.Documents)/2].ID) {
		var took []time.Duration
		for i := range rounds + 3 {
			begin := time.Now()
			if _, err := p.Get(ctx, q.path(i), nil); err != nil {
				return err
			}
			if i >= 3 { // the first ones fill caches
				took = append(took, time.Since(begin))
			}
		}
		slices.Sort(took)
		p50, p95 := took[len(took)/2], took[len(took)*95/100]
		verdict := ""
		if p95 > target {
			verdict = "  over"
		}
		fmt.Printf("%-30s %10s %10s %10s%s\n", q.name, p50.Round(100*time.Microsecond), p95.Round(100*time.Microsecond), target, verdict)
	}
	return nil
}
