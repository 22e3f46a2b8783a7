// Debian's libtesseract.a was built with libcurl (images by address) and
// libarchive (traineddata in archives). Deskclerk uses neither: these stubs
// satisfy the linker, fail when called, and leave Tesseract no way to the
// network. They are declared here because the libraries' headers need not be
// installed.
#include <stddef.h>
#include <sys/types.h>

#pragma GCC visibility push(hidden) // not to be found by any other library in the process

#define FAILED (-30) // ARCHIVE_FATAL; no CURLcode is negative

void *curl_easy_init(void) { return NULL; }
void curl_easy_cleanup(void *curl) { (void)curl; }
int curl_easy_perform(void *curl) { (void)curl; return FAILED; }
int curl_easy_setopt(void *curl, int option, ...) { (void)curl; (void)option; return FAILED; }
const char *curl_easy_strerror(int code) { (void)code; return "no network in this build"; }

void *archive_read_new(void) { return NULL; }
int archive_read_free(void *a) { (void)a; return FAILED; }
int archive_read_support_filter_all(void *a) { (void)a; return FAILED; }
int archive_read_support_format_all(void *a) { (void)a; return FAILED; }
int archive_read_open_filename(void *a, const char *name, size_t block) { (void)a; (void)name; (void)block; return FAILED; }
int archive_read_next_header(void *a, void **entry) { (void)a; (void)entry; return FAILED; }
ssize_t archive_read_data(void *a, void *buffer, size_t size) { (void)a; (void)buffer; (void)size; return FAILED; }
const char *archive_entry_pathname(void *entry) { (void)entry; return ""; }
long archive_entry_size(void *entry) { (void)entry; return 0; }
