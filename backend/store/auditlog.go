package store

import (
	"context"
	"encoding/hex"
	"fmt"
	"iter"
	"strings"

	"deskclerk/backend/doc"
)

const (
	defaultAudit = 100
	maxAudit     = 1000
)

// AuditLog gives lines of the audit log, newest first.
func (s *Store) AuditLog(ctx context.Context, q doc.AuditQuery) (l doc.AuditListing, err error) {
	if q.Limit <= 0 {
		q.Limit = defaultAudit
	}
	q.Limit = min(q.Limit, maxAudit)
	err = s.read(ctx, func(r querier) error {
		if l.Head, err = auditHead(ctx, r); err != nil {
			return err
		}
		c := auditFilter(q)
		l.Entries, err = collect(ctx, r, scanAudit, `SELECT n, at, actor, act, document_id, data, prev, hash FROM audit
			WHERE `+c.sql()+` ORDER BY n DESC LIMIT ?`, append(c.args, q.Limit+1)...)
		if err != nil {
			return err
		}
		if len(l.Entries) > q.Limit {
			l.Entries = l.Entries[:q.Limit]
			l.Before = l.Entries[q.Limit-1].N
		}
		if l.Acts, err = distinct(ctx, r, "act"); err != nil {
			return err
		}
		l.Actors, err = distinct(ctx, r, "actor")
		for i, a := range l.Actors {
			if a == "" {
				l.Actors[i] = doc.AuditProgram
			}
		}
		return err
	})
	if err != nil {
		return doc.AuditListing{}, fmt.Errorf("read the audit log: %w", err)
	}
	return l, nil
}

// EachAudit gives every line of the query's filter, oldest first.
func (s *Store) EachAudit(ctx context.Context, q doc.AuditQuery) iter.Seq2[doc.AuditEntry, error] {
	return func(yield func(doc.AuditEntry, error) bool) {
		q.Before = 0
		c := auditFilter(q)
		for after := int64(0); ; {
			some, err := collect(ctx, s.readers, scanAudit, `SELECT n, at, actor, act, document_id, data, prev, hash FROM audit
				WHERE `+c.sql()+` AND n > ? ORDER BY n LIMIT ?`, append(c.args, after, maxAudit)...)
			if err != nil {
				yield(doc.AuditEntry{}, coded(fmt.Errorf("read the audit log: %w", err)))
				return
			}
			for _, e := range some {
				if !yield(e, nil) {
					return
				}
				after = e.N
			}
			if len(some) < maxAudit {
				return
			}
		}
	}
}

// LastAudit is the newest line of one of the acts; false when there is none.
func (s *Store) LastAudit(ctx context.Context, acts ...string) (last doc.AuditEntry, found bool, err error) {
	for _, act := range acts {
		l, err := s.AuditLog(ctx, doc.AuditQuery{Act: act, Limit: 1})
		if err != nil {
			return last, false, err
		}
		if len(l.Entries) > 0 && l.Entries[0].N > last.N {
			last, found = l.Entries[0], true
		}
	}
	return last, found, nil
}

func auditFilter(q doc.AuditQuery) conditions {
	c := conditions{where: []string{"TRUE"}}
	if q.DocumentID != "" {
		c.add("document_id = ? AND document_id <> ''", q.DocumentID) // as its index has it
	}
	if q.Actor == doc.AuditProgram {
		c.add("actor = ''")
	} else if q.Actor != "" {
		c.add("actor = ?", q.Actor)
	}
	if strings.Contains(q.Act, ".") {
		c.add("act = ?", q.Act)
	} else if q.Act != "" {
		c.add("(act = ? OR (act >= ? AND act < ?))", q.Act, q.Act+".", q.Act+"/") // the slash follows the dot
	}
	if q.Before > 0 {
		c.add("n < ?", q.Before)
	}
	return c
}

// distinct steps through an index from value to value.
func distinct(ctx context.Context, q querier, column string) ([]string, error) {
	return collect(ctx, q, func(r scanner) (v string, err error) { return v, r.Scan(&v) },
		`WITH RECURSIVE v (x) AS (SELECT min(`+column+`) FROM audit
			UNION ALL SELECT (SELECT min(`+column+`) FROM audit WHERE `+column+` > x) FROM v WHERE x IS NOT NULL)
		SELECT x FROM v WHERE x IS NOT NULL`)
}

func auditHead(ctx context.Context, q querier) (head doc.AuditHead, err error) {
	var hash []byte
	err = q.QueryRowContext(ctx, `SELECT n, hash FROM audit_head`).Scan(&head.N, &hash)
	head.Hash = hex.EncodeToString(hash)
	return head, err
}

func scanAudit(row scanner) (doc.AuditEntry, error) {
	var r auditRow
	var hash []byte
	if err := row.Scan(&r.n, &r.at, &r.actor, &r.act, &r.documentID, &r.data, &r.prev, &hash); err != nil {
		return doc.AuditEntry{}, err
	}
	return r.entry(hash)
}
