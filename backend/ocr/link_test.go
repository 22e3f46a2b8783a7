package ocr_test

import (
	"debug/elf"
	"os"
	"strings"
	"testing"
)

// The test's own binary is linked as the program is, so it tells what the
// program will ask the system for.
func TestNativeLibrariesAreLinkedIn(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	f, err := elf.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	libraries, err := f.ImportedLibraries()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range libraries {
		for _, forbidden := range []string{"tesseract", "lept", "curl", "archive", "jpeg", "png", "tiff", "webp", "gif", "openjp2", "gomp", "libz.", "stdc++"} {
			if strings.Contains(l, forbidden) {
				t.Errorf("the binary needs %s; build with eval \"$(build/native/env.sh)\"", l)
			}
		}
	}
}

// What stands in for other libraries' functions must not be found by libraries
// that look for the real ones, such as those that GTK loads.
func TestStandInsAreHidden(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	f, err := elf.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	symbols, err := f.DynamicSymbols()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range symbols {
		if s.Section == elf.SHN_UNDEF {
			continue
		}
		for _, prefix := range []string{"curl_", "archive_", "pixRead", "pixWrite", "GOMP_", "omp_"} {
			if strings.HasPrefix(s.Name, prefix) {
				t.Errorf("%s is exported", s.Name)
			}
		}
	}
}
