// Layers of Tesseract's network, as they are when a line is read: weights and
// values are bytes and nothing is trained. Debian's library calls out of line for
// each cell of a tensor and branches on the sign of each value, and spent half of
// the reading time on that; these compute the same numbers to the last bit.
//
// They come in through the layers' constructors, which the linker wraps
// (build/native/env.sh): a layer that looks as expected gets a copy of its class's
// table of methods with ours in the place of Forward. What a method here does not
// know is left to Tesseract's own, and so is everything of another version than
// 5.3, whose layouts and arithmetic these are: src/lstm/{network,convolve,maxpool,
// fullyconnected,lstm,weightmatrix,networkio,stridemap,functions}.h and
// src/arch/intsimdmatrix.h there.
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <tesseract/version.h>

#pragma GCC visibility push(hidden) // not to be found by any other library in the process
#pragma GCC optimize("O3")

unsigned layers_adopted; // since the start

#if TESSERACT_MAJOR_VERSION == 5 && TESSERACT_MINOR_VERSION == 3

#ifdef __x86_64__
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

enum { BATCH, HEIGHT, WIDTH, DIMENSIONS };
enum { TYPE_LSTM = 14, TYPE_LSTM_SUMMARY = 15, TYPE_TANH = 19 }; // of NetworkType

enum {
  TABLE = 4096,    // entries of the tables of curves, 256 for each unit
  LARGEST = 127,   // byte, which stands for 1
  MOST = 1024,     // states and inputs that a buffer holds
  PAD = 64,        // entries that the product of a matrix may touch past the end
  METHODS = 22,    // of a layer
};

static const float STATE_CLIP = 100;

struct integers { const int *begin, *end, *room; }; // std::vector<int>
struct reals { const float *begin, *end, *room; };
struct bytes { const int8_t *begin, *end, *room; };

struct stride_map {
  int shape[DIMENSIONS], step[DIMENSIONS];
  struct integers heights, widths; // of each image of the batch
};

struct matrix {
  const void *methods;
  void *cells;
  int32_t empty; // or a float or byte
  int rows, columns, room;
};

struct network_io {
  struct matrix floats, bytes;
  bool of_bytes;
  struct stride_map map;
};

struct weights {
  struct matrix floats, bytes, transposed;
  bool of_bytes, adam;
  struct reals scales;
  struct matrix deltas, updates, squares;
  struct bytes shaped;
};

struct layer {
  void *const *methods;
  int type, training;
  bool backward;
  int32_t flags, inputs, outputs, count;
  struct { void *text; size_t length; char local[16]; } name; // std::string
  void *forward_window, *backward_window, *random;
};

struct convolve { struct layer base; int32_t half_x, half_y; };
struct maxpool { struct layer base; struct stride_map back; int32_t scale_x, scale_y; };
struct fully_connected { struct layer base; struct weights weights; };
struct lstm {
  struct layer base;
  int32_t padded, states, fed_back;
  bool two_dimensional;
  struct weights gates[5];
  struct fully_connected *softmax;
};

enum { CELL, INPUT, FORGET, OUTPUT, GATES }; // of a one-dimensional LSTM

// product computes the rows of v = W u, where u goes on with a 1 for the bias.
typedef void product(int rows, int columns, const int8_t *shaped, const float *scales, const int8_t *u, float *v);

extern const struct { product *multiply; } *const kernel __asm__("_ZN9tesseract13IntSimdMatrix13intSimdMatrixE");
extern const float tanh_table[TABLE] __asm__("_ZN9tesseract9TanhTableE");
extern const float logistic_table[TABLE] __asm__("_ZN9tesseract13LogisticTableE");

void resize_to_map(struct network_io *io, bool of_bytes, const struct stride_map *map, int features) __asm__("_ZN9tesseract9NetworkIO11ResizeToMapEbRKNS_9StrideMapEi");
void resize_to_columns(struct network_io *io, const struct network_io *from, int features) __asm__("_ZN9tesseract9NetworkIO10ResizeXTo1ERKS0_i");
void resize_scaled(struct network_io *io, const struct network_io *from, int x, int y, int features) __asm__("_ZN9tesseract9NetworkIO12ResizeScaledERKS0_iii");
void randomize(struct network_io *io, int t, int offset, int n, void *random) __asm__("_ZN9tesseract9NetworkIO9RandomizeEiiiPNS_5TRandE");

