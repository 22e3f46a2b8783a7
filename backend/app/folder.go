package app

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"
	"github.com/gofrs/flock"

	"deskclerk/backend/doc"
)

// Names inside the data folder that this room writes.
const (
	lockFile     = "deskclerk.lock"
	instanceFile = "instance.json"
	logFile      = "deskclerk.log"
)

// DataFolder is where everything lives: the flag, else DESKCLERK_DATA, else the
// XDG data folder.
func DataFolder(flag string) string {
	switch {
	case flag != "":
		return flag
	case os.Getenv(EnvData) != "":
		return os.Getenv(EnvData)
	default:
		return filepath.Join(xdg.DataHome, "deskclerk")
	}
}

// ConfigFile is the configuration's path: the flag, else DESKCLERK_CONFIG, else
// config.toml in the XDG configuration folder.
func ConfigFile(flag string) string {
	switch {
	case flag != "":
		return flag
	case os.Getenv(EnvConfig) != "":
		return os.Getenv(EnvConfig)
	default:
		return filepath.Join(xdg.ConfigHome, "deskclerk", "config.toml")
	}
}

// makeFolder makes the data folder private to its owner.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return doc.Errorf(doc.CodeUnreadable, "data folder %s: %w", dir, err)
	}
	return nil
}

// Instance is how to reach the program that holds a data folder.
type Instance struct {
	PID     int    `json:"pid"`
	BaseURL string `json:"base_url"` // empty while it serves nothing
	// Certificate is the file with the certificate that BaseURL shows; empty for
	// plain HTTP.
	Certificate string    `json:"certificate,omitempty"`
	Window      bool      `json:"window"` // it has a window that can come to the front
	StartedAt   time.Time `json:"started_at"`
}

// lockFolder takes the data folder for this process. The lock goes with the
// process, however it ends. Errors: already_running.
func lockFolder(dir string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600))
	ok, err := lock.TryLock()
	if err != nil {
		return nil, doc.Errorf(doc.CodeUnreadable, "lock the data folder %s: %w", dir, err)
	}
	if !ok {
		return nil, doc.Errorf(doc.CodeAlreadyRunning, "data folder %s", dir)
	}
	return lock, nil
}

// announce writes how this instance is reached.
func announce(dir string, in Instance) error {
	text, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("describe this instance: %w", err)
	}
	tmp := filepath.Join(dir, instanceFile+".tmp")
	if err := os.WriteFile(tmp, text, 0o600); err != nil {
		return fmt.Errorf("announce this instance: %w", err)
	}
	if err := os.Rename(tmp, filepath.Join(dir, instanceFile)); err != nil {
		return fmt.Errorf("announce this instance: %w", err)
	}
	return nil
}

// ReadInstance tells how to reach the program that holds the folder. It is to be
// believed only after the lock was found taken: a killed program leaves its
// announcement behind.
func ReadInstance(dir string) (Instance, error) {
	text, err := os.ReadFile(filepath.Join(dir, instanceFile))
	if err != nil {
		return Instance{}, fmt.Errorf("read the instance's address: %w", err)
	}
	var in Instance
	if err := json.Unmarshal(text, &in); err != nil {
		return Instance{}, fmt.Errorf("read the instance's address: %w", err)
	}
	return in, nil
}
