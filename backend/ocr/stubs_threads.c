// Debian's libtesseract.a was built with OpenMP. Deskclerk runs one worker
// process for each core, and threads inside a worker make it many times slower
// (they spin while they wait), so OpenMP's entry points are these, which run
// everything on the calling thread. Nobody has to remember OMP_THREAD_LIMIT.
#pragma GCC visibility push(hidden) // not to be found by any other library in the process

static _Thread_local unsigned section, sections;

int omp_get_num_threads(void) { return 1; }
int omp_get_thread_num(void) { return 0; }

void GOMP_parallel(void (*run)(void *), void *data, unsigned threads, unsigned flags) {
  (void)threads;
  (void)flags;
  run(data);
}

void GOMP_parallel_sections(void (*run)(void *), void *data, unsigned threads, unsigned count, unsigned flags) {
  unsigned outer_section = section, outer_sections = sections;
  (void)threads;
  (void)flags;
  section = 0;
  sections = count;
  run(data);
  section = outer_section;
  sections = outer_sections;
}

unsigned GOMP_sections_next(void) { return section < sections ? ++section : 0; }
void GOMP_sections_end_nowait(void) {}
