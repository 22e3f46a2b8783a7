package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"time"

	"deskclerk/backend/doc"
)

const tokenColumns = `id, name, hint, scopes, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by` //nolint:gosec // names of columns, no secret

// CreateToken keeps a token under the hash of its secret and gives it back with
// its id and time. An expired token gives its name up. Errors: name_taken.
func (s *Store) CreateToken(ctx context.Context, token doc.Token, hash [sha256.Size]byte) (doc.Token, error) {
	id, err := newID()
	if err != nil {
		return doc.Token{}, err
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		token.ID, token.CreatedAt = id, t.now
		if err := t.freeTokenName(ctx, token.Name); err != nil {
			return err
		}
		err := t.exec(ctx, `INSERT INTO tokens (id, name, hash, hint, scopes, created_at, created_by, expires_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			token.ID, token.Name, hash[:], token.Hint, asJSON{token.Scopes}, ms(t.now), token.CreatedBy, orNull(token.ExpiresAt))
		if err != nil {
			return err
		}
		return t.tellOfToken(ctx, doc.EventTokenCreated, token, token.CreatedBy)
	})
	if err != nil {
		return doc.Token{}, fmt.Errorf("keep a token: %w", err)
	}
	return token, nil
}

// freeTokenName is name_taken when a living token has the name. An expired one
// is revoked, because a name belongs to one token at a time.
func (t *tx) freeTokenName(ctx context.Context, name string) error {
	err := t.exec(ctx, `UPDATE tokens SET revoked_at = expires_at WHERE name = ? AND revoked_at IS NULL AND expires_at <= ?`, name, ms(t.now))
	if err != nil {
		return err
	}
	var taken bool
	err = t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM tokens WHERE name = ? AND revoked_at IS NULL)`, name).Scan(&taken)
	if err == nil && taken {
		return doc.Refuse(doc.CodeNameTaken, "token_taken", "name", name)
	}
	return err
}

// tellOfToken appends the event that is the trail of a token's life.
func (t *tx) tellOfToken(ctx context.Context, kind string, token doc.Token, actor string) error {
	return t.append(ctx, kind, "", "", map[string]any{
		"token": token.ID, "name": token.Name, "scopes": token.Scopes, "actor": actor,
	})
}

// RevokeToken ends a token for good; one that is revoked already stays as it is.
// Errors: not_found.
func (s *Store) RevokeToken(ctx context.Context, id, actor string) (doc.Token, error) {
	var token doc.Token
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		changed, err := t.changed(ctx, `UPDATE tokens SET revoked_at = ?, revoked_by = ? WHERE id = ? AND revoked_at IS NULL`, ms(t.now), actor, id)
		if err != nil {
			return err
		}
		token, err = oneToken(t.QueryRowContext(ctx, `SELECT `+tokenColumns+` FROM tokens WHERE id = ?`, id), id)
		if err != nil || !changed {
			return err
		}
		return t.tellOfToken(ctx, doc.EventTokenRevoked, token, actor)
	})
	if err != nil {
		return doc.Token{}, fmt.Errorf("revoke a token: %w", err)
	}
	return token, nil
}

// Tokens lists every token there was, newest first.
func (s *Store) Tokens(ctx context.Context) ([]doc.Token, error) {
	all, err := collect(ctx, s.readers, scanToken, `SELECT `+tokenColumns+` FROM tokens ORDER BY created_at DESC, id DESC`)
	if err != nil {
		return nil, coded(fmt.Errorf("list tokens: %w", err))
	}
	return all, nil
}

// TokenByHash finds the token of a secret, be it alive or not. Errors:
// not_found.
func (s *Store) TokenByHash(ctx context.Context, hash [sha256.Size]byte) (doc.Token, error) {
	row := s.readers.QueryRowContext(ctx, `SELECT `+tokenColumns+` FROM tokens WHERE hash = ?`, hash[:])
	token, err := oneToken(row, "")
	if err != nil {
		return doc.Token{}, coded(fmt.Errorf("find a token: %w", err))
	}
	return token, nil
}

// TokenUsed notes when a token was last used; an earlier time changes nothing.
func (s *Store) TokenUsed(ctx context.Context, id string, at time.Time) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		return t.exec(ctx, `UPDATE tokens SET last_used_at = ? WHERE id = ? AND coalesce(last_used_at, 0) < ?`, ms(at), id, ms(at))
	})
	if err != nil {
		return fmt.Errorf("note a token's use: %w", err)
	}
	return nil
}

func oneToken(row *sql.Row, id string) (doc.Token, error) {
	token, err := scanToken(row)
	if errors.Is(err, sql.ErrNoRows) {
		return doc.Token{}, notFound("token", id)
	}
	return token, err
}

func scanToken(row scanner) (t doc.Token, err error) {
	return t, row.Scan(&t.ID, &t.Name, &t.Hint, asJSON{&t.Scopes}, atTime{&t.CreatedAt}, &t.CreatedBy,
		maybeTime{&t.ExpiresAt}, maybeTime{&t.LastUsedAt}, maybeTime{&t.RevokedAt}, &t.RevokedBy)
}

// PeekTokens lists the tokens of a data folder that nobody holds, changing
// nothing in it; none when it has no database, or one without tokens.
func PeekTokens(ctx context.Context, dir string) (_ []doc.Token, err error) {
	s := &Store{dir: dir}
	if version, err := headerVersion(s.databasePath()); err != nil || version < 3 {
		return nil, err
	}
	how := url.Values{"mode": {"ro"}, "_query_only": {"1"}, "_pragma": {"busy_timeout(1000)"}}
	if info, err := os.Stat(s.databasePath() + "-wal"); err != nil || info.Size() == 0 {
		how.Set("immutable", "1") // makes no log and no index of one
	}
	db, err := open(s.databasePath(), 1, how)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	s.readers = db
	return s.Tokens(ctx)
}
