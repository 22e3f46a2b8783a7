package secret

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/zalando/go-keyring" // Secret Service, Keychain and Credential Manager behind one interface
)

const service = "deskclerk"

// patience is how long the key store may take: long enough for a person to
// unlock it, short enough that a broken one does not stop the program.
const patience = 30 * time.Second

var errSilent = errors.New("the key store does not answer")

// hasStore reports whether a key store can be asked. On systems with D-Bus that
// needs a session bus; asking without one would start a bus of its own, which
// nobody ends.
func hasStore() bool {
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		return true
	}
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(filepath.Join("/run/user", strconv.Itoa(os.Getuid()), "bus"))
	return err == nil
}

func keep(name, text string) error {
	return inTime(func() error {
		if err := keyring.Set(service, name, text); err != nil {
			return err
		}
		// A store that forgets at once is worse than none.
		back, err := keyring.Get(service, name)
		if err == nil && back != text {
			err = errors.New("the key store gave back something else")
		}
		return err
	})
}

func fetch(name string) (text string, err error) {
	if !hasStore() {
		return "", errors.New("there is no session bus to reach it")
	}
	found := make(chan string, 1)
	err = inTime(func() error {
		text, err := keyring.Get(service, name)
		found <- text
		return err
	})
	if err != nil {
		return "", err
	}
	return <-found, nil
}

// inTime gives up on a key store that waits for somebody who is not there. The
// call itself cannot be ended.
func inTime(ask func() error) error {
	done := make(chan error, 1)
	go func() { done <- ask() }()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return errSilent
	}
}