// forward computes a layer's values from those of the layer before.
typedef void forward(struct layer *l, bool debug, const struct network_io *in, const void *transposed, void *scratch, struct network_io *out);

// LAYER declares what is known of a class: its methods, its Forward, and its
// constructor, which ours stands in front of.
#define LAYER(name, class, made, ...)                                                                                    \
  extern void *const name##_methods[] __asm__("_ZTVN9tesseract" class "E");                                        \
  forward real_##name##_forward __asm__("_ZN9tesseract" class "7Forward" FORWARD);                                 \
  __attribute__((weak)) void real_make_##name(struct layer *l, const void *called, int inputs, __VA_ARGS__)               \
      __asm__("__real__ZN9tesseract" class made); /* weak: a build that wraps nothing links too */                         \
  void make_##name(struct layer *l, const void *called, int inputs, __VA_ARGS__) __asm__("__wrap__ZN9tesseract" class made);

#define FORWARD "EbRKNS_9NetworkIOEPKNS_15TransposedArrayEPNS_14NetworkScratchEPS1_"
#define STRING "RKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
LAYER(convolve, "8Convolve", "C1E" STRING "iii", int half_x, int half_y)
LAYER(maxpool, "7Maxpool", "C1EPKciii", int scale_x, int scale_y)
LAYER(fully_connected, "14FullyConnected", "C1E" STRING "iiNS_11NetworkTypeE", int outputs, int type)
LAYER(lstm, "4LSTM", "C1E" STRING "iiibNS_11NetworkTypeE", int states, int outputs, bool two_dimensional, int type)

// adopt gives the layer a table of methods like its own with another Forward.
static void adopt(struct layer *l, void **table, void *const *own, forward *theirs, forward *ours) {
  enum { HEAD = 2 }; // offset to the top and type information
  if (l->methods != own + HEAD) return;
  memcpy(table, own, (HEAD + METHODS) * sizeof *table);
  for (int i = HEAD; i < HEAD + METHODS; i++) {
    if (table[i] == (void *)theirs) {
      table[i] = (void *)ours;
      l->methods = table + HEAD;
      layers_adopted++;
    }
  }
}

