package extract

// mostVariants of one name are made from what other readings gave for its words.
const mostVariants = 3

// variants are names in which one word is read as another pass read it: the
// surest of each word, words of the least agreement first.
func (g *namer) variants(n nameText, read func() nameText) []variant {
	l := g.d.l
	var out []variant
	for i := n.first; i < n.end && len(out) < mostVariants; i++ {
		t := &l.tokens[i]
		for _, r := range t.Readings {
			letters, _ := countLetters(r.Text)
			if letters < 2 || r.Confidence < 0.4 || compact(r.Text) == compact(t.Text) {
				continue
			}
			if v := l.instead(i, r.Text, r.Words, read); v.value != "" && compact(v.value) != compact(n.value) {
				out = append(out, variant{nameText: v, gain: r.Confidence - t.Confidence, serif: serifs(compact(t.Text), compact(r.Text)), agree: shareOf(&r, &t.Word)})
			}
			break
		}
	}
	return out
}

// variant is a name with one word as another pass read it.
type variant struct {
	nameText
	gain  float64 // confidence of the other reading over the chosen one's
	agree float64 // share of passes that gave it
	serif float64 // see serifs
}

// serifs is 1 when other has an I wherever text has a T that it differs in, and
// -1 the other way round: the engine reads an I with serifs as a T, hardly ever a
// T as an I.
func serifs(text, other string) float64 {
	if len(text) != len(other) || text == other {
		return 0
	}
	sum, n := 0.0, 0.0
	for i := range len(text) {
		switch {
		case text[i] == other[i]:
			continue
		case text[i] == 't' && other[i] == 'i':
			sum++
		case text[i] == 'i' && other[i] == 't':
			sum--
		}
		n++
	}
	return sum / n
}

// instead reads with other text in the place of count words from i on.
func (l *layout) instead(i int, text string, count int, read func() nameText) nameText {
	end := min(i+max(1, count), len(l.tokens))
	kept := make([]string, 0, end-i)
	for k := i; k < end; k++ {
		kept = append(kept, l.tokens[k].Text)
		l.tokens[k].Text = ""
	}
	l.tokens[i].Text = text
	defer func() {
		for k := i; k < end; k++ {
			l.tokens[k].Text = kept[k-i]
		}
	}()
	return read()
}
