package ocr

// #include <stdlib.h>
// #include <leptonica/allheaders.h>
// #include <tesseract/capi.h>
//
// extern unsigned layers_adopted;
//
// static bool stopped(void *flag, int words) { (void)words; return __atomic_load_n((int *)flag, __ATOMIC_RELAXED) != 0; }
// static void watch(ETEXT_DESC *monitor, int *flag) {
//   TessMonitorSetCancelFunc(monitor, stopped);
//   TessMonitorSetCancelThis(monitor, flag);
// }
import "C"

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strings"
	"sync/atomic"
	"time"
	"unsafe"
)

// engineVersion is such as "tesseract 5.3.0".
func engineVersion() string { return "tesseract " + C.GoString(C.TessVersion()) }

// adoptedLayers is how many layers of networks loaded so far are computed by
// layers.c.
func adoptedLayers() int { return int(C.layers_adopted) }

// quiet keeps Leptonica from writing to standard error, which is the worker's
// log.
func quiet() { C.setMsgSeverity(C.L_SEVERITY_NONE) }

// engine is one warm Tesseract for one set of languages.
type engine struct {
	api  *C.TessBaseAPI
	stop *C.int // set to make a reading give up; lives as long as the engine
}

// newEngine loads the languages from the folder.
func newEngine(folder string, languages []string) (*engine, error) {
	e := &engine{api: C.TessBaseAPICreate(), stop: (*C.int)(C.calloc(1, C.sizeof_int))}
	e.set("debug_file", "/dev/null")
	path, names := C.CString(folder), C.CString(strings.Join(languages, "+"))
	defer C.free(unsafe.Pointer(path))
	defer C.free(unsafe.Pointer(names))
	if C.TessBaseAPIInit3(e.api, path, names) != 0 {
		e.close()
		return nil, fmt.Errorf("ocr: tesseract cannot load %s", strings.Join(languages, "+"))
	}
	e.set("debug_file", "/dev/null")
	// A line is tried white on black when its confidence is below this. The
	// default of 0.7 takes a twentieth more time and read no receipt better; with
	// 0.2 white print on black is no longer read.
	e.set("invert_threshold", "0.4")
	return e, nil
}

func (e *engine) set(name, value string) {
	n, v := C.CString(name), C.CString(value)
	defer C.free(unsafe.Pointer(n))
	defer C.free(unsafe.Pointer(v))
	C.TessBaseAPISetVariable(e.api, n, v)
}

// read recognises the image and gives Tesseract's TSV and the time Tesseract
// took. It stops soon after the context ends and then gives its error.
func (e *engine) read(ctx context.Context, img *image.Gray, segmentation int) (string, time.Duration, error) {
	p := newPix(img)
	if p.c == nil {
		return "", 0, errors.New("ocr: no memory for the page")
	}
	defer p.destroy()
	C.TessBaseAPISetPageSegMode(e.api, C.TessPageSegMode(segmentation))
	C.TessBaseAPISetImage2(e.api, p.c)
	defer C.TessBaseAPIClear(e.api)

	release := e.stopWith(ctx)
	start := time.Now()
	monitor := C.TessMonitorCreate()
	defer C.TessMonitorDelete(monitor)
	C.watch(monitor, e.stop)
	status := C.TessBaseAPIRecognize(e.api, monitor)
	took := time.Since(start)
	release()
	if err := ctx.Err(); err != nil {
		return "", took, fmt.Errorf("ocr: %w", err)
	}
	if status != 0 {
		return "", took, nil // nothing on it that Tesseract takes for text
	}
	text := C.TessBaseAPIGetTsvText(e.api, 0)
	defer C.TessDeleteText(text)
	return C.GoString(text), took, nil
}

// stopWith sets the stop flag when the context ends. After release the flag is
// not touched any more.
func (e *engine) stopWith(ctx context.Context) (release func()) {
	flag := (*int32)(unsafe.Pointer(e.stop))
	atomic.StoreInt32(flag, 0)
	done := make(chan struct{})
	cancel := context.AfterFunc(ctx, func() {
		atomic.StoreInt32(flag, 1)
		close(done)
	})
	return func() {
		if !cancel() {
			<-done
		}
	}
}

// forget drops what was learned from a document, so that the next one is read
// as if it were the first.
func (e *engine) forget() { C.TessBaseAPIClearAdaptiveClassifier(e.api) }

func (e *engine) close() {
	C.TessBaseAPIEnd(e.api)
	C.TessBaseAPIDelete(e.api)
	C.free(unsafe.Pointer(e.stop))
}
