// Package secret is the room of sealed things: it encrypts what must not lie in
// the clear (the secrets of webhooks, passwords of files) under one key for each
// data folder. The key lives in the key store of the operating system or, where
// there is none, in a file that only its owner can read. It knows nothing of
// what it seals.
package secret

import (
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"

	"golang.org/x/crypto/chacha20poly1305" // an AEAD whose nonces may be random: no counter to keep

	"deskclerk/backend/doc"
)

// version is the first byte of everything sealed.
const version = 1

// errNotOurs is what every sealed text gives that was changed, was sealed for
// another purpose, or under another key.
var errNotOurs = errors.New("not sealed by this key for this purpose")

// Options of a box; zero values mean the defaults.
type Options struct {
	FileOnly bool         // never use the system's key store
	Logger   *slog.Logger // default none
}

// Box seals and opens. Its key is made at the first use, so that nobody who has
// no secrets is asked to unlock a key store.
type Box struct {
	dir string
	o   Options

	mu   sync.Mutex
	aead cipher.AEAD // nil until the first use
}

// New makes the box of a data folder.
func New(dir string, o Options) *Box {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Box{dir: dir, o: o}
}

// Seal encrypts text for a purpose, such as "webhook/<id>/secret", which must be
// named to open it again. Errors: key_unavailable.
func (b *Box) Seal(text []byte, purpose string) ([]byte, error) {
	aead, err := b.open()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails (crypto/rand)
	return aead.Seal(append([]byte{version}, nonce...), nonce, text, []byte(purpose)), nil
}

// Open decrypts what Seal made. Errors: key_unavailable when the key cannot be
// reached or is another one.
func (b *Box) Open(sealed []byte, purpose string) ([]byte, error) {
	aead, err := b.open()
	if err != nil {
		return nil, err
	}
	if len(sealed) < 1+aead.NonceSize() || sealed[0] != version {
		return nil, doc.Errorf(doc.CodeKeyGone, "%w", errNotOurs)
	}
	nonce, body := sealed[1:1+aead.NonceSize()], sealed[1+aead.NonceSize():]
	text, err := aead.Open(nil, nonce, body, []byte(purpose))
	if err != nil {
		return nil, doc.Errorf(doc.CodeKeyGone, "%w", errNotOurs)
	}
	return text, nil
}

func (b *Box) open() (cipher.AEAD, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.aead != nil {
		return b.aead, nil
	}
	key, err := b.key()
	if err != nil {
		return nil, err
	}
	b.aead, err = chacha20poly1305.NewX(key)
	return b.aead, err
}
