package ocr

// #include <stdbool.h>
// #include <stdint.h>
// #include <tesseract/capi.h>
// extern _Bool deskclerkCancelled(void *handle, int words);
// static void watch(ETEXT_DESC *monitor, uintptr_t handle) {
//   TessMonitorSetCancelThis(monitor, (void *)handle);
//   TessMonitorSetCancelFunc(monitor, deskclerkCancelled);
// }
import "C"

import (
	"context"
	"runtime/cgo"
	"unsafe"
)

// watch has the engine ask for the context behind the handle.
func watch(monitor *C.ETEXT_DESC, handle cgo.Handle) {
	C.watch(monitor, C.uintptr_t(handle))
}

//export deskclerkCancelled
func deskclerkCancelled(handle unsafe.Pointer, _ C.int) C._Bool {
	ctx, ok := cgo.Handle(uintptr(handle)).Value().(context.Context)
	return C._Bool(ok && ctx.Err() != nil)
}
