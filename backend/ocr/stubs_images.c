// Leptonica can read and write image files through libjpeg, libpng, libtiff,
// libwebp, giflib and openjpeg. Pages reach it as raw grey pixels only, decoded
// elsewhere by memory-safe code, so that no foreign file may come near those C
// decoders: these stubs stand in front of Leptonica's own functions, fail when
// called, and keep the six libraries (and a clash with GTK's copies of them) out
// of the binary. The list is what the rest of libleptonica.a refers to; when a
// newer one refers to more, the link fails and names it.
#pragma GCC visibility push(hidden) // not to be found by any other library in the process
#include <leptonica/allheaders.h>

#pragma GCC diagnostic ignored "-Wunused-parameter"

#define FAILED 1 // Leptonica's l_ok: 0 is success

l_int32 fgetJpegComment(FILE *fp, l_uint8 **pcomment) { return FAILED; }
l_int32 fgetJpegResolution(FILE *fp, l_int32 *pxres, l_int32 *pyres) { return FAILED; }
PIX *pixReadMemJpeg(const l_uint8 *data, size_t size, l_int32 cmflag, l_int32 reduction, l_int32 *pnwarn, l_int32 hint) { return NULL; }
PIX *pixReadStreamJpeg(FILE *fp, l_int32 cmapflag, l_int32 reduction, l_int32 *pnwarn, l_int32 hint) { return NULL; }
l_ok pixWriteJpeg(const char *filename, PIX *pix, l_int32 quality, l_int32 progressive) { return FAILED; }
l_ok pixWriteMemJpeg(l_uint8 **pdata, size_t *psize, PIX *pix, l_int32 quality, l_int32 progressive) { return FAILED; }
l_ok pixWriteStreamJpeg(FILE *fp, PIX *pixs, l_int32 quality, l_int32 progressive) { return FAILED; }
l_ok readHeaderJpeg(const char *filename, l_int32 *pw, l_int32 *ph, l_int32 *pspp, l_int32 *pycck, l_int32 *pcmyk) { return FAILED; }
l_ok readHeaderMemJpeg(const l_uint8 *data, size_t size, l_int32 *pw, l_int32 *ph, l_int32 *pspp, l_int32 *pycck, l_int32 *pcmyk) { return FAILED; }
l_ok readResolutionMemJpeg(const l_uint8 *data, size_t size, l_int32 *pxres, l_int32 *pyres) { return FAILED; }

l_ok fgetPngColormapInfo(FILE *fp, PIXCMAP **pcmap, l_int32 *ptransparency) { return FAILED; }
l_int32 fgetPngResolution(FILE *fp, l_int32 *pxres, l_int32 *pyres) { return FAILED; }
l_ok freadHeaderPng(FILE *fp, l_int32 *pw, l_int32 *ph, l_int32 *pbps, l_int32 *pspp, l_int32 *piscmap) { return FAILED; }
l_ok isPngInterlaced(const char *filename, l_int32 *pinterlaced) { return FAILED; }
void l_pngSetReadStrip16To8(l_int32 flag) {}
PIX *pixReadMemPng(const l_uint8 *filedata, size_t filesize) { return NULL; }
PIX *pixReadStreamPng(FILE *fp) { return NULL; }
l_ok pixWriteMemPng(l_uint8 **pfiledata, size_t *pfilesize, PIX *pix, l_float32 gamma) { return FAILED; }
l_ok pixWriteStreamPng(FILE *fp, PIX *pix, l_float32 gamma) { return FAILED; }
l_ok readHeaderMemPng(const l_uint8 *data, size_t size, l_int32 *pw, l_int32 *ph, l_int32 *pbps, l_int32 *pspp, l_int32 *piscmap) { return FAILED; }
l_ok readHeaderPng(const char *filename, l_int32 *pw, l_int32 *ph, l_int32 *pbps, l_int32 *pspp, l_int32 *piscmap) { return FAILED; }

