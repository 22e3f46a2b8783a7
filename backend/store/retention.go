package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

const ruleColumns = `id, name, enabled, types, statuses, since, days, exported, removes, created_at, updated_at`

func scanRule(r scanner) (rule doc.RetentionRule, err error) {
	err = r.Scan(&rule.ID, &rule.Name, &rule.Enabled, asJSON{&rule.Types}, asJSON{&rule.Statuses}, &rule.Since,
		&rule.Days, &rule.Exported, &rule.Removes, atTime{&rule.CreatedAt}, atTime{&rule.UpdatedAt})
	rule.Types, rule.Statuses = orEmpty(rule.Types), orEmpty(rule.Statuses)
	return rule, err
}

// RetentionRules lists the rules, oldest first.
func (s *Store) RetentionRules(ctx context.Context) ([]doc.RetentionRule, error) {
	all, err := collect(ctx, s.readers, scanRule, `SELECT `+ruleColumns+` FROM retention_rules ORDER BY id`)
	if err != nil {
		return nil, coded(fmt.Errorf("list retention rules: %w", err))
	}
	return all, nil
}

// RetentionRule gives one rule. Errors: not_found.
func (s *Store) RetentionRule(ctx context.Context, id string) (doc.RetentionRule, error) {
	rule, err := scanRule(s.readers.QueryRowContext(ctx, `SELECT `+ruleColumns+` FROM retention_rules WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return rule, notFound("retention rule", id)
	}
	return rule, coded(err)
}

// PutRetentionRule keeps a rule: a new one when its id is empty. Errors:
// not_found, invalid_request.
func (s *Store) PutRetentionRule(ctx context.Context, rule doc.RetentionRule) (doc.RetentionRule, error) {
	if err := rule.Validate(); err != nil {
		return rule, err
	}
	fresh := rule.ID == ""
	if fresh {
		id, err := newID()
		if err != nil {
			return rule, err
		}
		rule.ID = id
	}
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		if err := t.putRule(ctx, rule, fresh); err != nil {
			return err
		}
		return t.auditRule(ctx, rule, "set")
	})
	if err != nil {
		return rule, fmt.Errorf("keep a retention rule: %w", err)
	}
	return s.RetentionRule(ctx, rule.ID)
}

func (t *tx) putRule(ctx context.Context, rule doc.RetentionRule, fresh bool) error {
	values := []any{
		strings.TrimSpace(rule.Name), rule.Enabled,
		asJSON{orEmpty(rule.Types)},
		asJSON{orEmpty(rule.Statuses)},
		rule.Since,
		rule.Days, rule.Exported, rule.Removes, ms(t.now),
	}
	if fresh {
		return t.exec(ctx, `INSERT INTO retention_rules (name, enabled, types, statuses, since, days, exported, removes, updated_at, created_at, id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?9, ?9, ?10)`, append(values, rule.ID)...)
	}
	there, err := t.changed(ctx, `UPDATE retention_rules SET (name, enabled, types, statuses, since, days, exported, removes, updated_at)
		= (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?`, append(values, rule.ID)...)
	if err == nil && !there {
		return notFound("retention rule", rule.ID)
	}
	return err
}

func (t *tx) auditRule(ctx context.Context, rule doc.RetentionRule, what string) error {
	return t.audit(ctx, doc.AuditNote{Act: doc.AuditRetention, Data: map[string]any{
		"rule": rule.ID, "what": what, "enabled": rule.Enabled, "days": rule.Days, "removes": rule.Removes,
	}})
}

// DeleteRetentionRule takes a rule away. Errors: not_found.
func (s *Store) DeleteRetentionRule(ctx context.Context, id string) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		there, err := t.changed(ctx, `DELETE FROM retention_rules WHERE id = ?`, id)
		if err == nil && !there {
			err = notFound("retention rule", id)
		}
		if err != nil {
			return err
		}
		return t.auditRule(ctx, doc.RetentionRule{ID: id}, "deleted")
	})
	if err != nil {
		return fmt.Errorf("delete a retention rule: %w", err)
	}
	return nil
}

// sinceColumn is the time that the rule's days count from.
func sinceColumn(rule doc.RetentionRule) string {
	if rule.Since == doc.SinceDecided {
		return "decided_at"
	}
	return "received_at"
}

// due is the condition for what the rule would remove at a time.
func due(rule doc.RetentionRule, now time.Time) (c conditions) {
	since := sinceColumn(rule)
	c.add(since+" > 0 AND "+since+" <= ?", ms(now.AddDate(0, 0, -rule.Days)))
	c.add("status IN (SELECT value FROM json_each(?))", asJSON{rule.Statuses})
	if len(rule.Types) > 0 {
		c.add("type IN (SELECT value FROM json_each(?))", asJSON{rule.Types})
	}
	if rule.Exported {
		// The plus keeps the index of acts out of it, in which every export stands.
		c.add(`EXISTS (SELECT 1 FROM audit WHERE audit.document_id = documents.id AND audit.document_id <> ''
			AND +audit.act = ? AND audit.at >= documents.decided_at)`, doc.EventExported)
	}
	if rule.Removes == doc.RemoveOriginal {
		c.add("original_removed_at = 0")
	}
	return c
}

// dueBytes counts what is due, and the bytes of the files that are then of no more
// use: those of the documents themselves and those behind their lists of pages,
// each once, unless a document that stays has it too.
const dueBytes = `
	, held AS (SELECT sha256, bytes, n FROM documents WHERE original_removed_at = 0
		UNION ALL SELECT sha256, bytes, document FROM document_files)
	, theirs AS (SELECT sha256 FROM due WHERE original_removed_at = 0
		UNION SELECT sha256 FROM document_files WHERE document IN (SELECT n FROM due))
	SELECT (SELECT count(*) FROM due), coalesce(sum(bytes), 0) FROM (
		SELECT max(bytes) AS bytes FROM held WHERE sha256 IN (SELECT sha256 FROM theirs)
		GROUP BY sha256 HAVING sum(n NOT IN (SELECT n FROM due)) = 0)`

// Due tells what the rule would remove now: how much, and the first limit
// documents, longest due first. Errors: invalid_request.
func (s *Store) Due(ctx context.Context, rule doc.RetentionRule, limit int) (p doc.RetentionPreview, err error) {
	if err := rule.Validate(); err != nil {
		return p, err
	}
	p.Rule = rule
	c, since := due(rule, s.now()), sinceColumn(rule)
	err = s.read(ctx, func(q querier) error {
		err := q.QueryRowContext(ctx, `WITH due AS (SELECT n, sha256, original_removed_at FROM documents WHERE `+c.sql()+`) `+dueBytes, c.args...).
			Scan(&p.Total, &p.Bytes)
		if err != nil {
			return err
		}
		p.Documents, err = collect(ctx, q, func(r scanner) (d doc.DueDocument, err error) {
			var from time.Time
			err = r.Scan(&d.ID, &d.Name, &d.Type, &d.Status, &d.Bytes, atTime{&d.ReceivedAt}, atTime{&from}, &d.Revision)
			d.DueAt = from.AddDate(0, 0, rule.Days)
			return d, err
		}, `SELECT id, name, type, status, bytes, received_at, `+since+`, revision FROM documents WHERE `+c.sql()+`
			ORDER BY `+since+`, n LIMIT ?`, append(c.args, limit)...)
		return err
	})
	if err != nil {
		return p, fmt.Errorf("find what is due: %w", err)
	}
	return p, nil
}

// dueStep is how many documents are looked up at once.
const dueStep = 200

// Retain does what the rule says to everything that is due, each removal with
// its line in the audit log. A document that changed since it was looked up is
// left to the next run.
func (s *Store) Retain(ctx context.Context, rule doc.RetentionRule, interrupt func(documentID string)) (run doc.RetentionRun, err error) {
	defer s.Tidy(context.WithoutCancel(ctx))
	run.At = s.now()
	passed := map[string]bool{} // changed meanwhile
	for {
		p, err := s.Due(ctx, rule, dueStep+len(passed))
		if err != nil {
			return run, err
		}
		before := run.Documents + run.Originals
		for _, d := range p.Documents {
			if err := ctx.Err(); err != nil {
				return run, err
			}
			if passed[d.ID] {
				continue
			}
			err := s.retain(ctx, rule, d)
			switch doc.CodeOf(err) {
			case "":
				interrupt(d.ID)
				run.Add(rule.Removes, d.Bytes)
			case doc.CodeStale, doc.CodeNotFound:
				passed[d.ID] = true
			default:
				return run, err
			}
		}
		if run.Documents+run.Originals == before {
			return run, nil
		}
	}
}

func (s *Store) retain(ctx context.Context, rule doc.RetentionRule, d doc.DueDocument) error {
	note, on := map[string]any{"rule": rule.ID}, doc.OnRevision(d.Revision)
	if rule.Removes == doc.RemoveDocument {
		return s.remove(ctx, d.ID, note, on)
	}
	return s.removeOriginal(ctx, d.ID, note, on)
}

// removeOriginal takes a document's files and the pictures of its pages away;
// what was read stays. What was done to its pages cannot be taken back any more.
func (s *Store) removeOriginal(ctx context.Context, id string, note map[string]any, only ...doc.OnRevision) error {
	var files []string
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.head(ctx, id)
		if err != nil {
			return err
		}
		if err := h.isAt(only); err != nil {
			return err
		}
		if files, err = t.filesOf(ctx, h); err != nil {
			return err
		}
		if err := t.exec(ctx, `UPDATE documents SET original_removed_at = ? WHERE n = ?`, ms(t.now), h.n); err != nil {
			return err
		}
		if err := t.forgetPieces(ctx, h.n); err != nil {
			return err
		}
		note["sha256"] = h.sha256
		return t.audit(ctx, doc.AuditNote{Act: doc.AuditOriginalRemoved, DocumentID: h.id, Data: note})
	})
	if err != nil {
		return fmt.Errorf("remove an original: %w", err)
	}
	s.removeAllUnused(ctx, id, files)
	return nil
}

// forgetPieces takes the files behind a document's pages from it, so that one that
// comes again is not taken for the document, and what an undo would make of them.
func (t *tx) forgetPieces(ctx context.Context, n int64) error {
	if err := t.exec(ctx, `DELETE FROM document_files WHERE document = ?`, n); err != nil {
		return err
	}
	return t.exec(ctx, `DELETE FROM rearrangements WHERE document = ?`, n)
}

// hasOriginal refuses what needs the file of a document that has none any more.
func (t *tx) hasOriginal(ctx context.Context, h *head) error {
	var removed bool
	err := t.QueryRowContext(ctx, `SELECT original_removed_at > 0 FROM documents WHERE n = ?`, h.n).Scan(&removed)
	if err == nil && removed {
		return doc.Errorf(doc.CodeOriginalRemoved, "")
	}
	return err
}
