package ocr

// #include <stdlib.h>
// #include <leptonica/allheaders.h>
// #include <tesseract/capi.h>
import "C"

import (
	"context"
	"errors"
	"runtime/cgo"
	"unsafe"
)

// api is one Tesseract. It speaks to the C interface itself: gosseract hands
// images over as encoded files only, which Leptonica would have to decode again,
// takes the process down when that fails, and has no way to cancel.
type api struct{ c *C.TessBaseAPI }

// engineName names the engine, as in "tesseract 5.3.0".
func engineName() string { return "tesseract " + C.GoString(C.TessVersion()) }

// newAPI loads the languages, joined by plus signs, from the folder.
func newAPI(folder, languages string) (*api, error) {
	a := &api{C.TessBaseAPICreate()}
	path, codes := C.CString(folder), C.CString(languages)
	defer C.free(unsafe.Pointer(path))
	defer C.free(unsafe.Pointer(codes))
	if C.TessBaseAPIInit3(a.c, path, codes) != 0 {
		a.close()
		return nil, errors.New("the engine refused to start")
	}
	// Chatter about empty lines and the like has no place on standard error.
	a.set("debug_file", "/dev/null")
	return a, nil
}

func (a *api) set(name, value string) {
	n, v := C.CString(name), C.CString(value)
	defer C.free(unsafe.Pointer(n))
	defer C.free(unsafe.Pointer(v))
	C.TessBaseAPISetVariable(a.c, n, v)
}

func (a *api) close() {
	if a.c != nil {
		C.TessBaseAPIEnd(a.c)
		C.TessBaseAPIDelete(a.c)
		a.c = nil
	}
}

// Page segmentation modes (tesseract/publictypes.h).
const (
	psmAuto  = 3
	psmBlock = 6 // one block of lines: amounts stay in the row of their label
)

// read recognises the image and gives Tesseract's own table of it (TSV).
func (a *api) read(ctx context.Context, p pix, psm int) (string, error) {
	C.TessBaseAPIClearAdaptiveClassifier(a.c) // pages are strangers to each other
	C.TessBaseAPISetPageSegMode(a.c, C.TessPageSegMode(psm))
	C.TessBaseAPISetImage2(a.c, p.c)
	defer C.TessBaseAPIClear(a.c)
	// The glyphs were scaled to a size; a resolution of its own would only be a guess.
	C.TessBaseAPISetSourceResolution(a.c, glyphDPI)
	if status := a.recognize(ctx); status != 0 {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		return "", errors.New("the engine gave up on the page")
	}
	text := C.TessBaseAPIGetTsvText(a.c, 0)
	if text == nil {
		return "", errors.New("the engine gave no result")
	}
	defer C.TessDeleteText(text)
	return C.GoString(text), nil
}

// recognize runs the engine, which asks now and then whether ctx has ended.
func (a *api) recognize(ctx context.Context) int {
	monitor := C.TessMonitorCreate()
	defer C.TessMonitorDelete(monitor)
	handle := cgo.NewHandle(ctx)
	defer handle.Delete()
	watch(monitor, handle)
	return int(C.TessBaseAPIRecognize(a.c, monitor))
}

// orientation gives the clockwise turn that makes the page upright, and whether
// the engine is sure of it.
func (a *api) orientation(p pix) (rotation int, sure bool) {
	C.TessBaseAPISetPageSegMode(a.c, C.PSM_OSD_ONLY)
	C.TessBaseAPISetImage2(a.c, p.c)
	defer C.TessBaseAPIClear(a.c)
	C.TessBaseAPISetSourceResolution(a.c, glyphDPI)
	var degrees C.int
	var certainty, scriptCertainty C.float
	var script *C.char
	if C.TessBaseAPIDetectOrientationScript(a.c, &degrees, &certainty, &script, &scriptCertainty) == 0 {
		return 0, false
	}
	return (360 - int(degrees)) % 360, float64(certainty) >= sureOrientation
}
