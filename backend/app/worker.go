package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"deskclerk/backend/barcode"
	"deskclerk/backend/einvoice"
	"deskclerk/backend/extract"
	"deskclerk/backend/ocr"
	"deskclerk/backend/raster"
	"deskclerk/backend/worker"
)

// WorkerOptions are what a worker process is told on its command line.
type WorkerOptions struct {
	Cache    string   // folder of the caches
	Tessdata []string // more folders with traineddata
}

// cacheFolder is where a data folder keeps what can be made again.
func cacheFolder(dir string) string { return filepath.Join(dir, "cache") }

// workerCommand is the command line that starts this program as a worker.
func workerCommand(o WorkerOptions) ([]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program to start workers: %w", err)
	}
	command := []string{self, "worker", "--cache", o.Cache}
	if len(o.Tessdata) > 0 {
		command = append(command, "--tessdata", strings.Join(o.Tessdata, ","))
	}
	return command, nil
}

// RunWorker is the whole of a worker process. It returns when its parent closes
// the connection.
func RunWorker(ctx context.Context, o WorkerOptions) error {
	go extract.Load()
	r := raster.New(raster.Options{CacheDir: filepath.Join(o.Cache, "wazero"), Print: einvoice.Print, Codes: barcode.Read})
	return worker.Main(ctx, r, func() (worker.Engine, error) {
		return ocr.New(ocr.Options{CacheDir: filepath.Join(o.Cache, "tessdata"), Tessdata: o.Tessdata, Judge: extract.Judge, Apart: extract.Apart})
	})
}