#define ADOPT(l, name)                                                        \
  do {                                                                        \
    static void *table[2 + METHODS];                                          \
    adopt(l, table, name##_methods, real_##name##_forward, name##_forward);   \
  } while (0)

static inline int least(int a, int b) { return a < b ? a : b; }

static inline int8_t *row(const struct network_io *io, int t) {
  return (int8_t *)io->bytes.cells + (ptrdiff_t)t * io->bytes.columns;
}

// regular reports whether there is something of every image of the batch.
static bool regular(const struct stride_map *m) {
  int n = m->shape[BATCH];
  if (n < 1 || m->heights.end - m->heights.begin != n || m->widths.end - m->widths.begin != n) return false;
  for (int b = 0; b < n; b++) {
    if (least(m->heights.begin[b], m->shape[HEIGHT]) < 1 || least(m->widths.begin[b], m->shape[WIDTH]) < 1) return false;
  }
  return true;
}

static inline int height_of(const struct stride_map *m, int b) { return least(m->heights.begin[b], m->shape[HEIGHT]); }
static inline int width_of(const struct stride_map *m, int b) { return least(m->widths.begin[b], m->shape[WIDTH]); }
static inline int cell(const struct stride_map *m, int b, int y, int x) { return b * m->step[BATCH] + y * m->step[HEIGHT] + x * m->step[WIDTH]; }

// reads reports whether the layer is to read bytes and nothing else is wanted.
static bool reads(const struct layer *l, bool debug, const struct network_io *in) {
  enum { TRAINING = 1 };
  return !debug && l->training != TRAINING && in->of_bytes && in->bytes.columns == l->inputs && regular(&in->map);
}

// Curves are computed for FOUR values at once.
enum { FOUR = 4 };
typedef float reals4 __attribute__((vector_size(16)));
typedef int32_t ints4 __attribute__((vector_size(16)));
typedef int8_t bytes4 __attribute__((vector_size(4)));
typedef double pairs __attribute__((vector_size(16))); // each stands for two floats side by side

static inline reals4 load(const float *at) {
  reals4 v;
  memcpy(&v, at, sizeof v);
  return v;
}

static inline reals4 all(float x) { return (reals4){x, x, x, x}; }
static inline reals4 chosen(ints4 mask, reals4 yes, reals4 no) { return (reals4)((mask & (ints4)yes) | (~mask & (ints4)no)); }
static inline reals4 size_of(reals4 x) { return (reals4)((ints4)x & INT32_MAX); }

static inline pairs pairs_at(const float *table, int first, int second) {
  double one, other;
  memcpy(&one, table + first, sizeof one);
  memcpy(&other, table + second, sizeof other);
  return (pairs){one, other};
}

// curve interpolates in a table for x that is not negative.
static inline reals4 curve(const float *table, reals4 x) {
  reals4 at = x * 256;
  ints4 inside = at < TABLE - 1;
  ints4 i = __builtin_convertvector(chosen(inside, at, all(0)), ints4);
  reals4 lower = (reals4)pairs_at(table, i[0], i[1]), upper = (reals4)pairs_at(table, i[2], i[3]);
  reals4 a = __builtin_shuffle(lower, upper, (ints4){0, 2, 4, 6}), b = __builtin_shuffle(lower, upper, (ints4){1, 3, 5, 7});
  return chosen(inside, a + (b - a) * (at - __builtin_convertvector(i, reals4)), all(1));
}

static inline reals4 tanh_of(reals4 x) {
  reals4 v = curve(tanh_table, size_of(x));
  return chosen(x < 0, -v, v);
}

static inline reals4 logistic_of(reals4 x) {
  reals4 v = curve(logistic_table, size_of(x));
  return chosen(x < 0, 1 - v, v);
}

// put_bytes writes as many of the values as n counts.
static inline void put_bytes(int8_t *line, reals4 x, int n) {
  reals4 v = x * LARGEST, size = size_of(v);
  ints4 rounded = __builtin_convertvector(chosen(size < LARGEST, size, all(LARGEST)) + 0.5F, ints4), negative = v < 0;
  bytes4 packed = __builtin_convertvector((rounded ^ negative) - negative, bytes4);
  memcpy(line, &packed, (size_t)(n < FOUR ? n : FOUR));
}

WIDE static void tanh_bytes(int n, const float *restrict values, int8_t *restrict line) {
  for (int i = 0; i < n; i += FOUR) put_bytes(line + i, tanh_of(load(values + i)), n - i);
}

static bool fit(const struct weights *w, int inputs, int outputs) {
  return w->of_bytes && w->bytes.rows == outputs && w->bytes.columns == inputs + 1 && w->scales.end - w->scales.begin >= outputs && w->shaped.begin != w->shaped.end;
}

static inline void multiply(const struct weights *w, const int8_t *u, float *v) {
  kernel->multiply(w->bytes.rows, w->bytes.columns, w->shaped.begin, w->scales.begin, u, v);
}

// convolve_forward lays the neighbourhood of each cell side by side, column by
// column; what is outside the image is random.
static void convolve_forward(struct layer *l, bool debug, const struct network_io *in, const void *transposed, void *scratch, struct network_io *out) {
  if (!reads(l, debug, in)) {
    real_convolve_forward(l, debug, in, transposed, scratch, out);
    return;
  }
  const struct convolve *c = (const struct convolve *)l;
  const struct stride_map *m = &in->map;
  size_t n = (size_t)l->inputs;
  resize_to_map(out, true, m, l->outputs);
  for (int b = 0; b < m->shape[BATCH]; b++) {
    int height = height_of(m, b), width = width_of(m, b);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int t = cell(m, b, y, x), offset = 0;
        int8_t *target = row(out, t);
        for (int dx = x - c->half_x; dx <= x + c->half_x; dx++) {
          if (dx < 0 || dx >= width) {
            int column = (2 * c->half_y + 1) * l->inputs;
            randomize(out, t, offset, column, l->random);
            offset += column;
            continue;
          }
          for (int dy = y - c->half_y; dy <= y + c->half_y; dy++, offset += l->inputs) {
            if (dy < 0 || dy >= height) {
              randomize(out, t, offset, l->inputs, l->random);
            } else if (n == 1) { // the first layer sees grey pixels
              target[offset] = *row(in, cell(m, b, dy, dx));
            } else {
              memcpy(target + offset, row(in, cell(m, b, dy, dx)), n);
            }
          }
        }
      }
    }
  }
}

