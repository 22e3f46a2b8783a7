// The layers of a network (net.go) over one cell, with each input's weights for all
// units beside each other, so that the compiler can take several units at once.
// Products are summed in one order on every machine.
#include <stdint.h>
#include <string.h>

#pragma GCC visibility push(hidden) // not to be found by any other library in the process
#pragma GCC optimize("O3")

#ifdef __x86_64__
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

enum { SIDE = 3 };

#define PART static inline __attribute__((always_inline))

enum { LARGE = 32, MIDDLE = 16, SMALL = 8 }; // groups of units whose sums stay in registers

// group gives the sums of some units, 0 where they would be negative when rectified.
// A unit sees `runs` runs of n values, `stride` apart; its weights are
// weights[input * units], and after those of all inputs its bias.
PART void group(const float *restrict weights, int units, int count, const float *restrict in, int runs, int n, int stride,
                int rectified, float *restrict out) {
  float sum[LARGE];
  const float *bias = weights + (size_t)runs * n * units;
  for (int u = 0; u < count; u++) sum[u] = bias[u];
  for (int k = 0; k < runs; k++, in += stride)
    for (int i = 0; i < n; i++, weights += units)
      for (int u = 0; u < count; u++) sum[u] += in[i] * weights[u];
  for (int u = 0; u < count; u++) out[u] = rectified && sum[u] < 0 ? 0 : sum[u];
}

// layer gives the sums of all units.
PART void layer(const float *weights, int units, const float *in, int runs, int n, int stride, int rectified, float *out) {
  for (int left = units; left > 0;) {
    const int u = units - left;
    const int count = left >= LARGE ? LARGE : left >= MIDDLE ? MIDDLE : left >= SMALL ? SMALL : left;
    switch (count) {
      case LARGE: group(weights + u, units, LARGE, in, runs, n, stride, rectified, out + u); break;
      case MIDDLE: group(weights + u, units, MIDDLE, in, runs, n, stride, rectified, out + u); break;
      case SMALL: group(weights + u, units, SMALL, in, runs, n, stride, rectified, out + u); break;
      default: group(weights + u, units, count, in, runs, n, stride, rectified, out + u);
    }
    left -= count;
  }
}

// convolve looks at three by three places of a layer that has depth values at each.
WIDE static void convolve(const float *weights, int units, const float *in, int wide, int high, int depth, float *out) {
  for (int y = 0; y + SIDE <= high; y++)
    for (int x = 0; x + SIDE <= wide; x++, out += units)
      layer(weights, units, in + (y * wide + x) * depth, SIDE, SIDE * depth, wide * depth, 1, out);
}

// pool keeps the largest of two by two places.
WIDE static void pool(const float *in, int wide, int high, int depth, float *out) {
  for (int y = 0; y + 2 <= high; y += 2)
    for (int x = 0; x + 2 <= wide; x += 2, out += depth) {
      const float *a = in + (y * wide + x) * depth, *b = a + wide * depth;
      for (int u = 0; u < depth; u++) {
        float top = a[u] > a[depth + u] ? a[u] : a[depth + u], bottom = b[u] > b[depth + u] ? b[u] : b[depth + u];
        out[u] = top > bottom ? top : bottom;
      }
    }
}

WIDE static void whole(const float *weights, int units, const float *in, int n, int rectified, float *out) {
  layer(weights, units, in, 1, n, 0, rectified, out);
}

// zone_tell gives what the network makes of a cell of wide × high values, before it is
// scaled to probabilities. weights are those of the four layers in turn; scratch has
// room for what the first three give and for the pooled first.
void zone_tell(const float *weights, int edges, int parts, int hidden, int outputs, int wide, int high, const float *cell,
               float *scratch, float *out) {
  const int edge_wide = wide - SIDE + 1, edge_high = high - SIDE + 1;
  const int pool_wide = edge_wide / 2, pool_high = edge_high / 2;
  const int places = (pool_wide - SIDE + 1) * (pool_high - SIDE + 1);
  float *edge = scratch, *pooled = edge + edge_wide * edge_high * edges;
  float *part = pooled + pool_wide * pool_high * edges, *last = part + places * parts;

  convolve(weights, edges, cell, wide, high, 1, edge);
  weights += (SIDE * SIDE + 1) * edges;
  pool(edge, edge_wide, edge_high, edges, pooled);
  convolve(weights, parts, pooled, pool_wide, pool_high, edges, part);
  weights += (SIDE * SIDE * edges + 1) * parts;
  whole(weights, hidden, part, places * parts, 1, last);
  weights += ((size_t)places * parts + 1) * hidden;
  whole(weights, outputs, last, hidden, 0, out);
}
