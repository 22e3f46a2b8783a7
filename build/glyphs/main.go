// Command glyphs trains the network that tells the characters of a machine
// readable zone, on lines that it draws itself in OCR-B and a few other faces of
// fixed pitch, blurred, lit unevenly and compressed as scans and photos are:
//
//	go run ./build/glyphs
//
// It needs the package fonts-ocr-b, whose outlines are in the public domain. With
// -letters it counts instead which letters follow each other in the words that
// languages are told by, and writes the table that names are spelled with.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"deskclerk/backend/ocr/zone"
)

func main() {
	fonts := flag.String("fonts", "/usr/share/fonts", "folder of the faces")
	to := flag.String("to", "backend/ocr/zone/glyphs.bin", "file for the network")
	var s size
	flag.IntVar(&s.edges, "edges", 12, "units of the first layer")
	flag.IntVar(&s.parts, "parts", 24, "units of the second layer")
	flag.IntVar(&s.hidden, "hidden", 96, "units of the third layer")
	count := flag.Int("lines", 32000, "drawn")
	seed := flag.Uint64("seed", 1, "of all chance")
	networks := flag.Int("networks", 2, "trained apart and joined: what they err in differs")
	letters := flag.Bool("letters", false, "make the table of letters instead")
	flag.Parse()
	if *letters {
		if err := writeLetters("backend/language/words.txt", "backend/mrz/letters.txt"); err != nil {
			fmt.Fprintln(os.Stderr, "glyphs:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(*fonts, *to, s, *count, *networks, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "glyphs:", err)
		os.Exit(1)
	}
}

// batch is how many lines are drawn before they are learned, mixed.
const batch = 400

// size of a network: units of its layers.
type size struct{ edges, parts, hidden int }

func run(fonts, to string, of size, count, networks int, seed uint64) error {
	faces, err := load(fonts)
	if err != nil {
		return err
	}
	apart := make(zone.Nets, networks)
	var all sync.WaitGroup
	for i := range apart { // each has its own chance, so they are the same in any order
		all.Go(func() { apart[i] = trainedOn(faces, of, count, rand.New(rand.NewPCG(seed+uint64(i), 7))) })
	}
	all.Wait()
	data := apart.Bytes()
	quantised, err := zone.ParseNets(data)
	if err != nil {
		return err
	}
	wrong, told := errors(quantised, draw(faces, batch, rand.New(rand.NewPCG(seed, 8))))
	fmt.Printf("of %d cells of unseen lines %d told wrong\n", told, wrong)
	return os.WriteFile(to, data, 0o644)
}

// trainedOn draws that many lines, and learns from them.
func trainedOn(faces []face, of size, count int, r *rand.Rand) *zone.Net {
	began := time.Now()
	t := newTrainer(of.edges, of.parts, of.hidden, r)
	rounds := count / batch
	for i := range rounds {
		samples := draw(faces, batch, r)
		loss := t.learn(samples, rate(float64(i)/float64(rounds)))
		if i%5 == 4 || i == rounds-1 {
			fmt.Printf("%d lines, %.0f s: loss %.4f\n", (i+1)*batch, time.Since(began).Seconds(), loss)
		}
	}
	return t.net
}

// rate falls from the first to the last step.
func rate(done float64) float32 {
	const first = 0.0015
	return float32(first * (1 - done) * (1 - 0.3*done))
}

func errors(n zone.Nets, samples []sample) (wrong, all int) {
	t := n.Teller()
	for _, s := range samples {
		if s.class == zone.Outputs-1 {
			continue
		}
		out := t.Tell(s.cell)
		best := 0
		for c := range out {
			if out[c] > out[best] {
				best = c
			}
		}
		all++
		if best != s.class {
			wrong++
		}
	}
	return wrong, all
}