void make_convolve(struct layer *l, const void *called, int inputs, int half_x, int half_y) {
  real_make_convolve(l, called, inputs, half_x, half_y);
  const struct convolve *c = (const struct convolve *)l;
  if (l->inputs == inputs && c->half_x == half_x && c->half_y == half_y) ADOPT(l, convolve);
}

static inline void pool(int8_t *restrict target, const int8_t *restrict source, int n) {
  for (int i = 0; i < n; i++) target[i] = source[i] > target[i] ? source[i] : target[i];
}

// maxpool_forward keeps the largest value of each rectangle.
WIDE static void maxpool_bytes(const struct maxpool *p, const struct network_io *in, struct network_io *out) {
  const struct stride_map *m = &in->map, *to = &out->map;
  for (int b = 0; b < to->shape[BATCH]; b++) {
    int height = height_of(m, b), width = width_of(m, b);
    for (int y = 0; y < height_of(to, b); y++) {
      for (int x = 0; x < width_of(to, b); x++) {
        int8_t *target = row(out, cell(to, b, y, x));
        memcpy(target, row(in, cell(m, b, y * p->scale_y, x * p->scale_x)), (size_t)out->bytes.columns);
        for (int dx = x * p->scale_x; dx < least(width, (x + 1) * p->scale_x); dx++) {
          for (int dy = y * p->scale_y; dy < least(height, (y + 1) * p->scale_y); dy++) {
            pool(target, row(in, cell(m, b, dy, dx)), out->bytes.columns);
          }
        }
      }
    }
  }
}

static void maxpool_forward(struct layer *l, bool debug, const struct network_io *in, const void *transposed, void *scratch, struct network_io *out) {
  const struct maxpool *p = (const struct maxpool *)l;
  if (reads(l, debug, in) && in->map.shape[HEIGHT] >= p->scale_y && in->map.shape[WIDTH] >= p->scale_x) {
    resize_scaled(out, in, p->scale_x, p->scale_y, l->outputs);
    if (regular(&out->map)) {
      maxpool_bytes(p, in, out);
      return;
    }
  }
  real_maxpool_forward(l, debug, in, transposed, scratch, out);
}

void make_maxpool(struct layer *l, const void *called, int inputs, int scale_x, int scale_y) {
  real_make_maxpool(l, called, inputs, scale_x, scale_y);
  const struct maxpool *p = (const struct maxpool *)l;
  if (l->inputs == inputs && l->outputs == inputs && p->scale_x == scale_x && p->scale_y == scale_y) ADOPT(l, maxpool);
}

static void fully_connected_forward(struct layer *l, bool debug, const struct network_io *in, const void *transposed, void *scratch, struct network_io *out) {
  const struct weights *w = &((const struct fully_connected *)l)->weights;
  if (l->type != TYPE_TANH || !kernel || l->outputs > MOST || !fit(w, l->inputs, l->outputs) || !reads(l, debug, in)) {
    real_fully_connected_forward(l, debug, in, transposed, scratch, out);
    return;
  }
  float line[MOST + PAD];
  const struct stride_map *m = &in->map;
  resize_to_map(out, true, m, l->outputs);
  for (int b = 0; b < m->shape[BATCH]; b++) {
    for (int y = 0; y < height_of(m, b); y++) {
      for (int x = 0; x < width_of(m, b); x++) {
        int t = cell(m, b, y, x);
        multiply(w, row(in, t), line);
        tanh_bytes(l->outputs, line, row(out, t));
      }
    }
  }
}

