package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"

	"deskclerk/backend/doc"
)

// Documents that wait and were not put off, by documents_review; the join is a
// look-up in the primary key of fields for each. shownField is, word for word, what
// fields_cards holds.
const (
	waitingNow = `FROM documents AS d INDEXED BY documents_review `
	isWaiting  = `WHERE d.status = 'needs_review' AND d.postponed_at = 0 `
	shownField = `AND f.flagged = 1 AND f.value IS NOT NULL AND f.box IS NOT NULL AND f.page > 0 `
)

// groupFields counts, field by field, what can be shown on cards.
const groupFields = `SELECT f.name, count(*) ` + waitingNow + `
	CROSS JOIN fields AS f ON f.document = d.n AND f.attempt = d.attempt ` + isWaiting + `AND d.flags > 0 ` + shownField + `
	GROUP BY f.name ORDER BY count(*) DESC, f.name`

// groupReady finds documents in which nothing is left: a person did something to
// them last, and no field, no cell and no failed rule waits for another look. One
// that was reopened waits for more than that.
const groupReady = `SELECT d.id, d.revision ` + waitingNow + isWaiting + `AND d.flags = 0 AND d.type_alternatives IS NULL
	AND (SELECT kind FROM acts WHERE acts.document = d.n AND acts.state = 'done' ORDER BY acts.id DESC LIMIT 1)
		IN ('confirm', 'correct', 'clear', 'candidate', 'suggestion', 'table', 'type')
	AND NOT EXISTS (SELECT 1 FROM tables AS t WHERE t.document = d.n AND t.attempt = d.attempt AND instr(t.rows, '"flagged":true') > 0)
	AND NOT EXISTS (SELECT 1 FROM issues AS i WHERE i.document = d.n AND i.attempt = d.attempt AND i.severity = 'error'
		AND NOT EXISTS (SELECT 1 FROM json_each(i.fields) AS about JOIN fields AS f
			ON f.document = d.n AND f.attempt = d.attempt AND f.name = about.value AND f.origin IN ('confirmed', 'corrected')))
	ORDER BY d.n`

// Group tells what of the documents that wait can be looked at together.
func (s *Store) Group(ctx context.Context) (g doc.Group, err error) {
	err = s.read(ctx, func(q querier) (err error) {
		if err = q.QueryRowContext(ctx, `SELECT count(*) `+waitingNow+isWaiting).Scan(&g.Waiting); err != nil {
			return err
		}
		g.Fields, err = collect(ctx, q, func(r scanner) (f doc.GroupField, err error) {
			return f, r.Scan(&f.Name, &f.Count)
		}, groupFields)
		if err != nil {
			return err
		}
		g.First, err = collect(ctx, q, func(r scanner) (at doc.AtRevision, err error) {
			return at, r.Scan(&at.DocumentID, &at.Revision)
		}, groupReady)
		g.Ready = len(g.First)
		g.First = g.First[:min(g.Ready, doc.MostTogether)]
		return err
	})
	if err != nil {
		return doc.Group{}, fmt.Errorf("group what waits: %w", err)
	}
	return g, nil
}

// cardsQuery gives the cards of field ?1 behind the value ?2 of document ?3. It
// walks fields_cards from there on and ends when it has enough.
const cardsQuery = `SELECT d.n, d.id, d.revision, d.name, d.type, d.attempt, p.width, p.height,
	f.value, f.raw, f.confidence, f.flagged, f.reasons, f.page, f.box, f.origin, f.candidates
	FROM fields AS f INDEXED BY fields_cards
	CROSS JOIN documents AS d ON d.n = f.document AND d.attempt = f.attempt
	CROSS JOIN pages AS p ON p.document = d.n AND p.attempt = d.attempt AND p.number = f.page ` + isWaiting + `AND f.name = ?1 ` + shownField + `
	AND (lower(f.value), f.document) > (?2, ?3) ORDER BY lower(f.value), f.document LIMIT ?4`

// place is where a page of cards ends: equal values stand side by side.
type place struct {
	Value string `json:"v"` // as SQLite lowers it
	N     int64  `json:"n"`
}

// Cards gives the values of a field that wait. limit is at most MostTogether,
// which is also what 0 means. Errors: invalid_request for a cursor that is none.
func (s *Store) Cards(ctx context.Context, field, after string, limit int) (doc.Cards, error) {
	if limit <= 0 || limit > doc.MostTogether {
		limit = doc.MostTogether
	}
	from := place{N: -1}
	if after != "" {
		text, err := base64.RawURLEncoding.DecodeString(after)
		if err != nil || json.Unmarshal(text, &from) != nil {
			return doc.Cards{}, doc.Errorf(doc.CodeInvalid, "the cursor %q is not one of ours", after)
		}
	}
	var cards doc.Cards
	err := s.read(ctx, func(q querier) (err error) {
		var numbers []int64
		cards.Cards, err = collect(ctx, q, func(r scanner) (doc.Card, error) {
			n, c, err := scanCard(r)
			numbers = append(numbers, n)
			return c, err
		}, cardsQuery, field, from.Value, from.N, limit+1)
		if err != nil {
			return err
		}
		if len(cards.Cards) > limit {
			cards.Cards = cards.Cards[:limit]
			if cards.Next, err = endsAt(ctx, q, cards.Cards[limit-1], numbers[limit-1]); err != nil {
				return err
			}
		}
		for i := range cards.Cards {
			if err := addIssues(ctx, q, &cards.Cards[i], numbers[i], field); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return doc.Cards{}, fmt.Errorf("list the cards of a field: %w", err)
	}
	return cards, nil
}

func scanCard(r scanner) (n int64, c doc.Card, err error) {
	f := &c.Field
	return n, c, r.Scan(&n, &c.DocumentID, &c.Revision, &c.File, &c.Type, &c.Attempt, &c.Page.Width, &c.Page.Height,
		&f.Value, &f.Raw, &f.Confidence, &f.Flagged, asJSON{&f.Reasons}, &f.Page, asJSON{&f.Box}, &f.Origin, asJSON{&f.Candidates})
}

func endsAt(ctx context.Context, q querier, last doc.Card, n int64) (string, error) {
	at := place{N: n}
	if err := q.QueryRowContext(ctx, `SELECT lower(?)`, *last.Field.Value).Scan(&at.Value); err != nil {
		return "", err
	}
	text, err := json.Marshal(at)
	return base64.RawURLEncoding.EncodeToString(text), err
}

// addIssues adds what rules say about the field.
func addIssues(ctx context.Context, q querier, c *doc.Card, n int64, field string) error {
	d := row{n: n, attempt: c.Attempt}
	if err := d.readIssues(ctx, q); err != nil {
		return err
	}
	c.Issues = slices.DeleteFunc(d.doc.Issues, func(i doc.Issue) bool {
		return !slices.Contains(i.Fields, field) && (i.Suggestion == nil || i.Suggestion.Field != field)
	})
	return nil
}
