package api

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"sync"
	"time"
)

const (
	codeLife    = 10 * time.Minute // of a one-time link
	sessionLife = 12 * time.Hour   // of a session that is not used
	maxSessions = 100              // the one unused for longest goes first
)

type secretHash = [sha256.Size]byte

// keyring knows the secrets that open the API, all of them as hashes. Sessions
// and codes live in memory and end with the program.
type keyring struct {
	now      func() time.Time
	owner    secretHash
	hasOwner bool

	mu       sync.Mutex
	codes    map[secretHash]time.Time // one-time codes and when they expire
	sessions map[secretHash]time.Time // sessions and when they were last used
}

func newKeyring(owner string, now func() time.Time) *keyring {
	return &keyring{
		now: now, owner: digest(owner), hasOwner: owner != "",
		codes: map[secretHash]time.Time{}, sessions: map[secretHash]time.Time{},
	}
}

// newCode makes a code that opens one session within ten minutes.
func (k *keyring) newCode() string {
	code := newSecret()
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	for hash, expires := range k.codes {
		if !now.Before(expires) {
			delete(k.codes, hash)
		}
	}
	k.codes[digest(code)] = now.Add(codeLife)
	return code
}

// redeem uses the code up and starts a session; ok is false for a code that is
// unknown, used or too old.
func (k *keyring) redeem(code string) (session string, ok bool) {
	k.mu.Lock()
	hash := digest(code)
	expires, found := k.codes[hash]
	delete(k.codes, hash)
	k.mu.Unlock()
	if !found || !k.now().Before(expires) {
		return "", false
	}
	return k.newSession(), true
}

// newSession starts a session.
func (k *keyring) newSession() string {
	session := newSecret()
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.sessions) >= maxSessions {
		k.dropOldest()
	}
	k.sessions[digest(session)] = k.now()
	return session
}

func (k *keyring) dropOldest() {
	var oldest secretHash
	var seen time.Time
	for hash, used := range k.sessions {
		if seen.IsZero() || used.Before(seen) {
			oldest, seen = hash, used
		}
	}
	delete(k.sessions, oldest)
}

// isOwner compares in constant time.
func (k *keyring) isOwner(token string) bool {
	hash := digest(token)
	return subtle.ConstantTimeCompare(hash[:], k.owner[:]) == 1 && k.hasOwner
}

// isSession reports whether the session lives, and keeps it alive. The look-up
// is by hash, so its time tells nothing of a secret.
func (k *keyring) isSession(session string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	hash, now := digest(session), k.now()
	used, ok := k.sessions[hash]
	if !ok {
		return false
	}
	if now.Sub(used) > sessionLife {
		delete(k.sessions, hash)
		return false
	}
	k.sessions[hash] = now
	return true
}

// newSecret gives 256 random bits: rand.Text alone has only 128.
func newSecret() string { return rand.Text() + rand.Text() }
