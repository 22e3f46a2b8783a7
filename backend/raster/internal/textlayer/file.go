package textlayer

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
)

// File writes a PDF object by object.
type File struct {
	out     io.Writer
	at      int64
	offsets []int64 // by number − 1; 0 while it was not written
	err     error
}

// NewFile begins a PDF 1.7 file.
func NewFile(out io.Writer) *File {
	f := &File{out: out}
	f.print("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return f
}

// Reserve gives the number of an object that is written later.
func (f *File) Reserve() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets)
}

// Ref is the reference to an object.
func Ref(number int) string { return fmt.Sprintf("%d 0 R", number) }

// Write writes the object under its reserved number; a stream is compressed.
func (f *File) Write(number int, o Object) {
	f.begin(number)
	if o.Stream == nil {
		f.print(o.Dict + "\nendobj\n")
		return
	}
	data := deflated(o.Stream)
	f.print(fmt.Sprintf("%s/Filter/FlateDecode/Length %d>>stream\n", o.Dict[:len(o.Dict)-2], len(data)))
	f.print(string(data))
	f.print("\nendstream\nendobj\n")
}

// Copy writes a stream of so many bytes that are encoded as dict says.
func (f *File) Copy(number int, dict string, data io.Reader, length int64) {
	f.begin(number)
	f.print(fmt.Sprintf("%s/Length %d>>stream\n", dict[:len(dict)-2], length))
	if f.err == nil {
		n, err := io.CopyN(f.out, data, length)
		f.at += n
		f.err = err
	}
	f.print("\nendstream\nendobj\n")
}

// Close writes the table of objects and the trailer. id is 16 bytes that tell
// this file from others. It gives the first error there was.
func (f *File) Close(root int, id []byte) error {
	table := f.at
	f.print(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(f.offsets)+1))
	for _, at := range f.offsets {
		f.print(fmt.Sprintf("%010d 00000 n \n", at))
	}
	f.print(fmt.Sprintf("trailer\n<</Size %d/Root %s/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(f.offsets)+1, Ref(root), id, id, table))
	return f.err
}

func (f *File) begin(number int) {
	f.offsets[number-1] = f.at
	f.print(fmt.Sprintf("%d 0 obj\n", number))
}

func (f *File) print(s string) {
	if f.err != nil {
		return
	}
	n, err := io.WriteString(f.out, s)
	f.at += int64(n)
	f.err = err
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestCompression) // the level is known
	_, _ = w.Write(data)                                  // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}
