package store

import (
	"context"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// Sealer encrypts what must not lie in the clear, each for a purpose. Errors:
// key_unavailable.
type Sealer interface {
	Seal(text []byte, purpose string) ([]byte, error)
	Open(sealed []byte, purpose string) ([]byte, error)
}

// purposeOf is what a password is sealed for: the content that it opens.
func purposeOf(sha256 string) string { return "original/" + sha256 + "/password" }

// sealPassword encrypts a password for the content; nil for none. It may wait
// for a person to unlock a key store, so it is called outside of transactions.
func (s *Store) sealPassword(sha256, password string) ([]byte, error) {
	if password == "" {
		return nil, nil
	}
	if s.o.Secrets == nil {
		return nil, doc.Errorf(doc.CodeKeyGone, "there is nothing to seal a password with")
	}
	sealed, err := s.o.Secrets.Seal([]byte(password), purposeOf(sha256))
	if err != nil {
		return nil, fmt.Errorf("seal a password: %w", err)
	}
	return sealed, nil
}

func (s *Store) openPassword(sha256 string, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	if s.o.Secrets == nil {
		return "", doc.Errorf(doc.CodeKeyGone, "there is nothing to open a password with")
	}
	text, err := s.o.Secrets.Open(sealed, purposeOf(sha256))
	if err != nil {
		return "", fmt.Errorf("open a password: %w", err)
	}
	return string(text), nil
}

// sealLeftOvers encrypts the passwords that a program before migration 11 left
// in the clear. Where the key cannot be reached they are tried at the next start.
func (s *Store) sealLeftOvers(ctx context.Context) error {
	type leftOver struct {
		n                int64
		sha256, password string
	}
	all, err := collect(ctx, s.readers, func(r scanner) (l leftOver, err error) {
		return l, r.Scan(&l.n, &l.sha256, &l.password)
	}, `SELECT n, sha256, options ->> '$.password' FROM documents WHERE options ->> '$.password' IS NOT NULL`)
	if err != nil || len(all) == 0 || s.o.Secrets == nil {
		return err
	}
	for _, l := range all {
		sealed, err := s.sealPassword(l.sha256, l.password)
		if err != nil {
			s.log.Warn("passwords of files stay as they are until the key can be reached", "documents", len(all), "error", err)
			return nil
		}
		err = s.write(ctx, func(ctx context.Context, t *tx) error {
			return t.exec(ctx, `UPDATE documents SET options = json_remove(options, '$.password'), password_sealed = ?, password_of = '' WHERE n = ?`, sealed, l.n)
		})
		if err != nil {
			return errors.Join(errors.New("seal the passwords of files"), err)
		}
	}
	s.untidy.Store(true)
	s.Tidy(ctx)
	return nil
}
