// Package learn is the room that remembers whose papers came before: a name that a
// person vouched for once is known when a paper of the same hand comes again. It
// is pure. What it knows is never more than the documents that are there: it is
// asked of them each time, and a document that is deleted, rejected or put right
// is forgotten with that.
package learn

import (
	"hash/fnv"
	"regexp"
	"strings"
	"sync"

	"deskclerk/backend/doc"
	"deskclerk/backend/likeness"
)

// Bounds of the marks of a paper.
const (
	headRows  = 10   // of the first page, where whoever issued it names itself
	headShare = 0.35 // of its rows, where that is more
	mostMarks = 32
	leastRow  = 16 // letters and digits of a row that is a mark: an address, a company's number, a slogan
	leastID   = 7  // digits of a number that is a mark: of a telephone, a register, a tax office
	mostID    = 15
)

// forms of what is a mark, and of the days that look like a number.
var forms = sync.OnceValue(func() (f struct{ number, date, web *regexp.Regexp }) {
	f.number = regexp.MustCompile(`\d(?:[ \-./()]{0,2}\d)+`)
	f.date = regexp.MustCompile(`\d[-/.]\d\d?[-/.](?:19|20)?\d\d|(?:19|20)\d\d[-/.]\d\d?[-/.]\d` +
		`|^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$|^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d$`)
	f.web = regexp.MustCompile(`[\w.-]+@[\w.-]+\.\w+|www\.[\w.-]+`)
	return f
})

// Marks are what the head of a paper says that tells it from papers of others:
// numbers of telephones and registers, addresses of mail and web, and whole rows
// as they were read, hashed to be short. Some are borne by papers of many hands, such
// as a town's; who asks must expect it.
func Marks(pages []doc.Page) []int64 {
	if len(pages) == 0 {
		return nil
	}
	rows := strings.Split(pages[0].ReadingText(), "\n")
	rows = rows[:min(len(rows), max(headRows, int(headShare*float64(len(rows)))))]
	var out []int64
	seen := map[int64]bool{}
	add := func(kind, value string) {
		h := hash(kind + ":" + value)
		if !seen[h] && len(out) < mostMarks {
			seen[h] = true
			out = append(out, h)
		}
	}
	for _, row := range rows {
		for _, n := range forms().number.FindAllString(row, -1) {
			if digits := likeness.Fold(n); len(digits) >= leastID && len(digits) <= mostID && !forms().date.MatchString(n) {
				add("number", digits)
			}
		}
		for _, address := range forms().web.FindAllString(strings.ToLower(row), -1) {
			add("web", address)
		}
		if text := likeness.Fold(row); len([]rune(text)) >= leastRow {
			add("row", text)
		}
	}
	return out
}

func hash(s string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // it never fails
	return int64(h.Sum64())   //nolint:gosec // any 64 bits do
}
