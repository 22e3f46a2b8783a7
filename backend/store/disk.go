package store

import (
	"errors"
	"os"
)

// disk is what makes files durable; tests watch its order and let it fail.
type disk interface {
	Sync(f *os.File) error
	Rename(from, to string) error
	SyncDir(path string) error
}

type osDisk struct{}

func (osDisk) Sync(f *os.File) error        { return f.Sync() }
func (osDisk) Rename(from, to string) error { return os.Rename(from, to) }

// SyncDir makes the entries of a folder durable.
func (osDisk) SyncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
