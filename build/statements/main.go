// Command statements writes a truth pack of bank statements that it draws:
//
//	go run ./build/statements -to build/out/statements
//
// Accounts and cards in twenty-two layouts and nine languages, scanned askew and
// with grain. Nine of the layouts are kept for testing (-held); with -slips one amount of each statement
// is printed with a wrong digit, which the balances give away. With -program the
// built program reads them, and what is found is held against what is true.
package main

import (
	"context"
	"flag"
	"fmt"
	"image"
	"os"

	"deskclerk/build/packs"
	"deskclerk/internal/paper"
)

func main() {
	to := flag.String("to", "build/out/statements", "folder for the pack")
	count := flag.Int("n", 4, "statements of each layout")
	seed := flag.Uint64("seed", 1, "of all chance")
	held := flag.Bool("held", false, "the layouts that are kept for testing, instead of the others")
	slips := flag.Bool("slips", false, "one amount of each is printed wrong")
	var r packs.Reader
	flag.StringVar(&r.Program, "program", "", "the built program that reads the pack; empty: only draw it")
	flag.StringVar(&r.Cache, "cache", "build/out/cache", "folder of the workers' caches")
	flag.StringVar(&r.Keep, "pages", "", "folder for what was read; what lies there is not read again")
	flag.Parse()
	err := run(*to, *count, *seed, *held, *slips)
	if err == nil && r.Program != "" {
		err = measure(context.Background(), os.Stdout, r, *to)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "statements:", err)
		os.Exit(1)
	}
}

// truth of one statement, as packs have it.
type truth struct {
	Type         string            `json:"type"`
	Fields       map[string]string `json:"fields"`
	Transactions []transaction     `json:"transactions"`
	WrongRow     int               `json:"wrong_row,omitempty"`
}

type transaction struct {
	Date        string `json:"date"`
	Description string `json:"description"`
	Amount      string `json:"amount"`
}

func run(to string, count int, seed uint64, held, slips bool) error {
	pack, err := packs.NewWriter(to, "statements-drawn", "build/statements", "Drawn bank statements.")
	if err != nil {
		return err
	}
	for layout := range paper.StatementLayouts() {
		for i := range count {
			b, err := paper.Statement(layout, seed*1000+uint64(i), slips)
			if err != nil {
				return err
			}
			if b.Held != held {
				continue
			}
			if err := write(pack, fmt.Sprintf("statement-%d-%02d", layout, i), b, seed+uint64(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

func write(pack packs.Writer, stem string, b paper.BankStatement, seed uint64) error {
	pages := make([]image.Image, len(b.Pages))
	for i, p := range b.Pages {
		pages[i] = paper.Scanned(p, seed+uint64(i)*77)
	}
	pdf, err := paper.ScanPDF(pages...)
	if err != nil {
		return err
	}
	t := truth{Type: "bank_statement", Fields: b.Fields, WrongRow: b.Wrong}
	for _, m := range b.Movements {
		t.Transactions = append(t.Transactions, transaction{m.Date, m.Description, paper.Plain(m.Cents)})
	}
	return pack.Put(stem+".pdf", pdf, t)
}
