package secret

import "os"

// Where the key of a data folder is kept.
const (
	PlaceNone     = "none" // nothing was sealed yet
	PlaceFile     = "file"
	PlaceKeyStore = "key_store"
)

// Place tells where the key is kept, without asking for it.
func (b *Box) Place() string {
	for _, at := range []struct{ file, place string }{{keyFile, PlaceFile}, {nameFile, PlaceKeyStore}} {
		if _, err := os.Stat(b.path(at.file)); err == nil {
			return at.place
		}
	}
	return PlaceNone
}
