package main

import (
	"context"
	"syscall"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
)

// timed reads the cases anew, and gives the processor time that the workers
// spent.
func timed(ctx context.Context, r packs.Reader, cases []packs.Case) ([][]doc.PageReading, time.Duration, error) {
	before := childrenTime()
	out, err := r.ReadAnew(ctx, cases)
	return out, childrenTime() - before, err
}

// childrenTime is the processor time of the processes that were waited for.
func childrenTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