l_ok extractG4DataFromFile(const char *filein, l_uint8 **pdata, size_t *pnbytes, l_int32 *pw, l_int32 *ph, l_int32 *pminisblack) { return FAILED; }
l_ok findTiffCompression(FILE *fp, l_int32 *pcomptype) { return FAILED; }
l_ok fprintTiffInfo(FILE *fpout, const char *tiffile) { return FAILED; }
l_ok getTiffResolution(FILE *fp, l_int32 *pxres, l_int32 *pyres) { return FAILED; }
PIX *pixReadFromMultipageTiff(const char *fname, size_t *poffset) { return NULL; }
PIX *pixReadMemFromMultipageTiff(const l_uint8 *cdata, size_t size, size_t *poffset) { return NULL; }
PIX *pixReadMemTiff(const l_uint8 *cdata, size_t size, l_int32 n) { return NULL; }
PIX *pixReadStreamTiff(FILE *fp, l_int32 n) { return NULL; }
PIX *pixReadTiff(const char *filename, l_int32 n) { return NULL; }
l_ok pixWriteMemTiff(l_uint8 **pdata, size_t *psize, PIX *pix, l_int32 comptype) { return FAILED; }
l_ok pixWriteStreamTiff(FILE *fp, PIX *pix, l_int32 comptype) { return FAILED; }
PIXA *pixaReadMultipageTiff(const char *filename) { return NULL; }
l_ok readHeaderMemTiff(const l_uint8 *cdata, size_t size, l_int32 n, l_int32 *pw, l_int32 *ph, l_int32 *pbps, l_int32 *pspp, l_int32 *pres, l_int32 *pcmap, l_int32 *pformat) { return FAILED; }
l_ok readHeaderTiff(const char *filename, l_int32 n, l_int32 *pw, l_int32 *ph, l_int32 *pbps, l_int32 *pspp, l_int32 *pres, l_int32 *pcmap, l_int32 *pformat) { return FAILED; }
l_ok tiffGetCount(FILE *fp, l_int32 *pn) { return FAILED; }

PIX *pixReadMemGif(const l_uint8 *cdata, size_t size) { return NULL; }
PIX *pixReadStreamGif(FILE *fp) { return NULL; }
l_ok pixWriteMemGif(l_uint8 **pdata, size_t *psize, PIX *pix) { return FAILED; }
l_ok pixWriteStreamGif(FILE *fp, PIX *pix) { return FAILED; }

PIX *pixReadMemWebP(const l_uint8 *filedata, size_t filesize) { return NULL; }
PIX *pixReadStreamWebP(FILE *fp) { return NULL; }
l_ok pixWriteMemWebP(l_uint8 **pencdata, size_t *pencsize, PIX *pixs, l_int32 quality, l_int32 lossless) { return FAILED; }
l_ok pixWriteStreamWebP(FILE *fp, PIX *pixs, l_int32 quality, l_int32 lossless) { return FAILED; }
l_ok readHeaderMemWebP(const l_uint8 *data, size_t size, l_int32 *pw, l_int32 *ph, l_int32 *pspp) { return FAILED; }
l_ok readHeaderWebP(const char *filename, l_int32 *pw, l_int32 *ph, l_int32 *pspp) { return FAILED; }

PIX *pixReadMemJp2k(const l_uint8 *data, size_t size, l_uint32 reduction, BOX *box, l_int32 hint, l_int32 debug) { return NULL; }
PIX *pixReadStreamJp2k(FILE *fp, l_uint32 reduction, BOX *box, l_int32 hint, l_int32 debug) { return NULL; }
l_ok pixWriteJp2k(const char *filename, PIX *pix, l_int32 quality, l_int32 nlevels, l_int32 hint, l_int32 debug) { return FAILED; }
l_ok pixWriteMemJp2k(l_uint8 **pdata, size_t *psize, PIX *pix, l_int32 quality, l_int32 nlevels, l_int32 hint, l_int32 debug) { return FAILED; }
l_ok pixWriteStreamJp2k(FILE *fp, PIX *pix, l_int32 quality, l_int32 nlevels, l_int32 codec, l_int32 hint, l_int32 debug) { return FAILED; }
