// The loops over all pixels that the preparation of a page spends its time in,
// written so that the compiler can take several pixels at once, which Go's does
// not. Sizes, weights and tables come from Go (scale.go, contrast.go, ink.go): what
// a page shows decides nothing here but shades.
#include <stdint.h>
#include <string.h>

#pragma GCC visibility push(hidden) // not to be found by any other library in the process
#pragma GCC optimize("O3")

#ifdef __x86_64__
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the first of four pixels is taken for the lowest byte of a word"
#endif

// axis is one direction of a resampling: value i is the sum of `taps` samples from
// first[i] on, times weights[tap * n + i]. Taps are a multiple of GROUP.
struct axis {
  int n, taps;
  const int32_t *first, *weights;
};

enum { GROUP = 4 };

typedef uint32_t word __attribute__((aligned(1), may_alias));

// stretch resamples a row, which has taps bytes more than pixels.
WIDE static void stretch(struct axis a, int shift, const uint8_t *restrict row, int32_t *restrict out) {
  memset(out, 0, a.n * sizeof *out);
  for (int k = 0; k < a.taps; k += GROUP) {
    const int32_t *w0 = a.weights + k * a.n, *w1 = w0 + a.n, *w2 = w1 + a.n, *w3 = w2 + a.n;
    for (int x = 0; x < a.n; x++) {
      uint32_t four = *(const word *)(row + a.first[x] + k);
      out[x] += (int32_t)(four & 255) * w0[x] + (int32_t)(four >> 8 & 255) * w1[x] +
                (int32_t)(four >> 16 & 255) * w2[x] + (int32_t)(four >> 24) * w3[x];
    }
  }
  for (int x = 0; x < a.n; x++) {
    out[x] >>= shift;
  }
}

// blend adds a group of rows to the sums.
WIDE static void blend(int n, const int32_t *restrict r0, const int32_t *restrict r1, const int32_t *restrict r2,
                       const int32_t *restrict r3, const int32_t w[GROUP], int32_t *restrict sums) {
  int32_t w0 = w[0], w1 = w[1], w2 = w[2], w3 = w[3];
  for (int x = 0; x < n; x++) {
    sums[x] += r0[x] * w0 + r1[x] * w1 + r2[x] * w2 + r3[x] * w3;
  }
}

// round_off makes bytes of the sums.
WIDE static void round_off(int n, int shift, const int32_t *restrict sums, uint8_t *restrict out) {
  for (int x = 0; x < n; x++) {
    int32_t v = (sums[x] + (1 << (shift - 1))) >> shift;
    v = v < 0 ? 0 : v;
    out[x] = v > 255 ? 255 : v;
  }
}

// resample resizes a picture of width × height bytes to across_n × down_n. Values
// between the directions keep value_bits of fraction, weights have weight_bits.
// The scratch holds down_taps + 1 rows of across_n values, the line width +
// across_taps bytes; both are zero.
void resample(const uint8_t *src, int stride, int width, int height, //
              int across_n, int across_taps, const int32_t *across_first, const int32_t *across_weights, //
              int down_n, int down_taps, const int32_t *down_first, const int32_t *down_weights, //
              int weight_bits, int value_bits, int32_t *scratch, uint8_t *line, uint8_t *dst, int dst_stride) {
  struct axis across = {across_n, across_taps, across_first, across_weights};
  int32_t *sums = scratch + (size_t)down_taps * across_n;
  int stretched = 0; // rows so far; the last down_taps of them are kept
  for (int y = 0; y < down_n; y++) {
    int last = down_first[y] + down_taps;
    for (; stretched < last && stretched < height; stretched++) {
      memcpy(line, src + (size_t)stretched * stride, width);
      stretch(across, weight_bits - value_bits, line, scratch + (size_t)(stretched % down_taps) * across_n);
    }
    memset(sums, 0, across_n * sizeof *sums);
    for (int k = 0; k < down_taps; k += GROUP) {
      const int32_t *rows[GROUP];
      int32_t w[GROUP];
      for (int i = 0; i < GROUP; i++) {
        rows[i] = scratch + (size_t)((down_first[y] + k + i) % down_taps) * across_n;
        w[i] = down_weights[(k + i) * down_n + y];
      }
      blend(across_n, rows[0], rows[1], rows[2], rows[3], w, sums);
    }
    round_off(across_n, weight_bits + value_bits, sums, dst + (size_t)y * dst_stride);
  }
}

// level blends the curves of four tiles over n pixels of a row. A curve's entry is
// of the upper tile, and above bit 16 of the lower one, so that both are blended
// at once; across has for each pixel the right tiles' share, down is the lower
// ones', of 256.
WIDE static void level(int n, const uint8_t *restrict src, const uint32_t *restrict left, const uint32_t *restrict right,
                       const uint16_t *restrict across, uint32_t down, uint8_t *restrict dst) {
  for (int x = 0; x < n; x++) {
    uint32_t w = across[x], both = left[src[x]] * (256 - w) + right[src[x]] * w;
    dst[x] = ((both & 0xffff) * (256 - down) + (both >> 16) * down + (1 << 15)) >> 16;
  }
}

// level_rows does so for rows that lie between the same tiles. Stretch i of a row
// begins at pixel from[i] and ends at from[i+1]; its curves are the 512 entries
// from curves[512 * i] on.
void level_rows(int rows, int stretches, const int32_t *from, const uint32_t *curves, const uint16_t *across,
                const uint16_t *down, const uint8_t *src, int stride, uint8_t *dst, int dst_stride) {
  for (int y = 0; y < rows; y++, src += stride, dst += dst_stride) {
    for (int i = 0; i < stretches; i++) {
      const uint32_t *left = curves + 512 * i;
      level(from[i + 1] - from[i], src + from[i], left, left + 256, across + from[i], down[y], dst + from[i]);
    }
  }
}

// darkest makes each pixel of a row the darkest of itself, the one above, and
// those to the left of both.
WIDE static void darkest(int n, const uint8_t *restrict row, const uint8_t *restrict up, uint8_t *restrict dst) {
  dst[0] = row[0] < up[0] ? row[0] : up[0];
  for (int x = 1; x < n; x++) {
    uint8_t here = row[x] < up[x] ? row[x] : up[x], left = row[x - 1] < up[x - 1] ? row[x - 1] : up[x - 1];
    dst[x] = here < left ? here : left;
  }
}

// thicken does so for a picture; nothing is above its first row.
void thicken(int width, int height, const uint8_t *src, int stride, uint8_t *dst, int dst_stride) {
  for (int y = 0; y < height; y++) {
    const uint8_t *row = src + (size_t)y * stride;
    darkest(width, row, y > 0 ? row - stride : row, dst + (size_t)y * dst_stride);
  }
}

// count_shades adds how often each shade occurs to counts, which are 256. Four
// tables take turns, as neighbours are often alike and would wait for each other.
void count_shades(int width, int height, const uint8_t *src, int stride, uint32_t *counts) {
  uint32_t turns[4][256] = {0};
  for (int y = 0; y < height; y++, src += stride) {
    int x = 0;
    for (; x + 4 <= width; x += 4) {
      turns[0][src[x]]++;
      turns[1][src[x + 1]]++;
      turns[2][src[x + 2]]++;
      turns[3][src[x + 3]]++;
    }
    for (; x < width; x++) {
      turns[0][src[x]]++;
    }
  }
  for (int v = 0; v < 256; v++) {
    counts[v] += turns[0][v] + turns[1][v] + turns[2][v] + turns[3][v];
  }
}
