package ocr

// #include <stdlib.h>
// #ifdef __GLIBC__
// #include <malloc.h>
// static void trim(void) { malloc_trim(0); }
// #else
// static void trim(void) {}
// #endif
import "C"

import "runtime/debug"

// After which pages memory is given back. A small page leaves little.
const (
	largePage = 4_000_000 // pixels
	tidyEvery = 8         // pages
)

// giveBack hands to the system what a page has left free in both heaps, which
// would else keep the sum of their peaks: the two do not know of each other. It
// takes some 10 ms.
func giveBack() {
	debug.FreeOSMemory()
	C.trim()
}
