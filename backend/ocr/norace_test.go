//go:build !race

package ocr_test

// shadow is how many times the memory the race detector makes of it.
const shadow = 1