void make_fully_connected(struct layer *l, const void *called, int inputs, int outputs, int type) {
  real_make_fully_connected(l, called, inputs, outputs, type);
  if (l->inputs == inputs && l->outputs == outputs && l->type == type) ADOPT(l, fully_connected);
}

// remember is what an LSTM does at one position with the products of its gates:
// it changes the states and gives the output.
WIDE static void remember(int n, float gates[GATES][MOST + PAD], float *restrict states, int8_t *restrict output) {
  for (int i = 0; i < n; i += FOUR) {
    reals4 s = load(states + i) * logistic_of(load(gates[FORGET] + i));
    s += tanh_of(load(gates[CELL] + i)) * logistic_of(load(gates[INPUT] + i));
    s = chosen(s < -STATE_CLIP, all(-STATE_CLIP), s);
    s = chosen(s > STATE_CLIP, all(STATE_CLIP), s);
    memcpy(states + i, &s, sizeof s);
    put_bytes(output + i, tanh_of(s) * logistic_of(load(gates[OUTPUT] + i)), n - i);
  }
}

static bool remembers(const struct lstm *l) {
  if (l->two_dimensional || l->softmax || l->fed_back || (l->base.type != TYPE_LSTM && l->base.type != TYPE_LSTM_SUMMARY)) return false;
  if (l->padded > MOST || l->states > MOST || l->padded != l->base.inputs + l->states) return false;
  for (int g = 0; g < GATES; g++) {
    if (!fit(&l->gates[g], l->padded, l->states)) return false;
  }
  return true;
}

// lstm_forward runs along each row of each image; a summary keeps the last output
// of a row.
static void lstm_forward(struct layer *base, bool debug, const struct network_io *in, const void *transposed, void *scratch, struct network_io *out) {
  const struct lstm *l = (const struct lstm *)base;
  if (!kernel || !reads(base, debug, in) || !remembers(l)) {
    real_lstm_forward(base, debug, in, transposed, scratch, out);
    return;
  }
  const struct stride_map *m = &in->map;
  bool summary = base->type == TYPE_LSTM_SUMMARY;
  size_t inputs = (size_t)base->inputs, states = (size_t)l->states;
  float gates[GATES][MOST + PAD], state[MOST + PAD];
  int8_t source[MOST + PAD] = {0}, *fed_back = source + inputs;
  if (summary) {
    resize_to_columns(out, in, base->outputs);
  } else {
    resize_to_map(out, true, m, base->outputs);
  }
  for (int b = 0; b < m->shape[BATCH]; b++) {
    for (int y = 0; y < height_of(m, b); y++) {
      memset(state, 0, sizeof state);
      memset(fed_back, 0, states);
      for (int x = 0; x < width_of(m, b); x++) {
        int t = cell(m, b, y, x);
        memcpy(source, row(in, t), inputs);
        for (int g = 0; g < GATES; g++) multiply(&l->gates[g], source, gates[g]);
        remember(l->states, gates, state, fed_back);
        if (!summary) memcpy(row(out, t), fed_back, states);
      }
      if (summary) memcpy(row(out, cell(&out->map, b, y, 0)), fed_back, states);
    }
  }
}

void make_lstm(struct layer *l, const void *called, int inputs, int states, int outputs, bool two_dimensional, int type) {
  real_make_lstm(l, called, inputs, states, outputs, two_dimensional, type);
  const struct lstm *m = (const struct lstm *)l;
  if (l->inputs == inputs && l->outputs == outputs && l->type == type && m->states == states && m->two_dimensional == two_dimensional) ADOPT(l, lstm);
}

#endif
