package secret_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/zalando/go-keyring"
	"go.uber.org/goleak"

	"deskclerk/backend/doc"
	"deskclerk/backend/secret"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestWhatIsSealedOpensForItsPurposeAlone(t *testing.T) {
	dir := t.TempDir()
	box := secret.New(dir, secret.Options{FileOnly: true})
	sealed, err := box.Seal([]byte("canary"), "webhook/1/secret")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("canary")) {
		t.Fatal("it lies in the clear")
	}
	again := secret.New(dir, secret.Options{FileOnly: true}) // as after a restart
	text, err := again.Open(sealed, "webhook/1/secret")
	if err != nil || string(text) != "canary" {
		t.Fatalf("%q, %v", text, err)
	}
	if _, err := again.Open(sealed, "webhook/2/secret"); doc.CodeOf(err) != doc.CodeKeyGone {
		t.Errorf("for another purpose: %v", err)
	}
	for i := range sealed {
		for bit := range 8 {
			changed := bytes.Clone(sealed)
			changed[i] ^= 1 << bit
			if _, err := again.Open(changed, "webhook/1/secret"); err == nil {
				t.Fatalf("bit %d of byte %d changes nothing", bit, i)
			}
		}
	}
	if _, err := again.Open(sealed[:10], "webhook/1/secret"); doc.CodeOf(err) != doc.CodeKeyGone {
		t.Errorf("cut short: %v", err)
	}
	twice, err := box.Seal([]byte("canary"), "webhook/1/secret")
	if err != nil || bytes.Equal(twice, sealed) {
		t.Errorf("sealed twice it looks the same (%v)", err)
	}
}

func TestTheKeyFileIsItsOwnersAlone(t *testing.T) {
	dir := t.TempDir()
	if _, err := secret.New(dir, secret.Options{FileOnly: true}).Seal(nil, "x"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "secret.key")
	check := func() {
		t.Helper()
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Fatalf("%v, %v", info, err)
		}
	}
	check()
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := secret.New(dir, secret.Options{}).Seal(nil, "x"); err != nil {
		t.Fatal(err)
	}
	check()
}

func TestADamagedKeyIsNotReplaced(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "secret.key")
	if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := secret.New(dir, secret.Options{}).Seal(nil, "x"); doc.CodeOf(err) != doc.CodeKeyGone {
		t.Errorf("%v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "half" {
		t.Errorf("%q, %v", text, err)
	}
}

func TestTheKeyIsKeptInTheKeyStore(t *testing.T) {
	keyring.MockInit()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
	dir := t.TempDir()
	sealed, err := secret.New(dir, secret.Options{}).Seal([]byte("canary"), "x")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "secret.key")); !os.IsNotExist(err) {
		t.Errorf("the key is in the folder too: %v", err)
	}
	if text, err := secret.New(dir, secret.Options{}).Open(sealed, "x"); err != nil || string(text) != "canary" {
		t.Errorf("%q, %v", text, err)
	}
	keyring.MockInit() // the key store forgot
	if _, err := secret.New(dir, secret.Options{}).Open(sealed, "x"); doc.CodeOf(err) != doc.CodeKeyGone {
		t.Errorf("%v", err)
	}
	if _, err := secret.New(dir, secret.Options{}).Seal(nil, "x"); doc.CodeOf(err) != doc.CodeKeyGone {
		t.Errorf("a new key was made beside a lost one: %v", err)
	}
}

func TestAKeyStoreThatFailsGivesWayToAFile(t *testing.T) {
	keyring.MockInitWithError(os.ErrPermission)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
	dir := t.TempDir()
	if _, err := secret.New(dir, secret.Options{}).Seal(nil, "x"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "secret.key")); err != nil {
		t.Error(err)
	}
}
