package app

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
)

// maxLog is the size at which the log starts anew; the one before is kept.
const maxLog = 10 << 20

// openLog writes to the data folder's log unless a log was given.
func (a *App) openLog() error {
	if a.log != nil {
		return nil
	}
	path := filepath.Join(a.dir, logFile)
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		if err := os.Rename(path, path+".1"); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("set the old log aside: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open the log: %w", err)
	}
	a.onClose(f.Close)
	a.log = slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: a.config.Log.Level}))
	return nil
}
