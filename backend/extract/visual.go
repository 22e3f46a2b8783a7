package extract

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode"

	"deskclerk/backend/doc"
	"deskclerk/backend/mrz"
)

//go:embed lexicon_identity.json
var identityFile []byte

// otherCaption is a caption of the visual zone whose value is of no use here.
const otherCaption = "other"

// identityCaptions are the captions of the visual zone by their folded words: the
// field that each stands over.
var identityCaptions = sync.OnceValue(func() map[string]string {
	var raw map[string][]string
	if err := json.Unmarshal(identityFile, &raw); err != nil {
		panic(err)
	}
	out := map[string]string{}
	for field, phrases := range raw {
		for _, p := range phrases {
			out[strings.Join(foldTokens(p), " ")] = field
		}
	}
	return out
})

// longestCaption has so many words.
const longestCaption = 4

// captioned is a caption on the page: tokens[first:end].
type captioned struct {
	field           string
	row, first, end int
}

// visualValue is what the visual zone, the part for people, says of a field.
type visualValue struct {
	value, raw string
	page       int
	box        doc.Box
	sure       float64 // confidence of the least sure word
}

// captions of the visual zone, from the top.
func (d *evidence) captions() []captioned {
	var out []captioned
	for i := range d.l.rows {
		r := &d.l.rows[i]
		var words []string
		var at []int // token of each word
		for t := r.first; t < r.end; t++ {
			for _, w := range foldTokens(d.l.tokens[t].Text) {
				words, at = append(words, w), append(at, t)
			}
		}
		for k := 0; k < len(words); k++ {
			for n := min(longestCaption, len(words)-k); n > 0; n-- {
				if field, ok := identityCaptions()[strings.Join(words[k:k+n], " ")]; ok {
					out = append(out, captioned{field, i, at[k], at[k+n-1] + 1})
					k += n - 1
					break
				}
			}
		}
	}
	return out
}

// visual reads the values under and behind captions; a field's first one counts.
func (d *evidence) visual() map[string]visualValue {
	out := map[string]visualValue{}
	all := d.captions()
	for i, c := range all {
		if _, ok := out[c.field]; ok || c.field == otherCaption {
			continue
		}
		if v, ok := d.valueOf(c.field, d.after(c, all[i+1:])); ok {
			out[c.field] = v
		} else if v, ok := d.valueOf(c.field, d.below(c, all)); ok {
			out[c.field] = v
		}
	}
	return out
}

// after are the tokens between a caption and the next one of its row, which may
// say the same in another language.
func (d *evidence) after(c captioned, next []captioned) []int {
	end := d.l.rows[c.row].end
	for _, n := range next {
		if n.row == c.row {
			end = min(end, max(c.end, n.first))
		}
	}
	return tokensFrom(c.end, end)
}

func tokensFrom(first, end int) (out []int) {
	for t := first; t < end; t++ {
		out = append(out, t)
	}
	return out
}

// below are the tokens of the next row that stand under the caption, as far as
// the next caption beside it; rows of captions are passed over.
func (d *evidence) below(c captioned, all []captioned) []int {
	r := &d.l.rows[c.row]
	_, ph := pixels(&d.l.pages[r.page-1])
	reach := 4 * d.l.em / ph
	box := d.l.box(c.first, c.end)
	left, right := box.Left-0.02, 1.0
	for _, o := range all {
		if b := d.l.box(o.first, o.end); o.row == c.row && b.Left > box.Right && o.field != c.field {
			right = min(right, b.Left-0.005)
		}
	}
	for i := c.row + 1; i < min(c.row+4, len(d.l.rows)); i++ {
		o := &d.l.rows[i]
		if o.page != r.page || o.box.Top-box.Bottom > reach {
			return nil
		}
		if slices.ContainsFunc(all, func(k captioned) bool { return k.row == i && k.field == c.field }) {
			continue // the caption in another language
		}
		var under []int
		for t := o.first; t < o.end; t++ {
			if b := d.l.tokens[t].Box; b.Left >= left && b.Left < right {
				under = append(under, t)
			}
		}
		if len(under) == 0 {
			continue
		}
		if slices.ContainsFunc(all, func(k captioned) bool { return k.row == i && slices.Contains(under, k.first) }) {
			return nil
		}
		return under
	}
	return nil
}

// valueOf makes a field's value of tokens; ok is false when they hold none.
func (d *evidence) valueOf(field string, tokens []int) (v visualValue, ok bool) {
	if len(tokens) == 0 {
		return v, false
	}
	switch field {
	case "birth_date", "expiry_date":
		return d.visualDate(tokens)
	case "document_number":
		for _, t := range tokens {
			if s := doc.CompactIdentifier(d.l.tokens[t].Text); len(s) >= 6 && len(s) <= 14 && figuresIn(s) >= 3 {
				return d.visualOf(s, t, t+1), true
			}
		}
		return v, false
	default:
		return d.visualName(tokens)
	}
}

func figuresIn(s string) int {
	_, digits := countLetters(s)
	return digits
}

// visualDate is a date among the tokens that nothing had to be mended for, in the
// order in which dates are printed here.
func (d *evidence) visualDate(tokens []int) (v visualValue, ok bool) {
	for i := range d.dates {
		s := &d.dates[i]
		if !slices.Contains(tokens, s.first) || s.contested() {
			continue
		}
		most := -1.0
		for _, r := range s.found.readings {
			if w := d.order[r.order]; !r.guessed && r.mended == 0 && w > most {
				v, most = visualValue{value: r.String(), raw: s.raw, page: s.page, box: s.box, sure: s.conf}, w
			}
		}
		if most >= 0 {
			return v, true
		}
	}
	return v, false
}

// visualName is the run of words without figures.
func (d *evidence) visualName(tokens []int) (v visualValue, ok bool) {
	first, end := -1, -1
	for _, t := range tokens {
		text := d.l.tokens[t].Text
		letters, digits := countLetters(text)
		switch {
		case digits > 0 || mrz.IsLine(text):
			return v, false
		case letters >= 2 && (first < 0 || t == end):
			if first < 0 {
				first = t
			}
			end = t + 1
		}
	}
	if first < 0 || !unicode.IsUpper([]rune(strings.TrimLeft(d.l.tokens[first].Text, ".,/:-'"))[0]) {
		return v, false
	}
	return d.visualOf(d.l.text(first, end), first, end), true
}

func (d *evidence) visualOf(value string, first, end int) visualValue {
	return visualValue{
		value: value, raw: d.l.text(first, end), page: d.l.tokens[first].page, box: d.l.box(first, end), sure: d.l.confidence(first, end),
	}
}
