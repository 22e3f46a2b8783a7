// Command drawn writes truth packs of papers that it draws itself, for teaching
// types and fields of which there are few real ones to train on:
//
//	go run ./build/drawn -to build/out/drawn
//
// Letters, forms, delivery notes and quotations, bank statements and identity
// documents in six languages, scanned, copied or photographed; invoices in eight
// that say how they are to be paid. They teach and are never measured: what can be
// drawn is easier than what comes in.
package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"io/fs"
	"os"

	"deskclerk/build/packs"
	"deskclerk/internal/paper"
)

func main() {
	to := flag.String("to", "build/out/drawn", "folder for the pack")
	count := flag.Int("n", 2, "papers of each kind and language")
	seed := flag.Uint64("seed", 1, "of all chance")
	face := flag.String("ocrb", "/usr/share/fonts/opentype/ocr-b/OCRBS.otf", "face of machine readable zones (package fonts-ocr-b); another one of fixed pitch where it is missing")
	flag.Parse()
	if err := run(*to, *face, *count, *seed, paper.Languages(), paper.SettlementLanguages()); err != nil {
		fmt.Fprintln(os.Stderr, "drawn:", err)
		os.Exit(1)
	}
}

// easel draws papers into a pack.
type easel struct {
	pack packs.Writer
	face []byte
	seed uint64
}

func run(to, face string, count int, seed uint64, languages, settled []string) error {
	pack, err := packs.NewWriter(to, "drawn", "build/drawn", "Drawn papers: to train on, never to measure with.")
	if err != nil {
		return err
	}
	e := easel{pack: pack, seed: seed * 1000}
	if e.face, err = os.ReadFile(face); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for i := range count {
		for _, lang := range languages {
			if err := e.papers(lang, uint64(i)); err != nil {
				return err
			}
		}
		if err := e.statements(uint64(i)); err != nil {
			return err
		}
		if err := e.settlements(settled, uint64(i)); err != nil {
			return err
		}
	}
	return nil
}

// papers of one language.
func (e easel) papers(lang string, i uint64) error {
	for _, drawn := range []func(string, uint64) (paper.Drawn, error){paper.Letter, paper.Form, paper.Note} {
		d, err := drawn(lang, e.seed+i)
		if err != nil {
			return err
		}
		if err := e.write(d, paper.Scanned(d.Image, e.seed+i), i); err != nil {
			return err
		}
	}
	for k, kind := range paper.IdentityKinds() {
		d, err := paper.Identity(kind, lang, e.seed+i, e.face)
		if err != nil {
			return err
		}
		if err := e.write(d, taken(d.Image, e.seed+i, uint64(k)+i), i); err != nil {
			return err
		}
	}
	return nil
}

// taken is a card as people send it: photographed, copied on to a sheet, or cut
// out.
func taken(card *image.Gray, seed, way uint64) *image.Gray {
	switch way % 3 {
	case 0:
		return paper.Photo(card, paper.PhotoOptions{Seed: seed, Degrees: float64(seed%5) - 2})
	case 1:
		return paper.Scanned(paper.Copied(card, seed), seed)
	default:
		return paper.Scanned(card, seed)
	}
}

// statements in the layouts that are not kept for testing.
func (e easel) statements(i uint64) error {
	for layout := range paper.StatementLayouts() {
		b, err := paper.Statement(layout, e.seed+i, false)
		if err != nil {
			return err
		}
		if b.Held {
			continue
		}
		d := paper.Drawn{Type: "bank_statement", Layout: fmt.Sprintf("statement-%d", layout), Image: b.Pages[0], Fields: b.Fields}
		if err := e.write(d, paper.Scanned(d.Image, e.seed+i), i); err != nil {
			return err
		}
	}
	return nil
}

const settlementsEach = 6 // of a language, where other papers are drawn once

// settlements are invoices that say how they are to be paid.
func (e easel) settlements(languages []string, i uint64) error {
	for _, lang := range languages {
		for k := i * settlementsEach; k < (i+1)*settlementsEach; k++ {
			d, err := paper.Settlement(lang, e.seed+k)
			if err != nil {
				return err
			}
			if err := e.write(d, paper.Scanned(d.Image, e.seed+k), k); err != nil {
				return err
			}
		}
	}
	return nil
}

// write puts the picture and its truth into the pack. Names end in a number:
// what stands before it is the layout.
func (e easel) write(d paper.Drawn, seen *image.Gray, i uint64) error {
	data, err := paper.JPEG(seen)
	if err != nil {
		return err
	}
	stem := fmt.Sprintf("%s-%02d", d.Layout, i)
	truth := map[string]any{"type": d.Type}
	if len(d.Fields) > 0 {
		truth["fields"] = d.Fields
	}
	return e.pack.Put(stem+".jpg", data, truth)
}
