// Tesseract keeps the picture of each line that it reads as a PNM file in memory
// and opens it again a moment later, and Leptonica writes and reads such a file
// byte by byte through a FILE: that took a twentieth of the engine's time. These
// two stand in front of Leptonica's own and copy whole rows. The rest of its PNM
// input and output is not called by anything and fails.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC visibility push(hidden) // not to be found by any other library in the process
#include <leptonica/allheaders.h>

#pragma GCC diagnostic ignored "-Wunused-parameter"

#define FAILED 1      // Leptonica's l_ok: 0 is success
#define HEADER 25     // bytes that every file's header is padded to
#define TEXT "P5 %9u %7u 255" // what fills them, and a line's end

// copy_row moves the bytes of a row between a file's order and that of a pix,
// which counts bytes from the high end of a 32-bit word.
static void copy_row(l_uint8 *to, const l_uint8 *from, l_int32 width, int into_pix) {
  l_int32 x = 0;
  for (; x + 4 <= width; x += 4) {
    l_uint32 word;
    memcpy(&word, from + x, 4);
    word = __builtin_bswap32(word);
    memcpy(to + x, &word, 4);
  }
  for (; x < width; x++) {
    if (into_pix) {
      to[x ^ 3] = from[x];
    } else {
      to[x] = from[x ^ 3];
    }
  }
}

// pixWriteMemPnm takes 8-bit grey pictures only, the one kind that lines have.
l_ok pixWriteMemPnm(l_uint8 **pdata, size_t *psize, PIX *pix) {
  l_int32 width, height, depth;
  if (!pdata || !psize || !pix || pixGetDimensions(pix, &width, &height, &depth) || depth != 8 || pixGetColormap(pix)) return FAILED;
  size_t size = HEADER + (size_t)width * (size_t)height;
  l_uint8 *data = malloc(size);
  if (!data) return FAILED;
  if (snprintf((char *)data, HEADER, TEXT, (unsigned)width, (unsigned)height) != HEADER - 1) {
    free(data);
    return FAILED;
  }
  data[HEADER - 1] = '\n';
  const l_uint8 *row = (const l_uint8 *)pixGetData(pix);
  for (l_int32 y = 0; y < height; y++, row += 4 * (size_t)pixGetWpl(pix)) {
    copy_row(data + HEADER + (size_t)y * (size_t)width, row, width, 0);
  }
  *pdata = data;
  *psize = size;
  return 0;
}

// pixReadMemPnm reads what pixWriteMemPnm wrote, and nothing else.
PIX *pixReadMemPnm(const l_uint8 *data, size_t size) {
  char header[HEADER];
  unsigned width, height;
  if (!data || size < HEADER || data[HEADER - 1] != '\n') return NULL;
  memcpy(header, data, HEADER - 1);
  header[HEADER - 1] = 0;
  if (sscanf(header, TEXT, &width, &height) != 2 || size != HEADER + (size_t)width * (size_t)height) return NULL;
  PIX *pix = pixCreateNoInit((l_int32)width, (l_int32)height, 8);
  if (!pix) return NULL;
  pixSetPadBits(pix, 0);
  l_uint8 *row = (l_uint8 *)pixGetData(pix);
  for (unsigned y = 0; y < height; y++, row += 4 * (size_t)pixGetWpl(pix)) {
    copy_row(row, data + HEADER + (size_t)y * width, (l_int32)width, 1);
  }
  return pix;
}

l_ok readHeaderPnm(const char *filename, l_int32 *pw, l_int32 *ph, l_int32 *pd, l_int32 *ptype, l_int32 *pbps, l_int32 *pspp) { return FAILED; }
l_ok readHeaderMemPnm(const l_uint8 *data, size_t size, l_int32 *pw, l_int32 *ph, l_int32 *pd, l_int32 *ptype, l_int32 *pbps, l_int32 *pspp) { return FAILED; }
l_ok freadHeaderPnm(FILE *fp, l_int32 *pw, l_int32 *ph, l_int32 *pd, l_int32 *ptype, l_int32 *pbps, l_int32 *pspp) { return FAILED; }
PIX *pixReadStreamPnm(FILE *fp) { return NULL; }
l_ok pixWriteStreamPnm(FILE *fp, PIX *pix) { return FAILED; }
l_ok pixWriteStreamAsciiPnm(FILE *fp, PIX *pix) { return FAILED; }
l_ok pixWriteStreamPam(FILE *fp, PIX *pix) { return FAILED; }
l_ok pixWriteMemPam(l_uint8 **pdata, size_t *psize, PIX *pix) { return FAILED; }
