//go:build !linux

package worker

// Elsewhere memory is not watched; a worker is replaced by its pages alone.
func residentBytes(int) (int64, bool) { return 0, false }

func peakBytes(int) (int64, bool) { return 0, false }
