package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// tryFlips changes bytes of the log's rows and of the indexes over it in a copy of
// a real folder, each alone, and lets the program look.
func tryFlips(ctx context.Context, b bench) (string, error) {
	p, o, err := b.serveWarm(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	for i := range 5 {
		if _, err := submitPrinted(ctx, p, i); err != nil {
			return "", err
		}
	}
	if err := p.Stop(); err != nil {
		return "", err
	}
	if err := verified(ctx, o); err != nil {
		return "", err
	}
	path := filepath.Join(o.Data, "deskclerk.db")
	whole, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var places []int
	mark := []byte(`"source":"upload"}`) // ends the data of each received document's line, before its hashes
	for at := 0; ; {
		next := bytes.Index(whole[at:], mark)
		if next < 0 {
			break
		}
		at += next
		for i := -120; i < len(mark)+60; i += 7 {
			places = append(places, at+i)
		}
		at += len(mark)
	}
	if len(places) == 0 {
		return "", errors.New("no line of the log was found in the file")
	}
	step := max(1, len(places)/(b.size.kills+1))
	tried := 0
	for i := 0; i < len(places); i += step {
		changed := bytes.Clone(whole)
		changed[places[i]] ^= 0x04
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			return "", err
		}
		if verified(ctx, o) == nil {
			return "", fmt.Errorf("byte %d of the database changed and nobody saw it", places[i])
		}
		tried++
		for _, suffix := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + suffix)
		}
	}
	return fmt.Sprintf("%d bytes of log lines flipped in the file, each found", tried), nil
}
