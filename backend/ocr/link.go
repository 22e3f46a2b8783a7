package ocr

// Tesseract and Leptonica come out of Debian's static archives, so that the
// binary runs where neither is installed. -Bstatic makes the linker take the
// .a of each library named after it; --as-needed keeps a library that the
// archives already satisfied from being asked for a second time as a shared one.
// build/native/env.sh adds the one flag that cgo does not admit in a source file
// (it hides the archives' symbols from GTK's libraries).

// #cgo LDFLAGS: -Wl,--as-needed -Wl,-Bstatic -ltesseract -lleptonica -lz -lstdc++ -Wl,-Bdynamic -lm -lpthread -ldl
import "C"
