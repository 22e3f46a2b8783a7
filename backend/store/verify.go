package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"deskclerk/backend/doc"
)

// mostFaults bounds each list of what is wrong: who reads on has enough.
const mostFaults = 100

// Verify reads everything that is kept: the database by SQLite's own checks, the
// audit log along its chain, and every original against its hash. A noted head
// must be on the chain. Only what prevents looking is an error; what is found
// wrong is in the answer.
func (s *Store) Verify(ctx context.Context, noted *doc.AuditHead) (v doc.Verification, err error) {
	v = doc.Verification{At: s.now(), Database: []string{}, Audit: []string{}, Originals: []string{}}
	err = s.read(ctx, func(q querier) error {
		if v.Database, err = integrity(ctx, q); err != nil {
			return err
		}
		if v.Audit, v.Head, err = followChain(ctx, q, noted); err != nil {
			v.Audit = append(v.Audit, "it cannot be read: "+err.Error())
		}
		return nil
	})
	if err != nil {
		return v, fmt.Errorf("verify: %w", err)
	}
	if err := s.verifyOriginals(ctx, &v); err != nil {
		return v, fmt.Errorf("verify the originals: %w", err)
	}
	v.OK = len(v.Database)+len(v.Audit)+len(v.Originals) == 0
	return v, nil
}

// integrity is SQLite's own check of every page, index and foreign key. A
// database too broken to be checked is a finding, no error.
func integrity(ctx context.Context, q querier) ([]string, error) {
	faults := []string{}
	lines, err := collect(ctx, q, func(r scanner) (l string, err error) { return l, r.Scan(&l) },
		fmt.Sprintf(`PRAGMA integrity_check(%d)`, mostFaults))
	if err != nil && ctx.Err() != nil {
		return faults, err
	}
	if err != nil {
		return append(faults, err.Error()), nil
	}
	for _, l := range lines {
		if l != "ok" {
			faults = append(faults, l)
		}
	}
	orphans, err := collect(ctx, q, func(r scanner) (table string, err error) {
		var row, parent, key any
		return table, r.Scan(&table, &row, &parent, &key)
	}, `PRAGMA foreign_key_check`)
	if err != nil {
		return append(faults, err.Error()), nil //nolint:nilerr // a finding
	}
	if len(orphans) > 0 {
		faults = append(faults, fmt.Sprintf("%d rows belong to nothing", len(orphans)))
	}
	return faults, nil
}

// followChain goes through the audit log from its first line.
func followChain(ctx context.Context, q querier, noted *doc.AuditHead) (faults []string, head doc.AuditHead, err error) {
	faults = []string{}
	if head, err = auditHead(ctx, q); err != nil {
		return faults, head, err
	}
	rows, err := q.QueryContext(ctx, `SELECT n, at, actor, act, document_id, data, prev, hash,
		typeof(at) || typeof(actor) || typeof(act) || typeof(document_id) || typeof(data) || typeof(prev) || typeof(hash)
		FROM audit NOT INDEXED ORDER BY n`)
	if err != nil {
		return faults, head, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	last, seen := make([]byte, sha256.Size), noted == nil || noted.N == 0
	next := int64(1)
	for rows.Next() && len(faults) < mostFaults {
		var r auditRow
		var hash []byte
		var kinds string
		if err := rows.Scan(&r.n, &r.at, &r.actor, &r.act, &r.documentID, &r.data, &r.prev, &hash, &kinds); err != nil {
			return faults, head, err
		}
		sum := r.sum()
		switch {
		case r.n != next:
			faults = append(faults, fmt.Sprintf("line %d stands where line %d should", r.n, next))
		case !bytes.Equal(sum[:], hash) || kinds != "integertexttexttexttextblobblob":
			faults = append(faults, fmt.Sprintf("line %d was changed", r.n))
		case !bytes.Equal(r.prev, last):
			faults = append(faults, fmt.Sprintf("line %d does not follow from the one before", r.n))
		}
		if noted != nil && noted.N == r.n {
			seen = true
			if noted.Hash != hex.EncodeToString(hash) {
				faults = append(faults, fmt.Sprintf("line %d is another than the one that was noted", r.n))
			}
		}
		last, next = hash, r.n+1
	}
	if err := rows.Err(); err != nil {
		return faults, head, err
	}
	if len(faults) < mostFaults && (head.N != next-1 || head.Hash != hex.EncodeToString(last)) {
		faults = append(faults, fmt.Sprintf("it ends at line %d, its end is noted as line %d", next-1, head.N))
	}
	if !seen {
		faults = append(faults, fmt.Sprintf("line %d, which was noted, is gone", noted.N))
	}
	return faults, head, nil
}

// verifyOriginals reads every file that a document speaks of.
func (s *Store) verifyOriginals(ctx context.Context, v *doc.Verification) error {
	type kept struct{ id, sum string }
	if err := s.readers.QueryRowContext(ctx, `SELECT count(*) FROM documents`).Scan(&v.Documents); err != nil {
		v.Database = append(v.Database, err.Error())
		return ctx.Err()
	}
	all, err := collect(ctx, s.readers, func(r scanner) (k kept, err error) {
		return k, r.Scan(&k.sum, &k.id)
	}, `SELECT sha256, min(id) FROM (`+keptFiles+`) GROUP BY sha256 ORDER BY min(id)`)
	if err != nil {
		v.Database = append(v.Database, err.Error())
		return ctx.Err()
	}
	for _, k := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		sum, n, err := s.hashOriginal(k.sum)
		v.Files++
		v.Bytes += n
		if err == nil && sum == k.sum {
			continue
		}
		if there, gone := s.stillThere(ctx, k.sum); gone == nil && !there { // deleted meanwhile
			continue
		}
		if v.Originals = append(v.Originals, k.id); len(v.Originals) >= mostFaults {
			return nil
		}
	}
	return nil
}

func (s *Store) hashOriginal(name string) (sum string, n int64, err error) {
	f, err := s.OpenOriginal(name)
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	n, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// stillThere reports whether anything is still made of the file.
func (s *Store) stillThere(ctx context.Context, sum string) (there bool, err error) {
	err = s.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM (`+keptFiles+`) WHERE sha256 = ?)`, sum).Scan(&there)
	return there, err
}
