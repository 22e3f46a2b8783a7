//go:build race

package store_test

// scale makes long tests short where the race detector makes SQLite ten times
// as slow.
const scale = 10
