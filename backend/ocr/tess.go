package ocr

// #include <stdlib.h>
// #include <leptonica/allheaders.h>
// #include <tesseract/capi.h>
import "C"

// Version names the engine, as in "tesseract 5.3.0".
func Version() string {
	return "tesseract " + C.GoString(C.TessVersion())
}
