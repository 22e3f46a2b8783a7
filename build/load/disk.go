package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// bareDisk does what every durable file needs, by itself and as often at once: a
// write, an fsync, a rename, an fsync of the folder. What it takes here and now
// is the least that a submission can take.
func bareDisk(work string, n, atOnce int) error {
	dir := filepath.Join(work, "bare")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	var mu sync.Mutex
	var took []time.Duration
	var failed error
	next := make(chan int)
	var all sync.WaitGroup
	for range atOnce {
		all.Go(func() {
			for i := range next {
				begin := time.Now()
				err := durable(filepath.Join(dir, fmt.Sprint(i%256)), fmt.Sprint(i))
				mu.Lock()
				took, failed = append(took, time.Since(begin)), errors.Join(failed, err)
				mu.Unlock()
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
	if failed != nil {
		return failed
	}
	slices.Sort(took)
	fmt.Printf("a file and its folder on the bare disk, as many at once: median %s, p95 %s\n", ms(took[len(took)/2]), ms(took[len(took)*95/100]))
	return nil
}

func durable(dir, name string) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, name+".tmp"))
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, 1000))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), filepath.Join(dir, name)); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
